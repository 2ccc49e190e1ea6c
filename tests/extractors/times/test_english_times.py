"""English dates, spans, horizons and recurrences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.analysis import Analysis
from extractors.times.deadlines import extract_deadlines

Build = Callable[..., Analysis]


def days(analysis: Analysis) -> list[tuple[str, str, str | None, str | None]]:
    return [(d.kind, d.raw, d.start, d.end) for d in extract_deadlines(analysis)]


class TestDates:
    def test_the_own_day_and_those_of_acts(self, analysed: Build, english_head: str) -> None:
        found = days(
            analysed(english_head + "Article 1. This Decision takes effect on the date of its signing.\n", "en")
        )
        assert found == [
            ("document_date", "March 2, 2011", "2011-03-02", "2011-03-02"),
            ("target_horizon", "through 2020", None, "2020-12-31"),
            ("cited_document_date", "December 25, 2001", "2001-12-25", "2001-12-25"),
            ("cited_document_date", "May 4, 2009", "2009-05-04", "2009-05-04"),
            ("effective_date", "on the date of its signing", "2011-03-02", None),
        ]

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("with 2050 vision", ("vision_horizon", "with 2050 vision", None, "2050-12-31")),
            ("with orientations toward 2030", ("vision_horizon", "with orientations toward 2030", None, "2030-12-31")),
            ("between 2012 and 2015", ("period", "between 2012 and 2015", "2012-01-01", "2015-12-31")),
            ("during 2012-15", ("period", "during 2012-15", "2012-01-01", "2015-12-31")),
            ("before 2014", ("task_deadline", "before 2014", None, "2014-01-01")),
            ("up to the year 2025", ("target_horizon", "up to the year 2025", None, "2025-12-31")),
            (
                "within 15 days after receiving the books",
                ("task_deadline", "within 15 days after receiving the books", None, None),
            ),
        ],
    )
    def test_english_words_for_times(
        self, analysed: Build, english_head: str, text: str, found: tuple[str, str, str | None, str | None]
    ) -> None:
        assert found in days(analysed(english_head + f"Article 1. Villages shall open libraries {text}.\n", "en"))

    @pytest.mark.parametrize(
        ("text", "recurrence"),
        [
            ("every 6 months", "P6M"),
            ("biannually", "P6M"),
            ("every five years", "P5Y"),
            ("in annual plans", "P1Y"),
            ("in annual and whole-term programs", "P1Y"),
            ("on a regular basis", "periodic_unspecified"),
            ("before March 5 every year", "P1Y"),
        ],
    )
    def test_what_recurs(self, analysed: Build, english_head: str, text: str, recurrence: str) -> None:
        found = extract_deadlines(analysed(english_head + f"Article 1. Villages shall report {text}.\n", "en"))
        assert recurrence in [row.recurrence for row in found]

    @pytest.mark.parametrize("text", ["Books belong to daily life.", "Lending will reach an annual growth rate of 5%."])
    def test_daily_life_and_rates_recur_not(self, analysed: Build, english_head: str, text: str) -> None:
        found = extract_deadlines(analysed(english_head + f"Article 1. {text}\n", "en"))
        assert [row for row in found if row.recurrence] == []

    def test_two_years_share_by(self, analysed: Build, english_head: str) -> None:
        found = days(analysed(english_head + "Article 1. By 2015 and 2018, villages will have libraries.\n", "en"))
        assert [row for row in found if row[0] == "target_horizon"][1:] == [
            ("target_horizon", "By 2015", None, "2015-12-31"),
            ("target_horizon", "2018", None, "2018-12-31"),
        ]


def test_an_effect_may_be_days_away(analysed: Build, english_directive: str) -> None:
    assert ("effective_date", "15 days after its signing", None, None) in days(analysed(english_directive, "en"))


def test_the_first_months_of_a_year(analysed: Build, english_head: str) -> None:
    found = days(analysed(english_head + "Article 1. Funds of the first six months of 2011 are paid.\n", "en"))
    assert ("period", "the first six months of 2011", "2011-01-01", "2011-06-30") in found


def test_a_dot_may_stand_for_the_comma_of_a_day_and_a_working_day_for_days(analysed: Build, english_head: str) -> None:
    text = (
        "Article 1. By March 5. 2012, the Ministry of Health shall report on books.\n\n"
        "Article 2. Within 5 (five) working day after receiving a dossier, the Ministry of Health shall reply.\n\n"
        "Article 3. This Decision takes effect 15 days after its publication in “CONG BAO” and replaces another.\n"
    )
    found = days(analysed(english_head + text, "en"))
    assert "2012-03-05" in {day[3] for day in found}
    assert {
        "Within 5 (five) working day after receiving a dossier",
        "15 days after its publication in “CONG BAO”",
    } <= {day[1] for day in found}


def test_a_year_in_brackets_behind_a_measured_figure_is_a_horizon(analysed: Build, english_head: str) -> None:
    text = "Article 1. Paper will reach 20 tons/year (2015); 30 tons (2020). The Law on Libraries (2012) is amended.\n"
    found = days(analysed(english_head + text, "en"))
    assert [(raw, end) for _, raw, _, end in found if "(" in raw] == [
        ("(2015)", "2015-12-31"),
        ("(2020)", "2020-12-31"),
    ]


def test_spans_of_days_and_one_year_from_an_event(analysed: Build, english_head: str) -> None:
    text = (
        "Article 1. Within one year from the date the Library Law takes effect, readers who complained "
        "from June 1, 2006, to the date this Law takes effect, may borrow books.\n\n"
        "Article 2. It applies from August 1, 2011, to the end of December 31, 2012, to readers.\n"
    )
    found = [day for day in days(analysed(english_head + text, "en")) if day[1].startswith(("Within", "from"))]
    assert [day[1:] for day in found] == [
        ("Within one year from the date the Library Law takes effect", None, None),
        ("from June 1, 2006, to the date this Law takes effect", "2006-06-01", None),
        ("from August 1, 2011, to the end of December 31, 2012", "2011-08-01", "2012-12-31"),
    ]
    assert [day[0] for day in found[1:]] == ["period", "period"]
