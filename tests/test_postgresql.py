"""PostgreSQL beside SQLite: the same rows, the same hits in the same order, and its own ways to go wrong."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import sql

from pipeline.cli import main
from pipeline.exports.export import export
from pipeline.ingest import ingest
from pipeline.limits import LONGEST_NAME
from pipeline.questions.checked import open_mismatches, read_audited
from pipeline.questions.overview import overview, read_documents
from pipeline.questions.search import search, suggest
from pipeline.store import Outcome, Store, StoreError, open_store, postgresql, versions
from pipeline.store.databases import to_engine
from pipeline.store.fulltext import plain
from pipeline.store.migrations import to_newest
from pipeline.tables import tables
from pipeline.verify import verify
from tests.archives import add, send
from tests.benchmarks.archive import make_archive
from tests.conftest import REPORTS
from tests.databases import address_of
from tests.postgres import OWNER, Server
from tests.test_store import keep, met, report

DIGITAL = ("report.docx", "report.pdf", "report-mixed-fonts.pdf")


@pytest.fixture(scope="module")
def both(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Store]:
    """The same files in SQLite and in PostgreSQL: the digital reports of the corpus, and a little made archive."""
    folder = tmp_path_factory.mktemp("kho")
    make_archive(folder / "archive", months=2, units=4)
    files = [*(REPORTS / name for name in DIGITAL), folder / "archive"]
    made = []
    for url in (f"sqlite:///{folder}/baocao.db", postgres.new()):
        store = open_store(url, create=True)
        ingest(files, store=store, workers=0)
        made.append(store)
    return made[0], made[1]


def test_the_same_files_are_the_same_rows(both: tuple[Store, Store], tmp_path: Path) -> None:
    written = []
    for store in both:
        folder = tmp_path / store.engine.dialect.name
        export(store, folder, "jsonl")
        written.append({path.name: path.read_text("utf-8") for path in sorted(folder.iterdir())})
    assert len(tables()) == len(written[0])
    of_sqlite, of_postgresql = ({**files, "outcomes.jsonl": ""} for files in written)
    assert of_sqlite == of_postgresql
    assert all(of_sqlite[f"{name}.jsonl"] for name in ("citations", "counts", "dates", "findings", "implementations"))
    told = [[{**row, "tried_at": ""} for row in store.records("outcomes")] for store in both]
    assert told[0] == told[1]


QUERIES = [
    ("dang", {}), ("đảng", {}), ("Đang", {}), ("tuyen giao", {}), ('"tuyên giáo"', {}), ("hòa", {}), ("05-CT/TW", {}),
    ("kết luận", {}), ("*", {}), ("100%", {}), ("học tập 70-KL/TW", {}), ("", {"directive": "05-CT/TW"}),
    ("", {"status": "implemented"}), ("", {"unit": "Mèo Vạc"}), ("dang", {"period": "2024"}),
    ("", {"period": "2024-01..2024-02"}), ("", {"directive": "05-CT/TW@2016-05-15"}), ("xã", {"status": "planned"}),
    ("", {"unit": "Đồng Văn", "status": "implemented"}), ("1862", {}), ("m²", {}), ("(", {}), ("trong do", {}),
    ("dang", {"doc_type": "báo cáo"}), ("", {"doc_type": "Báo cáo", "period": "2024"}),
    ("xã", {"doc_type": "Kế hoạch"}),
]  # fmt: skip


@pytest.mark.parametrize(("query", "narrowed"), QUERIES)
def test_a_search_finds_the_same_in_the_same_order(
    both: tuple[Store, Store], query: str, narrowed: dict[str, str]
) -> None:
    first, second = (search(store, query, limit=200, **narrowed) for store in both)  # type: ignore[arg-type]
    assert first == second
    pages = [search(both[1], query, limit=3, offset=at, **narrowed) for at in range(0, 9, 3)]
    assert list(first.hits[:9]) == [hit for page in pages for hit in page.hits]


@pytest.mark.parametrize("most", [3, 1000])
def test_many_hits_and_few_are_told_alike_page_by_page(
    both: tuple[Store, Store], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL finds few by its index of words and orders them then; many it reads in their order."""
    monkeypatch.setattr("pipeline.questions.search.MOST_HITS", most)
    asked: list[str] = []
    sa.event.listen(both[1].engine, "before_cursor_execute", lambda _c, _d, statement, *_: asked.append(statement))
    for query in ("dang", "đảng", "05-CT/TW", '"tuyên giáo"'):
        for offset in (0, 2, 4, 10_000):
            first, second = (search(store, query, limit=3, offset=offset) for store in both)
            assert first == second, (query, offset)
    pages = [one for one in asked if "ORDER BY i.rowid" in one]
    assert {most == 1000} == {"ORDER BY i.rowid + 0" in one for one in pages}


