"""Targets of English decisions and plans, each by the phrase that its rule exists for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.record import Target
from extractors.analysis import Analysis
from extractors.targets import extract_targets

Build = Callable[..., Analysis]

HEAD = (
    "DECISION\n\nDecision No. 77/QD-TTg of March 2, 2011, approving the plan on village libraries\n\n"
    "THE PRIME MINISTER\n\nPursuant to the December 25, 2001 Law on Organization of the Government;\n\nDECIDES:\n\n"
    "Article 1. To approve the plan.\n\n"
)


def targets(analysed: Build, text: str) -> list[Target]:
    return extract_targets(analysed(HEAD + text + "\n", "en"))[0]


def only(analysed: Build, text: str) -> Target:
    found = targets(analysed, text)
    assert len(found) == 1
    return found[0]


def told(rows: list[Target]) -> list[tuple[str | None, float | None, str | None]]:
    return [(row.indicator.en, row.value, row.due.end if row.due else None) for row in rows]


def test_a_plan_says_what_will_be(analysed: Build) -> None:
    assert told(targets(analysed, "By 2015, 80% of villages will have a library.")) == [
        ("villages will have a library", 80.0, "2015-12-31")
    ]


def test_a_plan_says_what_is_to_be_done(analysed: Build) -> None:
    assert told(targets(analysed, "- To provide books for 70% of pupils by 2015.")) == [
        ("to provide books for pupils", 70.0, "2015-12-31")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "By 2015, about 300 tons of paper are forecast, of which 40% will be collected.",
        "Villages with a population of 4,000 or fewer may elect 25 people.",
        "The region has a total area of 1,200 km2.",
        "1. A poor household is a household earning an average income of up to VND 400,000 per month.",
    ],
)
def test_forecasts_conditions_and_facts_are_no_targets(analysed: Build, text: str) -> None:
    assert targets(analysed, text) == []


def test_articles_keep_telling_results(analysed: Build) -> None:
    found, achieved = extract_targets(analysed("Libraries for all\n\n80% of villages will have a library.\n", "en"))
    assert (found, [row.value for row in achieved]) == ([], [80.0])


def test_years_and_shares_in_pairs(analysed: Build) -> None:
    text = "To attain the objective that by 2015 and 2018, 90% and 100% of villages will have a library."
    assert told(targets(analysed, text)) == [
        ("villages will have a library", 90.0, "2015-12-31"),
        ("villages will have a library", 100.0, "2018-12-31"),
    ]


def test_what_stands_behind_a_figure_dates_the_next(analysed: Build) -> None:
    text = "To strive for the targets that by 2015, 80% and by 2018, over 95% of villages will have a library."
    found = targets(analysed, text)
    assert (found[0].value, found[0].comparator, found[0].due and found[0].due.end) == (80.0, "eq", "2015-12-31")
    assert {row.indicator.en for row in found} == {"villages will have a library"}


def test_years_in_brackets_date_their_figures(analysed: Build) -> None:
    text = (
        "Harvests will reach between 12 and 15 million tons/year (2015) and between 20 and 24 million tons/year (2018)."
    )
    assert [(row.value_min, row.value_max, row.due and row.due.end) for row in targets(analysed, text)] == [
        (12e6, 15e6, "2015-12-31"),
        (20e6, 24e6, "2018-12-31"),
    ]


def test_and_joins_what_two_things_will_be(analysed: Build) -> None:
    text = "By 2015, rice output will reach 3.6 million tons and total area for rice will reach 1.1 million ha."
    assert told(targets(analysed, text)) == [
        ("rice output", 3.6e6, "2015-12-31"),
        ("total area for rice", 1.1e6, "2015-12-31"),
    ]


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("To reach a proportion not lower than 15% of readers.", "ge"),
        ("To keep a proportion not higher than 15% of readers.", "le"),
        ("To reach a proportion of 15% or higher of readers.", "ge"),
    ],
)
def test_comparators_with_not(analysed: Build, text: str, comparator: str) -> None:
    assert only(analysed, text).comparator == comparator


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The total funds for the plan are VND 1,755.5 billion.", 1.7555e12, "VND"),
        ("A 20-hectare park for readers will be built.", 20.0, "ha"),
        ("Readers will pay VND 400,000 per month.", 400000.0, "VND_per_month"),
    ],
)
def test_money_before_its_figure_and_sizes_with_hyphens(analysed: Build, text: str, value: float, unit: str) -> None:
    row = only(analysed, text)
    assert (row.value, row.unit) == (value, unit)


def test_so_many_per_so_many_children_are_a_rate(analysed: Build) -> None:
    row = only(analysed, "To reduce the rate of closed libraries to 7 per 10,000 children.")
    assert (row.value, row.unit) == (7.0, "per_10000_children")


def test_what_a_paragraph_opens_with_dates_its_sentences(analysed: Build) -> None:
    text = "- By 2015: 30% of villages will have a library. The rate of readers will reach over 50% of the population."
    assert told(targets(analysed, text)) == [
        ("villages will have a library", 30.0, "2015-12-31"),
        ("the rate of readers of the population", 50.0, "2015-12-31"),
    ]


def test_objects_of_one_verb_share_it(analysed: Build) -> None:
    text = "- To provide books for over 1,000 craft villages; 5,000 cooperatives and 300 schools by 2015."
    assert [row.indicator.en for row in targets(analysed, text)] == [
        "to provide books for craft villages",
        "to provide books for cooperatives",
        "to provide books for schools",
    ]


def test_a_part_in_some_places_keeps_its_head(analysed: Build) -> None:
    text = "The rate of closed libraries will drop by 2% a year, particularly 4% in poor districts."
    assert [(row.indicator.en, row.value) for row in targets(analysed, text)] == [
        ("the rate of closed libraries will drop", 2.0),
        ("the rate of closed libraries will drop in poor districts", 4.0),
    ]


def test_funds_and_their_sources(analysed: Build) -> None:
    text = "- State budget funds, estimated at VND 73 billion, including VND 68 billion in the central budget."
    assert [(row.indicator.en, row.value) for row in targets(analysed, text)] == [
        ("state budget funds, estimated", 73e9),
        ("state budget funds in the central budget", 68e9),
    ]


def test_bounds_that_an_item_sets(analysed: Build) -> None:
    row = only(analysed, "b) Planning at most 2 libraries for a district.")
    assert (row.comparator, row.value) == ("le", 2.0)


def test_what_is_granted(analysed: Build) -> None:
    row = only(analysed, "- Poor households, if unable to buy books, are entitled to VND 400,000 per month.")
    assert (row.value, row.unit) == (400000.0, "VND_per_month")


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("- The project’s objectives: To provide books for all pupils of the district.", "achieve"),
        ("By 2012, to finalize the master plan on village libraries.", "complete"),
    ],
)
def test_goals_without_a_figure(analysed: Build, text: str, comparator: str) -> None:
    row = only(analysed, text)
    assert (row.kind, row.comparator) == ("qualitative", comparator)
    assert (row.indicator.en or "").startswith("to ")


def test_bare_figures_below_what_they_tell_of(analysed: Build) -> None:
    text = (
        "1. Specific objectives\n\nThe number of lent books is projected as follows:\n\n"
        "* Between 500 and 600 tons/year by 2015;\n\n* Between 900 and 1,100 tons/year by 2018.\n"
    )
    assert [(row.indicator.en, row.value_min) for row in targets(analysed, text)] == [
        ("the number of lent books", 500.0),
        ("the number of lent books", 900.0),
    ]


@pytest.mark.parametrize(
    "text", ["The board shall consist of 9 members.", "The network will be divided into 6 groups."]
)
def test_what_a_body_consists_of_is_no_target(analysed: Build, text: str) -> None:
    assert targets(analysed, text) == []


def test_laws_state_rules(analysed: Build) -> None:
    text = (
        "Law on Libraries\n\nPursuant to the Constitution;\n\nThe National Assembly promulgates the Law on Libraries."
        "\n\nArticle 1. Votes\n\nA decision is adopted when more than half of the members vote for it.\n"
    )
    assert extract_targets(analysed(text, "en")) == ([], [])


def test_a_term_of_office_is_no_horizon(analysed: Build) -> None:
    text = HEAD.replace("village libraries", "deputies for the 2011-2016 term")
    found = extract_targets(analysed(text + "- To reach a proportion of 30% of women.\n", "en"))[0]
    assert [row.due for row in found] == [None]


def test_a_year_opens_no_range(analysed: Build) -> None:
    row = only(analysed, "- To reduce the rate of closed libraries from 22% in 2010 to 9.5% by 2015.")
    assert (row.value, row.value_min, row.value_max) == (9.5, None, None)
    assert row.due
    assert row.due.end == "2015-12-31"


def test_a_table_of_what_will_be_built(analysed: Build) -> None:
    text = (
        "Under this plan, 2 parks for readers will be built as follows:\n\nNo. | Province | District | Size | Users\n\n"
        "1 | An Hai | Minh Tan | About 50 hectares | Pupils of 12 schools\n\n2 | Nam Son | Bac Ha | 20 ha | Readers\n"
    )
    found = [row for row in targets(analysed, text) if row.unit == "ha"]
    assert [(row.indicator.en, row.comparator, row.value) for row in found] == [
        ("An Hai, Minh Tan: size", "approx", 50.0),
        ("Nam Son, Bac Ha: size", "eq", 20.0),
    ]


def test_a_table_of_forecasts_states_no_target(analysed: Build) -> None:
    text = (
        "The forecast volume of paper will be as follows:\n\nNo. | Province | Output\n\n"
        "1 | An Hai | 50 tons\n\n2 | Nam Son | 20 tons\n"
    )
    assert targets(analysed, text) == []


@pytest.mark.parametrize(
    ("text", "vi"),
    [
        ("- To reduce the poverty rate by 2% a year.", "tỷ lệ hộ nghèo giảm"),
        ("- To reduce the poverty rate to below 5%.", "tỷ lệ hộ nghèo"),
        ("The rate of poor households will drop 2% a year.", "tỷ lệ hộ nghèo giảm"),
        ("- To raise the forest coverage rate to 45%.", "tỷ lệ che phủ rừng"),
        ("- To achieve 41.6 percent forest coverage.", "tỷ lệ che phủ rừng"),
        ("- Gross domestic product (GDP) growth will reach 7%.", "tốc độ tăng trưởng GDP"),
        ("- The rate of unemployment in urban areas will be below 4%.", "tỷ lệ thất nghiệp khu vực thành thị"),
        ("- To lend books to 40% of the poor.", None),
    ],
)
def test_indicators_have_the_catalogue_s_vietnamese(analysed: Build, text: str, vi: str | None) -> None:
    assert only(analysed, text).indicator.vi == vi


def units_of(rows: list[Target]) -> list[tuple[float | None, str | None, str | None]]:
    return [(row.value, row.unit, row.due.end[:4] if row.due and row.due.end else None) for row in rows]


def test_so_many_of_one_sex_for_each_hundred_of_the_other(analysed: Build) -> None:
    text = "The ratio of newborns will not exceed 112 boys/100 girls by 2015 and 110)100 by 2020."
    assert units_of(targets(analysed, text)) == [
        (112.0, "boys_per_100_girls", "2015"),
        (110.0, "boys_per_100_girls", "2020"),
    ]


def test_so_many_for_each_hundred_births(analysed: Build) -> None:
    text = "To reduce the rate of stillbirth to 3/100 live births by 2015 and below 2/100 by 2020."
    assert units_of(targets(analysed, text)) == [
        (3.0, "per_100_live_births", "2015"),
        (2.0, "per_100_live_births", "2020"),
    ]


def test_a_year_behind_a_rate_is_no_figure(analysed: Build) -> None:
    text = "To reduce the maternal mortality rate to 60/100,000 live births by 2015."
    assert units_of(targets(analysed, text)) == [(60.0, "per_100000_live_births", "2015")]


def test_so_many_times_in_words(analysed: Build) -> None:
    row = only(analysed, "To increase the number of readers by three times by 2015.")
    assert (row.value, row.unit) == (3.0, "times")


def test_so_many_times_a_year_are_no_growth(analysed: Build) -> None:
    assert targets(analysed, "Libraries shall report to two times per year.") == []


@pytest.mark.parametrize("years", ["By 2015 and towards 2020", "By 2015 towards 2020"])
def test_a_year_that_another_is_drawn_out_to_dates_nothing(analysed: Build, years: str) -> None:
    rows = targets(
        analysed, f"- Target 3: {years}, 100% of librarians will be trained, and 90% of readers will be asked."
    )
    assert [row.due.end if row.due else None for row in rows] == ["2015-12-31", "2015-12-31"]


def test_a_year_right_before_a_clause_dates_it(analysed: Build) -> None:
    text = (
        "- Target 2: To strive for the targets that by 2015, 80% and by 2020, over 95% of villages will have a library."
    )
    assert [row.due.raw if row.due else None for row in targets(analysed, text)] == ["by 2015", "by 2020"]


def test_a_term_of_office_dates_the_figure_beside_it(analysed: Build) -> None:
    row = only(
        analysed, "To strive for the percentage of 20% or higher of librarians among deputies in the 2011-2015 term."
    )
    assert row.due is not None
    assert row.due.end == "2015-12-31"


def test_a_relative_clause_shares_its_period(analysed: Build) -> None:
    text = "- To reach annual growth of 5-6% of the book trade which will account for 2% of the GDP during 2011-2015."
    assert [row.due.end if row.due else None for row in targets(analysed, text)] == ["2015-12-31", "2015-12-31"]


def test_goals_without_figures_by_a_year(analysed: Build) -> None:
    text = (
        "- Target 3: By 2015, rural districts will have adequate librarians; and establish a network of readers there."
    )
    assert [(row.kind, row.indicator.en, row.due.end if row.due else None) for row in targets(analysed, text)] == [
        ("qualitative", "rural districts will have adequate librarians", "2015-12-31"),
        ("qualitative", "establish a network of readers there", "2015-12-31"),
    ]


def test_what_is_basically_reached_by_a_year(analysed: Build) -> None:
    row = only(analysed, "Basically by 2020, to ensure equal access of men and women to village libraries.")
    assert row.kind == "qualitative"


@pytest.mark.parametrize(
    "text",
    ["By 2010, librarians had been trained in every village.", "By 2015, forecasts are that readers will be many."],
)
def test_what_was_or_is_foreseen_by_a_year_is_no_goal(analysed: Build, text: str) -> None:
    assert targets(analysed, text) == []


@pytest.mark.parametrize(
    ("printed", "values"),
    [
        ("by two times by 2015 and 1.5 times by 2020", [2.0, 1.5]),
        ("by 1.5 times by 2015 and two times by 2020", [1.5, 2.0]),
        ("two times by 2015 and 3 times by 2020", [2.0, 3.0]),
    ],
)
def test_so_many_times_in_words_and_in_figures(analysed: Build, printed: str, values: list[float]) -> None:
    found = targets(analysed, f"Article 1. To shorten the time of waiting for books {printed}.\n")
    assert [one.value for one in found] == values
    assert {one.indicator.en for one in found} == {"to shorten the time of waiting for books"}
    assert [one.due.end for one in found if one.due] == ["2015-12-31", "2020-12-31"]
