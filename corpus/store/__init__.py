"""The store: documents, their rows, and everything that people decide about them; SQLite or PostgreSQL."""

from corpus.store.engine import Store, open_store

__all__ = ["Store", "open_store"]
