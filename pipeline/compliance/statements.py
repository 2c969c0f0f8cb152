"""One statement's rows: which units did what about which directive, or did not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from extractors.dates import DateSpan
from extractors.mention import Span
from pipeline.compliance.actors import Actor
from pipeline.compliance.clauses import ASKS, Clause, is_occasion
from pipeline.compliance.directives import Named
from pipeline.compliance.groups import Group
from pipeline.compliance.omitted import PASSIVE, acts_as_people, lacks_subject
from pipeline.compliance.pieces import Piece, Report
from pipeline.compliance.places import is_address, is_whole_area, lies_in
from pipeline.compliance.relations import Lean
from pipeline.compliance.status import STATUSES, Mood, acts_besides, other_way, supervision_of, to_status
from pipeline.compliance.topics import Topic, find_objects, read_topic
from pipeline.facts import Implementation, Status

# «Tỉnh ủy yêu cầu huyện A triển khai …», «Thường trực Tỉnh ủy giao …»: what is told to others is not yet done.
_TELLS = frozenset((
    "yêu cầu", "đề nghị", "kiến nghị", "góp ý", "giao", "phân công", "phê bình", "nhắc nhở", "khen thưởng",
    "biểu dương",
))  # fmt: skip
_ORDERS = frozenset(("chỉ đạo", "hướng dẫn", "đôn đốc", "lãnh đạo", "lãnh đạo, chỉ đạo", "lãnh, chỉ đạo"))
# «Tham mưu Tỉnh ủy tổng kết …» is what its adviser will do.
_ADVISES = ("tham mưu", "giúp")
# «chưa hoàn thành có huyện A»: the list is all that the statement speaks of, not an example of it.
_ARE = frozenset(("có", "gồm", "bao gồm", "gồm có", "là", "đã có"))
_DOCUMENTS = frozenset(("nghị quyết", "chỉ thị", "kết luận", "quy định", "hướng dẫn", "kế hoạch", "văn bản"))


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a statement stands: what was said before, who is spoken of, and whether this part plans.

    `asked` is true where the sentence before tells what is to be done: «Thời gian tới, huyện A cần …. Tiếp tục …».
    """

    topic: Topic | None = None
    subject: tuple[Actor, ...] = ()
    planned: bool = False
    period: tuple[date | None, date | None] = (None, None)
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause as understood: its rows, and what the next one may lean on."""

    rows: tuple[Implementation, ...]
    topic: Topic | None


def read_statement(report: Report, clause: Clause, leans: Mapping[int, Lean], setting: Setting) -> Statement:
    """The rows of one clause, and its topic."""
    own = tuple(find_objects(clause, leans))
    topic = read_topic(report, clause, own, setting.topic)
    if topic is None:
        return Statement((), None)
    if not clause.groups and (topic.of_heading or _is_aside(clause)):
        return Statement((), topic)
    place = supervision_of(clause.pieces, own) if own or topic.monitored else None
    reading = _Reading(report, clause, topic, own, setting, to_status(topic.mood, setting.planned), place)
    return Statement(tuple(_rows(reading)), topic)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A clause with all that its rows depend on; `supervised_at` is the place of «giám sát» where it is about that."""

    report: Report
    clause: Clause
    topic: Topic
    own: tuple[Named, ...]
    setting: Setting
    status: Status | None
    supervised_at: int | None


def _rows(reading: _Reading) -> Iterator[Implementation]:
    clause, setting, status = reading.clause, reading.setting, reading.status
    acting = False
    for group in clause.groups:
        told = _is_told(reading, group)
        all_of_them = group.role == "listed" and clause.pieces[group.begin - 1].word in _ARE
        acting = (
            acting
            or told
            or all_of_them
            or (group.role == "listed" and status == "not_implemented")
            or group.role == "agent"
            or (group.role == "subject" and _acts(reading, group))
        )
        found, order = _part(reading, group), _order(clause, group)
        for one in _near(clause, group, reading.own) or reading.topic.directives:
            for actor in _members(reading.report, group) if found else ():
                if actor.unit.kind == "group" and _is_detailed(clause, group):
                    continue
                row = _row(reading, one, actor, found or "implemented")
                yield replace(row, activity="other", words=order.word) if order is not None else row
    if acting or status is None or not lacks_subject(reading.report.document.text, clause):
        return
    before = setting.topic
    if before is not None and before.monitored and reading.topic.activity == "supervised" and not reading.own:
        return  # «kiểm tra huyện A về thực hiện Chỉ thị …; giám sát 02 tổ chức đảng»
    if reading.supervised_at is None or acts_besides(clause.pieces, reading.supervised_at):
        for one in reading.topic.directives:
            for actor in setting.subject:
                to_come = setting.asked and reading.topic.mood is Mood.PLAIN
                yield _row(reading, one, actor, "planned" if to_come else status)


def _is_told(reading: _Reading, group: Group) -> bool:
    """True for «Chỉ đạo các huyện A, B hoàn thành …» among the tasks to come."""
    if group.role != "object" or not group.followed or not reading.setting.planned:
        return False
    return not reading.clause.pieces[group.begin - 1].word.startswith(_ADVISES)


