"""The receiver's code in docs/api.md does what it says."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from outputs.webhooks.signing import new_secret, signed

BODY = '{"id": "văn bản"}'.encode()


@pytest.fixture
def is_genuine(repository: Path) -> Callable[..., bool]:
    section = (repository / "docs" / "api.md").read_text(encoding="utf-8").partition("## Webhooks")[2]
    [code] = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    known: dict[str, Any] = {}
    exec(compile(code, "docs/api.md", "exec"), known)  # noqa: S102  # our own documentation
    found: Callable[..., bool] = known["is_genuine"]
    return found


def test_what_was_sent_is_genuine_and_nothing_else_is(is_genuine: Callable[..., bool]) -> None:
    secret, present = new_secret(), int(time.time())
    headers = signed(secret, "an-id", present, BODY)
    assert is_genuine(secret, headers, BODY)
    assert is_genuine(secret, headers | {"webhook-signature": f"v1,old {headers['webhook-signature']}"}, BODY)
    assert not is_genuine(secret, headers, BODY + b" ")
    assert not is_genuine(new_secret(), headers, BODY)
    for changed in ({"webhook-id": "another"}, {"webhook-timestamp": str(present + 1)}, {"webhook-signature": "v1,"}):
        assert not is_genuine(secret, headers | changed, BODY)
    assert not is_genuine(secret, signed(secret, "an-id", present - 600, BODY), BODY)
