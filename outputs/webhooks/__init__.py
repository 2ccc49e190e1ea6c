"""Tells other systems what happened: events, signed, to addresses that may be sent to."""

from outputs.webhooks.delivery import deliver_due, delivering, send_test, start
from outputs.webhooks.guard import RefusedError, allowed
from outputs.webhooks.posting import Sender
from outputs.webhooks.signing import new_secret

__all__ = ["RefusedError", "Sender", "allowed", "deliver_due", "delivering", "new_secret", "send_test", "start"]
