"""Assignments of a document: paragraph by paragraph, the subject carried from a heading or a sentence with a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.bodies import resolve
from corpus.folding import fold
from corpus.knowledge import structure
from corpus.record import Assignment, Role
from extractors.analysis import Analysis, Paragraph, Section
from extractors.assignments import cues
from extractors.assignments.build import has_due, merged
from extractors.assignments.clause import Actor, Clause
from extractors.assignments.english_lists import english_assignments
from extractors.assignments.found import founded
from extractors.assignments.labelled import labelled, labels
from extractors.assignments.local import local_names
from extractors.assignments.paragraphs import behind_mark, paragraphs
from extractors.assignments.predicates import Duty, duties
from extractors.assignments.receivers import received
from extractors.assignments.subjects import Subject, behind_lead_in, only_charges, subjects
from extractors.assignments.tables import tabled
from extractors.metadata.extract import extract_metadata
from extractors.structure.tables.read import tables

_ANNOUNCEMENT = 14
"""Syllables and marks up to which words before a colon only announce a list ("thực hiện các nhiệm vụ sau:")."""
_SHORT_TITLE = 6
"""Syllables of a title such as "Mục đích, yêu cầu"; a longer one has a subject of its own."""
_FEW = 4
"""Words up to which an order opens its sentence."""
_CELL_LINES = 2
"""Lines from which on narrow text is taken for a table's cell."""


_ABOUT = re.compile(r"\s*đối\s+với\s+", re.IGNORECASE)
"""What may stand between the mark of a title and the body that it names: "3.1. Đối với Sở Tài chính"."""


@dataclass(frozen=True, slots=True)
class _Carried:
    """A subject that holds for the paragraphs after it: who, in which role, and where it was said.

    ``announced`` is true when a sentence has announced what follows as one duty ("thực hiện các nhiệm vụ sau:"), whose
    words are ``said``. ``heads`` is true when the sentence was nothing but the subject ("- Sở Tài chính:").
    """

    actors: tuple[Actor, ...]
    role: Role | None
    section: int | None
    style: str
    announced: bool = False
    heads: bool = False
    said: tuple[int, int] | None = None


def extract_assignments(analysis: Analysis) -> list[Assignment]:
    """Return who has which part in which task, in text order; receivers of the document come last."""
    if analysis.language == "en":
        return english_assignments(analysis)
    rows: list[Assignment] = []
    lists: dict[_Carried, list[Duty]] = {}
    titles: dict[Section, tuple[Actor, ...]] = {}
    carried: _Carried | None = None
    width = _usual_width(analysis)
    for paragraph in paragraphs(analysis):
        if labels(analysis, paragraph):
            continue
        if _tells_results(analysis, paragraph) or _is_column(analysis, paragraph, width):
            # a heading in capitals ends a list, also where its mark is lost ("I YÊU CẦU …")
            carried = None if analysis.flat[paragraph.start : paragraph.end].isupper() else carried
            continue
        rows += _unlisted(analysis, carried, paragraph)
        holder = _still(carried, paragraph) or _titled(analysis, paragraph, titles)
        found, carried = _Reading(analysis, paragraph, holder).read()
        if carried is holder and not found and paragraph.bullet is None:
            carried = None  # neither an item nor a duty: the list is over
        items = [] if _is_point(paragraph) else _items(analysis, found, holder)
        if holder and items:
            lists.setdefault(holder, []).extend(items)
        rows += merged(analysis, [duty for duty in found if duty not in items])
    for found in (*lists.values(), *tabled(analysis), *labelled(analysis)):
        rows += merged(analysis, found)
    rows.sort(key=lambda row: row.evidence[0].start)
    return rows + merged(analysis, received(analysis), listed=True)


def _unlisted(analysis: Analysis, carried: _Carried | None, paragraph: Paragraph) -> list[Assignment]:
    """As in "… yêu cầu các bộ thực hiện các nhiệm vụ sau đây:" over headings: what is announced is the document."""
    whole = carried is not None and carried.section is None and paragraph.section is not None
    if carried is None or carried.said is None or not whole:
        return []
    return merged(analysis, [Duty(actor, "implement", *carried.said) for actor in carried.actors])


def _items(analysis: Analysis, found: Sequence[Duty], holder: _Carried | None) -> list[Duty]:
    """The duties of a paragraph that are items of an announced list; an item with its own date is its own row."""
    if holder is None or not holder.announced:
        return []
    return [duty for duty in found if duty.actor in holder.actors and not has_due(analysis, duty)]


def _is_point(paragraph: Paragraph) -> bool:
    """Whether the paragraph is a point of an article ("a) …", "đ) …"), which is cited by itself and its own duty."""
    return bool(re.fullmatch(r"[a-zđ]\s?\)", paragraph.bullet or ""))


