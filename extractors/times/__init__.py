"""Times: the grammar of their expressions, and the deadlines they set."""

from extractors.times.expressions import TIMES, Time, due, horizon_of, times_in, times_of

__all__ = ["TIMES", "Time", "due", "horizon_of", "times_in", "times_of"]
