"""A clerk's whole journey through a document in a real browser, without a mouse."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from corpus.store import Store, accounts
from corpus.store.tables import DecisionEntry, RowEntry, UserEntry
from outputs.web import Settings, create_app
from outputs.web.access import COOKIE

pytestmark = pytest.mark.browser
SCAN, PLAIN = "a" * 64, "b" * 64
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
Rows = Callable[[], dict[str, RowEntry]]
EXPECTED = re.compile(r"status of (409|422|403)|ERR_INTERNET_DISCONNECTED")


@pytest.fixture
def address(store: Store) -> Iterator[str]:
    """The application on a port of its own, with a one-time link."""
    settings = Settings(store, one_time_link="einmal", requests_per_minute=100_000)
    server = uvicorn.Server(uvicorn.Config(create_app(settings), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1366, "height": 768})
    made.set_default_timeout(15_000)
    yield made
    made.close()


class Clerk:
    """Someone at the keyboard; ``trouble`` is what the console said that was not expected."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.trouble: list[str] = []
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("console", lambda m: self.trouble.append(m.text) if m.type == "error" else None)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def edit(self, *then: str) -> None:
        """Open the form of the selected row and press more keys within it."""
        self.press("e")
        expect(self.page.locator(".editor :focus")).to_be_visible()
        self.press(*then)

    def write(self, text: str) -> None:
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    @property
    def row(self) -> str:
        return self.page.locator(".row.selected .head").inner_text().replace("\xa0", " ")

    def judged(self, count: int, total: int) -> None:
        expect(self.page.locator(".progress")).to_have_text(re.compile(rf"^\s*{count}/{total}\b"))

    def saved(self) -> None:
        expect(self.page.locator("#saved")).to_have_text("Đã lưu")

    def opened(self) -> None:
        expect(self.page.locator(".review.ready")).to_be_visible()
        expect(self.page.locator("#text .w").first).to_be_attached()

    def wrong(self) -> list[str]:
        return [text for text in self.trouble if not EXPECTED.search(text)]


def test_a_clerk_checks_a_document_without_a_mouse(
    context: BrowserContext, address: str, store: Store, rows: Rows
) -> None:
    clerk = Clerk(context.new_page())
    come_in(clerk, address)
    see_the_least_sure_row_first(clerk)
    approve_correct_reject(clerk, rows)
    split_and_merge(clerk)
    add_a_row_on_selected_words(clerk, rows)
    write_with_an_input_method(clerk)
    mend_a_word_everywhere(clerk, store)
    look_at_history_and_help(clerk)
    go_to_the_next_document(clerk)
    assert clerk.wrong() == []


def come_in(clerk: Clerk, address: str) -> None:
    """By the one-time link, and from the list to the document by Enter."""
    clerk.page.goto(f"{address}/link/einmal")
    if "/link/" in clerk.page.url:
        clerk.page.locator("main button").press("Enter")
    clerk.page.locator(f'a[href="/documents/{SCAN}"]').first.press("Enter")
    clerk.opened()
    clerk.judged(0, 14)


def see_the_least_sure_row_first(clerk: Clerk) -> None:
    """With each of its words marked on the image, and the first unsure one explained."""
    assert clerk.row.startswith("dưới 2 % ty lệ hộ nghèo")
    expect(clerk.page.locator("#boxes .hit")).to_have_count(6)
    expect(clerk.page.locator("#word-text")).to_have_text("ty")
    expect(clerk.page.locator("#word-others")).to_contain_text("tỷ 30 %, tý 10 %")


def approve_correct_reject(clerk: Clerk, rows: Rows) -> None:
    page = clerk.page
    clerk.press("a")
    clerk.judged(1, 14)
    assert "ty lệ lao động" in clerk.row

    # what cannot be taken says why, beside what was typed
    clerk.edit("Tab", "Tab")
    clerk.write("71.5")
    clerk.press("Enter")
    expect(page.locator(".editor .wrong")).to_contain_text("phần thập phân viết sau dấu phẩy")
    expect(page.locator("[aria-invalid]")).to_be_focused()
    clerk.write("71,5")
    clerk.press("Tab")
    clerk.write("diem phan")
    expect(page.locator(".offers li").first).to_have_text(re.compile("điểm phần trăm"))
    clerk.press("ArrowDown", "Enter", "Enter")
    clerk.judged(2, 14)
    row = rows()["target:t-70"]
    assert (row.state, row.data["value"], row.data["unit"]) == ("corrected", 71.5, "percentage_points")

    rejected = clerk.row
    clerk.press("x")
    clerk.judged(3, 14)
    clerk.press("u")
    clerk.judged(2, 14)
    assert clerk.row == rejected