def _usual_width(analysis: Analysis) -> int:
    """The length of a full printed line, in characters: nine lines in ten are not longer."""
    lengths = sorted(len(line.strip()) for line in analysis.document.text.splitlines() if line.strip())
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _is_column(analysis: Analysis, paragraph: Paragraph, width: int) -> bool:
    """Whether the paragraph is a table's cell or a heading in capitals: some lines, all much shorter than is usual."""
    if analysis.once(tables).holds(paragraph.start, paragraph.end):
        return True
    text = analysis.document.text[paragraph.start : paragraph.end]
    lines = text.splitlines()
    narrow = len(lines) >= _CELL_LINES and max(len(line) for line in lines) < width * 0.6
    return narrow or text.isupper() or " | " in text


def _still(carried: _Carried | None, paragraph: Paragraph) -> _Carried | None:
    """A carried subject ends with its section, and where the list of its own kind goes on."""
    if carried is None or carried.section != paragraph.section:
        return None
    below = carried.style == "" or (carried.heads and carried.style == "-") or _style(paragraph.bullet) != carried.style
    return carried if below else None


def _style(bullet: str | None) -> str:
    """A list mark without its number: "1." and "2 -" are of one style, "2.1." and "-" of others."""
    marks = "".join("0" if c.isdigit() else "a" if c.isalpha() else c for c in bullet or "").replace("00", "0")
    return re.sub(r"[\s.)-]+$", "", marks) if marks.startswith("0") else marks


def _titled(analysis: Analysis, paragraph: Paragraph, titles: dict[Section, tuple[Actor, ...]]) -> _Carried | None:
    """The subject that a heading names: "2. Sở Tài chính", "Điều 5. Trách nhiệm của Bộ Y tế".

    ``titles`` keeps what headings name, since all paragraphs below one ask for it.
    """
    for section in list(analysis.ancestors(paragraph.section))[:2]:
        if section not in titles:
            titles[section] = _title_actors(analysis, section)
        if titles[section]:
            return _Carried(titles[section], None, paragraph.section, "")
    return None


def _title_actors(analysis: Analysis, section: Section) -> tuple[Actor, ...]:
    start = behind_mark(analysis, section)
    about = _ABOUT.match(analysis.flat, start, section.end)
    start = about.end() if about else start
    text = analysis.flat[start : section.end]
    clause = Clause(text, start, analysis.once(local_names))
    words = [word.form for word in clause.words]
    duty = any(cues.phrases("words.duties_of").at(clause.words, i) for i in range(min(8, len(words))))
    if ordered := [one for one in subjects(clause) if one.order and _announces_list(clause, one)]:
        return ordered[-1].actors
    if charged := _charged(text, start):
        return charged
    groups = clause.groups
    if not groups and cues.begins_duty(clause.words, 0):
        return ()  # "TỔ CHỨC TIẾP CÔNG DÂN" is no misread "tổ tiếp công dân"
    if not groups and (body := resolve(section.title)) is not None and not body.ambiguous:
        # "1. Phòng Tổng hợp": alone in a heading a name may hold what is a verb elsewhere
        return (Actor(section.start, section.end, body),)
    groups = [group for group in groups if text[: group[0].start].count("(") == text[: group[0].start].count(")")]
    if not groups or len(groups) > 1:
        return ()  # two; "1. Bộ Tài chính (Cục Thống kê)" is one
    first, last = clause.first_token(groups[0][0]), clause.after_token(groups[0][-1])
    bare = re.sub(r"\([^()]*\)", " ", section.title)
    whole = resolve(bare) is not None or (first <= 3 and last >= len(words) - 1)
    return clause.actors(groups[0]) if duty or whole else ()


def _charged(text: str, offset: int) -> tuple[Actor, ...]:
    """As in the title "a) Bộ Y tế có trách nhiệm:": what the body is to do stands in the points below."""
    clause = Clause(text, offset)
    return next((one.actors for one in subjects(clause) if only_charges(clause, one.after)), ())


def _tells_results(analysis: Analysis, paragraph: Paragraph) -> bool:
    """Whether the paragraph stands in a section on results, causes or aims rather than on tasks."""
    names = structure("duties")["sections"]
    titles = [fold(section.title) for section in analysis.ancestors(paragraph.section)]
    for title in titles:
        aims = title.startswith(tuple(names["purposes"])) and title.count(" ") < _SHORT_TITLE
        if aims or title.startswith(tuple(names["results"])):
            return not any(word in above for above in titles for word in names["duties"] if aims)
        if any(word in title for word in names["duties"]):
            return False
    return False


