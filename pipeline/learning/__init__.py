"""What `vanban learn` does: reports how the extractors do on what people decided, and refits what it can from it."""
