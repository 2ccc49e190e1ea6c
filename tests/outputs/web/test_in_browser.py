"""What a real browser sends and keeps back: the one-time link, and what other sites lure it to."""

import http.server
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

pytestmark = pytest.mark.browser
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--no-proxy-server")


@pytest.fixture
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Page:
    opened = browser.new_context().new_page()
    opened.set_default_timeout(30_000)
    return opened


@pytest.fixture
def site(make_app: Callable[..., FastAPI]) -> Iterator[str]:
    """The application for one person, served as the command serves it."""
    config = uvicorn.Config(
        make_app(one_time_link="geheim", person_here="Lan"), port=0, log_level="critical", lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.05)
        assert thread.is_alive()
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Another site on this machine: puts a page there and returns its address."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    handler = partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def put(content: str) -> str:
            (folder / "page.html").write_text(f"<!doctype html><title>x</title>{content}", encoding="utf-8")
            return f"http://localhost:{server.server_port}/page.html"

        yield put
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it
        """Say nothing."""


def signed_in(page: Page) -> bool:
    return page.locator(".who").count() == 1


def test_the_file_that_opens_the_link_leads_to_the_documents(page: Page, site: str, tmp_path: Path) -> None:
    file = tmp_path / "review.html"
    file.write_text(f'<!doctype html><meta http-equiv="refresh" content="0;url={site}/link/geheim">', encoding="utf-8")
    page.goto(file.as_uri())
    page.wait_for_url(f"{site}/")
    page.wait_for_selector(".who")
    assert "Lan" in page.inner_text(".who")
    page.go_back()
    assert "geheim" not in page.url


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_link_on_another_site_leads_to_the_page_and_not_to_the_sign_in(
    page: Page, site: str, elsewhere: Callable[[str], str], name: str
) -> None:
    page.goto(f"{site}/link/geheim")
    other = elsewhere(f'<a id="a" href="{site}/">go</a>').replace("localhost", name)
    page.goto(other)
    page.click("#a")
    page.wait_for_selector(".who")
    assert page.url == f"{site}/"


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_form_on_another_site_changes_nothing(
    page: Page, site: str, elsewhere: Callable[[str], str], name: str
) -> None:
    page.goto(f"{site}/link/geheim")
    field = '<input name="language" value="en"><button id="b">go</button>'
    page.goto(elsewhere(f'<form method="post" action="{site}/language">{field}</form>').replace("localhost", name))
    with page.expect_navigation() as going:
        page.click("#b")
    answer = going.value
    assert answer is not None
    assert answer.status == 403
    page.goto(f"{site}/")
    assert page.get_attribute("html", "lang") == "vi"


def test_another_site_can_neither_frame_nor_load_nor_read_anything(
    page: Page, site: str, elsewhere: Callable[[str], str]
) -> None:
    page.goto(f"{site}/link/geheim")
    page.goto(elsewhere(f'<iframe src="{site}/"></iframe><img id="i" src="{site}/static/mark.svg">'))
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.getElementById('i').naturalWidth") == 0
    assert [frame for frame in page.frames[1:] if frame.locator(".bar").count()] == []
    read = f"fetch('{site}/', {{credentials: 'include'}}).then(() => 'read', () => 'refused')"
    assert page.evaluate(read) == "refused"


def test_pages_work_with_the_keyboard_and_say_nothing_to_the_console(page: Page, site: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{site}/link/geheim")
    page.evaluate("document.activeElement.blur()")
    page.goto(f"{site}/password")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") in ("A", "INPUT")
    assert [text for text in said if "refused" in text.lower() or "policy" in text.lower()] == []
