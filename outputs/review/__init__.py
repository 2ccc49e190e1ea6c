"""The pages on which clerks judge what was extracted, beside the page it came from."""

from outputs.review.routes import router

__all__ = ["router"]
