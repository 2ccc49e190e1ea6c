"""Who signed, in words of both languages."""

import pytest

from corpus.record import Metadata, Record, Signer
from outputs.head import identity_facts


@pytest.mark.parametrize(
    ("signer", "vi", "en"),
    [
        (
            ("Phó Bí thư", "T/M", "Tỉnh ủy"),
            "Phó Bí thư, T/M Tỉnh ủy",
            "Deputy Secretary, on behalf of the Provincial Party Committee",
        ),
        (
            ("PHÓ THỦ TƯỚNG", "TM.", "Chính phủ"),
            "PHÓ THỦ TƯỚNG, TM. Chính phủ",
            "Deputy Prime Minister, on behalf of the Government",
        ),
        (("PHÓ THỐNG ĐỐC", "KT.", "Thống đốc"), "PHÓ THỐNG ĐỐC, KT. Thống đốc", "Deputy Governor, for the Governor"),
        (
            ("CHÁNH VĂN PHÒNG", "TL.", "Chủ tịch"),
            "CHÁNH VĂN PHÒNG, TL. Chủ tịch",
            "Chief of Office, by order of the Chairperson",
        ),
        (
            ("GIÁM ĐỐC", "TUQ.", "Bộ trưởng"),
            "GIÁM ĐỐC, TUQ. Bộ trưởng",
            "Director, under authorization from the Minister",
        ),
        (("GIÁM ĐỐC", "Q.", None), "GIÁM ĐỐC, Q.", "Director, acting"),
        # a body that no table knows has no English
        (("GIÁM ĐỐC", "TM.", "Tổ hợp Sao Mai"), "GIÁM ĐỐC, TM. Tổ hợp Sao Mai", "Director, [vi] TM. Tổ hợp Sao Mai"),
    ],
)
def test_by_what_right_somebody_signs(record: Record, signer: tuple[str, str, str | None], vi: str, en: str) -> None:
    role, authority, body = signer
    signed = Signer(name="Lê Văn Nam", role=role, authority=authority, on_behalf_of=body)
    fact = identity_facts(record.model_copy(update={"metadata": Metadata(signer=signed)}))[-1]
    assert (fact.words.vi.text, fact.words.en.text) == (f"Lê Văn Nam – {vi}", f"Lê Văn Nam – {en}")
