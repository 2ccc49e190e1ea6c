"""Where nothing may be sent, however it is written, and what a name may mean."""

import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.webhooks import RefusedError, allowed
from outputs.webhooks.addresses import kind_of
from outputs.webhooks.guard import LONGEST, Deadline, places, target_of

NASTY = (
    # other protocols, and no protocol
    "",
    " ",
    "example.vn/hook",
    "//example.vn/hook",
    "ftp://example.vn/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "javascript:alert(1)",
    "data:text/plain,x",
    "https:example.vn",
    "https:/example.vn",
    "https:///example.vn",
    "https://",
    "http\u017f://example.vn/",  # a long s, which is the same letter when case does not count
    # this machine and the inner network, in every way of writing
    "https://127.0.0.1/",
    "https://127.0.0.1:443/",
    "https://127.1/",
    "https://127.0.1/",
    "https://0/",
    "https://0.0.0.0/",
    "https://2130706433/",
    "https://017700000001/",
    "https://0177.0.0.1/",
    "https://0x7f.0.0.1/",
    "https://0x7f000001/",
    "https://0x7F.1/",
    "https://0x/",
    "https://127.0.0.01/",
    "https://127.0.0.1./",
    "https://256.256.256.256/",
    "https://4294967297/",
    "https://10.0.0.1/",
    "https://172.16.5.4/",
    "https://172.31.255.255/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://168.63.129.16/",
    "https://100.100.100.200/",
    "https://192.0.0.192/",
    "https://192.0.2.1/",
    "https://198.18.0.1/",
    "https://203.0.113.5/",
    "https://224.0.0.1/",
    "https://240.0.0.1/",
    "https://255.255.255.255/",
    "https://[::1]/",
    "https://[::]/",
    "https://[0:0:0:0:0:0:0:1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[64:ff9b::10.0.0.1]/",
    "https://[64:ff9b:1::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[2002:a9fe:a9fe::1]/",
    "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "https://[2001:db8::1]/",
    "https://[fe80::1]/",
    "https://[fe80::1%25eth0]/",
    "https://[fe80::1%eth0]/",
    "https://[fc00::1]/",
    "https://[fd00:ec2::254]/",
    "https://[fd20:ce::254]/",
    "https://[fec0::1]/",
    "https://[ff02::1]/",
    "https://[::1/",
    "https://[[::1]]/",
    "https://[127.0.0.1]/",
    "https://[v1.a]/",
    # two readings of one text
    "https://user:secret@example.vn/",
    "https://user@example.vn/",
    "https://example.vn@127.0.0.1/",
    "https://127.0.0.1@93.184.215.14/",
    "https://93.184.215.14\\@127.0.0.1/",
    "https://93.184.215.14#@127.0.0.1/",
    "https://93.184.215.14\\127.0.0.1/",
    "https:\\\\127.0.0.1\\",
    "https://93.184.215.14 /",
    " https://93.184.215.14/",
    "https://93.184.215.14/\n",
    "https://93.184.215.14/a b",
    "https://93.184.215.14/\r\nX-Injected: 1",
    "https://93.184.215.14/\tx",
    "https://93.184.215.14/\x00",
    "https://93.184.215.14/#part",
    "https://93.184.215.14/đường",
    "https://93.184.215.14%2f@127.0.0.1/",
    "https://127.0.0.1%23.example.vn/",
    "https://example.vn%00.evil.example/",
    "https://①②⑦.⓪.⓪.①/",
    "https://１２７.0.0.1/",
    "https://127。0。0。1/",
    "https://ⓔxample.vn/",
    "https://côngvăn.vn/",
    "https://example.vn./",
    "https://.example.vn/",
    "https://example..vn/",
    "https://-example.vn/",
    "https://exa$mple.vn/",
    f"https://{'a' * 64}.vn/",
    f"https://{'a.' * 130}vn/",
    "https://93.184.215.14/" + "a" * LONGEST,
    # ports
    "https://93.184.215.14:22/",
    "https://93.184.215.14:80/",
    "https://93.184.215.14:6379/",
    "https://93.184.215.14:0/",
    "https://93.184.215.14:65536/",
    "https://93.184.215.14:99999/",
    "https://93.184.215.14:-1/",
    "https://93.184.215.14:/",
    "https://93.184.215.14:443:443/",
    "https://93.184.215.14:٤٤٣/",
    "https://93.184.215.14:0x1bb/",
    # without encryption
    "http://93.184.215.14/",
    "http://93.184.215.14:443/",
    "http://127.0.0.1/",
)
NEVER = (
    "http://169.254.169.254/latest/meta-data/",
    "http://[::ffff:169.254.169.254]/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://[fd00:ec2::254]/",
    "http://[fe80::1]/",
    "http://0.0.0.0:8000/",
    "http://[::]:8000/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://93.184.215.14/",  # the public internet without encryption
    "https://93.184.215.14:8080/",
    "http://127.0.0.1:25/",
    "http://127.0.0.1:22/",
    "http://10.0.0.1:99999/",
    "http://2130706433/",
    "http://user:secret@10.0.0.1/",
)
"""What is refused even where the inner network is allowed."""