def _is_aside(clause: Clause) -> bool:
    """True for «, mặc dù đã được đôn đốc nhiều lần»."""
    return any(piece.means("though") for piece in clause.pieces[:2])


def _part(reading: _Reading, group: Group) -> Status | None:  # noqa: PLR0911 - one line a part
    """The status of the units of a list, or None where they only stand there."""
    clause, status, supervised_at = reading.clause, reading.status, reading.supervised_at
    if group.role == "except" and not (group.followed and reading.topic.mood is Mood.NOT_YET):
        return other_way(status) if status else None
    if group.role == "bracket" and is_address(reading.report, clause, group):
        return None
    if supervised_at is not None:
        return _part_in_supervision(reading, group, supervised_at)
    if reading.topic.monitored:
        return "monitored" if group.role in ("listed", "bracket", "subject") else None
    if group.role == "agent" and any(one.role == "subject" and one.last < group.first for one in clause.groups):
        return None  # «huyện A được Tỉnh ủy tặng Bằng khen»
    if _is_told(reading, group):
        return status
    if _only_issues(clause, group) or _admits_only(clause, group):
        return None
    acts = group.role in ("listed", "bracket", "agent", "except") or (group.role == "subject" and _acts(reading, group))
    return status if acts else None


def _part_in_supervision(reading: _Reading, group: Group, supervised_at: int) -> Status | None:
    """Who supervises is not who is supervised: «… giám sát việc thực hiện … với các huyện: A, B»."""
    pieces, first = reading.clause.pieces, group.begin if group.first < supervised_at else 0
    if group.role == "subject" and not _is_passive(reading.clause, group):
        # «nhằm đánh giá việc quán triệt …, Tỉnh ủy xây dựng kế hoạch kiểm tra …»: what it is for comes first
        return reading.status if acts_besides(pieces[first:], supervised_at - first) else None
    if is_whole_area(reading.report, group):
        return None
    between = pieces[supervised_at + 1 : group.begin]
    if group.role == "agent" or (group.role == "none" and not all(p.means("filler") and not p.is_act for p in between)):
        return None  # but «giám sát chuyên đề Đảng ủy xã A và … về việc thực hiện …»
    if between and between[-1].means("of") and not any(p.is_act or p.means("nominal") or p.named for p in between):
        return None  # «đoàn kiểm tra của Tỉnh ủy»
    if (
        len(between) > 1
        and between[-1].means("of")
        and (between[-2].word in _DOCUMENTS or between[-2].activity == "supervised")
    ):
        return None  # «kiểm tra … một số nghị quyết, kết luận của Tỉnh ủy», «Quyết định kiểm tra của Bộ Chính trị»
    return "monitored" if group.first > supervised_at or group.role == "subject" else None


def _acts(reading: _Reading, group: Group) -> bool:
    """True where the subject does what follows: not «huyện A được biểu dương …», «huyện A có 19 hộ đăng ký …»."""
    clause = reading.clause
    if _is_passive(clause, group) or _is_asked(clause, group):
        return False
    later = (one.begin for one in clause.groups if one.role == "subject" and one.first > group.last)
    after = clause.pieces[group.last + 1 : next(later, len(clause.pieces))]
    has = len(after) > 1 and (after[1].is_act or after[1].means("done") or after[1].named is not None)
    if after and after[0].word in ("có", "đã có") and not has:
        return False
    if next((piece.word for piece in after if not piece.means("done")), "") in _TELLS:
        return False
    if len(after) > 1 and after[0].is_stop(":") and (after[1].means("head") or after[1].kind == "number"):
        return False  # «huyện A: các xã đã …»
    if not any(piece.is_act for piece in clause.pieces) or group.colon:
        return True
    return (reading.topic.fronted and group.followed) or any(piece.is_act or piece.means("not_yet") for piece in after)


def _is_asked(clause: Clause, group: Group) -> bool:
    """True for the «UBND huyện A» of «yêu cầu các sở, ngành; UBND huyện A tiếp tục thực hiện …»."""
    asks = max((at for at, piece in enumerate(clause.pieces[: group.begin]) if piece.word in ASKS), default=-1)
    between = clause.pieces[asks + 1 : group.begin]
    told = asks >= 0 and not any(piece.is_act or piece.means(*STATUSES) for piece in between)
    return told and any(piece.is_stop(";") for piece in between)


def _order(clause: Clause, group: Group) -> Piece | None:
    """The «chỉ đạo» of «Tỉnh ủy chỉ đạo Huyện ủy A, Huyện ủy B sơ kết …»: the review is for those who are told to."""
    if group.role != "subject":
        return None
    at = group.last + 1
    while at < len(clause.pieces) and clause.pieces[at].means("done"):
        at += 1
    told = any(one.begin == at + 1 and one.role == "object" and one.followed for one in clause.groups)
    return clause.pieces[at] if told and clause.pieces[at].word in _ORDERS else None


