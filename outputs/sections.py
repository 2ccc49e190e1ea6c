"""From a record to the sections of its summary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from corpus.record import Assignment, Bilingual, Citation, Deadline, Due, Link, Record, Target
from outputs import notation
from outputs.view import Group, Note, Prover, Row, Section, sureness
from outputs.wording import Language, Pair, both, label, pair, printed, quoted, shown, told

Item = TypeVar("Item")


def sections(record: Record) -> tuple[Section, ...]:
    """Return the tables of the summary, in reading order; a section may be empty."""
    maker = _Maker(record)
    return (
        maker.target_section("targets", record.targets, "indicator"),
        maker.target_section("achievements", record.achievements, "result"),
        maker.deadline_section(),
        maker.assignment_section(),
        maker.citation_section(),
    )


def language_of(record: Record) -> Language:
    """Return the language in which the document's own words are shown."""
    return "en" if record.document.language == "en" else "vi"


def unsure_rows(parts: Iterable[Section]) -> int:
    """Return how many rows a person should check."""
    return sum(row.sureness.check for part in parts for group in part.groups for row in group.rows)


class _Maker:
    """Makes rows; they are numbered through a section, so that people can speak of "chỉ tiêu 12"."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.language = language_of(record)
        images = {page.number: page.image for page in record.document.page_details if page.image}
        self.prover = Prover(record.document.pages, images, self.language)

    def target_section(self, key: str, targets: Sequence[Target], main: str) -> Section:
        ordered = sorted(targets, key=lambda target: _horizon_key(target.due))
        groups = _grouped(ordered, lambda target: _horizon(target.due), self._target)
        if key == "achievements" and all(target.due is None for target in targets):
            groups = tuple(Group(None, group.rows) for group in groups)
        return Section(key, label(key), label("level"), label(main), groups)

    def deadline_section(self) -> Section:
        rows = tuple(self._deadline(number, item) for number, item in enumerate(self.record.deadlines, 1))
        return _plain("deadlines", "when", "kind", rows)

    def assignment_section(self) -> Section:
        """Who does what, body by body; those who only receive the document stand together at the end."""
        doing = [item for item in self.record.assignments if item.role != "recipient"]
        receiving = [item for item in self.record.assignments if item.role == "recipient"]
        ordered = [*_together(doing, lambda item: item.body.key or item.body.name), *receiving]
        groups = _grouped(ordered, self._group_of, self._assignment)
        return Section("assignments", label("assignments"), label("role"), label("task"), groups)

    def citation_section(self) -> Section:
        rows = tuple(self._citation(number, item) for number, item in enumerate(self.record.citations, 1))
        return _plain("citations", "symbol", "cited", rows)

    def _target(self, number: int, target: Target) -> Row:
        start = notation.baseline(target.baseline, self.language) if target.baseline else None
        notes = [
            _note("population", _words(target.population)),
            _note("area", _words(target.area)),
            _note("baseline", start),
            _note("sdg", printed(target.indicator.sdg) if target.indicator.sdg else None),
            _note("due", None if _says_heading(target.due) else self._due(target.due)),
        ]
        return self._row(number, notation.level(target, self.language), _words(target.indicator), notes, target)

    def _deadline(self, number: int, item: Deadline) -> Row:
        told_raw = told(item.raw, self.language) or label("unknown")
        recurrence = label(item.recurrence, "recurrence") if item.recurrence else None
        value = notation.timing(item) or recurrence or told_raw
        notes = [self._printed(item), _note("recurrence", recurrence if recurrence != value else None)]
        return self._row(number, value, label(item.kind, "deadline"), notes, item)

    def _assignment(self, number: int, item: Assignment) -> Row:
        receives = item.role == "recipient"
        main = self._body(item) if receives else _words(item.task)
        return self._row(number, label(item.role, "role"), main, [_note("due", self._due(item.due))], item)

    def _group_of(self, item: Assignment) -> Pair:
        return label("recipients") if item.role == "recipient" else self._body(item)

    def _citation(self, number: int, item: Citation) -> Row:
        names = told(item.type or item.raw, self.language)
        day = notation.moment(item.date, "day") if item.date else None
        issuer = _note("issuer", told(item.issuer, self.language))
        links = _note("relation", _joined([self._link(link) for link in item.links]))
        notes = [issuer, _note("date", day), links, self._printed(item) if item.type else None]
        return self._row(number, printed(item.symbol) if item.symbol else both("–", "–"), names, notes, item)

    def _link(self, link: Link) -> Pair:
        """What is done to the cited document, by whom where that is a third one, and to which part of it."""
        words, by = label(link.kind, "link"), label("by_source")
        texts = []
        for name, doer in ((words.vi.text, by.vi.text), (words.en.text, by.en.text)):
            source = f" {link.source}" if link.kind == "issued_with" else f" {doer} {link.source}"
            part = f" ({link.provisions})" if link.provisions else ""
            texts.append(name + (source if link.source else "") + part)
        return both(*texts)

    def _printed(self, item: Deadline | Citation) -> Note | None:
        """The words as printed, where the quote does not already show them."""
        raw = shown(item.raw)
        seen = any(raw.casefold() in shown(proof.quote).casefold() for proof in item.evidence)
        return None if seen else _note("printed", quoted(raw, self.language))

    def _row(
        self,
        number: int,
        value: Pair,
        main: Pair | None,
        notes: Sequence[Note | None],
        item: Target | Deadline | Assignment | Citation,
    ) -> Row:
        kept = tuple(note for note in notes if note)
        return Row(number, value, main or label("unknown"), kept, sureness(item), self.prover.prove(item.evidence))

    def _body(self, item: Assignment) -> Pair:
        named = pair(item.body.name, item.body.en) or label("unknown")
        return named if self.language == "vi" else told(item.body.name, "en") or named

    def _due(self, due: Due | None) -> Pair | None:
        if due is None:
            return None
        words = notation.timing(due) or told(due.raw, self.language)
        if words is None or not due.inherited:
            return words
        mark = label("inherited")
        return both(f"{words.vi.text} ({mark.vi.text})", f"{words.en.text} ({mark.en.text})")


def _plain(key: str, value: str, main: str, rows: tuple[Row, ...]) -> Section:
    return Section(key, label(key), label(value), label(main), (Group(None, rows),) if rows else ())


def _joined(parts: Sequence[Pair]) -> Pair | None:
    """Several phrases as one, each once."""
    if not parts:
        return None
    texts = ("; ".join(dict.fromkeys(part.side(lang).text for part in parts)) for lang in ("vi", "en"))
    return both(*texts)


def _words(phrase: Bilingual | None) -> Pair | None:
    return pair(phrase.vi, phrase.en) if phrase else None


def _note(key: str, words: Pair | None) -> Note | None:
    return Note(label(key), words) if words else None


def _horizon_key(due: Due | None) -> str:
    """Horizons in order of time, undated ones last; within a year the document's order stays."""
    return (due.end or due.start or "~")[:4] if due else "~"


def _horizon(due: Due | None) -> Pair:
    year = _horizon_key(due)
    if year == "~":
        return label("no_horizon")
    name = label("horizon_year")
    return both(f"{name.vi.text} {year}", f"{name.en.text} {year}")


def _says_heading(due: Due | None) -> bool:
    """Tell whether the heading over a group ("Mốc năm 2030") already says all of ``due``."""
    return due is not None and due.precision == "year" and due.relation == "by" and due.start is None


def _together(items: Iterable[Item], key: Callable[[Item], str]) -> list[Item]:
    """Bring items of one key together, keys in the order of their first item."""
    kept: dict[str, list[Item]] = {}
    for item in items:
        kept.setdefault(key(item), []).append(item)
    return [item for group in kept.values() for item in group]


def _grouped(
    items: Sequence[Item], heading: Callable[[Item], Pair], row: Callable[[int, Item], Row]
) -> tuple[Group, ...]:
    groups: list[tuple[Pair, list[Row]]] = []
    for number, item in enumerate(items, 1):
        title = heading(item)
        if not groups or groups[-1][0] != title:
            groups.append((title, []))
        groups[-1][1].append(row(number, item))
    return tuple(Group(title, tuple(rows)) for title, rows in groups)