@pytest.fixture(autouse=True)
def no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names mean what a test says, and nothing is asked of the network; numbers are read as they always are."""
    real = socket.getaddrinfo

    def only_numbers(host: str, port: int, *_: Any, **more: Any) -> Any:
        return real(host, port, type=more["type"], proto=more["proto"], flags=socket.AI_NUMERICHOST)

    monkeypatch.setattr(socket, "getaddrinfo", only_numbers)


def means(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Let every name mean ``addresses``, and return the list of names that are looked up."""
    asked: list[str] = []

    def look(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        six = socket.AF_INET6, socket.SOCK_STREAM, 6, ""
        four = socket.AF_INET, socket.SOCK_STREAM, 6, ""
        return [(*six, (a, port, 0, 0)) if ":" in a else (*four, (a, port)) for a in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look)
    return asked


@pytest.mark.parametrize("url", NASTY)
def test_nasty_addresses_are_refused(url: str) -> None:
    with pytest.raises(RefusedError):
        allowed(url, internal=False)


@pytest.mark.parametrize("url", NEVER)
def test_some_are_refused_even_where_the_inner_network_is_allowed(url: str) -> None:
    with pytest.raises(RefusedError):
        allowed(url, internal=True)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://user:secret@example.vn/", "has_password"),
        ("https://côngvăn.vn/", "not_an_address"),
        ("https://127.0.0.1/", "not_public"),
        ("http://93.184.215.14/", "needs_https"),
        ("https://93.184.215.14:22/", "port_refused"),
        ("https://example.vn/" + "a" * LONGEST, "too_long"),
        ("https://khong-co.example.vn/", "unknown_host"),
    ],
)
def test_the_reason_is_told(url: str, why: str) -> None:
    with pytest.raises(RefusedError) as caught:
        allowed(url, internal=False)
    assert (caught.value.why, caught.value.code, caught.value.problems) == (why, "invalid", {"url": why})


@pytest.mark.parametrize(
    "url",
    [
        "https://93.184.215.14/",
        "https://93.184.215.14",
        "https://93.184.215.14:443/hook?key=a%20b&x=1",
        "HTTPS://93.184.215.14:8443/HOOK",
        "https://93.184.215.14?x=1",
        "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
        "https://[::ffff:93.184.215.14]/",
        "https://[64:ff9b::5db8:d70e]/",
    ],
)
def test_public_addresses_are_allowed(url: str) -> None:
    allowed(url, internal=False)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9000/hook", "http://10.1.2.3/", "https://192.168.1.4:8443/", "http://[fd12::1]/"]
)
def test_the_inner_network_can_be_allowed(url: str) -> None:
    allowed(url, internal=True)
    with pytest.raises(RefusedError):
        allowed(url, internal=False)


@pytest.mark.parametrize(
    "addresses",
    [
        ("127.0.0.1",),
        ("93.184.215.14", "10.0.0.1"),
        ("10.0.0.1", "93.184.215.14"),
        ("93.184.215.14", "::1"),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:127.0.0.1"),
        ("93.184.215.14",) * 9 + ("169.254.169.254",),
        ("fe80::1%eth0",),
        ("not an address",),
    ],
)
def test_a_name_of_which_one_address_is_refused_is_refused(
    addresses: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    means(monkeypatch, *addresses)
    with pytest.raises(RefusedError, match="invalid") as caught:
        allowed("https://hook.example.vn/", internal=False)
    assert caught.value.why == "not_public"


def test_a_name_is_looked_up_once_and_what_was_checked_is_what_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = means(monkeypatch, "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c")
    found = places(target_of("https://Hook.Example.vn/"), internal=False, deadline=Deadline(5))
    assert asked == ["hook.example.vn"]
    assert [address[:2] for _, address in found] == [
        ("93.184.215.14", 443),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", 443),
    ]


def test_a_resolver_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading  # noqa: PLC0415

    end = threading.Event()

    def hang(*_: Any, **__: Any) -> list[Any]:
        end.wait(30)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    try:
        with pytest.raises(RefusedError) as caught:
            allowed("https://hook.example.vn/", internal=False, seconds=0.1)
    finally:
        end.set()
    assert caught.value.why == "unknown_host"


@given(st.text(max_size=60), st.booleans())
def test_whatever_is_written_is_allowed_or_refused(text: str, internal: bool) -> None:  # noqa: FBT001
    for url in (text, f"https://{text}", f"http://{text}/", f"https://93.184.215.14{text}"):
        try:
            target = target_of(url)
        except RefusedError:
            continue
        assert target.host.isascii()
        assert target.path.startswith("/")
        assert not set(target.authority + target.path) & set(" \r\n\t\0\\#@") - {"@"}
        assert "@" not in target.authority


@given(st.ip_addresses(v=4))
def test_forms_that_carry_an_ipv4_address_are_judged_by_it(address: Any) -> None:
    number = int(address)
    assert kind_of(f"::ffff:{address}") == kind_of(str(address))
    assert kind_of(f"64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}") == kind_of(str(address))
    assert kind_of(f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1") == "refused"
    assert kind_of(f"::{number >> 16:x}:{number & 0xFFFF:x}") in ("refused", "internal")
    if not address.is_global:
        assert kind_of(str(address)) != "public"


@given(st.ip_addresses(v=6))
def test_only_global_ipv6_addresses_are_public(address: Any) -> None:
    if kind_of(str(address)) == "public":
        assert address.is_global
        assert not address.is_multicast
