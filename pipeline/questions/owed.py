"""Who owes a report of a period, and who sent it late: «Huyện ủy Bắc Mê chưa nộp báo cáo tháng 5/2024»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Literal

from extractors.patterns import fold
from extractors.places import place
from pipeline.archive.issuers import Issuer, issuer_of, issuer_on
from pipeline.periods import Period
from pipeline.questions.cadence import EVERY, LEARNED_FROM, Every, ending_in, every_of, index_of, is_expected, stretch
from pipeline.store import Store

State = Literal["missing", "late", "open", "not_due", "sent"]
Basis = Literal["due_day", "usual_day", "period_end"]

# A unit's usual day is that by which so many of ten of its other reports were there; a habit is no deadline, so whoever
# comes within so many days after it is not called late.
_OF_TEN = 9
_GRACE = 3
# A report without a readable period may be the one that is missed, if it was issued from the period's first day to this
# many days after its last.
_MAY_BE = 45


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a table given by the user says: who owes a report how often, and until when.

    `due_day` is a day of the period's last month, `days_after` a number of days after the period's end.
    """

    unit: str
    every: Every
    due_day: int | None = None
    days_after: int | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """One report as far as it matters here."""

    doc_id: str
    source: str
    issuer: Issuer
    issued_on: date | None
    every: Every | None
    start_on: date | None
    end_on: date | None


@dataclass(frozen=True, slots=True)
class Owed:
    """One report that a unit owes. `basis` tells how `due_on` is known; `days` is how late it came.

    `candidates` are reports that may be the one, where `state` is `open`: their period could not be read, or they are
    of a longer period that ends on the same day. `last_on` is the end of the last period reported before.
    """

    unit_id: str
    unit_name: str
    every: Every
    period_start: str
    period_end: str
    state: State
    due_on: str
    basis: Basis
    learned: bool
    issued_on: str = ""
    days: int = 0
    doc_id: str = ""
    source: str = ""
    last_on: str = ""
    candidates: tuple[tuple[str, str], ...] = ()


def owed(
    store: Store, period: Period, expected: Sequence[Expectation] = (), *, today: date | None = None
) -> tuple[Owed, ...]:
    """The reports owed whose periods end in the period asked for: missing ones first, then late ones, by unit.

    Who owes what is learned from the archive: three reports of one kind in a row (months, quarters, half-years,
    years); or it is given, and then the table alone counts. A unit that ended owes nothing after; the one that took
    its place goes on with its reports.
    """
    return owed_of(tuple(read_sent(store)), period, expected, today=today)


def owed_of(
    reports: Sequence[Sent], period: Period, expected: Sequence[Expectation] = (), *, today: date | None = None
) -> tuple[Owed, ...]:
    """The same, of reports that have been read."""
    found: list[Owed] = []
    for every in EVERY:
        for index in ending_in(every, period.first, period.last):
            found += _of_period(reports, every, index, expected, today or date.today())
    order: Sequence[State] = ("missing", "late", "open", "not_due", "sent")
    return tuple(sorted(found, key=lambda one: (order.index(one.state), one.period_end, one.unit_id, one.unit_name)))


def unread_files(store: Store) -> int:
    """How many files could not be read: a report that is missing may be among them."""
    ((count,),) = store.ask("SELECT count(*) FROM outcomes WHERE outcome = 'quarantined'")
    return int(count)


def owed_in_months(reports: Sequence[Sent], months: Iterable[str], *, today: date | None = None) -> list[Owed]:
    """The monthly reports owed for each of these months («2024-05»), by what the reports themselves have taught."""
    found: list[Owed] = []
    for month in months:
        index = index_of("month", date.fromisoformat(f"{month}-01"))
        found += _of_period(reports, "month", index, (), today or date.today())
    return found


def last_month_of(store: Store) -> Period | None:
    """The last month of which there is a monthly report; None where there is none."""
    return last_month_in(read_sent(store))


def last_month_in(reports: Iterable[Sent]) -> Period | None:
    """The same, of reports that have been read."""
    months = [one.end_on for one in reports if one.every == "month" and one.end_on]
    return Period(max(months).replace(day=1), max(months)) if months else None


def read_sent(store: Store) -> Iterator[Sent]:
    """Every report («báo cáo») with its organ; other documents are not owed by the calendar."""
    query = (
        "SELECT doc_id, source, issuer, place, issued_on, period_start, period_end FROM documents "
        "WHERE doc_type = 'Báo cáo' AND issuer <> '' ORDER BY doc_id"
    )
    for doc_id, source, name, seat, *days in store.ask(query):
        issued, start, end = (date.fromisoformat(day) if day else None for day in days)
        issuer = issuer_of(name, seat or "", days[0] or days[2] or "")
        if issuer is not None:
            every = every_of(start, end) if start and end else None
            yield Sent(doc_id, source, issuer, issued, every, start, end)


@dataclass(slots=True)
class _Series:
    """The reports of one organ, as organs were on a period's last day."""

    issuer: Issuer
    reports: list[Sent]

    def of(self, every: Every) -> dict[int, Sent]:
        """The first report of each period of a kind."""
        found: dict[int, Sent] = {}
        for report in sorted(self.reports, key=lambda one: (one.issued_on or date.max, one.doc_id)):
            if report.every == every and report.end_on is not None:
                found.setdefault(index_of(every, report.end_on), report)
        return found


