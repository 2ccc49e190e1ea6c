"""What is asked for cannot be done that way: told like every error, with the exit code of wrong usage."""

from corpus.errors import ExitCode, VanbanError


class UsageError(VanbanError):
    """The options do not fit together, or name what is not there."""

    exit_code: ExitCode = ExitCode.USAGE
