import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from corpus.errors import RejectedError
from corpus.store import Store, accounts, decisions, open_store
from corpus.store.backup import back_up, restore
from corpus.store.decisions import Seen
from corpus.store.deed import Actor
from corpus.store.tables import Base, DecisionEntry, EventEntry, RowEntry, UserEntry
from corpus.store.words import Place, mend

Rows = dict[str, RowEntry]


def everything(store: Store) -> dict[str, list[dict[str, object]]]:
    with store.reading() as session:
        return {
            table.name: [row._asdict() for row in session.execute(select(table).order_by(*table.primary_key.columns))]
            for table in Base.metadata.sorted_tables
        }


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "sqlite" not in path.name
    }


@pytest.fixture
def used(store: Store, lan: Actor, rows: Rows) -> Store:
    """The store after some work, with every kind of character in a decision."""
    with store.writing() as session:
        data = rows["target:t-2"].data | {"value_raw": 'a"\\\n\u2028 Đắk 𝄞'}
        decisions.correct(session, lan, Seen(rows["target:t-2"].id, 1), data)
        decisions.reject(session, lan, Seen(rows["target:t-70"].id, 1))
        mend(session, store, lan, [Place("a" * 64, 1, 0, 3)], "Số")
        user = accounts.create_user(session, "admin", "Quản trị", "administrator", "mat-khau-rat-dai")
        accounts.create_token(session, user, "máy khác", ["records:read"], None)
        accounts.audit(session, "signed_in", "admin", "127.0.0.1")
    return store


@pytest.fixture
def archive(used: Store, tmp_path: Path) -> Path:
    path = tmp_path / "backup.zip"
    back_up(used, path)
    return path


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    folder = tmp_path / "restored"
    folder.mkdir()
    return open_store(f"sqlite:///{folder}/store.sqlite", folder)


def test_what_is_restored_is_what_was_kept(used: Store, archive: Path, empty: Store) -> None:
    restore(empty, archive)
    assert everything(empty) == everything(used)
    assert files(empty.folder) == files(used.folder)


@pytest.mark.postgresql
def test_a_backup_moves_to_postgresql_and_work_goes_on(
    archive: Path, used: Store, new_postgresql: Callable[[], str], tmp_path: Path, lan: Actor
) -> None:
    before = everything(used)
    opened = open_store(new_postgresql(), tmp_path / "moved")
    restore(opened, archive)
    assert everything(opened) == before
    with opened.writing() as session:
        row = session.query(RowEntry).filter_by(key="t-70").one()
        decisions.approve(session, lan, Seen(row.id, row.version))
    with opened.reading() as session:
        numbers = [entry.id for entry in session.query(DecisionEntry).order_by(DecisionEntry.id)]
        sequence = [entry.sequence for entry in session.query(EventEntry).order_by(EventEntry.sequence)]
    assert numbers[-1] == max(entry["id"] for entry in before["decision"]) + 1  # type: ignore[type-var, operator]
    assert sequence == list(range(1, len(sequence) + 1))
    opened.close()


def test_a_password_counts_after_restoring(archive: Path, empty: Store) -> None:
    restore(empty, archive)
    with empty.reading() as session:
        assert accounts.checked(session, "admin", "mat-khau-rat-dai")


def test_only_the_owner_may_read_a_backup(archive: Path) -> None:
    assert archive.stat().st_mode & 0o077 == 0


def test_a_store_in_use_is_not_overwritten(archive: Path, used: Store) -> None:
    before = everything(used)
    with pytest.raises(RejectedError, match="already"):
        restore(used, archive)
    assert everything(used) == before


def damaged(archive: Path, name: str, content: bytes) -> Path:
    """A copy of the backup with another content under one name."""
    other = archive.with_name("damaged.zip")
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(other, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
    return other


@pytest.mark.parametrize("name", ["tables/user.jsonl", "files/run.json", "backup.json"])
def test_a_damaged_backup_changes_nothing(archive: Path, empty: Store, name: str) -> None:
    with pytest.raises(RejectedError):
        restore(empty, damaged(archive, name, b"{}"))
    with empty.reading() as session:
        assert session.query(UserEntry).count() == 0
    assert files(empty.folder) == {}


def test_a_name_that_leads_out_of_the_folder_is_refused(archive: Path, empty: Store, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive) as old:
        index = json.loads(old.read("backup.json"))
        part = index["parts"]["files/run.json"]
        index["parts"]["files/../../outside.json"] = part
        other = tmp_path / "evil.zip"
        with zipfile.ZipFile(other, "w") as new:
            for entry in old.namelist():
                new.writestr(entry, json.dumps(index) if entry == "backup.json" else old.read(entry))
            new.writestr("files/../../outside.json", old.read("files/run.json"))
    with pytest.raises(RejectedError, match="leads elsewhere"):
        restore(empty, other)
    assert not list(tmp_path.rglob("outside.json"))


def test_another_file_is_no_backup(empty: Store, tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("xin chào", encoding="utf-8")
    with pytest.raises(RejectedError, match="no backup"):
        restore(empty, other)


def test_without_files_only_tables_are_kept(used: Store, tmp_path: Path) -> None:
    index = back_up(used, tmp_path / "small.zip", files=False)
    assert all(name.startswith("tables/") for name in index.parts)
    assert index.parts["tables/decision.jsonl"].rows == 3
