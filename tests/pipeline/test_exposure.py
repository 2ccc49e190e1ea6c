"""Who can reach the pages, and what must not be reached."""

from pathlib import Path

import pytest

from corpus.errors import ExitCode
from pipeline.exposure import LOOPBACK_NAMES, Exposure, exposure
from pipeline.usage import UsageError

ANYWHERE = "0.0.0.0"  # noqa: S104  # to be refused
NAME, PROXY, FILE = ["vanban.example.vn"], ["127.0.0.1"], Path("a.pem")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.9", "::1"])
def test_alone_on_this_machine_nothing_more_is_needed(host: str) -> None:
    assert exposure(host, [], [], None, None) == Exposure(LOOPBACK_NAMES, secure=False, proxies=frozenset())


def test_over_a_network_https_is_done_by_a_proxy_or_here() -> None:
    behind = exposure(ANYWHERE, ["Vanban.example.VN"], ["10.0.0.5", "10.1.0.0/16", "::1"], None, None)
    assert behind == Exposure(
        ("vanban.example.vn",), secure=True, proxies=frozenset({"10.0.0.5/32", "10.1.0.0/16", "::1/128"})
    )
    assert exposure(ANYWHERE, NAME, [], FILE, FILE) == Exposure(
        ("vanban.example.vn",), secure=True, proxies=frozenset()
    )


@pytest.mark.parametrize(
    ("host", "names", "proxies", "certificate", "key", "told"),
    [
        (ANYWHERE, [], [], None, None, "others could read passwords"),
        ("192.0.2.1", [], [], None, None, "others could read passwords"),
        ("vanban.example.vn", NAME, [], None, None, "others could read passwords"),
        ("::", [], [], None, None, "others could read passwords"),
        ("127.0.0.1", NAME, [], None, None, "--public-name is for"),
        ("127.0.0.1", [], PROXY, None, None, "which name"),
        (ANYWHERE, [], [], FILE, FILE, "which name"),
        ("127.0.0.1", NAME, PROXY, FILE, FILE, "not both"),
        ("127.0.0.1", NAME, [], FILE, None, "needs its key"),
        ("127.0.0.1", NAME, [], None, FILE, "needs its key"),
        ("127.0.0.1", NAME, ["proxy"], None, None, "no address"),
        ("127.0.0.1", ["https://vanban.example.vn"], PROXY, None, None, "no name"),
        ("127.0.0.1", ["vanban.example.vn:443"], PROXY, None, None, "no name"),
        ("127.0.0.1", ["*"], PROXY, None, None, "no name"),
        ("127.0.0.1", [""], PROXY, None, None, "no name"),
    ],
)
def test_anything_else_is_refused_with_the_way_out(  # noqa: PLR0913, PLR0917  # a column of the table each
    host: str, names: list[str], proxies: list[str], certificate: Path | None, key: Path | None, told: str
) -> None:
    with pytest.raises(UsageError, match=told) as refused:
        exposure(host, names, proxies, certificate, key)
    assert refused.value.exit_code == ExitCode.USAGE
    assert "--" in refused.value.remedy
