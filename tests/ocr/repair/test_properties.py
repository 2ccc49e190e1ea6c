"""What repair promises for any text whatever."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import plain_document
from corpus.text import nfc
from ocr.repair import Channel, repair, restore

READ = "abcdeghiklmnopqrstuvxy ABCDĐPTQ0123456789é&¢|1l6.,;:-/%()\"'?“”\\$€"
LINES = st.lists(st.text(alphabet=READ, max_size=40), max_size=8)
ANYTHING = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=120).map(nfc)


@settings(max_examples=60, deadline=None)
@given(LINES, st.sampled_from([Channel.GARBLED, Channel.STRIPPED]))
def test_one_line_out_for_each_line_in(lines: list[str], channel: Channel) -> None:
    assert len(restore(lines, channel)) == len(lines)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_spans_say_where_each_word_stands_in_both_texts(lines: list[str]) -> None:
    for raw, line in zip(lines, restore(lines, Channel.GARBLED), strict=True):
        assert line.raw == raw
        end = raw_end = 0
        for token in line.tokens:
            assert line.text[token.start : token.end] == token.text
            assert token.start >= end
            assert token.raw_start >= 0
            assert token.raw_end <= len(raw)
            assert token.raw_end >= raw_end
            assert 0.0 <= token.probability <= 1.0
            assert len(token.alternatives) <= 3
            end, raw_end = token.end, token.raw_end


@settings(max_examples=60, deadline=None)
@given(st.lists(st.from_regex(r"\A\d{3,7}([.,/-]\d{1,4}){0,2}%?\Z"), min_size=1, max_size=6))
def test_numbers_of_three_digits_and_more_come_back_in_order(numbers: list[str]) -> None:
    line = " trong ".join(n.strip() for n in numbers)
    text = restore([line], Channel.GARBLED)[0].text
    assert [t for t in re.findall(r"\S*\d\S*", text) if t[0].isdigit()] == [n.strip() for n in numbers]


@settings(max_examples=60, deadline=None)
@given(ANYTHING)
def test_a_document_keeps_its_breaks_and_its_readings_lie_in_its_text(text: str) -> None:
    document = plain_document(text, identity="sha256:0", source="x.txt")
    repaired = repair(document)
    assert [c for c in repaired.text if c in "\n\f"] == [c for c in text if c in "\n\f"]
    assert repaired.as_read == text
    at = 0
    for reading in repaired.readings:
        assert at <= reading.start < reading.end <= len(repaired.text)
        raw_start, raw_end = repaired.offsets.to_raw(reading.start, reading.end)
        assert 0 <= raw_start <= raw_end <= len(text)
        at = reading.end
