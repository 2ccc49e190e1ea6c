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
            path = folder / name.replace("_", "-")
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


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not installed")
def test_the_shell_scripts_are_clean(repository: Path) -> None:
    subprocess.run(["shellcheck", "scripts/setup.sh", ".ci/run"], cwd=repository, check=True, env=os.environ)