def test_most_of_these_queries_find_something(both: tuple[Store, Store]) -> None:
    found = [bool(search(both[1], query, **narrowed).hits) for query, narrowed in QUERIES]  # type: ignore[arg-type]
    assert sum(found) > len(QUERIES) * 2 / 3


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_words_of_the_archive_are_found_alike(both: tuple[Store, Store], data: st.DataObject) -> None:
    (text,) = data.draw(st.sampled_from(both[0].ask("SELECT text FROM passages ORDER BY id")))
    begin = data.draw(st.integers(0, len(text)))
    part = text[begin : begin + data.draw(st.integers(1, 40))].replace('"', "")
    query = data.draw(st.sampled_from([part, f'"{part}"', plain(part), part.upper()]))
    answers = []
    for store in both:
        try:
            answers.append(search(store, query))
        except Exception as error:  # refused, then, in one sentence on both
            answers.append(str(error))  # type: ignore[arg-type]
    assert answers[0] == answers[1]


LETTERS = "aAàÀđĐðÐỵỸưƯøßſKµ²³¹½Ⅷ٣中Жжéé\u0301\u0323\u031b\u20dd\u200b\u00ad_-–/.,;:'\"’()%&+@ \t\n0123456789ǄǅĿŀʼnﬁ"


@settings(deadline=None, max_examples=400)
@given(st.text(alphabet=LETTERS, max_size=30) | st.text(alphabet=st.characters(max_codepoint=0x24F), max_size=20))
def test_words_are_cut_as_sqlite_cuts_them(text: str) -> None:
    kept = text.replace("\0", " ")
    assert fts5_words(kept) == [word.encode() for word in postgresql.words_of(kept)]


def fts5_words(text: str) -> list[bytes]:
    """The words of a text in the order in which the index of SQLite has them."""
    import sqlite3  # noqa: PLC0415

    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE i USING fts5(t, tokenize='unicode61 remove_diacritics 0')")
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(i, 'instance')")
        connection.execute("INSERT INTO i VALUES (?)", (text,))
        rows = connection.execute("SELECT term FROM v ORDER BY offset").fetchall()
        return [term.encode() for (term,) in rows]


@pytest.fixture
def store(postgres: Server) -> Iterator[Store]:
    made = open_store(postgres.new(), create=True)
    yield made
    made.engine.dispose()


def test_d_is_found_as_dd_and_the_other_way_round_only_where_no_mark_is_typed(store: Store) -> None:
    add(store, "a", "Đảng ủy xã đang dạy.\nDang tay.\n")
    found = {query: [hit.text for hit in search(store, query).hits] for query in ("dang", "đảng", "đang", "DẢNG")}
    both_lines = ["Đảng ủy xã đang dạy.", "Dang tay."]
    assert {"dang": both_lines, "đảng": both_lines[:1], "đang": both_lines[:1], "DẢNG": []} == found


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("Mở " + "lớp học viên " * 300, "học viên lớp học"),  # a word that comes more often than a vector counts
        (" ".join(f"chữ{number}" for number in range(20_000)), "chữ19998 chữ19999"),  # beyond a vector's last place
        (" ".join(f"từ{number}{'x' * 200}" for number in range(9_000)), f"từ8999{'x' * 200}"),  # over a megabyte
        ("a" * 1900 + " b", "a" * 1900),  # a word too long for a vector
    ],
    ids=["often", "far", "big", "long"],
)
def test_a_passage_of_any_size_is_found_by_any_of_its_words(store: Store, line: str, word: str) -> None:
    line = f"{line.strip()} tại xã Lũng Cú"
    add(store, "a", f"{line}\nHọp tại xã Lũng Táo.\n")
    for query in ('"xã Lũng Cú"', "lung cu", f'"{word}"', f"{word} lũng"):
        assert [line] == [hit.text for hit in search(store, query).hits]
    assert () == search(store, '"Lũng xã"').hits == search(store, "không có trong đó").hits
    assert 2 == len(search(store, '"tai xa lung"').hits)
    assert {"files"} == {damage.where for damage in verify(store)}


