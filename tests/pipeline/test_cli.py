"""The command as a user has it: a process with its standard output, standard error and exit code."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from corpus.errors import ExitCode
from corpus.record import Record

Vanban = Callable[..., subprocess.CompletedProcess[bytes]]
GARBLED = "Thuc hién Nghi quyét sé 96-NQ/TW, ngay 12/01/2024\n\ncia Ban Chap hanh Trung wong Dang\n"


@pytest.fixture
def vanban(tmp_path: Path) -> Vanban:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "COLUMNS": "120"}

    def call(*arguments: str | Path, given: bytes = b"", **extra: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "pipeline.cli", *map(str, arguments)]
        return subprocess.run(
            command, input=given, capture_output=True, cwd=tmp_path, env=environment | extra, timeout=300, check=False
        )

    return call


def test_run_writes_results_to_the_folder_and_nothing_to_standard_output(vanban: Vanban, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/Nghị quyết.txt").write_text(GARBLED, encoding="utf-8")
    (tmp_path / "in/empty.txt").write_bytes(b"")
    done = vanban("run", "in", "--out", "out", "--targets")
    told = done.stderr.decode()
    assert done.stdout == b""
    assert done.returncode == ExitCode.REJECTED, told
    assert "Nghị quyết.txt" in told
    assert "in/empty.txt: The file is empty. Send the document again" in told
    assert "Traceback" not in told
    assert "\x1b" not in told
    records = [Record.model_validate_json(p.read_bytes()) for p in sorted((tmp_path / "out").glob("*/record.json"))]
    assert sorted(record.document.status for record in records) == ["done", "rejected"]
    folder = next((tmp_path / "out").glob("Nghị_quyết-*"))
    assert (folder / "text.txt").read_text(encoding="utf-8").startswith("Thực hiện Nghị quyết số 96-NQ/TW")
    assert (tmp_path / "out/index.html").is_file()
    assert {"vanban", "schema", "models", "tesseract"} <= json.loads((tmp_path / "out/run.json").read_bytes())[
        "versions"
    ].keys()


def test_repair_is_a_filter_line_for_line(vanban: Vanban) -> None:
    done = vanban("repair", given=GARBLED.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().split("\n")
    assert len(lines) == len(GARBLED.split("\n"))
    assert lines[0] == "Thực hiện Nghị quyết số 96-NQ/TW, ngày 12/01/2024"
    assert lines[1] == ""


def test_repair_takes_a_file_and_a_dash(vanban: Vanban, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GARBLED, encoding="utf-8")
    assert vanban("repair", "a.txt").stdout == vanban("repair", "-", given=GARBLED.encode()).stdout != b""


def test_repair_of_nothing_is_nothing(vanban: Vanban) -> None:
    done = vanban("repair", given=b"\n\n")
    assert (done.returncode, done.stdout) == (0, b"\n\n")


def test_repair_refuses_what_is_no_text(vanban: Vanban, repository: Path) -> None:
    done = vanban("repair", repository / "corpus/specimens/programme.pdf")
    assert done.returncode == ExitCode.REJECTED
    assert b"vanban run" in done.stderr


@pytest.mark.parametrize("command", ["schema", "repair long.txt"])
def test_a_reader_that_leaves_early_is_no_error(vanban: Vanban, tmp_path: Path, command: str) -> None:
    (tmp_path / "long.txt").write_text("Quyết định này có hiệu lực kể từ ngày ký.\n" * 20_000, encoding="utf-8")
    script = f"{sys.executable} -m pipeline.cli {command} | head -1; exit ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    done = subprocess.run(["bash", "-c", script], capture_output=True, cwd=tmp_path, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1


def test_a_full_standard_output_is_told(vanban: Vanban, tmp_path: Path) -> None:
    script = f"{sys.executable} -m pipeline.cli schema > /dev/full"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    done = subprocess.run(["bash", "-c", script], capture_output=True, cwd=tmp_path, env=environment, check=False)
    assert done.returncode == ExitCode.OUTPUT
    assert b"Standard output cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


def test_scan_surveys_and_converts_nothing(vanban: Vanban, repository: Path, tmp_path: Path) -> None:
    specimens = repository / "corpus/specimens"
    names = ("programme.pdf", "article.en.txt", "programme.garbled.txt", "programme.gold.txt")
    done = vanban("scan", "--json", *(specimens / name for name in names), "missing.pdf")
    rows = {Path(row["input"]).name: row for row in json.loads(done.stdout)}
    assert rows["programme.pdf"]["kind"] == "scan"
    assert rows["programme.pdf"]["pages"] == rows["programme.pdf"]["to_recognise"] == 2
    assert (rows["article.en.txt"]["kind"], rows["article.en.txt"]["language"]) == ("text", "en")
    assert rows["missing.pdf"]["code"] == "not_found"
    conditions = {name: row["condition"] for name, row in rows.items()}
    assert conditions == {
        "programme.pdf": "scan",
        "article.en.txt": "clean",
        "programme.garbled.txt": "ocr_garbled",
        "programme.gold.txt": "clean",
        "missing.pdf": None,
    }
    assert rows["programme.garbled.txt"]["action"] == "restore the Vietnamese of the text"
    assert done.returncode == ExitCode.REJECTED
    assert not list(tmp_path.iterdir())
    table = vanban("scan", specimens / "programme.pdf")
    assert b"recognise 2 pages with Tesseract" in table.stdout
    assert table.returncode == ExitCode.OK


def test_export_writes_all_records_of_a_run(vanban: Vanban, repository: Path, tmp_path: Path) -> None:
    vanban("run", repository / "corpus/specimens/article.en.txt", "--out", "out")
    lines = vanban("export", "out", "--format", "jsonl").stdout.decode().splitlines()
    assert [Record.model_validate_json(line).document.language for line in lines] == ["en"]
    done = vanban("export", "out", "--format", "csv", "-o", "targets.csv")
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "targets.csv").read_bytes() == vanban("export", "out", "--format", "csv").stdout
    assert vanban("export", "nowhere", "--format", "csv").returncode == ExitCode.OUTPUT


def test_compare_shows_an_indicator_across_documents(vanban: Vanban, repository: Path, tmp_path: Path) -> None:
    garbled = (repository / "corpus/specimens/programme.garbled.txt").read_text(encoding="utf-8")
    (tmp_path / "one.txt").write_text(garbled, encoding="utf-8")
    (tmp_path / "two.txt").write_text(garbled + "\n", encoding="utf-8")
    vanban("run", "one.txt", "two.txt", "--out", "out")
    done = vanban("compare", "out")
    assert done.returncode == ExitCode.OK
    assert "tỷ lệ lao động qua đào tạo / share of trained workers" in done.stdout.decode()
    assert (tmp_path / "out" / "compare.html").is_file()
    assert vanban("compare", tmp_path / "nowhere").returncode == ExitCode.OUTPUT


def test_schema_prints_a_json_schema(vanban: Vanban) -> None:
    schema = json.loads(vanban("schema").stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "targets" in schema["properties"]


def test_doctor_names_what_is_missing_with_its_remedy(vanban: Vanban, tmp_path: Path) -> None:
    done = vanban("doctor", "--json", PATH=str(tmp_path))
    checks = {check["name"]: check for check in json.loads(done.stdout)}
    assert done.returncode == ExitCode.MISSING_DEPENDENCY
    assert not checks["Tesseract: Vietnamese"]["ok"]
    assert "apt install tesseract-ocr-vie" in checks["Tesseract: Vietnamese"]["remedy"]
    assert checks["language model"]["ok"]
    assert b"MISS  Tesseract" in vanban("doctor", PATH=str(tmp_path)).stdout


def test_without_tesseract_a_scan_waits_and_the_exit_code_says_why(
    vanban: Vanban, repository: Path, tmp_path: Path
) -> None:
    arguments = ("run", repository / "corpus/specimens/programme.pdf", "--out", "out")
    done = vanban(*arguments, PATH=str(tmp_path))
    assert done.returncode == ExitCode.MISSING_DEPENDENCY, done.stderr.decode()
    assert b"apt install" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [("run",), ("run", "x.pdf"), ("no-such-command",), ("export", "out", "--format", "pdf"), ("run", "--jobs", "-1")],
)
def test_wrong_usage_is_2_and_prints_nothing_on_standard_output(vanban: Vanban, arguments: tuple[str, ...]) -> None:
    done = vanban(*arguments)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, b"")
    assert b"Traceback" not in done.stderr


def test_an_error_nobody_foresaw_gets_an_apology_and_a_log(vanban: Vanban, tmp_path: Path) -> None:
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs/__init__.py").write_text("raise ZeroDivisionError('a bug')", encoding="utf-8")
    done = vanban("schema", PYTHONPATH=os.pathsep.join([str(tmp_path), *(p for p in sys.path if p)]))
    told = done.stderr.decode()
    assert done.returncode == ExitCode.INTERNAL
    assert told.startswith("Sorry")
    assert "Traceback" not in told
    log = Path(told.split("details are in ")[1].split(": please")[0])
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    log.unlink()


@pytest.mark.parametrize("command", ["", "run", "scan", "repair", "export", "schema", "doctor", "version"])
def test_every_command_explains_itself(vanban: Vanban, command: str) -> None:
    done = vanban(*command.split(), "--help")
    assert done.returncode == 0
    assert b"Usage" in done.stdout
    if command in {"run", "scan", "repair", "export"}:
        assert b"Examples" in done.stdout


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("schema >&-", ExitCode.OUTPUT, b"Standard output cannot be written (it is closed)"),
        ("repair <&-", ExitCode.REJECTED, b"Standard input is closed"),
        ("run a.txt --out out 2>&-", ExitCode.OK, b""),
        ("run a.txt --out out >&- <&-", ExitCode.OK, b"1 done"),
    ],
)
def test_closed_streams_are_no_crash(vanban: Vanban, tmp_path: Path, command: str, code: int, told: bytes) -> None:
    (tmp_path / "a.txt").write_text("Quyết định này có hiệu lực kể từ ngày ký.\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    script = f"{sys.executable} -m pipeline.cli {command}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, cwd=tmp_path, env=environment, check=False)
    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert b"Sorry" not in done.stderr


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (b"Thuc hi\xc3\xa9n\r\nNghi quy\xc3\xa9t\r\n", "Thực hiện\r\nNghị quyết\r\n"),
        (b"Thuc hi\xc3\xa9n\r\nNghi quy\xc3\xa9t\n", "Thực hiện\nNghị quyết\n"),
        (b"Thuc hi\xc3\xa9n\nNghi quy\xc3\xa9t", "Thực hiện\nNghị quyết"),
    ],
)
def test_repair_keeps_the_line_ends(vanban: Vanban, given: bytes, expected: str) -> None:
    done = vanban("repair", given=given)
    ends = [line[len(line.rstrip("\r\n")) :] for line in done.stdout.decode().splitlines(keepends=True)]
    assert ends == [line[len(line.rstrip("\r\n")) :] for line in expected.splitlines(keepends=True)]


def test_targets_of_a_damaged_record_are_told_and_no_crash(vanban: Vanban, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Đến năm 2030, tỷ lệ hộ nghèo giảm còn 1,5%.\n", encoding="utf-8")
    vanban("run", "a.txt", "--out", "out")
    (record,) = (tmp_path / "out").glob("a-*/record.json")
    record.write_text("{", encoding="utf-8")
    done = vanban("run", "a.txt", "--out", "out", "--targets")
    assert done.returncode == ExitCode.OK
    assert b"The record is damaged" in done.stderr


def test_warnings_of_libraries_stay_off_the_terminal(vanban: Vanban, tmp_path: Path) -> None:
    Image.new("1", (12_000, 9_000), 1).save(tmp_path / "big.png")
    done = vanban("scan", "big.png")
    assert (done.returncode, done.stderr) == (0, b"")
