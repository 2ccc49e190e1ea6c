"""The kinds of files: PDF with and without a text layer, images, plain text in old and new encodings, Word."""
