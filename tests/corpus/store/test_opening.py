"""Several processes that open one database at the same moment, when it is still empty."""

import subprocess
import sys
from pathlib import Path

OPEN = """
import sys
from pathlib import Path
from corpus.store import open_store
open_store(sys.argv[1], Path(".")).close()
"""


def test_several_may_open_an_empty_database_at_once(address: str, tmp_path: Path) -> None:
    environment = {"PYTHONPATH": ":".join(path for path in sys.path if path)}
    command = [sys.executable, "-c", OPEN, address]
    started = [
        subprocess.Popen(command, env=environment, cwd=tmp_path, stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    told = [process.communicate(timeout=60)[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], told
