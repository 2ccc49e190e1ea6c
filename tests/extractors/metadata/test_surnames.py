import pytest

from extractors.metadata.surnames import is_surname, legible


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("Trz}in Văn Hải", "Trần Văn Hải"),
        ("Ng~yễn Thị Lan", "Nguyễn Thị Lan"),
        ("L& Thị Bình", "Lê Thị Bình"),
        ("H0àng Văn Dũng", "H0àng Văn Dũng"),
        ("Y’Biêr Niê", "Y’Biêr Niê"),
        ("Trân Văn Hải", "Trân Văn Hải"),
        ("@@", "@@"),
    ],
)
def test_a_damaged_surname_is_read_only_when_one_fits(read: str, name: str) -> None:
    assert legible(read) == name


def test_surnames_are_told_from_other_words() -> None:
    assert is_surname("Nguyễn")
    assert not is_surname("Tỉnh")
