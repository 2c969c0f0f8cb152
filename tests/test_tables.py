"""Rows and frames: names, order, types, and where each fact says it stands."""

from __future__ import annotations

from dataclasses import fields, replace

import pandas as pd
import pytest

from extractors import EXTRACTORS
from extractors.mention import Mention, Span
from pipeline.archive.registers import to_directives, to_units
from pipeline.document import Footnote, Section
from pipeline.facts import Extraction
from pipeline.resolve import Resolution
from pipeline.rows import Origin, to_rows
from pipeline.tables import Row, mention_tables, tables, to_frame, value_type
from tests.builders import BODY, document, extraction

ORIGIN = Origin("0123456789ab", "/kho/bao-cao.pdf", "0123456789ab" * 5, "application/pdf")

# The contract, written out once more: what stands here is used from outside.
MENTION = ["doc_id", "mention_id", "page", "start", "end", "text", "zone", "footnote", "section"]
CONTRACT = {
    "documents": ["doc_id", "source", "sha256", "media_type", "pages", "text_source", "doc_type", "symbol", "issuer",
                  "issued_on", "title", "period_start", "period_end", "quality", "pages_missing"],
    "sections": ["doc_id", "section", "heading", "level", "page", "start", "end", "planned"],
    "footnotes": ["doc_id", "footnote", "page", "anchor", "anchor_page", "start", "end", "text"],
    "citations": [*MENTION, "doc_type", "number", "symbol", "issued_on", "issuer", "subject", "how", "directive_id",
                  "resolved_on", "candidates"],
    "directives": ["directive_id", "symbol", "doc_type", "issued_on", "issuer", "subject", "mentions", "documents"],
    "directive_relations": ["doc_id", "directive_id", "relation", "to_directive_id", "mention_id"],
    "dates": [*MENTION, "kind", "start_on", "end_on", "inferred"],
    "counts": [*MENTION, "value", "measure", "qualifier", "unit_id"],
    "unit_mentions": [*MENTION, "unit_id", "name", "kind", "place"],
    "units": ["unit_id", "name", "kind", "parent_id", "province", "valid_from", "valid_to", "successor_ids"],
    "implementations": ["doc_id", "directive_id", "unit_id", "unit_name", "place", "status", "activity",
                        "period_start", "period_end", "page", "start", "end", "text", "evidence"],
    "findings": ["doc_id", "rule", "verdict", "claim", "expected", "found", "difference", "explanation", "page",
                 "start", "end", "evidence"],
    "outcomes": ["path", "sha256", "outcome", "reason", "message", "doc_id", "stage", "attempts", "tried_at"],
}  # fmt: skip


def rows() -> dict[str, list[Row]]:
    return to_rows(extraction(), ORIGIN)


def column(table: str, name: str, made: list[Row]) -> list[object]:
    at = [column.name for column in tables()[table]].index(name)
    return [row[at] for row in made]


@pytest.mark.parametrize("name", CONTRACT)
def test_a_table_begins_with_the_contract_s_columns_in_their_order(name: str) -> None:
    assert CONTRACT[name] == [column.name for column in tables()[name]][: len(CONTRACT[name])]


def test_every_registered_kind_of_mention_has_a_table_with_all_of_its_value_s_fields() -> None:
    for extractor in EXTRACTORS:
        names = {column.name for column in tables()[extractor.label]}
        assert {field.name for field in fields(value_type(extractor))} <= names  # type: ignore[arg-type]


def test_a_mention_table_ends_with_its_boxes_and_its_correction() -> None:
    assert {("boxes", "corrected")} == {tuple(c.name for c in tables()[name][-2:]) for name in mention_tables()}


@pytest.mark.parametrize("name", tables())
def test_an_empty_table_has_its_columns_and_types(name: str) -> None:
    frame = to_frame(name, ())
    assert [column.name for column in tables()[name]] == list(frame.columns)
    kinds = {"text": "string", "date": "string", "decimal": "string", "integer": "Int64", "boolean": "boolean",
             "real": "Float64"}  # fmt: skip
    assert [kinds[column.kind] for column in tables()[name]] == [str(dtype) for dtype in frame.dtypes]


def test_every_row_is_as_long_as_its_table_is_wide() -> None:
    for name, made in rows().items():
        assert {len(tables()[name])} == {len(row) for row in made} | {len(tables()[name])}


def test_numbers_stay_exact_and_dates_are_iso() -> None:
    made = rows()
    assert ["16", "534", "12.5"] == column("counts", "value", made["counts"])
    assert ["2024-01-31", None] == column("citations", "issued_on", made["citations"])


