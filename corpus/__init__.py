"""What a document and a record are, what the system knows, and where both are kept."""
