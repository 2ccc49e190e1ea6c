"""What is seen and done on a page image before it is read: slant, edges, coloured ink, seals."""
