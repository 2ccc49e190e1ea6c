"""The pages around the work: signing in, first set-up, people, tokens, webhooks, the audit."""

from outputs.office.routes import router

__all__ = ["router"]
