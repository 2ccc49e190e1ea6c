"""The review page and the API, as one application: what is served, to whom, and under which rules."""

from outputs.web.app import create_app
from outputs.web.settings import Settings, Submit

__all__ = ["Settings", "Submit", "create_app"]