def test_what_no_database_keeps_is_asked_for_as_it_is_kept(store: Store) -> None:
    keep(store, "a.pdf", "a")
    assert [] == store.find("\0") == store.find("\ud800")
    assert [] == list(store.rows("documents", "\0\udfff"))
    assert [] == store.ask("SELECT 1 FROM documents WHERE doc_id = :it", {"it": "\0\ud800"})
    with pytest.raises(KeyError):
        store.document("\0")
    assert () == search(store, "\0x\ud800").hits
    assert [] == suggest(store, "\0\ud800")
    assert ([], 0) == read_documents(store, "\0\ud800")


def test_a_path_of_any_length_has_its_outcome(store: Store) -> None:
    paths = [f"/kho/{'%E1%BB%8F' * 1300}{number}" for number in range(2)]
    for _ in range(2):
        for path in paths:
            store.keep(Outcome(path, path, "skipped", "x", "EMPTY"))
    assert paths == [row["path_key"] for row in store.records("outcomes")]


def test_a_row_that_no_index_takes_is_refused_with_its_report(store: Store) -> None:
    from pipeline.store import REJECTED  # noqa: PLC0415

    name = "".join(chr(random.Random(at).randrange(0x4E00, 0x9FFF)) for at in range(4000))
    given = report("a.pdf", "a")
    long = {**given.rows, "citations": [(*row[:16], name, *row[17:]) for row in given.rows["citations"]]}
    from dataclasses import replace  # noqa: PLC0415

    with pytest.raises(REJECTED):
        store.keep(met("a.pdf", "a"), replace(given, rows=long))
    assert [] == list(store.rows("documents"))


# No database makes it short: a line whose spaces were lost, or a broken text layer.
LONG = "".join(random.Random(2).choices("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệ", k=4000))


@pytest.mark.parametrize(
    "line",
    [
        f"Xã {LONG.capitalize()} đã mở 12 {LONG} theo Chỉ thị 05-CT/TW.",
        f"Huyện ủy {LONG.capitalize()} đã thực hiện Kết luận số 01-KL/{LONG.upper()} của {LONG.capitalize()}.",
        f"Lũy kế từ đầu năm {LONG} kết nạp 120 đảng viên {LONG}, trong đó 15 {LONG}.",
        f"Chi bộ {LONG.capitalize()}, Đảng ủy {LONG.capitalize()} và Công an {LONG}: 12 {LONG}; 13 lớp {LONG}.",
    ],
    ids=["unit", "symbol", "so far", "list"],
)
@pytest.mark.parametrize("organ", ["TỈNH ỦY HÀ GIANG", f"TỈNH ỦY {LONG.upper()}"], ids=["short", "long"])
def test_a_word_of_thousands_of_letters_refuses_no_report_and_is_nobody_s_name(
    store: Store, line: str, organ: str
) -> None:
    send(store, organ, "kết quả công tác tháng 5 năm 2024", date(2024, 5, 28), f"{line}\nMở 09 lớp tại huyện Mèo Vạc.")
    assert [True] == [line in str(text) for (text,) in store.ask("SELECT text FROM texts")]
    assert "9" in {row["value"] for row in store.records("counts") if row["measure"] == "lớp"}
    assert {"Huyện Mèo Vạc"} == {row["name"] for row in store.records("unit_mentions") if row["kind"] == "district"}
    for table, column in (("unit_mentions", "name"), ("counts", "measure"), ("documents", "issuer"),
                          ("implementations", "unit_name"), ("citations", "issuer")):  # fmt: skip
        assert all(len(str(row[column])) <= LONGEST_NAME for row in store.records(table)), table
    assert {"files"} == {damage.where for damage in verify(store)}


