"""From the outcomes of a run to the exit code that the shell gets."""

from corpus.errors import ExitCode
from pipeline.run import Report


def exit_code(report: Report) -> ExitCode:
    """Return the gravest of what happened: interrupted, something missing, quarantined, rejected, partial, all done."""
    if report.interrupted:
        return ExitCode.INTERRUPTED
    if report.missing:
        return ExitCode.MISSING_DEPENDENCY
    outcomes = {entry.outcome for entry in report.entries}
    codes = {
        "quarantined": ExitCode.QUARANTINED,
        "rejected": ExitCode.REJECTED,
        "partial": ExitCode.PARTIAL,
    }
    return next((code for outcome, code in codes.items() if outcome in outcomes), ExitCode.OK)
