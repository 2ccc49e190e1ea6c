"""The pages in a real browser: no error, and no sideways scrolling on a telephone."""

import functools
import http.server
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import outputs
from corpus.document import Document
from corpus.record import Record
from corpus.run import RunManifest, entry_of

pytestmark = pytest.mark.browser

PROBE = """<!doctype html><meta charset="utf-8"><title>probe</title>
<iframe id="page" src="{page}" style="width:{width}px;height:900px;border:0"></iframe>
<script>
window.onload = () => {{
  const page = document.getElementById("page").contentDocument, root = page.documentElement;
  const wide = [...page.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > {width} + 1
    && getComputedStyle(e).position !== "absolute" && !e.closest("thead")).map(e => e.tagName + "." + e.className);
  const style = getComputedStyle(page.querySelector("h1"));
  document.title = "done width=" + root.scrollWidth + " wide=" + wide.join(",") + " weight=" + style.fontWeight;
}};
</script>"""


@pytest.fixture
def pages(record: Record, document: Document, tmp_path: Path) -> Iterator[str]:
    """A run folder behind a local server: pages from files may not look into each other."""
    run = tmp_path / "run"
    long = "dài" * 60
    name = record.targets[0].indicator.model_copy(update={"vi": long, "en": long})
    hard = record.model_copy(
        update={"targets": [record.targets[0].model_copy(update={"indicator": name}), *record.targets]}
    )
    written = outputs.write(hard, document, run / "a")
    entry = entry_of(written, input_path=f"in/{long}.pdf", folder="a")
    outputs.index(RunManifest(started="2026-11-24", entries=[entry]), run)
    handler = functools.partial(Quiet, directory=str(run))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and the probe page that measures a page in a frame of a given width."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it
        """Say nothing."""

    def do_GET(self) -> None:
        probe = re.fullmatch(r"/probe/(\d+)/(.*)", self.path)
        if probe is None:
            super().do_GET()
            return
        data = PROBE.format(width=probe[1], page="/" + probe[2]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def browse(chromium: str, address: str, profile: Path) -> tuple[str, list[str]]:
    """The page's final HTML and what it wrote to the console."""
    command = [
        chromium,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--enable-logging=stderr",
        "--no-proxy-server",
        f"--user-data-dir={profile}",
        "--window-size=1600,1000",
        "--virtual-time-budget=10000",
        "--dump-dom",
        address,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line and "favicon" not in line]


@pytest.mark.parametrize("width", [390, 1366])
@pytest.mark.parametrize("page", ["index.html", "a/summary.html"])
def test_a_page_fits_its_window_and_has_its_style(
    page: str, width: int, chromium: str, pages: str, tmp_path: Path
) -> None:
    html, console = browse(chromium, f"{pages}/probe/{width}/{page}", tmp_path / "profile")
    title = re.search(r"<title>done width=(\d+) wide=(.*) weight=(\d+)</title>", html)
    assert title is not None
    assert int(title[1]) <= width
    assert title[2] == ""
    # the style sheet makes the heading 650 heavy; the browser's own is 700
    assert title[3] == "650"
    assert console == []


def test_a_script_that_slips_in_does_not_run(chromium: str, pages: str, tmp_path: Path) -> None:
    page = tmp_path / "run" / "a" / "summary.html"
    text = page.read_text("utf-8").replace("</main>", "<script>document.title='run'</script></main>")
    page.write_text(text, "utf-8")
    html, console = browse(chromium, f"{pages}/a/summary.html", tmp_path / "profile")
    assert "<title>run</title>" not in html
    assert any("Content Security Policy" in line for line in console)
