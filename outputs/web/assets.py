"""The files that pages load: style sheets and scripts of each room, and nothing else of the disk."""

from __future__ import annotations

import os
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles

_ROOMS = ("web", "review", "office")


class Assets(StaticFiles):
    """Serves the rooms' ``static`` folders under one path; browsers keep the files and ask whether they still stand."""

    def __init__(self) -> None:
        """Find the folders."""
        super().__init__()
        here = Path(__file__).parent.parent
        self.all_directories = [folder for room in _ROOMS if (folder := here / room / "static").is_dir()]

    def file_response(self, full_path: str | os.PathLike[str], *given: object, **named: object) -> Response:
        """Return the file, to be kept by the browser."""
        answer = super().file_response(full_path, *given, **named)  # type: ignore[arg-type]  # passed on as they came
        answer.headers["Cache-Control"] = "no-cache"
        return answer
