"""Ruled tables on page images: their rules, their cells, and the words in them."""
