"""`correct`, `corrections` and `undo` from the command line: what is printed and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.store import open_store
from tests.archives import archive
from tests.databases import address
from tests.test_corrections import BODY, NOW, WAS, ingest

pytestmark = pytest.mark.databases


@pytest.fixture
def url(tmp_path: Path) -> str:
    store = archive(tmp_path)
    ingest(store, "a.pdf", BODY)
    return address(tmp_path)


def run(capsys: pytest.CaptureFixture[str], url: str, *words: str) -> tuple[int, str, str]:
    status = main([*words, "--store", url])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_facts_are_listed_with_the_names_that_correct_takes(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, url, "correct", "a.pdf", "--list")
    assert 0 == status
    assert "c1  citations  " in out
    assert "Chỉ thị 05-CT/TW, 30/10/2016, Bộ Chính trị" in out
    assert "Huyện ủy Mèo Vạc: đã thực hiện · 05-CT/TW" in out
    _, out, _ = run(capsys, url, "correct", "a.pdf", "--list", "--json")
    assert {"citations", "counts", "dates", "implementations", "unit_mentions"} == {
        one["table"] for one in json.loads(out)
    }


def test_a_correction_is_written_listed_and_undone(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = ("--fact", "c1", "--set", "issued_on=2016-05-15", "--why", "báo cáo gõ nhầm", "--by", "An")
    status, out, _ = run(capsys, url, "correct", "a.pdf", *given, "--json")
    made = json.loads(out)
    assert (0, "placed", {"citations": 2, "implementations": 2}) == (status, made["state"], made["rows"])
    assert ({"issued_on": "2016-10-30"}, {"issued_on": "2016-05-15"}) == (made["before"], made["after"])
    _, out, _ = run(capsys, url, "corrections", "a.pdf")
    assert "sửa  citations «Chỉ thị số 05-CT/TW»  issued_on: 2016-10-30 → 2016-05-15" in out
    assert "đang có hiệu lực" in out
    assert "An, " in out
    assert "báo cáo gõ nhầm" in out
    assert {NOW} == {row["directive_id"] for row in open_store(url).records("citations")}
    _, out, _ = run(capsys, url, "corrections", "--unplaced")
    assert "Không có chỗ sửa nào mất chỗ cũ.\n" == out
    status, out, _ = run(capsys, url, "undo", made["correction_id"][:5], "--by", "Bình", "--lang", "en")
    assert (0, f"Correction {made['correction_id']} undone: the fact is what was read.\n") == (status, out)
    assert {WAS} == {row["directive_id"] for row in open_store(url).records("citations")}
    _, out, _ = run(capsys, url, "corrections", "--json")
    assert [("undone", "Bình")] == [(one["state"], one["undone_by"]) for one in json.loads(out)]


def test_a_fact_is_rejected_and_one_is_added(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, url, "correct", "a.pdf", "--fact", "n1", "--reject", "--why", "không phải số liệu")
    assert (0, True) == (status, out.startswith("Đã ghi chỗ sửa k"))
    text = open_store(url).text(open_store(url).find("a.pdf")[0])
    at = text.index("kế hoạch")
    given = (
        "--add",
        "counts",
        "--span",
        f"{at}-{at + 8}",
        "--set",
        "value=1",
        "--set",
        "measure=kế hoạch",
        "--why",
        "sót",
    )
    status, out, _ = run(capsys, url, "correct", "a.pdf", *given)
    assert (0, True) == (status, "counts 1" in out)
    assert [("kế hoạch", "1")] == [
        (row["text"], row["value"]) for row in open_store(url).records("counts") if row["corrected"]
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--fact", "c1", "--set", "issued_on=hôm qua", "--why", "x"], "không phải là ngày"),
        (["--fact", "c1", "--set", "issued_on", "--why", "x"], "FIELD=VALUE"),
        (["--fact", "c1", "--set", "issued_on=2016-05-15"], "vì sao"),
        (["--fact", "c1", "--why", "x"], "--fact đi với --set"),
        (["--fact", "c1", "--reject", "--set", "issuer=x", "--why", "x"], "--fact đi với --set"),
        (["--fact", "c99", "--reject", "--why", "x"], "không có dữ kiện «c99»"),
        (["--add", "counts", "--set", "value=1", "--why", "x"], "--add cần --span"),
        (["--add", "counts", "--span", "9-3", "--set", "value=1", "--why", "x"], "--add cần --span"),
        (["--fact", "u3", "--set", "unit=Huyện Không Có", "--why", "x"], "danh mục không có"),
    ],
)
def test_what_cannot_be_done_ends_with_status_2_and_a_sentence(
    url: str, given: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, url, "correct", "a.pdf", *given)
    assert (2, "", 1) == (status, out, err.count("\n"))
    assert told in err


def test_an_unknown_correction_is_refused(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, url, "undo", "k00")
    assert 2 == status
    assert "Xem mã trong: baocao corrections" in err