def _of_period(
    reports: Iterable[Sent], every: Every, index: int, expected: Sequence[Expectation], today: date
) -> Iterator[Owed]:
    """Who owes the report of one period."""
    end = stretch(every, index)[1]
    series = _series_on(reports, end)
    if expected:
        for one in expected:
            if one.every == every:
                yield _owed(_named(one.unit, series, end), every, index, one, today)
        return
    for found in series.values():
        if is_expected(every, found.of(every), index):
            yield _owed(found, every, index, None, today)


def _series_on(reports: Iterable[Sent], end: date) -> dict[str, _Series]:
    """The reports of each organ that there was on that day, with those of the organs whose place it took."""
    found: dict[str, _Series] = {}
    nearest: dict[str, tuple[bool, int]] = {}
    for report in reports:
        now = issuer_on(report.issuer, end)
        if now is None:
            continue
        series = found.setdefault(now.key, _Series(now, []))
        series.reports.append(report)
        told_on = report.end_on or report.issued_on or date.max
        # It is called as in its own report that is nearest to the day; by its place where only an older organ reported.
        distance = (report.issuer.key != now.key, abs((told_on - end).days))
        if distance < nearest.get(now.key, (True, 10**6)):
            nearest[now.key] = distance
            series.issuer = report.issuer if report.issuer.key == now.key else now
    return found


def _named(unit: str, series: Mapping[str, _Series], end: date) -> _Series:
    """The organ that a table names: in full, or by its place where only one organ of it reports; else a new one."""
    wanted = fold(unit)
    by_name = [one for one in series.values() if wanted in (fold(one.issuer.name), one.issuer.body)]
    if len(by_name) == 1:
        return by_name[0]
    seats = {upper.name for one in series.values() if (upper := place(one.issuer.upper_id.partition(".")[0]))}
    seat = seats.pop() if len(seats) == 1 else ""
    issuer = issuer_of(unit, seat, end.isoformat()) or Issuer("", wanted, "", unit)
    issuer = issuer_on(issuer, end) or issuer
    of_place = [one for one in series.values() if not issuer.body and one.issuer.upper_id == issuer.upper_id]
    return series.get(issuer.key) or (of_place[0] if len(of_place) == 1 else _Series(replace(issuer, name=unit), []))


def _owed(series: _Series, every: Every, index: int, given: Expectation | None, today: date) -> Owed:
    start, end = stretch(every, index)
    sent = series.of(every)
    due_on, basis = _due_on(sent, index, end, given)
    report = sent.get(index)
    last = max((one for one in sent if one < index), default=None)
    told = Owed(
        unit_id=series.issuer.unit_id, unit_name=series.issuer.name, every=every, period_start=start.isoformat(),
        period_end=end.isoformat(), state="missing", due_on=due_on.isoformat(), basis=basis, learned=given is None,
        last_on="" if last is None else stretch(every, last)[1].isoformat(),
    )  # fmt: skip
    if report is not None:
        days = (report.issued_on - due_on).days if report.issued_on else 0
        late = days > (_GRACE if basis == "usual_day" else 0)
        issued_on = report.issued_on.isoformat() if report.issued_on else ""
        return replace(told, state="late" if late else "sent", issued_on=issued_on, days=max(days, 0) if late else 0,
                       doc_id=report.doc_id, source=report.source)  # fmt: skip
    maybe = tuple((one.doc_id, one.source) for one in series.reports if _may_be(one, every, start, end))
    if maybe:
        return replace(told, state="open", candidates=maybe)
    return replace(told, state="not_due") if today <= due_on else told


def _due_on(sent: Mapping[int, Sent], index: int, end: date, given: Expectation | None) -> tuple[date, Basis]:
    """The day by which a report is due: as given; else the unit's usual day; else the period's last."""
    if given is not None and given.due_day is not None:
        return end.replace(day=min(given.due_day, end.day)), "due_day"
    if given is not None and given.days_after is not None:
        return end + timedelta(days=given.days_after), "due_day"
    after = sorted(
        (one.issued_on - one.end_on).days for at, one in sent.items() if at != index and one.issued_on and one.end_on
    )
    if len(after) >= LEARNED_FROM:
        return end + timedelta(days=after[-(-_OF_TEN * len(after) // 10) - 1]), "usual_day"
    return end, "period_end"


def _may_be(report: Sent, every: Every, start: date, end: date) -> bool:
    """True for a report that may stand for the period: one without a period, or with one that nearly is it."""
    if report.every == every:
        return False
    if report.start_on is None or report.end_on is None:
        return report.issued_on is not None and start <= report.issued_on <= end + timedelta(days=_MAY_BE)
    if report.end_on == end:
        return report.start_on <= start
    half = (end - start) / 2
    return report.every is None and abs(report.end_on - end) <= half and report.end_on - report.start_on >= half


def to_record(one: Owed) -> dict[str, object]:
    """A report that is owed as a record for JSON."""
    told: dict[str, object] = asdict(one)
    told["candidates"] = [{"doc_id": doc_id, "source": source} for doc_id, source in one.candidates]
    return told
