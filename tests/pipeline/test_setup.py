"""The setup script on machines that lack something, played by small programs on an otherwise empty search path."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Setup = Callable[..., subprocess.CompletedProcess[str]]
TOOLS = ("sh", "grep", "printf", "cat")


@pytest.fixture
def machine(tmp_path: Path, repository: Path) -> Setup:
    """Run setup.sh where only ``programs`` exist: their names, and the shell code that they are."""

    def run(*arguments: str, **programs: str) -> subprocess.CompletedProcess[str]:
        folder = tmp_path / "bin"
        folder.mkdir()
        for tool in TOOLS:
            (folder / tool).symlink_to(shutil.which(tool) or "")
        (folder / "python3").symlink_to(sys.executable)
        for name, code in programs.items():
            path = folder / (name if name.startswith("pg_") else name.replace("_", "-"))
            path.write_text(f"#!/bin/sh\n{code}\n", encoding="utf-8")
            path.chmod(0o755)
        command = ["sh", str(repository / "scripts/setup.sh"), *arguments]
        return subprocess.run(
            command, env={"PATH": str(folder)}, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )

    return run


ALL_THERE = {"tesseract": "printf 'eng\\nvie\\n'", "pdftoppm": ":", "pdfinfo": ":"}


def test_nothing_is_installed_where_nothing_is_missing(machine: Setup) -> None:
    done = machine("system", uname="echo Linux", id="echo 1000", apt_get="exit 99", **ALL_THERE)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_rights_the_exact_command_is_told(machine: Setup) -> None:
    done = machine("system", uname="echo Linux", id="echo 1000", apt_get="exit 99")
    assert done.returncode == 6
    command = "sudo apt-get install tesseract-ocr tesseract-ocr-eng tesseract-ocr-vie poppler-utils\n"
    assert done.stderr.endswith(command)


def test_only_what_is_missing_is_installed(machine: Setup, tmp_path: Path) -> None:
    log = tmp_path / "log"
    there = {**ALL_THERE, "tesseract": "echo eng"}
    done = machine("system", uname="echo Linux", id="echo 0", apt_get=f'echo "$@" >> {log}', **there)
    assert done.returncode == 0
    assert (
        log.read_text(encoding="utf-8").splitlines()[-1] == "install -y -qq --no-install-recommends tesseract-ocr-vie"
    )


def test_a_failed_installation_is_told(machine: Setup) -> None:
    done = machine("system", uname="echo Linux", id="echo 0", apt_get="exit 100")
    assert done.returncode == 6
    assert "sudo apt-get install tesseract-ocr" in done.stderr


def test_macos_is_sent_to_homebrew(machine: Setup) -> None:
    done = machine("system", uname="echo Darwin")
    assert done.returncode == 6
    assert "brew install tesseract tesseract-lang poppler" in done.stderr


def test_windows_is_sent_to_wsl(machine: Setup) -> None:
    done = machine("system", uname="echo MINGW64_NT-10.0")
    assert done.returncode == 6
    assert "wsl --install" in done.stderr


def test_nothing_is_installed_for_tests_that_is_there(machine: Setup) -> None:
    there = {"chromium_browser": ":", "pg_ctlcluster": ":", "id": "echo 0", "apt_get": "exit 99"}
    done = machine("testing", **there)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_tests_need_is_installed_as_root(machine: Setup, tmp_path: Path) -> None:
    log = tmp_path / "log"
    done = machine("testing", id="echo 0", apt_get=f'echo "$@" >> {log}', apt_cache="exit 0", google_chrome=":")
    assert done.returncode == 0
    assert log.read_text(encoding="utf-8") == "install -y -qq --no-install-recommends postgresql\n"


def test_a_package_manager_that_knows_nothing_yet_is_updated_first(machine: Setup, tmp_path: Path) -> None:
    log = tmp_path / "log"
    done = machine("testing", id="echo 0", apt_get=f'echo "$1" >> {log}', apt_cache="exit 100", pg_ctl=":")
    assert done.returncode == 0
    assert log.read_text(encoding="utf-8") == "update\ninstall\n"


@pytest.mark.parametrize("programs", [{"id": "echo 1000", "apt_get": "exit 99"}, {"id": "echo 0"}])
def test_what_tests_will_skip_is_told_and_is_no_failure(machine: Setup, programs: dict[str, str]) -> None:
    done = machine("testing", **programs)
    assert done.returncode == 0
    assert [line.split(":")[1] for line in done.stderr.splitlines()] == [
        " chromium is not installed",
        " postgresql is not installed",
    ]


def test_one_package_that_cannot_be_installed_does_not_keep_the_other_away(machine: Setup, tmp_path: Path) -> None:
    log = tmp_path / "log"
    code = f'echo "$@" >> {log}; case "$*" in *chromium) exit 100 ;; esac'
    done = machine("testing", id="echo 0", apt_get=code, apt_cache="exit 0")
    assert done.returncode == 0
    assert "chromium is not installed" in done.stderr
    assert log.read_text(encoding="utf-8").splitlines()[-1].endswith("postgresql")


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not installed")
def test_the_shell_scripts_are_clean(repository: Path) -> None:
    subprocess.run(["shellcheck", "scripts/setup.sh", ".ci/run"], cwd=repository, check=True, env=os.environ)
