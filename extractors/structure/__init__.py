"""The shape of a document: lines, zones, headings, paragraphs, sentences, and the spaCy ``Doc`` over them."""
