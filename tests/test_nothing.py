"""Questions that find nothing say so in one sentence, with what to do next: on an empty store and on a filled one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.archives import add, archive
from tests.test_refusals import QUOTED, VIETNAMESE

# A question that finds nothing in the report below, and a part of what is said then.
ASKED = {
    "search khongcogi": "bỏ bớt điều kiện",
    "search lop --offset 50": "--offset",
    "matrix": "nạp thêm báo cáo",
    "matrix --directive 99-CT/TW": "baocao search --directive",
    "due --period 2020": "--period",
    "missing --period 2020-05": "--expect",
    "plans --period 2020-01": "--period",
    "series": "kỳ khác",
    "series --period 2019": "kỳ khác",
    "forms": "biểu kèm theo",
}
OF_PEOPLE = ("corrections", "corrections --unplaced", "trail", "trail --by an", "user list")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kho")
    archive(folder / "empty").engine.dispose()
    store = archive(folder / "one")
    add(store, "kho.pdf", "Huyện ủy Mèo Vạc đã mở 3 lớp trong tháng 5 năm 2024.")
    store.engine.dispose()
    return folder


def say(asked: str, store: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert 0 == main([*asked.split(), "--store", f"sqlite:///{store}/baocao.db", *more])
    return capsys.readouterr().out


@pytest.mark.parametrize("asked", [*ASKED, "audit"])
def test_on_an_empty_store_each_question_tells_how_to_fill_it(
    asked: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = "Kho chưa có báo cáo nào. Hãy nạp báo cáo trước: baocao ingest THƯ_MỤC\n"
    assert told == say(asked, folder / "empty", capsys)
    assert "The store has no report yet. Ingest reports first: baocao ingest FOLDER\n" == say(
        asked, folder / "empty", capsys, "--lang", "en"
    )


@pytest.mark.parametrize("asked", ASKED)
def test_a_question_that_finds_nothing_tells_what_to_do_next(
    asked: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = say(asked, folder / "one", capsys)
    assert 1 == told.count("\n")
    assert ASKED[asked] in told
    english = say(asked, folder / "one", capsys, "--lang", "en")
    assert 1 == english.count("\n")
    assert not VIETNAMESE.search(QUOTED.sub("", english))


@pytest.mark.parametrize("asked", OF_PEOPLE)
def test_what_people_did_is_told_to_be_nothing_yet(
    asked: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for store in ("empty", "one"):
        assert re.fullmatch(r"[^\n]{20,}\.?\n", say(asked, folder / store, capsys))


@pytest.mark.parametrize("asked", [*ASKED, *OF_PEOPLE, "audit", "status"])
def test_programs_get_an_empty_answer_of_the_usual_form(
    asked: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(say(asked, folder / "empty", capsys, "--json"))
    lists = [told] if isinstance(told, list) else [one for one in told.values() if isinstance(one, list)]
    assert lists
    assert all(one in ([], ["99-CT/TW@?"]) for one in lists)


def test_status_tells_how_to_begin_and_that_nothing_failed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Kho chưa có tệp nào. Hãy nạp báo cáo: baocao ingest THƯ_MỤC\n" == say("status", folder / "empty", capsys)
    assert "Không có tệp nào chưa đọc được.\n" == say("status --failed", folder / "one", capsys)
