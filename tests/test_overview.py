"""The first page: who has reported, what could not be read, what is open; kept while nobody writes, and no longer."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from pipeline.batch.processes import process
from pipeline.questions.checked import by_report, open_mismatches, read_audited, read_checked
from pipeline.questions.findings import decide
from pipeline.questions.overview import overview, read_outcomes, with_open
from pipeline.store import Outcome, Store
from pipeline.store.written import count_write, read_written
from pipeline.web import kept
from pipeline.web.app import create_app
from pipeline.web.kept import Kept
from tests.archives import add, archive, send

pytestmark = pytest.mark.databases

# April counts more than May: only the two together tell.
FALLING = {4: 120, 5: 110}


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    made = archive(tmp_path)
    for month, members in FALLING.items():
        period = f"Kết quả công tác tháng {month} năm 2024"
        send(made, "TỈNH ỦY HÀ GIANG\nBAN TUYÊN GIÁO", period, date(2024, month, 20),
             f"Lũy kế từ đầu năm kết nạp được {members} đảng viên mới.")  # fmt: skip
    yield made
    made.engine.dispose()


@pytest.fixture
def web(store: Store, tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(store, tmp_path / "web", reviewer="an"), base_url="http://127.0.0.1") as made:
        yield made


def test_findings_between_reports_are_counted_until_somebody_decides(store: Store, web: TestClient) -> None:
    [one] = open_mismatches(store)
    assert one.between
    seen = with_open(overview(store), open_mismatches(store))
    assert (1, 1, 1) == (seen.open_findings, seen.open_documents, seen.open_between)
    assert "1 chỗ do đối chiếu giữa các báo cáo" in web.get("/").text
    found, total = read_audited(store)
    assert (1, {"mismatch": 1, "open": 1}) == (total, {name: found[0][name] for name in ("mismatch", "open")})
    decide(store, one.finding_id, "confirmed", reviewer="an")
    assert [] == open_mismatches(store)
    assert "giữa các báo cáo" not in web.get("/").text
    decide(store, one.finding_id, "open", reviewer="an")
    assert 1 == by_report(open_mismatches(store, read_checked(store)))[one.doc_id]


def test_a_month_that_an_organ_owes_is_told_apart_from_one_in_which_it_was_not_there(
    store: Store, web: TestClient
) -> None:
    for month in (1, 2, 3, 4, 6):
        title = f"Kết quả công tác tháng {month} năm 2024"
        send(store, "HUYỆN ỦY BẮC MÊ", title, date(2024, month, 25))
    states = {key: one.state for key, one in overview(store).states.items() if one.state != "late"}
    assert {("Huyện ủy Bắc Mê", "2024-05"): "missing"} == states
    assert 1 == web.get("/").text.count('<td class="missing"')


def test_what_could_not_be_read_is_listed_with_its_reason(store: Store, web: TestClient) -> None:
    store.keep(Outcome("/kho/<b>hỏng</b>.pdf", "/kho/h", "quarantined", reason="CORRUPT", message="Tệp hỏng."))
    assert 'href="/files?outcome=quarantined"' in web.get("/").text
    page = web.get("/files?outcome=quarantined").text
    assert "/kho/&lt;b&gt;hỏng&lt;/b&gt;.pdf" in page
    assert "Tệp hỏng." in page
    assert "CORRUPT" in page
    assert (1, 3, 0) == tuple(read_outcomes(store, outcome)[1] for outcome in ("quarantined", "", "duplicate"))


def test_the_reports_are_read_once_for_all_that_is_told_of_them(store: Store) -> None:
    asked: list[str] = []
    sa.event.listen(store.engine, "before_cursor_execute", lambda _c, _d, statement, *_: asked.append(statement))
    assert overview(store).months
    assert 1 == len([statement for statement in asked if "doc_type = 'Báo cáo'" in statement])


def test_each_write_is_counted_as_what_it_is(store: Store) -> None:
    before = read_written(store.ask)
    add(store, "thêm.pdf", "Không có gì.\n")
    [one] = open_mismatches(store)
    decide(store, one.finding_id, "explained", reviewer="an")
    after = read_written(store.ask)
    assert (1, 0, 1) == (
        after.reports - before.reports, after.corrections - before.corrections, after.reviews - before.reviews,
    )  # fmt: skip


def count_reports(store: Store, times: int = 1) -> tuple[int, int]:
    """A view: how many reports there are, and which process counted them."""
    return int(store.ask("SELECT count(*) FROM documents")[0][0]) * times, os.getpid()


def test_a_view_is_made_once_until_the_store_is_written_to(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    views = Kept(store)
    before = views.find(count_reports)
    assert all(views.find(count_reports) is before for _ in range(3))
    assert before[0] * 2 == views.find(count_reports, 2)[0]
    add(store, "thêm.pdf", "Không có gì.\n")
    assert before[0] + 1 == views.find(count_reports)[0]
    monkeypatch.setattr(kept, "_MOST", 2)
    now = views.find(count_reports)
    views.find(count_reports, 3)
    assert views.find(count_reports) is now, "what is asked for stays"
    views.find(count_reports, 4)
    assert views.find(count_reports) is now
    views.close()


def test_a_dear_view_may_be_behind_an_ingest_but_never_behind_a_correction(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_QUICK", 0.0)  # all are dear
    monkeypatch.setattr(kept, "_SHARE", 10**9)  # and none is made anew behind one's back
    views, ours = Kept(store), os.getpid()
    before = views.find(count_reports)
    add(store, "thêm.pdf", "Không có gì.\n")
    assert views.find(count_reports) is before
    with store.transaction(writes=True) as connection:
        count_write(connection, "corrections")
    assert (before[0] + 1, ours) == views.find(count_reports)
    add(store, "nữa.pdf", "Không có gì.\n")
    monkeypatch.setattr(kept, "_SHARE", 0)
    assert before[0] + 1 == views.find(count_reports)[0], "the old one is shown while the new one is made"
    count, made_by = wait(lambda: views.find(count_reports), lambda found: found[0] == before[0] + 2)
    assert (before[0] + 2, True) == (count, made_by != ours)
    os.kill(made_by, signal.SIGKILL)
    add(store, "cuối.pdf", "Không có gì.\n")
    count, again_by = wait(lambda: views.find(count_reports), lambda found: found[0] == before[0] + 3)
    assert (before[0] + 3, True) == (count, again_by not in (ours, made_by)), "who died is replaced"
    monkeypatch.setattr(kept, "_OLDEST", 0.0)
    monkeypatch.setattr(kept, "_SHARE", 10**9)
    add(store, "sau.pdf", "Không có gì.\n")
    assert (before[0] + 4, ours) == views.find(count_reports)
    views.close()
    assert process(again_by) is None, "none is left"


def test_a_view_that_one_would_wait_for_is_looked_at_only_where_it_is_at_hand(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_QUICK", 0.0)
    views = Kept(store)
    assert views.look(count_reports) is None
    assert views.find(count_reports) == views.look(count_reports)
    with store.transaction(writes=True) as connection:
        count_write(connection, "corrections")
    assert views.look(count_reports) is None, "never behind a correction"
    assert wait(lambda: views.look(count_reports), bool)
    views.close()


def test_a_view_can_be_made_before_anybody_asks(store: Store) -> None:
    views = Kept(store)
    views.warm(count_reports)
    wait(lambda: bool(views._made), bool)
    assert os.getpid() != views.find(count_reports)[1]
    views.close()


Told = TypeVar("Told")


def wait(ask: Callable[[], Told], right: Callable[[Told], bool]) -> Told:
    until = time.monotonic() + 60
    while not right(told := ask()) and time.monotonic() < until:
        time.sleep(0.01)
    return told
