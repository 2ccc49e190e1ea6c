from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import inspect

from corpus.errors import OutputError
from corpus.record import Target
from corpus.store import Store, decisions, open_store
from corpus.store.decisions import Seen
from corpus.store.deed import Actor
from corpus.store.importing import import_run
from corpus.store.tables import Base, DocumentEntry, EventEntry, PageEntry, RowEntry

A = "a" * 64
Rows = dict[str, RowEntry]
Make = Callable[[str, str, float, float], Target]


def states(store: Store) -> dict[str, tuple[str, int]]:
    with store.reading() as session:
        return {row.key: (row.state, row.version) for row in session.query(RowEntry).filter_by(kind="target")}


def test_every_value_and_every_field_of_the_head_is_a_row(store: Store, rows: Rows) -> None:
    fields = ("symbol", "document_type", "title", "issuer", "superior", "place", "date", "signer")
    assert set(rows) == {"target:t-2", "target:t-70", *(f"metadata:{field}" for field in fields)}
    assert rows["metadata:symbol"].data["value"] == "12-NQ/TU"
    assert rows["metadata:symbol"].confidence == 0.4
    assert {row.state for row in rows.values()} == {"open"}


def test_the_same_record_again_changes_nothing_and_tells_nothing(store: Store) -> None:
    before = states(store)
    list(import_run(store, store.folder))
    assert states(store) == before
    with store.reading() as session:
        assert session.query(EventEntry).count() == 1


def test_a_new_extraction_renews_what_nobody_judged_and_leaves_what_people_did(
    store: Store, lan: Actor, rows: Rows, extracted_again: Callable[..., None], make_target: Make
) -> None:
    with store.writing() as session:
        decisions.reject(session, lan, Seen(rows["target:t-2"].id, 1))
    extracted_again(
        make_target("hộ nghèo dưới 2%", "hộ nghèo", 2, 0.9), make_target("đến năm 2030", "một chỉ tiêu khác", 2030, 0.5)
    )
    assert states(store) == {"t-2": ("rejected", 2), "t-70": ("superseded", 2), "t-2030": ("open", 1)}
    with store.reading() as session:
        assert session.query(RowEntry).filter_by(key="t-2").one().data["indicator"]["vi"] == "ty lệ hộ nghèo"


def test_what_comes_back_is_open_again(
    store: Store, extracted_again: Callable[..., None], make_target: Make, rows: Rows
) -> None:
    extracted_again(make_target("hộ nghèo dưới 2%", "hộ nghèo", 2, 0.9))
    extracted_again()
    assert states(store) == {"t-2": ("open", 3), "t-70": ("open", 3)}


def test_a_damaged_record_costs_only_itself(store: Store) -> None:
    (store.folder / "nghi-quyet-aaaaaaaaaaaa" / "record.json").write_text("{", encoding="utf-8")
    [(folder, reason)] = import_run(store, store.folder)
    assert folder == "nghi-quyet-aaaaaaaaaaaa"
    assert reason
    assert len(states(store)) == 2


def test_a_character_that_a_database_cannot_keep_costs_only_its_document(store: Store) -> None:
    path = store.folder / "nghi-quyet-aaaaaaaaaaaa" / "record.json"
    path.write_text(path.read_text(encoding="utf-8").replace("quyết.pdf", "quyết\\u0000.pdf"), encoding="utf-8")
    [(folder, reason)] = import_run(store, store.folder)
    assert folder == "nghi-quyet-aaaaaaaaaaaa"
    assert (reason is None) == store.is_sqlite


def test_pages_are_searchable_with_and_without_marks(store: Store) -> None:
    with store.reading() as session:
        pages = session.query(PageEntry).order_by(PageEntry.number).all()
        text = (store.folder / "nghi-quyet-aaaaaaaaaaaa" / "text.txt").read_bytes().decode()
    assert [text[page.start : page.start + len(page.text)] for page in pages] == [page.text for page in pages]
    assert "phấn đấu đến năm 2030" in pages[0].lowered
    assert "phan dau den nam 2030" in pages[0].folded


def test_opening_again_finds_everything_as_it_was(store: Store, address: str) -> None:
    store.close()
    again = open_store(address, store.folder)
    with again.reading() as session:
        assert session.get(DocumentEntry, A)
    again.close()


def test_the_migrations_make_the_tables_that_the_program_speaks_of(store: Store) -> None:
    found = inspect(store.engine)
    assert set(found.get_table_names()) == {*Base.metadata.tables, "alembic_version"}
    for name, table in Base.metadata.tables.items():
        assert {c["name"] for c in found.get_columns(name)} == {c.name for c in table.columns}
        assert {c["name"]: c["nullable"] for c in found.get_columns(name)} == {
            c.name: c.nullable for c in table.columns
        }


def test_a_database_of_a_newer_version_is_left_alone(store: Store, address: str) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(OutputError, match="newer vanban"):
        open_store(address, store.folder)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")


@pytest.mark.parametrize(
    ("url", "code"),
    [("nonsense", "store_address"), ("sqlite:////no/such/folder/x.sqlite", "store_not_opened")],
)
def test_an_address_that_leads_nowhere_is_told(url: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError) as raised:
        open_store(url, tmp_path)
    assert raised.value.code == code


def test_a_password_is_never_shown(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as raised:
        open_store("postgresql://lan:secret-word@127.0.0.1:1/x", tmp_path)
    assert "secret-word" not in str(raised.value)
