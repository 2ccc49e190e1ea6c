"""Other documents that a document names, and the symbols by which it names them."""
