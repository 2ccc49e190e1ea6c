"""Goals without a figure: one row for each verb and object that can be met or missed alone."""

from __future__ import annotations

import re

from corpus.record import Comparator
from corpus.text import squeeze
from extractors.targets.clauses import Clause
from extractors.targets.english import without_lead_in
from extractors.targets.words import pattern, without_times

_OPENING = re.compile(r"(?:[-–+*•,.:\s]|và\s|để\s|đồng\s+thời\s|phấn\s+đấu\s|and\s|\d{1,2}[.)]\s)+", re.IGNORECASE)
_SHORTEST = (
    6  # words; less is a heading's remainder, unless a verb of bringing about opens it ("Phủ sóng 5G toàn quốc")
)
_BY = re.compile(r"\W*(?:ph[ấầ]n\s+đấu\s+)?(?:đến|tới)\s+(?:hết\s+|cuối\s+)?năm\s+20\d\d\s*,?\s*", re.IGNORECASE)
_LED = re.compile(r"(?:đến|tới)\s+(?:hết\s+|cuối\s+)?năm\s+20\d\d\s*,\s*$", re.IGNORECASE)
_INTO = re.compile(r"đưa\s.{3,90}?\svào\s+(?:vận\s+hành|sử\s+dụng|khai\s+thác)\b", re.IGNORECASE)
_LONGEST_SUBJECT = 8  # words
_OBJECTS = re.compile(r",\s+|\s+và\s+")
_FOR_WHOM = re.compile(r"\b(?:cho|đối\s+với|bao\s+gồm|gồm|như)\b")
_ENDING = re.compile(r"\s+(?:đạt|đáp\s+ứng|ngang\s+tầm|tương\s+đương|bảo\s+đảm|theo)\b.*$")
_LONGEST = 7  # words of an object in an enumeration
_SUBJECT_ENDS = re.compile(r"\b(?:đạt|thuộc|là|có|ngang\s+tầm|trở\s+thành|nằm|được|is|are|belongs)\b")
_FOLLOWS_SUBJECT = re.compile(r"(?:thuộc|là\s+một\s+trong|nằm\s+trong|đứng\s+trong|trở\s+thành)\b", re.IGNORECASE)


def goal_wording(flat: str, clause: Clause, language: str) -> str | None:
    """Return the words of a goal without a figure, None when the clause sets none."""
    opened = _OPENING.match(flat, clause.start, clause.end)
    start = opened.end() if opened else clause.start
    text = squeeze(without_times(flat[start : clause.end])).strip(" ,.;/-–")
    text = re.sub(r"^(?:để|và)?\s*,\s*", "", text)
    text = without_lead_in(text).lstrip(" ,.:;") if language == "en" else text
    if text.endswith(":") or not _has_verb(text, language):
        return None
    brought = any(pattern("verbs", language, kind).match(text) for kind in ("complete", "own"))
    return text if len(text.split()) >= (_SHORTEST if not brought else _SHORTEST // 2) else None


def is_dated(masked: str, clause: Clause, sentence: int) -> bool:
    """Tell whether a clause outside the sections of goals sets one: by what year something is to be completed.

    As in "đến năm 2030 hoàn thành việc cung cấp …", "Đến năm 2030, các trường hoàn thành …" and "bảo đảm đến năm 2030,
    đưa nhà máy vào vận hành", not in "đã hoàn thành".
    """
    text = masked[clause.start : clause.end]
    dated = _BY.match(text)
    if dated is None and _BY.match(masked, sentence) and pattern("verbs", "vi", "ends").match(text):
        return True  # "Phấn đấu đến năm 2030 có 90% số xã đạt chuẩn; không còn hộ nghèo"
    if pattern("cues", "vi", "past").search(text):
        return False
    if dated is None:
        led = _LED.search(masked, max(0, clause.start - 28), clause.start)
        return bool(led and _INTO.match(text))
    verb = pattern("verbs", "vi", "complete").search(text, dated.end())
    return verb is not None and len(text[dated.end() : verb.start()].split()) <= _LONGEST_SUBJECT


def _has_verb(text: str, language: str) -> bool:
    """Whether the text has a verb with an object; "nhân lực nghiên cứu - phát triển" is a heading."""
    kinds = ("complete", "own", "plain")
    return any(m.end() < len(text) for kind in kinds for m in pattern("verbs", language, kind).finditer(text))


def apart(wording: str) -> list[str]:
    """Return one wording for each object of a goal's verb, where the objects are built alike.

    As in "phát triển chính quyền số, kinh tế số, xã hội số đạt mức khá" (three end alike) and "hoàn thành xây dựng
    cơ sở dữ liệu đất đai, cơ sở dữ liệu dân cư" (both begin alike); beneficiaries of one verb stay together.
    """
    pieces = _OBJECTS.split(wording)
    if len(pieces) == 1 or _FOR_WHOM.search(wording):
        return [wording]
    ends = _ENDING.search(pieces[-1])
    tail = pieces[-1][ends.start() :] if ends else ""
    pieces[-1] = pieces[-1][: ends.start()] if ends else pieces[-1]
    if not all(piece.strip() for piece in pieces):
        return [wording]
    for k in range(len(pieces) - 1):
        if (at := _first_object(pieces[k], pieces[k + 1 :])) is not None:
            head = wording[: wording.index(pieces[k]) + at]  # "xây dựng, kết nối " when the verbs are several
            return [f"{head}{piece}{tail}" for piece in (pieces[k][at:], *pieces[k + 1 :])]
    return [wording]


def _first_object(first: str, others: list[str]) -> int | None:
    """Where in ``first`` the object stands that is built like all ``others``, None when none is."""
    if any(len(piece.split()) > _LONGEST for piece in others):
        return None
    opening = " ".join(others[0].split()[:2])
    at = first.find(f" {opening} ")
    if at > 0 and all(piece.startswith(f"{opening} ") for piece in others):
        return at + 1
    verb = pattern("verbs", "vi", "plain").match(first)
    last = {piece.split()[-1].lower() for piece in (first, *others)}
    alike = len(others) > 1 and len(last) == 1
    return verb.end() + 1 if verb and alike and len(first) > verb.end() + 1 else None


def goal_comparator(wording: str, language: str) -> Comparator:
    """Return ``complete`` for verbs of completing and abolishing ("hoàn thành", "xóa bỏ"), else ``achieve``."""
    match = pattern("verbs", language, "complete").search(wording)
    return "complete" if match and match.start() <= len("cơ bản sẽ ") else "achieve"


def with_subject(wording: str, former: str | None) -> str:
    """Put back the subject that a verb without one takes from the goal before it ("…, thuộc nhóm dẫn đầu")."""
    if not former or not _FOLLOWS_SUBJECT.match(wording):
        return wording
    verb = _SUBJECT_ENDS.search(former)
    subject = former[: verb.start()].strip(" ,") if verb else ""
    return f"{subject} {wording}" if subject else wording


def beneficiary(wording: str) -> str | None:
    """Return for whom a goal is ("bảo đảm … cho người có hoàn cảnh khó khăn")."""
    match = re.search(r"\b(?:cho|for)\s+((?:[^\W\d_]+(?:[\s,]+|$)){2,24})$", wording)
    return match[1].strip(" ,") if match and " " in match[1] else None
