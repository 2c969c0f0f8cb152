"""The tasks that a report sets itself: the clauses under «PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM THÁNG 6», and for when."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extractors.patterns import fold
from pipeline.archive.issuers import Issuer, issuer_of, issuer_on
from pipeline.archive.settling import Known
from pipeline.questions.cadence import every_of, index_of, stretch
from pipeline.questions.gist import read_gist
from pipeline.sentences import find_sentences
from pipeline.store import Store
from pipeline.tables import Cell

_LABEL = re.compile(
    r"\s*(?:(?:[-–+•*]|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-HĐa-hđ])[.)/]|[IVX]{1,5}[-–])\s*)+"
)
_PART = re.compile(r"[^;(“]*(?:[(“][^)”]*[)”]?[^;(“]*)*")  # up to a semicolon outside brackets and quotes
# What a line is about, before what it tells: «Công tác dân vận; Mặt trận Tổ quốc và các đoàn thể: Tiếp tục đổi mới …».
_TOPIC = re.compile(
    r"(?:(?:trên|trong|đối với) )?(?:về|công tác|lĩnh vực|hoạt động|phong trào|mặt trận|kinh tế|văn hóa|xã hội"
    r"|giáo dục|y tế|quốc phòng|an ninh|sản xuất|nông nghiệp|công nghiệp|thương mại|tài chính)(?!\w)"
    r"[^:.]{0,100}:\s+(?=\w+\s+\w)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\(?\d{1,2}\)\s*")  # «(1) hoàn thiện hồ sơ; (2) tháo gỡ vướng mắc»
# With these words a task begins behind a semicolon, where the lexicon of acts has none.
_BEGINS = (
    "kiên quyết", "chủ động", "kịp thời", "thường xuyên", "đồng thời", "tháo gỡ", "vận động", "giải quyết", "khắc phục",
    "huy động", "bố trí", "tổng hợp", "theo dõi", "nắm bắt", "giải ngân", "thu hồi", "xử lý", "ngăn chặn", "phòng ngừa",
    "đấu tranh", "tạo điều kiện", "khuyến khích", "hỗ trợ", "chăm lo", "khen thưởng", "cập nhật", "thẩm định",
    "nghiệm thu", "bàn giao", "khởi công", "khánh thành", "ra quân", "chi trả", "thăm", "trồng", "sửa chữa", "nâng cấp",
    "bảo đảm", "đảm bảo", "giữ vững", "củng cố", "mở rộng", "phát triển", "thu hút", "quản lý", "cải thiện",
    "tham gia", "đăng ký", "công khai", "lấy ý kiến", "chấn chỉnh", "nhân rộng", "phát hiện", "bồi thường", "đề xuất",
)  # fmt: skip
# With these words a report ends; they stand under its last heading, which plans.
_CLOSING = ("trên đây là", "nơi nhận", "kính đề nghị", "xin trân trọng")
_REPORTS = re.compile(r"(?:trân trọng|xin|kính) báo cáo\W*$", re.IGNORECASE)
_SHORTEST, _SHARE = 3, 7  # words: a task has no less, a share of one no more
_LABELLED = 12  # characters: a heading's label, and what closes it
_MOST_AHEAD = 400  # days after a plan in which its outcome is looked for


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a report and where it stands; `leads` where it ends with a colon and leads in a list,
    `follows` where it stands behind a semicolon."""

    start: int
    end: int
    text: str
    page: int
    leads: bool = False
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """A row of `implementations` as far as plans are compared by it; the directive as the archive settles it."""

    directive_id: str
    unit_id: str
    unit_name: str
    status: str
    activity: str
    page: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A part of a report that plans, and the days that it plans for.

    `headings` are the words of its own heading and of those of its parts that have something below them.
    """

    start: int
    end: int
    headings: frozenset[str]
    first: date
    last: date


@dataclass(slots=True)
class Told:
    """One report of a series: its planning parts, and its clauses and deeds when they are asked for."""

    doc_id: str
    source: str
    issuer: Issuer
    key: str
    on: date
    planned: tuple[Planned, ...] = ()
    clauses: tuple[Clause, ...] = ()
    deeds: tuple[Deed, ...] = ()
    cited: tuple[tuple[int, str], ...] = ()

    def plans_at(self, offset: int) -> Planned | None:
        """The planning part over an offset."""
        return next((part for part in self.planned if part.start <= offset < part.end), None)


def read_series(store: Store) -> dict[str, list[Told]]:
    """The reports of each organ in the order of their periods; an organ is followed to what it has become."""
    query = (
        "SELECT doc_id, source, issuer, place, issued_on, period_start, period_end FROM documents "
        "WHERE doc_type = 'Báo cáo' AND coalesce(period_end, issued_on, '') <> '' ORDER BY doc_id"
    )
    found: list[Told] = []
    planned = _planned(store)
    rows = store.ask(query)
    now = max((date.fromisoformat(row[6] or row[4]) for row in rows), default=date.min)
    for doc_id, source, name, seat, *days in rows:
        issued, start, end = (date.fromisoformat(day) if day else None for day in days)
        # What does not say whose it is has tasks, and no next report.
        issuer = issuer_of(name or "", seat or "", days[0] or days[2] or "") or Issuer("", f"?{doc_id}", "", "")
        if (on := end or issued) is not None:
            parts = tuple(part for one in planned.get(doc_id, ()) if (part := _for_when(one, start, end)) is not None)
            found.append(Told(doc_id, source, issuer, (issuer_on(issuer, now) or issuer).key, on, parts))
    series: dict[str, list[Told]] = {}
    for told in sorted(found, key=lambda one: (one.on, one.doc_id)):
        series.setdefault(told.key, []).append(told)
    return series


def later(series: Sequence[Told], plan: Told) -> list[Told]:
    """The next reports of the same organ, up to a year and a month after."""
    return [one for one in series if plan.on < one.on and (one.on - plan.on).days <= _MOST_AHEAD]


@dataclass(slots=True)
class _Part:
    """A planning part as its rows tell: where it stands, its headings, and the first period that its own one names."""

    start: int
    end: int
    headings: set[str]
    first: str
    last: str


def _planned(store: Store) -> dict[str, list[_Part]]:
    """The outermost planning parts of every report."""
    query = (
        "SELECT s.doc_id, s.start, s.\"end\", s.heading, coalesce(d.start_on, f.start_on, ''), "
        "coalesce(d.end_on, f.end_on, '') FROM sections s "
        "LEFT JOIN dates d ON d.doc_id = s.doc_id AND d.start >= s.start "
        f"AND d.start < s.start + length(s.heading) + {_LABELLED} "
        "LEFT JOIN dates f ON f.doc_id = d.doc_id AND f.mention_id = d.same_as "
        "WHERE s.planned ORDER BY s.doc_id, s.start, s.level, d.start"
    )
    found: dict[str, list[_Part]] = {}
    for doc_id, start, end, heading, first, last in store.ask(query):
        parts = found.setdefault(doc_id, [])
        if not parts or start >= parts[-1].end:
            parts.append(_Part(start, end, {_bare(heading)}, first, last))
            continue
        if end - start > len(heading) + _LABELLED and heading[-1:] not in ".;":  # «2. Rà soát hộ nghèo.» is a task
            parts[-1].headings.add(_bare(heading))
        if parts[-1].start == start and not parts[-1].first:
            parts[-1].first, parts[-1].last = first, last
    return found


def _bare(heading: str) -> str:
    return fold(heading).strip(" .,;:")


def _for_when(part: _Part, start: date | None, end: date | None) -> Planned | None:
    """The part with the days that it plans for: those of its heading, else of the next period; None where unknown."""
    where = (part.start, part.end, frozenset(part.headings))
    if part.first and part.last:
        return Planned(*where, date.fromisoformat(part.first), date.fromisoformat(part.last))
    if start is None or end is None:
        return None
    every = every_of(start, end)
    if every is not None:
        return Planned(*where, *stretch(every, index_of(every, end) + 1))
    return Planned(*where, end + timedelta(days=1), end + (end - start) + timedelta(days=1))


def fill(store: Store, reports: Sequence[Told], known: Known) -> None:
    """Read the clauses, deeds and citations of these reports, directives as the archive settles them."""
    by_id = {one.doc_id: one for one in reports}
    given: dict[str, Cell] = {"shown": json.dumps(sorted(by_id))}
    listed = store.database.is_listed("t.doc_id", "shown")
    clauses: dict[str, list[Clause]] = {}
    query = f"SELECT t.doc_id, t.start, t.text, t.page FROM passages t WHERE {listed} ORDER BY t.doc_id, t.start"
    for doc_id, start, text, page in store.ask(query, given):
        if "\t" not in text:
            clauses.setdefault(doc_id, []).extend(_clauses(start, text, page or 1))
    deeds: dict[str, list[Deed]] = {}
    query = (
        "SELECT t.doc_id, t.directive_id, t.unit_id, t.unit_name, t.status, t.activity, t.page, "
        't.start, t."end", t.text '
        f"FROM implementations t WHERE {listed} ORDER BY t.doc_id, t.start, t.unit_id, t.directive_id"
    )
    for doc_id, directive, *cells in store.ask(query, given):
        deeds.setdefault(doc_id, []).append(Deed(known.meant(doc_id, directive), *cells))
    cited: dict[str, list[tuple[int, str]]] = {}
    query = (
        f"SELECT t.doc_id, t.start, t.directive_id FROM citations t WHERE {listed} AND t.directive_id <> '' "
        "ORDER BY t.doc_id, t.start"
    )
    for doc_id, start, directive in store.ask(query, given):
        cited.setdefault(doc_id, []).append((start, known.meant(doc_id, directive)))
    for doc_id, report in by_id.items():
        report.clauses = tuple(clauses.get(doc_id, ()))
        report.deeds = tuple(deeds.get(doc_id, ()))
        report.cited = tuple(cited.get(doc_id, ()))


def _clauses(start: int, text: str, page: int) -> Iterator[Clause]:
    """The parts of a line between full stops and semicolons, without the label before it."""
    label = _LABEL.match(text)
    skipped = label.end() if label else 0
    topic = _TOPIC.match(text, skipped)
    skipped = topic.end() if topic else skipped
    for sentence in find_sentences(text[skipped:]):
        for part in _PART.finditer(sentence.slice(text[skipped:])):
            words = part.group()
            bare = words.strip(" \t.,;:/")
            if bare:
                number = _NUMBERED.match(bare)
                bare = bare[number.end() :] if number else bare
                first = start + skipped + sentence.start + part.start() + words.index(bare)
                yield Clause(
                    first, first + len(bare), bare, page, words.rstrip().endswith(":"), part.start() > 0 and not number
                )


def tasks_of(report: Told, part: Planned) -> Iterator[Clause]:
    """The tasks of a planning part: its clauses, but not its heading, those of its parts, or what leads in a list."""
    for clause in report.clauses:
        inside = part.start <= clause.start < part.end and not clause.leads
        if not inside or len(clause.text.split()) < _SHORTEST or _bare(clause.text) in part.headings:
            continue
        if fold(clause.text).startswith(_CLOSING) or _REPORTS.search(clause.text):
            continue
        gist = read_gist(clause.text, part.last)
        if clause.follows and not gist.acts and not fold(clause.text).startswith(_BEGINS):
            continue  # «nâng cao chất lượng Trang thông tin; trang fanpage»: no task of its own
        if gist.actor and gist.measures and not gist.acts and len(clause.text.split()) <= _SHARE:
            continue  # «Xã Yên Cường 12 nhà», of «Khởi công 30 nhà»
        yield clause


def directives_of(report: Told, clause: Clause, deeds: Sequence[Deed]) -> Mapping[str, None]:
    """The directives of a task: what is to be done about, else what it cites."""
    about = {deed.directive_id: None for deed in deeds if deed.directive_id}
    return about or {directive: None for start, directive in report.cited if clause.start <= start < clause.end}
