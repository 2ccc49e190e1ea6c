"""The document's head, citations and receivers as reference annotations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from corpus.store.annotations.printed import Printed
from corpus.store.judged import JudgedDocument

Data = Mapping[str, Any]
_RECEIVERS = ("recipient", "report_to")


def meta(document: JudgedDocument, printed: Printed, source_file: str) -> dict[str, Any]:
    """Return what gold.meta.json holds. Headings nobody judges: they are there as extracted, and optional."""
    entry = document.entry
    head = {row.key: row.data for row in document.rows if row.kind == "metadata"}
    found = {
        "source_file": source_file,
        "source_name": entry.source,
        "document_id": entry.id,
        "language": entry.language,
        **_symbol(head.get("symbol"), printed),
        **_type(head.get("document_type"), printed),
        **_title(head.get("title"), printed),
        "issuing_body": _body(head.get("issuer"), printed),
        "parent_body": _body(head.get("superior"), printed),
        **_plain("place", head.get("place"), printed),
        **_plain("date", head.get("date"), printed),
        "signer": _signer(head.get("signer"), printed),
        "cited_documents": list(_cited(document, printed)),
        "recipients": list(_recipients(document, printed)),
        "sections": [],
        "sections_optional": [_section(heading, printed) for heading in entry.record.get("outline", ())],
    }
    return found | ({"pages_annotated": list(range(1, len(printed.pages) + 1))} if printed.by_page else {})


def _value(field: Data | None) -> Any:
    return field["value"] if field else None


def _placed(name: str, field: Data | None, printed: Printed) -> dict[str, Any]:
    evidence = (field or {}).get("evidence") or []
    return {f"{name}_{key}": value for key, value in printed.place(evidence[0]).items()} if evidence else {}


def _symbol(field: Data | None, printed: Printed) -> dict[str, Any]:
    symbol = _value(field)
    number = symbol.partition("/")[0].partition("-")[0] if symbol else None
    return {"number": number, "symbol": symbol} | _placed("symbol", field, printed)


def _type(field: Data | None, printed: Printed) -> dict[str, Any]:
    kind = _value(field) or {}
    named = {"document_type_vi": kind.get("vi"), "document_type_en": kind.get("en")}
    return named | {"document_type_symbol": kind.get("code")} | _placed("document_type", field, printed)


def _title(field: Data | None, printed: Printed) -> dict[str, Any]:
    title = _value(field) or {}
    accept = [title["vi"]] if title.get("vi") else []
    return {"title_vi": title.get("vi"), "title_accept": accept, "title_en": title.get("en")} | _placed(
        "title", field, printed
    )


def _body(field: Data | None, printed: Printed) -> dict[str, Any] | None:
    body = _value(field)
    if body is None:
        return None
    evidence = (field or {}).get("evidence") or []
    place, name = ("page", "evidence_pages") if printed.by_page else ("line", "evidence_lines")
    named = {"vi": body.get("vi"), "vi_accept": [body.get("vi")], "en": body.get("en"), "key": body.get("key")}
    return named | {name: sorted({proof[place] for proof in evidence})}


def _plain(name: str, field: Data | None, printed: Printed) -> dict[str, Any]:
    return {name: _value(field)} | _placed(name, field, printed)


def _signer(field: Data | None, printed: Printed) -> dict[str, Any]:
    signer = _value(field) or {}
    named = {
        "name_vi": signer.get("name"),
        "authority_vi": signer.get("authority"),
        "role_vi": signer.get("role"),
        "role_accept": [signer["role"]] if signer.get("role") else [],
        "on_behalf_of_vi": signer.get("on_behalf_of"),
    }
    evidence = (field or {}).get("evidence") or []
    return named | (printed.place(evidence[0]) if evidence else {})


def _of_kind(document: JudgedDocument, kind: str) -> Iterable[Data]:
    return (row.data for row in document.rows if row.kind == kind and row.data is not None)


def _cited(document: JudgedDocument, printed: Printed) -> Iterable[dict[str, Any]]:
    for number, data in enumerate(_of_kind(document, "citation"), 1):
        yield {
            "id": f"C{number:02}",
            "number": data["symbol"],
            "type_vi": data["type"],
            "date": data["date"],
            "issuer_vi": data["issuer"],
            "title_vi": None if data["symbol"] else data["raw"],
            "mentions": [printed.place(evidence) for evidence in data["evidence"]],
        }


def _recipients(document: JudgedDocument, printed: Printed) -> Iterable[dict[str, Any]]:
    for data in _of_kind(document, "assignment"):
        if data["role"] in _RECEIVERS and data["evidence"]:
            yield {"text_vi": data["body"]["name"], **printed.place(data["evidence"][0])}


def _section(heading: Data, printed: Printed) -> dict[str, Any]:
    evidence = heading.get("evidence") or []
    where = printed.place(evidence[0]) if evidence else {}
    named = {"number": heading["number"], "title": heading["title"] or None, "level": heading["level"]}
    return named | where | {"note": "as extracted; not judged"}