def test_a_mention_in_a_note_stands_in_the_section_that_calls_the_note() -> None:
    made = rows()["counts"]
    assert [("body", "", "I"), ("body", "", "I"), ("footnote", "4", "I")] == list(
        zip(*(column("counts", name, made) for name in ("zone", "footnote", "section")), strict=True)
    )


def test_notes_with_one_number_each_on_its_own_page_keep_their_own_sections() -> None:
    made = document()
    second = made.text.index("Tiếp tục") + len("Tiếp tục")
    first_note = made.footnotes[0]
    cut = first_note.start + 5
    notes = (replace(first_note, end=cut), Footnote("4", second, cut, first_note.end))
    found = to_rows(replace(extraction(), document=replace(made, footnotes=notes)), ORIGIN)["counts"]
    assert "II" == column("counts", "section", found)[-1]


def test_a_count_tells_which_note_its_sentence_calls() -> None:
    assert ["", "4", ""] == column("counts", "notes", rows()["counts"])


def test_a_citation_carries_the_directive_that_it_means() -> None:
    made = rows()["citations"]
    assert ["70-KL/TW@2024-01-31"] * 2 == column("citations", "directive_id", made)
    assert ["2024-01-31"] * 2 == column("citations", "resolved_on", made)


def test_an_open_citation_keeps_its_candidates_and_a_year_is_no_date() -> None:
    open_ = Resolution(candidates="01-KL/TW@2016-04-04; 01-KL/TW@2021-05-18", resolved_on="2024")
    made = to_rows(replace(extraction(), resolutions={1: open_}), ORIGIN)["citations"]
    assert ["01-KL/TW@2016-04-04; 01-KL/TW@2021-05-18", ""] == column("citations", "candidates", made)
    assert [None, None] == column("citations", "resolved_on", made)


def test_a_mention_s_box_is_where_its_letters_are() -> None:
    assert "[[1,327.2,114.0,379.8,126.0]]" == column("counts", "boxes", rows()["counts"])[0]


def test_ids_are_numbered_within_each_kind_in_text_order() -> None:
    made = rows()
    assert [f"{ORIGIN.doc_id}:n{n}" for n in (1, 2, 3)] == column("counts", "mention_id", made["counts"])
    assert [f"{ORIGIN.doc_id}:c{n}" for n in (1, 2)] == column("citations", "mention_id", made["citations"])


def test_one_bad_page_shows_in_the_quality_of_its_report() -> None:
    assert [0.7] == column("documents", "quality", rows()["documents"])


def test_sections_inside_each_other_give_the_innermost_as_the_document_itself_does() -> None:
    end = len(BODY)
    nested = (Section("I", "", 1, 0, 150), Section("I.1", "", 2, 20, 60), Section("I.2", "", 2, 60, 100),
              Section("II", "", 1, 150, end))  # fmt: skip
    made = replace(document(), sections=nested)
    value = extraction().mentions[0].value
    mentions = tuple(Mention(Span(at, at + 1), made.text[at], value) for at in range(0, end, 3))
    found = column("counts", "section", to_rows(Extraction(made, mentions), ORIGIN)["counts"])
    expected = [getattr(made.section_at(at), "path", "") for at in range(0, end, 3)]
    assert expected == found


def test_a_directive_is_told_as_its_fullest_mention_tells_it_with_how_often_it_is_cited() -> None:
    made = rows()["citations"]
    assert [("70-KL/TW@2024-01-31", "70-KL/TW", "Kết luận", "2024-01-31", "", "", 2, 1)] == to_directives(made)


def test_the_units_of_an_archive_come_with_the_places_they_belong_to() -> None:
    known = {"unit_id": "VN02.027/huyen-uy", "name": "Huyện ủy Mèo Vạc", "kind": "party_committee"}
    named: Row = tuple(known.get(column.name, "") for column in tables()["unit_mentions"])
    found = {row[0]: row[1:] for row in to_units([named])}
    assert ["VN02", "VN02.027", "VN02.027/huyen-uy"] == list(found)
    assert ("Huyện ủy Mèo Vạc", "party_committee", "VN02.027", "Tỉnh Hà Giang") == found["VN02.027/huyen-uy"][:4]
    assert "2025-06-30" == found["VN02.027"][5]


def test_a_frame_holds_missing_values_as_missing() -> None:
    frame = to_frame("citations", rows()["citations"])
    assert [False, True] == list(frame["issued_on"].isna())
    assert pd.StringDtype() == frame["symbol"].dtype