def _end(clause: Clause, own: Subject) -> int:
    """Where the last predicate ends: what a colon announces ("các nhiệm vụ sau:") stands in the list that follows."""
    count = len(clause.words)
    if clause.words[-1].form != ":":
        return count
    # a semicolon between two subjects ("Thủ trưởng …; Chủ tịch … thực hiện các nhiệm vụ sau:") parts no tasks
    marks = [i for i, word in enumerate(clause.words[:-1]) if word.form == ";" and i >= own.after]
    last = marks[-1] if marks else own.after
    return last if count - last <= _ANNOUNCEMENT else count


def _until(clause: Clause, own: Sequence[Subject], i: int) -> int:
    """Where a subject's predicate ends: before the next subject, unless that one is whom it directs.

    The task of who is directed ends with its clause: behind a semicolon the one who directs goes on.
    """
    subject = own[i]
    following = next((one.first for one in own[i + 1 :] if subject.directed or not one.directed), None)
    end = _end(clause, own[-1]) if following is None else following
    if not subject.directed or i == 0:
        return end
    return next((k for k in range(subject.after, end) if clause.words[k].form == ";"), end)


def _directed(clause: Clause, subject: Subject, end: int) -> list[Duty]:
    """What a body is directed to do, all of it one task: "chỉ đạo công an nắm tình hình; phối hợp …; kịp thời …".

    Who leads stays the one who leads ("chỉ đạo Sở A chủ trì …"), and partners and receivers of reports stay such.
    """
    drawn = duties(clause, subject, end)
    if any(duty.role == "lead" for duty in drawn):
        return drawn
    names = {actor.body.name for actor in subject.actors}
    others = [duty for duty in drawn if duty.role in {"coordinate", "report_to"} and duty.actor.body.name not in names]
    return [*_whole(clause, subject, end, "implement"), *others]


def _whole(clause: Clause, subject: Subject, end: int, role: Role) -> list[Duty]:
    """All that stands behind a body up to token ``end`` as one duty of it."""
    while end > subject.after and clause.words[end - 1].form in {".", ";", ","}:
        end -= 1
    return [Duty(actor, role, *clause.slice(subject.after, end)) for actor in subject.actors]


def _announces(clause: Clause, own: Subject) -> bool:
    """Whether the predicate only announces a list: "thực hiện các nhiệm vụ sau:"."""
    words = [word.form for word in clause.words[own.after :]]
    return not own.heads and words[-1:] == [":"] and "sau" in words[-3:] and len(words) <= _ANNOUNCEMENT


def _announces_list(clause: Clause, own: Subject) -> bool:
    """As in the title "2. Giao Chính phủ thực hiện ngay các nhiệm vụ sau đây:", over points that are its duties."""
    words = [word.form for word in clause.words[own.after :] if word.form != ":"]
    return own.heads or ("sau" in words[-2:] and len(words) <= _ANNOUNCEMENT)


def _gives_duties(analysis: Analysis, section: int | None) -> bool:
    """Whether a section's title says that it gives duties; text without headings may."""
    titles = [fold(one.title) for one in analysis.ancestors(section)]
    return not titles or any(word in title for title in titles for word in structure("duties")["sections"]["duties"])


