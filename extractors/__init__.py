"""From a Document to a Record."""
