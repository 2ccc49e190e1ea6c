"""How the language and channel models are trained; nothing here is imported when a document is repaired."""