def test_a_query_ends_when_its_time_is_up_and_the_next_one_runs(store: Store) -> None:
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        store.ask("SELECT pg_sleep(20)", within=0.2)
    assert time.monotonic() - began < 10
    assert [(1,)] == store.ask("SELECT 1")


def test_a_reader_writes_nothing(store: Store) -> None:
    with pytest.raises(StoreError, match="chỉ cho đọc"):
        store.ask("DELETE FROM documents")


def test_who_falls_silent_within_a_transaction_loses_it_and_others_go_on(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that is switched off while it writes holds nobody up for ever."""
    monkeypatch.setattr(postgresql, "_MOST_IDLE", "300")
    url = postgres.new()
    silent, other = (open_store(url, create=True) for _ in range(2))
    with pytest.raises(StoreError, match="rồi chạy lại lệnh"):
        _fall_silent(silent, other)
    assert "" == other.recall("giữa")
    assert 1 == len(list(other.rows("documents")))


def _fall_silent(silent: Store, other: Store) -> None:
    with silent.transaction(writes=True) as connection:
        connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES ('giữa', 'chừng')")
        keep(other, "a.pdf", "a")  # waits for the lock, and gets it when the server has had enough
        connection.exec_driver_sql("SELECT 1")


def test_who_waits_too_long_for_the_others_is_told(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(postgresql._WAYS, "lock_timeout", "200")
    url = postgres.new()
    busy, other = (open_store(url, create=True) for _ in range(2))
    with busy.transaction(writes=True), pytest.raises(StoreError, match="bị chương trình khác giữ quá lâu"):
        other.remember("a", "b")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://a:bí-mật@127.0.0.1:1/kho", "Không kết nối được với máy chủ PostgreSQL"),
        ("postgresql://a:bí-mật@no.such.host.invalid/kho", "Không kết nối được với máy chủ PostgreSQL"),
        ("postgresql://a:bí-mật@/kho?host=/không/có", "Không kết nối được với máy chủ PostgreSQL"),
        ("postgresql://a:bí-mật@127.0.0.1:{port}/postgres", "không nhận tên người dùng hoặc mật khẩu"),
        ("postgresql://{owner}:{password}@127.0.0.1:{port}/chưa%20có", "chưa có cơ sở dữ liệu tên như vậy"),
        ("postgres://{owner}:{password}@127.0.0.1:{port}/postgres", "Chưa có kho dữ liệu ở"),
        ("postgresql://a:bí-mật@127.0.0.1:cổng/kho", "Không hiểu địa chỉ kho"),
        ("mysql://a:bí-mật@127.0.0.1/kho", "Không hiểu địa chỉ kho"),
    ],
)
def test_what_is_wrong_with_an_address_is_told_in_one_line_without_its_password(
    postgres: Server, address: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    known = {"port": postgres.port, "owner": quote(OWNER), "password": postgres.password}
    assert 2 == main(["status", "--store", address.format(**known)])
    error = capsys.readouterr().err
    assert (True, 1) == (told in error, error.count("\n")), error
    assert "bí-mật" not in error
    assert quote("bí-mật") not in error
    assert postgres.password not in error


def test_a_database_in_another_encoding_is_refused(postgres: Server) -> None:
    postgres.run(sql.SQL("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"))
    with pytest.raises(StoreError, match="bảng mã LATIN1, cần UTF8"):
        open_store(postgres.address("latin"), create=True)


def test_a_user_without_rights_is_told_so(postgres: Server, store: Store) -> None:
    password = sql.Literal("mật khẩu")
    postgres.run(sql.SQL("CREATE ROLE khách LOGIN PASSWORD {}").format(password))
    name = store.engine.url.database or ""
    with pytest.raises(StoreError, match="không có quyền với kho"):
        open_store(postgres.address(name, user="khách", password="mật khẩu"))


def test_all_revisions_one_after_another_make_what_a_fresh_store_has(postgres: Server, store: Store) -> None:
    upgraded = Store(to_engine(postgres.new(), create=True))
    with upgraded.transaction(writes=True) as connection:
        to_newest(connection)
    assert schema(store) == schema(upgraded)
    assert versions.newest() == upgraded.ask("SELECT version_num FROM alembic_version")[0][0]


def schema(store: Store) -> list[tuple[object, ...]]:
    """Every column, index and constraint of a store, as the server tells them."""
    queries = (
        "SELECT table_name, column_name, data_type, collation_name, is_nullable, "
        "replace(column_default, '\"', '') FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace "
        "ORDER BY 1",
    )
    return [tuple(row) for query in queries for row in store.ask(query)]


@pytest.mark.parametrize(
    ("statement", "damaged"),
    [
        ("DELETE FROM passages_index WHERE rowid = (SELECT min(id) FROM passages)", "passages_index"),
        ("DELETE FROM passages WHERE id = (SELECT min(id) FROM passages)", "passages"),
        ("UPDATE counts SET start = start + 1", "counts"),
        ("DELETE FROM counts", "counts"),
        ("UPDATE texts SET layers = '\\x00'", "ca978112ca1b"),
        ("SET LOCAL session_replication_role = replica; DELETE FROM documents", "database"),
    ],
)
def test_what_is_damaged_is_named(store: Store, statement: str, damaged: str) -> None:
    keep(store, "a.pdf", "a")
    assert {"files"} == {damage.where for damage in verify(store)}
    with store.transaction(writes=True) as connection:
        connection.exec_driver_sql(statement)
    assert {damaged} == {damage.what.split()[-1] for damage in verify(store) if damage.where == "store"}


def test_each_index_is_checked_where_the_server_can(store: Store) -> None:
    with store.transaction(writes=True) as connection:
        connection.exec_driver_sql("CREATE EXTENSION amcheck")
    keep(store, "a.pdf", "a")
    assert [] == store.damages()


def test_what_pages_count_is_told_alike(both: tuple[Store, Store]) -> None:
    told = [
        (store.totals(), overview(store), open_mismatches(store), read_audited(store), read_documents(store, "tỉnh UỶ"))
        for store in both
    ]
    assert told[0] == told[1]
    assert all(type(count) is int for count in told[1][0].values())
    assert told[1][0]["documents"] > 8


def test_a_day_of_many_reports_has_room_for_all_of_them(store: Store) -> None:
    for number in range(5):
        add(store, f"{number}", "Đảng viên.\n", issued_on=date(2024, 5, 1))
    assert 5 == search(store, "dang vien").total


def test_texts_are_ordered_by_their_signs_whatever_the_server_s_language(postgres: Server) -> None:
    locales = {str(name) for (name,) in postgres.run(sql.SQL("SELECT collname FROM pg_collation"))}
    assert "vi-VN-x-icu" in locales
    postgres.run(
        sql.SQL("CREATE DATABASE việt ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'vi-VN' TEMPLATE template0")
    )
    made = open_store(postgres.address("việt"), create=True)
    with made.transaction(writes=True) as connection:
        for key in ("b", "Đ", "đ", "B", "D", "a", "Ă"):
            connection.execute(sa.text("INSERT INTO meta VALUES (:key, '')"), {"key": key})
    names = [key for (key,) in made.ask("SELECT key FROM meta ORDER BY key") if len(key) == 1]
    assert sorted(names) == names


def test_a_server_that_was_started_anew_is_found_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "_ASK_AFTER", 0.0)
    keep(store, "a.pdf", "a")
    with open_store(address_of(store)).transaction(writes=True) as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert 1 == len(list(store.rows("documents")))
