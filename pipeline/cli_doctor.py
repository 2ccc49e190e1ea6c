"""`vanban doctor`: is everything there?"""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from corpus.errors import ExitCode
from pipeline.console import product
from pipeline.doctor import Check, examine


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="For programs: a list of checks as JSON.")] = False,
) -> None:
    """Look at what vanban needs on this machine, and say what is missing and how to install it."""
    checks = list(examine())
    product(json.dumps([asdict(check) for check in checks], indent=2) + "\n" if as_json else _table(checks))
    if any(check.needed and not check.ok for check in checks):
        raise typer.Exit(ExitCode.MISSING_DEPENDENCY)


def _table(checks: list[Check]) -> str:
    width = max(len(check.name) for check in checks)
    lines = []
    for check in checks:
        mark = "ok  " if check.ok else "MISS" if check.needed else "note"
        lines.append(f"{mark}  {check.name:<{width}}  {check.found}\n")
        if not check.ok:
            lines.append(f"      {'':<{width}}  {check.remedy}\n")
    return "".join(lines)
