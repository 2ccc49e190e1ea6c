"""What a person sees of a run."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from corpus.record import Extractor, Keyed, Problem, Target
from corpus.run import RunEntry
from pipeline.report import ROWS, progress_bar, show
from pipeline.report_targets import targets_table
from pipeline.run import Report


def entry(name: str, **fields: object) -> RunEntry:
    return RunEntry.model_validate({"input": name, "outcome": "done", "folder": name, **fields})


def shown(*entries: RunEntry, worked: int = 0) -> str:
    stream = io.StringIO()
    show(Report(list(entries), worked=worked), Path("out"), Console(file=stream, width=100, soft_wrap=True))
    return stream.getvalue()


def test_the_table_has_figures_for_what_was_done_and_reasons_for_what_was_not() -> None:
    told = shown(
        entry("a.pdf", grade="good", pages=3, targets=17, deadlines=9, assignments=4, seconds=12.34),
        entry("b.pdf", outcome="rejected", folder=None, reason="It is empty.", remedy="Send it again.", code="empty"),
        entry("c.pdf", duplicate_of="a.pdf"),
    )
    row = next(line for line in told.splitlines() if line.endswith("a.pdf"))
    assert row.split() == ["done", "good", "3", "17", "9", "4", "12.3", "a.pdf"]
    assert "b.pdf: It is empty. Send it again." in told
    assert "c.pdf: duplicate of a.pdf" in told
    assert "1 done, 1 rejected, 1 duplicate" in told
    assert told.rstrip().endswith("Results: out/index.html")


def test_a_partial_document_names_its_failed_pages() -> None:
    problem = Problem(code="page_failed", reason="The page is damaged.", remedy="Scan it again.", page=2)
    told = shown(entry("a.pdf", outcome="partial", errors=[problem]))
    assert "a.pdf: page 2: The page is damaged. Scan it again." in told


def test_of_many_documents_those_with_something_to_say_come_first() -> None:
    many = [entry(f"{number:03}.pdf") for number in range(ROWS + 40)]
    told = shown(*many, entry("bad.pdf", outcome="quarantined", reason="It hung.", remedy="Wait."))
    assert told.splitlines()[1].split()[0::6] == ["quarantined", "bad.pdf"]
    assert "… and 41 more: see index.html" in told


def test_names_are_no_markup() -> None:
    told = shown(entry("[red]a[/red] [link=x].pdf", outcome="rejected", reason="[bold]Why?", remedy="[/]"))
    assert "[red]a[/red] [link=x].pdf" in told
    assert "[bold]Why? [/]" in told


@pytest.mark.parametrize(("setting", "coloured"), [("1", False), ("", True)])
def test_no_color_is_respected(setting: str, *, coloured: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", setting)
    monkeypatch.setenv("TERM", "xterm")
    stream = io.StringIO()
    show(Report([entry("a.pdf")]), Path("out"), Console(file=stream, force_terminal=True, width=100))
    assert ("\x1b[32m" in stream.getvalue()) is coloured


def test_the_bar_is_for_terminals_only() -> None:
    for terminal in (False, True):
        stream = io.StringIO()
        with progress_bar(Console(file=stream, force_terminal=terminal, width=100)) as bar:
            bar.begin(2)
            bar.advance(entry("a.pdf"))
        assert ("reading" in stream.getvalue() or "a.pdf" in stream.getvalue()) is terminal


def test_rows_stay_on_one_line_with_the_name_whole() -> None:
    long = "Nghị quyết về phát triển kinh tế - xã hội " * 4 + ".pdf"
    told = shown(entry(long, grade="good", pages=3), entry("gold.achievements.jsonl"))
    assert sum(long in line for line in told.splitlines()) == 1
    assert any(line.split()[0] == "done" and line.endswith("gold.achievements.jsonl") for line in told.splitlines())


def test_names_and_reasons_have_no_power_over_the_terminal() -> None:
    name = "a\x1b[31m\x1b]0;title\x07\x9b2J\u202efdp\nb.pdf"
    told = shown(entry(name, outcome="rejected", reason="\x1b[2JBad.", remedy="Mend."))
    assert not set("\x1b\x07\x9b\u202e") & set(told)
    assert "\\x1b[31m" in told
    assert "\\nb.pdf" in told


@pytest.mark.parametrize(("confidence", "told"), [(0.9987, "99%"), (0.5, "50%"), (1.0, "100%")])
def test_what_is_nearly_sure_does_not_claim_to_be_certain(confidence: float, told: str) -> None:
    target = Target(
        id="t-1",
        kind="numeric",
        indicator=Keyed(vi="tỷ lệ hộ nghèo"),
        comparator="lt",
        value=1.5,
        unit="percent",
        confidence=confidence,
        extractor=Extractor(name="targets", version="1"),
        evidence=[],
    )
    stream = io.StringIO()
    Console(file=stream, width=120).print(targets_table([target]))
    assert stream.getvalue().split()[-1] == told
