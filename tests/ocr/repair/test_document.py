"""The repaired document: text, map and readings agree."""

from __future__ import annotations

from corpus.document import plain_document
from ocr.repair import repair

READ = (
    "Uy ban nhan dan cac cép c6 trach nhiém\nphd bién Luat nay dén nguoi lao dong."
    "\fChinh phi quy dinh chi tiét Diéu nay."
)


def test_every_reading_maps_to_what_was_read() -> None:
    document = repair(plain_document(READ, identity="sha256:0", source="x.txt"))
    assert document.text.startswith("Ủy ban nhân dân các cấp có trách nhiệm\nphổ biến")
    assert "\fChính phủ" in document.text
    found = {document.text[r.start : r.end]: document.offsets.to_raw(r.start, r.end) for r in document.readings}
    assert READ[slice(*found["trách"])] == "trach"
    assert READ[slice(*found["Chính"])] == "Chinh"
    assert [len(line) > 0 for line in document.text.split("\n")] == [True, True]
