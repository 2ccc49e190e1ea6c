"""The interface for other systems: /api/v1."""

from outputs.api.routes import router

__all__ = ["router"]
