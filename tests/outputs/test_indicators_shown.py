"""Which indicator of the catalogue a target measures, where people and spreadsheets read it."""

import csv
import io

from corpus.record import IndicatorName, Record
from outputs import summary, tables


def matched(record: Record) -> Record:
    indicator = IndicatorName(vi="tỷ lệ thất nghiệp", key="unemployment_rate", score=0.97, sdg="8.5.2")
    first = record.targets[0].model_copy(update={"indicator": indicator})
    return record.model_copy(update={"targets": [first, *record.targets[1:]]})


def test_summaries_name_the_goal_where_there_is_one(record: Record) -> None:
    changed = matched(record)
    assert "Mục tiêu phát triển bền vững: 8.5.2" in summary.text(changed, "vi")
    assert "Sustainable Development Goal: 8.5.2" in summary.text(changed, "en")
    assert "Mục tiêu phát triển bền vững" not in summary.text(record, "vi")


def test_tables_hold_key_score_and_goal(record: Record) -> None:
    rows = list(csv.DictReader(io.StringIO(tables.targets_csv(matched(record)).removeprefix(tables.BOM))))
    found = [(row["indicator_key"], row["indicator_score"], row["indicator_sdg"]) for row in rows[:2]]
    assert found == [("unemployment_rate", "0.97", "8.5.2"), ("", "", "")]
