"""A secret that counts once, however many ask at the same time."""

from __future__ import annotations

import hmac
import threading


class Once:
    """Holds a secret until it has been used; None never counts."""

    def __init__(self, secret: str | None) -> None:
        """Take the secret."""
        self._secret = secret
        self._lock = threading.Lock()

    def fits(self, secret: str) -> bool:
        """Whether ``secret`` still counts; it goes on counting. Takes as long whatever is wrong with it."""
        expected = self._secret
        return expected is not None and hmac.compare_digest(secret.encode("utf-8", "replace"), expected.encode("utf-8"))

    def take(self, secret: str) -> bool:
        """Whether ``secret`` still counts; from now on it does not."""
        with self._lock:
            if not self.fits(secret):
                return False
            self._secret = None
            return True
