"""The made archive: the same seed makes the same files, they can be read, and their facts are true and found."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.readers import read
from tests.benchmarks.archive import make_archive
from tests.benchmarks.archive_facts import Truth
from tests.benchmarks.quality import Quality, measure

MONTHS, UNITS = 2, 6
# Raised when beaten. Precision and recall on the twelve reports.
FLOORS = {
    "citations": (0.99, 0.98),
    "dates": (0.99, 0.99),
    "counts": (0.99, 0.99),
    "units": (0.95, 0.90),
    "implementations": (0.80, 0.55),
}


@pytest.fixture(scope="module")
def truths(tmp_path_factory: pytest.TempPathFactory) -> list[Truth]:
    return make_archive(tmp_path_factory.mktemp("archive"), months=MONTHS, units=UNITS)


@pytest.fixture(scope="module")
def quality(truths: list[Truth]) -> Quality:
    return measure(truths)


def test_the_same_seed_makes_the_same_bytes_and_another_seed_others(tmp_path: Path, truths: list[Truth]) -> None:
    again = make_archive(tmp_path / "again", months=1, units=2)
    other = make_archive(tmp_path / "other", months=1, units=2, seed=2)
    assert [truth.file.read_bytes() for truth in truths[:2]] == [truth.file.read_bytes() for truth in again]
    assert [truth.file.read_bytes() for truth in truths[:2]] != [truth.file.read_bytes() for truth in other]


def test_both_formats_take_turns_and_the_facts_do_not_depend_on_them(tmp_path: Path, truths: list[Truth]) -> None:
    words = make_archive(tmp_path, months=1, units=2, formats=("docx",))
    assert {".docx": 6, ".pdf": 6} == {
        kind: sum(one.file.suffix == kind for one in truths) for kind in (".docx", ".pdf")
    }
    assert [(one.citations, one.counts, one.units) for one in words] == [
        (one.citations, one.counts, one.units) for one in truths[:2]
    ]


def test_every_sentence_stands_in_the_text_that_is_read_from_both_formats(truths: list[Truth]) -> None:
    lost = [
        (truth.file.name, fact.where)
        for truth in truths
        for text in [read(truth.file).text]
        for facts in (truth.citations, truth.counts, truth.units, truth.implementations)
        for fact in facts
        if fact.where not in text
    ]
    assert [] == lost


def test_footnotes_are_called_where_they_were_put(truths: list[Truth]) -> None:
    for truth in truths:
        document = read(truth.file)
        assert all(note.anchor is not None for note in document.footnotes)
        assert [str(at + 1) for at in range(len(document.footnotes))] == [note.mark for note in document.footnotes]


def test_totals_are_the_sums_of_their_parts(truths: list[Truth]) -> None:
    sums = [one for truth in truths for one in truth.sums]
    assert sums
    assert [] == [one for one in sums if one[0] != sum(one[1])]
    for truth in truths:
        stated = {int(count.value) for count in truth.counts if count.value == int(count.value)}
        assert {total for total, _ in truth.sums} | {part for _, parts in truth.sums for part in parts} <= stated


def test_nothing_under_the_plans_is_said_to_be_done(truths: list[Truth]) -> None:
    told = [fact for truth in truths for fact in truth.implementations if fact.where in truth.planned]
    assert any(fact.sure and fact.status == "planned" for fact in told)
    assert [] == [fact for fact in told if fact.status in ("implemented", "in_progress", "not_implemented")]


def test_numbers_that_start_again_each_term_and_in_each_province_are_in_the_archive(tmp_path: Path) -> None:
    truths = make_archive(tmp_path, months=2, units=30)
    days = {
        symbol: {one.issued_on for truth in truths for one in truth.citations if one.symbol == symbol and one.issued_on}
        for symbol in ("39-NQ/TU", "26-NQ/TW", "30-CT/TW")
    }
    assert {"39-NQ/TU": 2, "26-NQ/TW": 2, "30-CT/TW": 2} == {symbol: len(dates) for symbol, dates in days.items()}


@pytest.mark.parametrize("label", FLOORS)
def test_precision_and_recall_stay_above_their_floors(quality: Quality, label: str) -> None:
    score, (precision, recall) = quality.scores[label], FLOORS[label]
    assert score.hits > 50
    assert score.precision >= precision
    assert score.recall >= recall


def test_no_alarm_is_raised_on_figures_that_agree(quality: Quality) -> None:
    assert [] == quality.alarms
