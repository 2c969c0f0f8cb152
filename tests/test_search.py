"""Search: what is typed is text, with or without marks; facts narrow it down; an error is told, never «0 hits»."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.messages import RefusedError
from pipeline.questions.hits import find_hits
from pipeline.questions.search import Answer, NothingAskedError, SearchError, read_types, search
from pipeline.store import Store
from pipeline.store.fulltext import plain
from tests.archives import add, archive
from tests.databases import slow

pytestmark = pytest.mark.databases

SIGNS = 'Giá * 100% (a–b) NEAR(x, y) OR "trích" kho_tệp C++ 中文 m² µg «x» – Жук\n'
MAY = (
    "Đảng ủy xã đã học tập Kết luận 70-KL/TW, ngày 31/01/2024 của Bộ Chính trị.\n"
    "Huyện Bắc Mê đã thực hiện Chỉ thị số 05 - CT/TƯ, ngày 15/5/2016; còn huyện Mèo Vạc chưa thực hiện.\n"
    "Công ty hoà giải, hòa bình.\n"
)
DONE = (
    {"text": "Huyện Bắc Mê", "unit_id": "VN02.031", "unit_name": "Huyện Bắc Mê", "place": "Huyện Bắc Mê",
     "directive_id": "05-CT/TW@2016-05-15", "status": "implemented"},
    {"text": "huyện Mèo Vạc", "unit_id": "VN02.027", "unit_name": "Huyện Mèo Vạc", "place": "Huyện Mèo Vạc",
     "directive_id": "05-CT/TW@2016-05-15", "status": "not_implemented"},
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, database: str) -> Iterator[Store]:
    made = archive(tmp_path_factory.mktemp("search"))
    add(made, "may.pdf", MAY, done=DONE)
    add(made, "june.pdf", "Đang dạy chữ ở xã; quán triệt Chỉ thị số 05-CT/TW.\n" + SIGNS, issued_on=date(2024, 6, 20))
    yield made
    made.engine.dispose()


def texts(answer: Answer) -> list[str]:
    return [hit.text for hit in answer.hits]


def found(store: Store, query: str, **filters: str) -> list[str]:
    """The highlighted words of all hits, in order."""
    hits = search(store, query, **filters).hits  # type: ignore[arg-type]
    return [hit.text[start:end] for hit in hits for start, end in hit.highlights]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("dang", ["Đang", "Đảng"]),
        ("DANG", ["Đang", "Đảng"]),
        ("đảng", ["Đảng"]),
        ("Đảng uy", ["Đảng", "ủy"]),
        ("đang", ["Đang"]),
        ("ket luan", ["Kết", "luận"]),
        ('"ket luan 70"', ["Kết luận 70"]),
        ('"luan ket"', []),
        ("hòa", ["hoà", "hòa"]),
        ("hoà", ["hoà", "hòa"]),
        ('"HÒA BÌNH"', ["hòa bình"]),
        ("dảng", []),
        # A symbol in any spelling, and whatever spelling the report has.
        ("05-ct/tw", ["Chỉ thị số 05-CT/TW", "Chỉ thị số 05 - CT/TƯ"]),
        ("05 - CT/TƯ", ["Chỉ thị số 05-CT/TW", "Chỉ thị số 05 - CT/TƯ"]),
        ("5-CT/TW Bắc Mê", ["Bắc", "Mê", "Chỉ thị số 05 - CT/TƯ"]),
        # A document by its type and number, as clerks write it, and no other «05».
        ("CT05", ["Chỉ thị số 05-CT/TW", "Chỉ thị số 05 - CT/TƯ"]),
        ("ct 5", ["Chỉ thị số 05-CT/TW", "Chỉ thị số 05 - CT/TƯ"]),
        ("chi thi 05", ["Chỉ thị số 05-CT/TW", "Chỉ thị số 05 - CT/TƯ"]),
        ("Chỉ thị số 05 Bắc Mê", ["Bắc", "Mê", "Chỉ thị số 05 - CT/TƯ"]),
        ("KL 70", ["Kết luận 70-KL/TW"]),
        ("kết luận 7", []),
        ("NQ 70", []),
        # What other programs take for commands is text.
        ("luan*", ["luận"]),
        ("NEAR", ["NEAR"]),
        ("near(x", ["NEAR(x"]),
        ("x OR y", ["x", "y", "OR", "x"]),
        ("Kết AND luận", []),
        ("NOT", []),
        ("*", ["*"]),
        ("%", ["%"]),
        ("++", ["++"]),
        ('"', ['"', '"']),
        ('"trich', ["trích"]),
        ("kho_tep", ["kho_tệp"]),
        ("plain:dang", []),
        ("^Đảng", ["Đảng"]),
        ("中文", ["中文"]),
        ("m² NEAR", ["NEAR", "m²"]),
        ("a-b", ["a–b"]),
    ],
)  # fmt: skip
def test_what_is_typed_is_found_as_text(store: Store, query: str, words: list[str]) -> None:
    assert words == found(store, query)


SHORT = """\
UBND xã họp.
Ủy ban nhân dân huyện họp.
Tư tưởng ổn định.
Công văn số 12 gửi tỉnh ủy.
Nghị định số 30/2020/NĐ-CP.
"""


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("UBND", [0, 1]),
        ("ubnd", [0, 1]),
        ("uỷ ban nhân dân", [0, 1]),
        ("uy ban nhan dan huyen", [1]),
        ("TU", [2, 3]),
        ("tu", [2]),  # a word in small letters
        ("NĐ 30", [4]),
        ("nghị định 30/2020", [4]),
        ("nghị định 30/2021", []),
        ("công văn 12", [3]),
        ('"UBND"', [0]),
    ],
)
def test_what_is_written_short_is_found_in_full_and_the_other_way_round(
    tmp_path: Path, query: str, lines: list[int]
) -> None:
    made = archive(tmp_path)
    add(made, "may.pdf", SHORT, province="Cao Bằng")
    body = set(SHORT.splitlines())
    assert [SHORT.splitlines()[at] for at in lines] == [one for one in texts(search(made, query)) if one in body]


def test_the_newest_report_comes_first_and_pages_follow_each_other(store: Store) -> None:
    assert ["/kho/june.pdf", "/kho/may.pdf"] == [hit.source for hit in search(store, "dang").hits]
    first, second = (search(store, "dang", limit=1, offset=offset) for offset in (0, 1))
    assert (2, 2) == (first.total, second.total)
    assert texts(search(store, "dang")) == texts(first) + texts(second)


@pytest.mark.parametrize(
    ("filters", "sources"),
    [
        ({"directive": "05-CT/TW"}, ["june", "may"]),
        ({"directive": "Chỉ thị 5-ct/tw"}, ["june", "may"]),
        ({"directive": "05-CT/TW@2016-05-15"}, ["june", "may"]),  # June leaves it undated, and the archive knows it
        ({"directive": "05-CT/TW@?"}, []),
        ({"directive": "05-CT/TW@2015-05-15"}, []),
        ({"directive": "70-KL/TW", "unit": "Mèo Vạc"}, []),
        ({"unit": "Mèo Vạc"}, ["may"]),
        ({"unit": "huyen meo vac"}, ["may"]),
        ({"unit": "VN02.027"}, ["may"]),
        ({"unit": "Xín Mần"}, []),
        ({"status": "implemented"}, ["may"]),
        ({"status": "monitored"}, []),
        ({"status": "implemented", "unit": "Bắc Mê"}, ["may"]),
        ({"status": "implemented", "unit": "Mèo Vạc"}, []),
        ({"status": "not_implemented", "unit": "Mèo Vạc", "directive": "05-CT/TW"}, ["may"]),
        ({"status": "not_implemented", "unit": "Mèo Vạc", "directive": "70-KL/TW"}, []),
        ({"directive": "05-CT/TW", "period": "2024-06"}, ["june"]),
        ({"directive": "05-CT/TW", "period": "2024-01..2024-05"}, ["may"]),
        ({"directive": "05-CT/TW", "period": "2023"}, []),
    ],
)
def test_facts_narrow_a_search_down(store: Store, filters: dict[str, str], sources: list[str]) -> None:
    hits = search(store, "", **filters).hits  # type: ignore[arg-type]
    assert sources == [Path(hit.source).stem for hit in hits]


def test_a_hit_tells_where_it_stands_and_what_was_read_out_of_it(store: Store) -> None:
    (hit,) = search(store, '"còn huyện Mèo Vạc"').hits
    assert ("/kho/may.pdf", 1, "12-BC/VPTU", "2024-05-20") == (hit.source, hit.page, hit.symbol, hit.issued_on)
    assert ["05-CT/TW@2016-05-15"] == [row["directive_id"] for row in hit.facts["citations"]]
    assert ["Huyện Bắc Mê", "Huyện Mèo Vạc"] == [row["name"] for row in hit.facts["unit_mentions"]]
    assert ["implemented", "not_implemented"] == [row["status"] for row in hit.facts["implementations"]]
    assert {hit.text} == {store.text(hit.doc_id)[hit.start : hit.end]}


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory, database: str) -> Iterator[Store]:
    """A store of two reports and a plan."""
    made = archive(tmp_path_factory.mktemp("kinds"))
    add(made, "may.pdf", MAY)
    add(made, "june.pdf", MAY, issued_on=date(2024, 6, 20))
    add(made, "plan.pdf", MAY, issued_on=date(2024, 6, 2), kind="Kế hoạch", title="học tập Kết luận 70-KL/TW")
    yield made
    made.engine.dispose()


@pytest.mark.parametrize("rare", [1, 1000])  # by a list of the type's passages, and by looking at each passage
@pytest.mark.parametrize(
    ("query", "filters", "sources"),
    [
        ("", {"doc_type": "Kế hoạch"}, ["plan"]),
        ("hoa giai", {"doc_type": " KE HOACH "}, ["plan"]),
        ("hoa giai", {"doc_type": "báo cáo"}, ["june", "may"]),
        ("hoa giai", {}, ["june", "plan", "may"]),
        ('"công ty"', {"doc_type": "Kế hoạch", "directive": "70-KL/TW"}, []),
        ("", {"doc_type": "Kế hoạch", "unit": "Mèo Vạc"}, ["plan"]),
        ("", {"doc_type": "Kế hoạch", "period": "2024-06"}, ["plan"]),
        ("", {"doc_type": "Kế hoạch", "period": "2024-05"}, []),
        ("*", {"doc_type": "Kế hoạch"}, []),
        ("", {"doc_type": "Nghị quyết"}, []),
    ],
)
def test_the_type_of_document_narrows_a_search_down(
    kinds: Store, monkeypatch: pytest.MonkeyPatch, *, rare: int, query: str, filters: dict[str, str], sources: list[str]
) -> None:
    monkeypatch.setattr("pipeline.questions.search._RARE", rare)
    found = search(kinds, query, **filters).hits  # type: ignore[arg-type]
    assert sources == list(dict.fromkeys(Path(hit.source).stem for hit in found))
    counted = search(kinds, query, limit=1, **filters)  # type: ignore[arg-type]
    assert len(found) == counted.total


def test_the_types_are_those_of_the_store_and_another_is_refused_with_them(kinds: Store) -> None:
    assert ["Báo cáo", "Kế hoạch"] == read_types(kinds)
    with pytest.raises(SearchError, match="trong kho có: Báo cáo, Kế hoạch"):
        search(kinds, "x", doc_type="Truyện")
    plan = search(kinds, "hoa giai", doc_type="Kế hoạch").hits[0]
    assert ("Kế hoạch", "2024-06") == (plan.doc_type, plan.month)


@pytest.mark.parametrize(
    ("query", "more"),
    [("", {}), ("  ", {}), ("x" * 2001, {}), ("x", {"limit": 0}), ("x", {"limit": 1001}), ("x", {"offset": -1}),
     ("x", {"status": "done"}), ("x", {"period": "tháng 5"}), ("x", {"period": "2024-06..2024-01"})],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_in_a_sentence(store: Store, query: str, more: dict[str, int]) -> None:
    with pytest.raises(Exception, match=r"\.$") as told:
        search(store, query, **more)  # type: ignore[arg-type]
    assert isinstance(told.value, RefusedError)


def test_a_search_that_takes_too_long_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.questions.search.SECONDS", 1e-9)
    monkeypatch.setattr("pipeline.store.sqlite.STEPS", 1)
    with slow(store), pytest.raises(SearchError, match="2 giây"):
        search(store, "dang")


def test_a_report_that_goes_is_found_no_more(tmp_path: Path) -> None:
    made = archive(tmp_path)
    add(made, "a", "Đảng viên thứ nhất.")
    add(made, "b", "Đảng viên thứ hai.")
    with made.transaction(writes=True) as connection:
        connection.exec_driver_sql("DELETE FROM documents WHERE source = '/kho/a'")
    assert ["Đảng viên thứ hai."] == texts(search(made, "dang vien"))
    assert 1 == search(made, "dang vien", limit=1).total  # counted in the index alone
    add(made, "a", "Đảng viên thứ nhất.")
    assert 2 == search(made, "dang vien").total


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.text(alphabet='aÀđ05-/*"^():{}+ ¹Ⅷß\u0301\u200b\0 NEARO', max_size=30))
def test_no_query_is_an_error(store: Store, query: str) -> None:
    with suppress(NothingAskedError):
        answer = search(store, query)
        assert len(answer.hits) == answer.total


CHANGES: tuple[Callable[[str], str], ...] = (str, str.upper, str.lower, plain)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_any_words_of_a_text_are_found_as_they_stand(store: Store, data: st.DataObject) -> None:
    line = data.draw(st.sampled_from([one for one in (MAY + SIGNS).splitlines() if one]))
    words = line.split(" ")
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    query = " ".join(words[first:last])
    change = data.draw(st.sampled_from(CHANGES))
    if change is not str and any(word in query for word in ("µ", "Ж", "中")):
        change = str
    quoted = data.draw(st.booleans()) and '"' not in query
    assert line in texts(search(store, f'"{change(query)}"' if quoted else change(query)))


def test_a_passage_whose_report_has_gone_meanwhile_is_no_hit(store: Store) -> None:
    assert [] == list(find_hits(store, [("f" * 12, 1, 0, "Chỉ thị 05-CT/TW")], ()))
