"""What the page's scripts are answered: rows as the list shows them, a form again, or why something was refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from corpus.store.errors import InvalidError, NotFoundError, StoreError
from outputs.review.forms import CHOICES, Field
from outputs.review.rows import RowView
from outputs.web.pages import language_of, page
from outputs.web.texts import texts
from outputs.wording import Language, has_label, label


def row_list(request: Request, views: Sequence[RowView]) -> Response:
    """Answer with rows, for the scripts to put in the place of those with the same id."""
    return page(request, "rows.html.j2", rows=views, word=word)


def refusal(request: Request, error: StoreError) -> Response:
    """Say in words why the store did not allow something."""
    known = f"refused_{error.code}" in texts(language_of(request))
    status = 404 if isinstance(error, NotFoundError) else 403
    key = f"refused_{error.code}" if known else "refused_other"
    return page(request, "refused.html.j2", status=status, text=texts(language_of(request))[key])


@dataclass(frozen=True, slots=True)
class FormPart:
    """One row's fields within a form: each with its name in the form and what stands in it."""

    fields: list[tuple[Field, str, str]]

    @classmethod
    def of(cls, fields: Sequence[Field], shown: Sequence[str], prefix: str, typed: Mapping[str, str]) -> FormPart:
        """Return ``fields`` with what was typed, else ``shown``; ``prefix`` is before their names."""
        pairs = zip(fields, shown, strict=True)
        return cls([(field, prefix + field.place, typed.get(field.place, text)) for field, text in pairs])


@dataclass(frozen=True, slots=True)
class Form:
    """A form that is sent to ``address``; ``hidden`` goes along with it."""

    act: str
    address: str
    parts: Sequence[FormPart]
    hidden: Mapping[str, str]


def form(request: Request, content: Form, problems: Mapping[str, str] | None = None) -> Response:
    """Answer with a form; with ``problems``, by field name, as not taken."""
    return page(
        request,
        "form.html.j2",
        status=422 if problems else 200,
        form=content,
        problems={name: reason(request, code) for name, code in (problems or {}).items()},
        choices=CHOICES,
        word=word,
    )


def not_taken(request: Request, error: InvalidError) -> Response:
    """Say in words what was wrong with something that is no form of a row."""
    text = reason(request, next(iter(error.problems.values()), "other"))
    return page(request, "refused.html.j2", status=422, text=text)


def word(key: str, language: Language, group: str = "field") -> str:
    """Return the word for a field, or for a choice of ``group``: of the pages, else of the summaries' labels."""
    own, labels = texts(language), "words" if group == "field" else group
    return own.get(f"{group}_{key}") or (label(key, labels).side(language).text if has_label(key, labels) else key)


def reason(request: Request, code: str) -> str:
    """Return in words why something typed could not be taken."""
    known = texts(language_of(request))
    return known.get(f"wrong_{code}", known["wrong_other"])
