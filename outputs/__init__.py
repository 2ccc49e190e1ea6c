"""From records to what people and systems read."""

from outputs.folder import write
from outputs.overview import index

__all__ = ["index", "write"]
