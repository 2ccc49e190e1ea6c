import pytest

from extractors.structure.nlp import annotate


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Nghị quyết liên tịch số 1", [("Nghị quyết liên tịch", "Nghị quyết liên tịch")]),
        ("THÔNG TƯ SỐ 01/2016/TT-NHNN", [("THÔNG TƯ", "Thông tư")]),
        ("Nghị    quyết số 18", [("Nghị    quyết", "Nghị quyết")]),
        ("the Decision No. 5 and Resolution 6", [("Decision", "Quyết định"), ("Resolution", "Nghị quyết")]),
        ("nghị lực, quyết tâm", []),
    ],
)
def test_document_types_are_marked_in_any_case_and_over_gaps(text: str, spans: list[tuple[str, str]]) -> None:
    doc = annotate(text)
    assert [(span.text, span.label_) for span in doc.spans["document_types"]] == spans
    assert all(text[span.start_char : span.end_char] == span.text for span in doc.spans["document_types"])
