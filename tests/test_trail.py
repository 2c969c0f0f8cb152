"""The audit trail: every change is written down with who, when, what, before and after, in one with the change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from pipeline.exports.export import export
from pipeline.ingest import ingest
from pipeline.questions.findings import decide
from pipeline.store import Actor, Change, Store, record_change
from pipeline.store.trail import read_changes
from tests.archives import archive
from tests.conftest import REPORTS


def with_a_mismatch(folder: Path) -> tuple[Store, str]:
    """A store of one report, and the id of one of its mismatches."""
    store = archive(folder)
    ingest([REPORTS / "report.docx"], store=store, workers=0)
    found = (row for row in store.records("findings") if row["verdict"] == "mismatch")
    return store, str(next(found)["finding_id"])


def test_a_decision_is_written_down_with_how_it_was_before(tmp_path: Path) -> None:
    store, finding = with_a_mismatch(tmp_path)
    decide(store, finding, "confirmed", reviewer="An")
    decide(store, finding, "explained", reviewer="Bình", note="đã hỏi", actor=Actor("binh.nv", "10.0.0.5"))
    [last, first], total = read_changes(store)
    assert 2 == total
    confirmed = {"decision": "confirmed", "reviewer": "An", "note": ""}
    assert ("An", "", {}, confirmed) == (first["who"], first["address"], first["before"], first["after"])
    assert ("binh.nv", "10.0.0.5", "finding_decided") == (last["who"], last["address"], last["action"])
    assert confirmed == last["before"]
    assert {"decision": "explained", "reviewer": "Bình", "note": "đã hỏi"} == last["after"]
    assert f"{finding} {REPORTS / 'report.docx'}" == last["subject"]
    assert first["at"] < last["at"]
    assert last["at"].endswith("+00:00")


def test_a_change_and_what_it_changes_are_both_there_or_neither(tmp_path: Path) -> None:
    store, finding = with_a_mismatch(tmp_path)
    with store.transaction(writes=True) as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER no BEFORE INSERT ON changes BEGIN SELECT RAISE(ABORT, 'no trail'); END"
        )
    with pytest.raises(sa.exc.IntegrityError):
        decide(store, finding, "confirmed", reviewer="An")
    assert [] == list(store.records("reviews"))


def test_the_last_changes_come_first_and_are_found_by_who_and_what(tmp_path: Path) -> None:
    store = archive(tmp_path)
    for number in range(5):
        record_change(store, Change(Actor("An"), "login", f"{number}"))
    record_change(store, Change(Actor("Bình\0"), "logout", "", {"là": "\ud800"}))
    seen, total = read_changes(store, who="An", limit=2, offset=1)
    assert (["3", "2"], 5) == ([row["subject"] for row in seen], total)
    [other], _ = read_changes(store, action="logout")
    assert ("Bình\N{REPLACEMENT CHARACTER}", {"là": "\N{REPLACEMENT CHARACTER}"}) == (other["who"], other["before"])
    with pytest.raises(ValueError, match="no such action"):
        Change(Actor("An"), "guessed", "")


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "xlsx"])
def test_neither_trail_nor_users_leave_with_an_export(tmp_path: Path, form: str) -> None:
    store = archive(tmp_path)
    record_change(store, Change(Actor("nguoi-dung-bi-mat", "10.9.8.7"), "login", ""))
    written = export(store, tmp_path / "ra", form)
    assert written
    assert set() == {path.stem for path in written} & {"changes", "users", "sessions"}
    if form == "xlsx":
        shutil.unpack_archive(written[0], tmp_path / "sổ", "zip")
    every = [path for folder in ("ra", "sổ") for path in (tmp_path / folder).rglob("*") if path.is_file()]
    assert all(b"nguoi-dung-bi-mat" not in path.read_bytes() for path in every)