def split_and_merge(clerk: Clerk) -> None:
    page = clerk.page
    clerk.press("2", "n", "n", "p", "n")
    assert "nhà ở xã hội" in clerk.row
    expect(page.locator(".page-number").first).to_have_text("2")
    clerk.press("s")
    page.locator("[name='1:value']").press("Control+A")
    page.keyboard.type("300")
    clerk.press("Enter")
    clerk.judged(4, 15)
    parts = page.locator(".row.is-added")
    expect(parts).to_have_count(2)
    clerk.press(" ", "n", " ", "m")
    expect(page.locator(".editor")).to_be_visible()
    clerk.press("Enter")
    expect(parts).to_have_count(1)
    clerk.saved()


def add_a_row_on_selected_words(clerk: Clerk, rows: Rows) -> None:
    page = clerk.page
    clerk.press("0", "[")
    page.locator("#text .w", has_text="Tài").wait_for()
    for _ in range(2):  # the second "Sở" on the page
        clerk.press("ArrowRight")
        while page.locator("#word-text").inner_text() != "Sở":
            clerk.press("ArrowRight")
    clerk.press("Shift+ArrowRight", "Shift+ArrowRight")
    expect(page.locator("#word-picked")).to_have_text("Đã chọn 3 chữ")
    clerk.press("+")
    expect(page.locator("#kinds-words")).to_have_text("Sở Tài chính")
    clerk.press("5")  # as the filter numbers the kinds
    expect(page.locator(".editor h3")).to_have_text("Thêm mục mới: Phân công")
    expect(page.locator("[name='0:body.name']")).to_have_value("Sở Tài chính")
    page.locator("[name='0:task.vi']").press("Control+A")
    page.keyboard.type("lập đề án")
    clerk.press("Enter")
    expect(page.locator(".row.selected .head")).to_contain_text("Sở Tài chính")
    [added] = [row for row in rows().values() if row.kind == "assignment" and row.state == "added"]
    assert added.data["evidence"][0]["quote"] == "Sở Tài chính"
    clerk.press("Shift+ArrowRight", "+", "3")
    expect(page.locator(".editor label").first).to_have_text("Nội dung kết quả")
    clerk.press("Escape")


def write_with_an_input_method(clerk: Clerk) -> None:
    """Keys that are being composed are letters; a letter that a method put in a key's place is that key."""
    before = clerk.page.locator(".progress").inner_text()
    for state in ("isComposing", "repeat"):  # nor does a key that is held down decide again
        event = f"new KeyboardEvent('keydown', {{key: 'x', {state}: true, bubbles: true}})"
        clerk.page.evaluate(f"document.dispatchEvent({event})")
    pressed = "import('/static/review/telex.js').then(m => ['â', 'á', 'ấ', 'ê', 'ư', 'đ', 'A', 'Enter'].map(m.pressed))"
    assert clerk.page.evaluate(pressed) == ["a", "s", "s", "e", "w", "d", "A", "Enter"]
    clerk.saved()
    assert clerk.page.locator(".progress").inner_text() == before


def mend_a_word_everywhere(clerk: Clerk, store: Store) -> None:
    page = clerk.page
    clerk.press("2", "p", "p", "p", "p", ".", ",")
    expect(page.locator("#word-text")).to_have_text("ty")
    clerk.press("w", "ArrowDown")
    expect(page.locator("#mend input")).to_have_value("tỷ")
    clerk.press("Enter")
    expect(page.locator("#elsewhere input:checked")).to_have_count(2)
    clerk.press("Enter")
    expect(page.locator("#text .mended")).to_have_count(2)
    expect(page.locator("#rows")).to_contain_text("tỷ lệ hộ nghèo")
    clerk.saved()
    with store.reading() as session:
        [other] = session.query(RowEntry).filter_by(document_id=PLAIN, kind="target")
    assert other.data["indicator"]["vi"] == "tỷ lệ hộ nghèo"


