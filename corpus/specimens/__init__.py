"""Invented documents for trying vanban out, and what is printed on them."""
