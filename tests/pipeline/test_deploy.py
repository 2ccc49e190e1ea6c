"""The examples of docs/deploy: as far as they can be tried without the machines they are for."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from outputs.web import Settings
from pipeline.cli import app
from pipeline.exposure import exposure


@pytest.fixture
def deploy(repository: Path) -> Path:
    return repository / "docs/deploy"


def options_of(words: list[str]) -> dict[str, str]:
    """The options of a command line, each with its value."""
    assert len(words) % 2 == 0
    return dict(zip(words[::2], words[1::2], strict=True))


def check_serve(options: dict[str, str]) -> None:
    """Hold the options against those that `vanban serve` has, and against what it refuses."""
    serve = get_command(app).commands["serve"]  # type: ignore[attr-defined]  # the command has others below it
    there = {option for parameter in serve.params for option in parameter.opts}
    assert options.keys() <= there
    exposure(options.get("--host", "127.0.0.1"), [options["--public-name"]], [options["--behind-proxy"]], None, None)


def test_the_unit_starts_what_there_is(deploy: Path) -> None:
    start = re.search(r"^ExecStart=(.*)$", (deploy / "vanban.service").read_text(encoding="utf-8"), re.MULTILINE)
    assert start
    program, command, *words = shlex.split(start[1])
    assert (program, command) == ("/opt/vanban/bin/vanban", "serve")
    check_serve(options_of(words))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_understands_the_unit_and_finds_it_shut(deploy: Path, tmp_path: Path) -> None:
    unit = tmp_path / "vanban.service"
    text = (deploy / "vanban.service").read_text(encoding="utf-8")
    unit.write_text(text.replace("/opt/vanban/bin/vanban", shutil.which("true") or "/bin/true"), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    shut = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(unit)]
    done = subprocess.run(shut, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_container_is_made_of_what_there_is_and_runs_without_rights(deploy: Path, repository: Path) -> None:
    text = (deploy / "Containerfile").read_text(encoding="utf-8")
    joined = re.sub(r"\\\n", " ", text)
    steps = [line.split(maxsplit=1) for line in joined.splitlines() if line and not line.startswith("#")]
    known = {"FROM", "RUN", "WORKDIR", "COPY", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL", "ENTRYPOINT"}
    assert {instruction for instruction, _ in steps} <= known
    for instruction, rest in steps:
        if instruction == "COPY" and not rest.startswith("--from"):
            for source in rest.split()[:-1]:
                assert (repository / source).exists(), source
    users = [rest for instruction, rest in steps if instruction == "USER"]
    assert users
    assert users[-1] not in ("root", "0")
    setup = (repository / "scripts/setup.sh").read_text(encoding="utf-8")
    for package in (
        "tesseract-ocr",
        "tesseract-ocr-eng",
        "tesseract-ocr-vie",
        "tesseract-ocr-script-viet",
        "poppler-utils",
    ):
        assert package in text.split()
        assert package in setup
    run = re.search(r"vanban (--host .*)$", text, re.MULTILINE)
    assert run
    check_serve(options_of(shlex.split(run[1])))


def test_web_servers_let_through_what_vanban_takes(deploy: Path) -> None:
    takes = Settings.most_upload_bytes // 2**20
    nginx = (deploy / "nginx.conf").read_text(encoding="utf-8")
    caddy = (deploy / "Caddyfile").read_text(encoding="utf-8")
    for text in (nginx, caddy):
        bare = re.sub(r"#.*", "", text)
        assert bare.count("{") == bare.count("}")
        assert "vanban.example.vn" in bare
        assert "127.0.0.1:8000" in bare
    allowed = [re.search(r"client_max_body_size (\d+)m;", nginx), re.search(r"max_size (\d+)MiB", caddy)]
    assert [found and int(found[1]) >= takes for found in allowed] == [True, True]
    locations = nginx.count("proxy_pass")
    for header in ("Host $host;", "X-Forwarded-For $remote_addr;", "X-Forwarded-Proto $scheme;"):
        assert nginx.count(f"proxy_set_header {header}") == locations
    assert all(
        line.rstrip().endswith((";", "{", "}")) for line in re.sub(r"#.*", "", nginx).splitlines() if line.strip()
    )