def look_at_history_and_help(clerk: Clerk) -> None:
    clerk.press("h")
    expect(clerk.page.locator("#past")).to_contain_text("Sửa chữ")
    clerk.press("Escape", "?")
    expect(clerk.page.locator("#help kbd").first).to_be_visible()
    clerk.press("Escape")


def go_to_the_next_document(clerk: Clerk) -> None:
    clerk.press("N")
    clerk.page.wait_for_url(f"**/documents/{PLAIN}")
    clerk.opened()
    expect(clerk.page.locator(".image-pane")).to_be_hidden()
    expect(clerk.page.locator("#text .mended")).to_have_text(["tỷ"])


def signed_in(context: BrowserContext, address: str, store: Store, name: str) -> Clerk:
    with store.writing() as session:
        user = session.query(UserEntry).filter_by(name=name).one()
        secret = accounts.begin_session(session, user)
    cookie = Settings(store).cookie(COOKIE)
    context.add_cookies([{"name": cookie, "value": secret, "url": address, "sameSite": "Strict"}])
    clerk = Clerk(context.new_page())
    clerk.page.goto(f"{address}/documents/{SCAN}")
    clerk.opened()
    return clerk


def test_two_people_on_one_row_see_both_versions(
    browser: Browser, context: BrowserContext, address: str, store: Store, rows: Rows
) -> None:
    other = browser.new_context()
    lan, minh = signed_in(context, address, store, "lan"), signed_in(other, address, store, "minh")
    lan.edit("Tab", "Tab")
    lan.write("5")
    minh.edit("Tab", "Tab")
    minh.write("7")
    lan.press("Enter")
    lan.judged(1, 14)
    minh.press("Enter")
    dialog = minh.page.locator("#conflict")
    expect(dialog.locator(".of")).to_have_text(re.compile("Chỉ tiêu.*tr. 1.*ty lệ hộ nghèo"))  # which row it is about
    expect(dialog.locator(".differs td").first).to_have_text("7")
    expect(dialog.locator(".differs td").nth(1)).to_have_text("5")
    minh.press("Escape")  # it cannot be passed over
    expect(dialog).to_be_visible()
    minh.press("2")
    minh.saved()
    row = rows()["target:t-2"]
    assert (row.data["value"], row.version) == (7, 3)

    # the other way round: theirs is kept
    minh.press("a")
    minh.judged(2, 14)
    lan.press("x")
    expect(lan.page.locator("#conflict")).to_be_visible()
    lan.press("1")
    lan.judged(2, 14)
    assert [rows()[key].state for key in ("target:t-2", "target:t-70")] == ["corrected", "approved"]
    assert lan.wrong() == minh.wrong() == []
    other.close()


def test_without_a_connection_nothing_that_was_typed_is_lost(
    context: BrowserContext, address: str, store: Store, rows: Rows
) -> None:
    clerk = signed_in(context, address, store, "lan")
    clerk.edit("Tab", "Tab")
    clerk.write("5")
    context.set_offline(offline=True)
    clerk.press("Enter")
    status = clerk.page.locator("#saved")
    expect(status).to_contain_text("Chưa lưu 1 việc")
    clerk.press("a", "a")
    expect(status).to_contain_text("Chưa lưu 3 việc")
    clerk.press("u")  # the last of them is not to be sent
    expect(status).to_contain_text("Chưa lưu 2 việc")
    assert {row.state for row in rows().values()} == {"open"}

    # the browser is closed, and opened again when the connection is back
    clerk.page.close()
    context.set_offline(offline=False)
    again = Clerk(context.new_page())
    again.page.goto(f"{address}/documents/{SCAN}")
    again.judged(2, 14)
    again.saved()
    assert (rows()["target:t-2"].state, rows()["target:t-2"].data["value"]) == ("corrected", 5)
    assert rows()["target:t-70"].state == "approved"
    with store.reading() as session:
        assert session.query(DecisionEntry).count() == 2

    # a form that was left comes back as it was
    again.press("1")
    again.edit()
    again.write("99/KH-UBND")
    again.press("Escape")
    again.page.reload()
    again.opened()
    expect(again.page.locator(".row.drafted")).to_have_count(1)
    again.press("1")
    again.edit()
    expect(again.page.locator(".editor input:focus")).to_have_value("99/KH-UBND")
    expect(again.page.locator(".restored")).to_be_visible()
    assert again.wrong() == []


