"""A page as a whole: its image made ready and read, where its words stand, and in which order they are read."""