class _Reading:
    """One paragraph, read sentence by sentence."""

    def __init__(self, analysis: Analysis, paragraph: Paragraph, carried: _Carried | None) -> None:
        """Take the paragraph and the subject that holds for it."""
        self.analysis, self.paragraph, self.carried = analysis, paragraph, carried
        self.present: tuple[tuple[Actor, ...], Role | None] | None = None
        self.headed = False
        """Whether the paragraph begins with a body and a colon: all its sentences are then that body's."""

    def read(self) -> tuple[list[Duty], _Carried | None]:
        """Return the paragraph's duties and the subject that holds for the next one."""
        found: list[Duty] = []
        following = self.carried
        for sentence in self.paragraph.sentences:
            own_names = self.analysis.once(local_names)
            clause = Clause(self.analysis.flat[sentence.start : sentence.end], sentence.start, own_names)
            own = [one for one in subjects(clause) if not self._issuing(clause, one)]
            found += founded(clause)
            if own:
                found += self._directed(clause, own)
                found += self._own(clause, own)
                # a heading's subject holds on after a sentence with its own; one from a colon too, to its list's end
                following = self._opened(clause, own) or following
            elif clause.words:
                found += self._continued(clause)
                following = self._detailed(clause) or following
        return found, following

    def _issuing(self, clause: Clause, subject: Subject) -> bool:
        """Whether the subject is the issuer that speaks of this document before the first heading."""
        if subject.orders:
            issuer = self.analysis.once(extract_metadata).issuer
            announces = clause.text.rstrip().endswith(":")
            return announces or issuer is None or any(actor.body.name in (issuer.vi or "") for actor in subject.actors)
        opening = self.paragraph.section is None and not subject.order and not self.paragraph.bullet
        return opening and cues.phrases("words.issues").at(clause.words, subject.after) is not None

    def _own(self, clause: Clause, own: Sequence[Subject]) -> list[Duty]:
        found: list[Duty] = []
        for i, subject in enumerate(own):
            end = _until(clause, own, i)
            if subject.orders:
                found += _whole(clause, subject, len(clause.words), "direct")
            elif subject.directed:
                found += _directed(clause, subject, end)
            elif not subject.heads:
                found += duties(clause, subject, end)
        # who is directed ("chỉ đạo các sở thực hiện …") is not who acts in the next sentence
        last = next((one for one in reversed(own) if not one.directed), own[-1])
        cue = cues.role_at(clause.words, last.after)
        self.headed = self.headed or (own[0].first == 0 and clause.words[own[0].after - 1].form == ":")
        self.present = last.actors, "lead" if cue and cue[1] == "lead" else None
        return found

    def _directed(self, clause: Clause, own: Sequence[Subject]) -> list[Duty]:
        """As in "Chỉ đạo các bộ kiểm điểm …": whose list it is, or who was named before, directs those named here."""
        cue = cues.role_at(clause.words, 0)
        holder = self.carried.actors if self.carried else self._named_before()
        directs = cue is not None and cue[1] == "direct" and own[0].first >= cue[0]
        # an item such as "b) Căn cứ nhu cầu của các xã để phân công các thư viện …" is its holder's too
        orders = self.carried is not None and own[0].order and own[0].first > _FEW and cues.begins_duty(clause.words, 0)
        if not holder or not (directs or orders):
            return []
        last = len(clause.words) - (clause.words[-1].form in {".", ";"})
        role: Role = "direct" if directs else cue[1] if cue else "implement"
        return [Duty(actor, role, *clause.slice(0, last)) for actor in holder]

    def _named_before(self) -> tuple[Actor, ...]:
        """The subject of the sentence before, in a section that gives duties."""
        holds = self.headed or _gives_duties(self.analysis, self.paragraph.section)
        return self.present[0] if self.present and holds else ()

    def _opened(self, clause: Clause, own: Sequence[Subject]) -> _Carried | None:
        """A list that a colon opens takes its subject from the sentence before the colon."""
        if not (own[-1].heads or clause.text.rstrip().endswith(":")):
            return None
        listed = (self.paragraph.bullet or "").endswith((".", ")")) or (self.paragraph.bullet or "")[:1].isdigit()
        if not clause.text.rstrip().endswith(":") and not listed:
            return None
        if [word.form for word in clause.words[-2:]] == ["như", ":"]:
            return None  # examples of what is done, not tasks
        role = self.present[1] if self.present else None
        announced = _announces(clause, own[-1])
        last = len(clause.words) - 1
        said = clause.slice(own[-1].after, last) if announced and own[-1].order else None
        return _Carried(
            own[-1].actors, role, self.paragraph.section, _style(self.paragraph.bullet), announced, own[-1].heads, said
        )

    def _detailed(self, clause: Clause) -> _Carried | None:
        """As in "Sở A thực hiện Đề án này. Cụ thể:": the list that follows is of the sentence before."""
        words = [word.form for word in clause.words]
        if self.present is None or words not in (["cụ", "thể", ":"], ["cụ", "thể", "như", "sau", ":"]):
            return None
        return _Carried(self.present[0], None, self.paragraph.section, _style(self.paragraph.bullet))

    def _continued(self, clause: Clause) -> list[Duty]:
        """A sentence without a subject goes on with that of the sentence before, or with the carried one."""
        named = self._named_before()
        holder = (named, self.present[1] if self.present else None) if named else None
        item = holder is None and (self.paragraph.bullet is not None or clause.text[:1].isupper())
        if holder is None and self.carried is not None:
            holder = self.carried.actors, self.carried.role
        begins = cues.begins_duty(clause.words, 0) or (item and cues.begins_item(clause.words, 0))
        if holder is not None and not named and not begins and (at := behind_lead_in(clause)) is not None:
            return duties(clause, Subject(holder[0], 0, at), len(clause.words), holder[1])
        if cues.phrases("words.papers").at(clause.words, 0) or clause.words[0].form == "việc":
            return []  # "Việc đọc sách được thực hiện …" tells how, not who
        if holder is None or not begins:
            return [one for one in duties(clause, Subject((), 0, 0), len(clause.words)) if one.role == "report_to"]
        return duties(clause, Subject(holder[0], 0, 0), len(clause.words), holder[1])