def test_the_mouse_selects_words_on_the_image_and_in_the_text(
    context: BrowserContext, address: str, store: Store
) -> None:
    clerk = signed_in(context, address, store, "lan")
    page, many = clerk.page, clerk.page.locator("#word-picked")
    expect(page.locator("#boxes .hit")).to_have_count(6)
    ends = [page.locator("#boxes .hit").nth(n).bounding_box() for n in (1, 3)]
    assert ends[0]
    assert ends[1]
    page.mouse.move(ends[0]["x"] + 3, ends[0]["y"] + 5)
    page.mouse.down()
    page.mouse.move(ends[1]["x"] + 3, ends[1]["y"] + 5)
    page.mouse.up()
    expect(many).to_have_text("Đã chọn 3 chữ")
    expect(page.locator("#boxes .pick")).to_have_count(3)
    clerk.press("Escape")
    expect(many).to_be_hidden()
    page.locator("#text .w", has_text="Tài").drag_to(page.locator("#text .w", has_text="đề"))
    expect(many).to_have_text("Đã chọn 4 chữ")
    clerk.press("+")
    expect(page.locator("#kinds-words")).to_have_text("Tài chính lập đề")
    assert clerk.wrong() == []


def test_the_search_leads_to_its_page(context: BrowserContext, address: str, store: Store) -> None:
    clerk = signed_in(context, address, store, "lan")
    clerk.page.goto(f"{address}/search?q=nha+o+xa+hoi")
    clerk.page.locator(".hits a").press("Enter")
    clerk.opened()
    expect(clerk.page.locator(".page-number").first).to_have_text("2")
    expect(clerk.page.locator("#text")).to_contain_text("nhà ở xã hội")
    assert clerk.wrong() == []


def test_who_has_judged_everything_is_told_what_comes_next(context: BrowserContext, address: str, store: Store) -> None:
    clerk = signed_in(context, address, store, "lan")
    for number in range(1, 15):
        clerk.press("a")
        clerk.judged(number, 14)
    expect(clerk.page.locator("#note")).to_have_text("Đã rà soát hết. t: trình phê duyệt · N: văn bản tiếp theo")
    assert clerk.wrong() == []


def test_what_waits_for_one_document_is_sent_from_another(
    context: BrowserContext, address: str, store: Store, rows: Rows
) -> None:
    clerk = signed_in(context, address, store, "lan")
    context.set_offline(offline=True)
    clerk.press("a")
    expect(clerk.page.locator("#saved")).to_contain_text("Chưa lưu 1 việc")
    clerk.page.close()
    context.set_offline(offline=False)
    other = Clerk(context.new_page())
    with other.page.expect_response("**/approve"):
        other.page.goto(f"{address}/documents/{PLAIN}")
    other.opened()
    assert rows()["target:t-2"].state == "approved"
    assert other.page.evaluate("Object.keys(localStorage).filter(name => name.endsWith(':queue'))") == []


@pytest.mark.parametrize("width", [1366, 820])
@pytest.mark.parametrize("document", [SCAN, PLAIN])
def test_the_page_fits_its_window(browser: Browser, address: str, store: Store, width: int, document: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": {1366: 768, 820: 1180}[width]})
    clerk = signed_in(context, address, store, "lan")
    clerk.page.goto(f"{address}/documents/{document}")
    clerk.opened()
    overflow = (
        "document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight"
    )
    assert clerk.page.evaluate(overflow) is False
    for pane in (".rows", "#text"):
        box = clerk.page.locator(pane).bounding_box()
        assert box is not None
        assert box["height"] > 120
        assert box["x"] + box["width"] <= width
    context.close()
