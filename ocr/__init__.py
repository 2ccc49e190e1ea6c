"""From a file to a Document: what the file is, its pages, recognition and repair."""