def _only_issues(clause: Clause, group: Group) -> bool:
    """True for the «Bộ Chính trị» of «sau khi Bộ Chính trị ban hành Chỉ thị …, huyện A đã …»."""
    named = next((at for at, piece in enumerate(clause.pieces) if piece.named is not None), 0)
    return group.last < named and is_occasion(clause.pieces)


def _admits_only(clause: Clause, group: Group) -> bool:
    """True for the «huyện A» of «huyện A mặc dù còn khó khăn»: what it did all the same is told after that.

    But «huyện A dù đã ban hành kế hoạch» has done so, whatever is said after that.
    """
    after = clause.pieces[group.last + 1 :]
    done = bool(after) and (after[0].word.endswith(" đã") or any(piece.means("done") for piece in after[1:2]))
    deed = done and any(piece.activity not in ("", "other", "supervised") for piece in after)
    return group.role == "subject" and bool(after) and after[0].means("though") and not deed


def _is_passive(clause: Clause, group: Group) -> bool:
    after = next((piece for piece in clause.pieces[group.last + 1 :] if piece.word not in ("đã", "chưa", "đang")), None)
    return after is not None and after.word in PASSIVE


def _near(clause: Clause, group: Group, own: tuple[Named, ...]) -> tuple[Named, ...]:
    """Of several directives those that a list stands beside: «Chỉ thị A (huyện B) và Nghị quyết C (huyện D)»."""
    if len(own) < 2 or group.role not in ("listed", "bracket", "agent"):
        return own
    earlier = max((other.last for other in clause.groups if other.last < group.first), default=-1)
    start = clause.pieces[earlier + 1].start
    here = clause.pieces[group.first].start
    return tuple(one for one in own if start <= one.start < here) or own


def _is_detailed(clause: Clause, group: Group) -> bool:
    """True for the «các huyện ủy» of «Các huyện ủy chưa báo cáo gồm: huyện ủy A, B»: no more than those are meant."""
    lists = (one for one in clause.groups if one.role == "listed" and one.first > group.last)
    return group.role == "subject" and any(clause.pieces[one.begin - 1].word in _ARE for one in lists)


def _members(report: Report, group: Group) -> Iterator[Actor]:
    """The units of a list that the register knows; «một số huyện ủy» is not all of them, «xã A, huyện B» is one."""
    last = None
    for member in group.members:
        unit = report.unit(member)
        partial = group.partial or report.extraction.mentions[member].text[:1].isdigit()
        if unit is not None and not (unit.kind == "group" and partial) and not lies_in(last, unit):
            yield Actor(unit, member)
        last = unit


def _row(reading: _Reading, one: Named, actor: Actor, status: Status) -> Implementation:
    topic, clause = reading.topic, reading.clause
    start, end = _period(reading.report, clause, reading.setting)
    day = reading.report.document.letterhead.issued_on
    to_come = start and day and start > day and topic.mood is Mood.PLAIN and topic.activity != "issued_plan"
    if status == "implemented" and to_come:
        status = "planned"  # «Theo kế hoạch, huyện A sơ kết vào tháng 6» in a report of May
    return Implementation(
        directive_id=one.directive_id,
        unit_id=actor.unit.unit_id,
        unit_name=actor.unit.name,
        place=actor.unit.place,
        status=status,
        activity="supervised" if status == "monitored" else topic.activity,
        span=Span(clause.start, clause.end),
        evidence=tuple(sorted({*one.evidence, actor.mention} - {-1})),
        words=topic.words,
        period_start=start,
        period_end=end,
    )


def _period(report: Report, clause: Clause, setting: Setting) -> tuple[date | None, date | None]:
    """The time that the clause names, where it is finer than the report's own; else the report's."""
    start, end = setting.period
    near = start or report.document.letterhead.issued_on
    for piece in clause.pieces:
        value = report.extraction.mentions[piece.mention].value if piece.kind == "date" else None
        if not isinstance(value, DateSpan) or piece.in_title or value.start_on is None or value.end_on is None:
            continue
        if start and end and value.start_on <= start and end <= value.end_on:
            continue  # «năm 2024» in a report of May says less than the report does
        if near and abs((value.start_on - near).days) > 400:
            continue  # «(01/5/1950)»
        return value.start_on, value.end_on
    return start, end


def explicit_subject(report: Report, clause: Clause) -> tuple[Actor, ...] | None:
    """Who a clause says acts; empty where it is nobody of the register; None where it names nobody."""
    if acts_as_people(clause):
        return ()
    occasion = is_occasion(clause.pieces)
    for group in clause.groups:
        if group.role == "subject" and not (occasion and _only_issues(clause, group)):
            units = ((report.unit(member), member) for member in group.members)
            return tuple(Actor(unit, at) for unit, at in units if unit is not None)
        if group.role != "with":
            break
    names_no_act = not any(piece.is_act for piece in clause.pieces)
    return None if names_no_act or lacks_subject(report.document.text, clause) else ()
