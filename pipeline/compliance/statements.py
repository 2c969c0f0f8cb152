"""One statement's rows: which units did what about which directive, or did not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.dates import DateSpan
from extractors.mention import Span
from extractors.units import UnitName
from pipeline.compliance.actors import Actor
from pipeline.compliance.clauses import Clause
from pipeline.compliance.directives import Named
from pipeline.compliance.groups import Group
from pipeline.compliance.pieces import Piece, Report
from pipeline.compliance.relations import Lean
from pipeline.compliance.status import (
    Mood,
    acts_besides,
    find_act,
    other_way,
    read_mood,
    supervises,
    to_status,
    words_of,
)
from pipeline.facts import Implementation, Status

# How many words that say something else a statement may hold and still speak of what the one before it named.
_ASIDE_OF_ANY_ACT = 1
_ASIDE = 3
_ASIDE_AFTER_TURN = 8
_ASIDE_UNDER_HEADING = 14


@dataclass(frozen=True, slots=True)
class Topic:
    """What the text before speaks of, for statements that lean on it: «riêng huyện C chưa triển khai».

    `of_heading` is true where a heading or a title names the directives, and no act with them.
    """

    directives: tuple[Named, ...]
    mood: Mood = Mood.PLAIN
    activity: str = "other"
    words: str = ""
    monitored: bool = False
    of_heading: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a statement stands: what was said before, who is spoken of, and whether this part plans."""

    topic: Topic | None = None
    subject: tuple[Actor, ...] = ()
    planned: bool = False
    period: tuple[date | None, date | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause as understood: its rows, and what the next one may lean on."""

    rows: tuple[Implementation, ...]
    topic: Topic | None


def read_statement(report: Report, clause: Clause, leans: Sequence[Lean], setting: Setting) -> Statement:
    """The rows of one clause, and its topic."""
    own = tuple(_objects(clause, leans))
    topic = _topic(report, clause, own, setting)
    if topic is None:
        return Statement((), None)
    if topic.of_heading and not clause.groups:
        return Statement((), topic)
    place = supervises(clause.pieces, len(clause.pieces)) if own or topic.monitored else None
    reading = _Reading(report, clause, topic, own, setting, to_status(topic.mood, setting.planned), place)
    return Statement(tuple(_rows(reading)), topic)


def _topic(report: Report, clause: Clause, own: tuple[Named, ...], setting: Setting) -> Topic | None:
    """What the clause is about: the directives that it names, else what it leans on."""
    pieces = clause.pieces
    directives = own
    bases = () if own else _bases(clause)
    if bases:
        if not _leans_on(clause, Topic(bases)):
            return None
        directives = bases
    elif not own:
        before = setting.topic
        if before is None or _names_other(clause) or not _leans_on(clause, before):
            return None
        if not any(piece.is_act or piece.means("not_yet", "in_progress", "done") for piece in pieces):
            return replace(before, of_heading=False)
        directives = before.directives
    act = find_act(pieces, *_said_of(clause, directives))
    mood = read_mood(pieces)
    if act is None:
        activity, words = (setting.topic.activity, setting.topic.words) if setting.topic and not own else ("other", "")
    else:
        start, end = words_of(pieces, act)
        activity, words = act.activity, report.document.text[start:end]
    monitored = supervises(pieces, len(pieces)) is not None
    return Topic(directives, mood, activity, words, monitored)


def _said_of(clause: Clause, directives: tuple[Named, ...]) -> tuple[int, int]:
    """Between which places the act stands: before the directive; after the unit where that comes later."""
    place = next((at for at, piece in enumerate(clause.pieces) if piece.named in directives), len(clause.pieces))
    later = [group.last for group in clause.groups if group.role == "subject" and group.first > place]
    later += [at for at, piece in enumerate(clause.pieces) if at > place and piece.means("done") and not piece.in_title]
    return (min(later), len(clause.pieces)) if later else (0, place)


def _bases(clause: Clause) -> tuple[Named, ...]:
    """The directives on whose basis something is done: «Căn cứ Nghị quyết …, huyện A đã ban hành kế hoạch»."""
    pieces = clause.pieces
    places = (place for place, piece in enumerate(pieces) if piece.named is not None and _is_basis(pieces, place))
    return tuple(one for place in places if (one := pieces[place].named) is not None)


def _objects(clause: Clause, leans: Sequence[Lean]) -> Iterator[Named]:
    """The directives that something is done about; not what is done by means of, or on the basis of."""
    pieces = clause.pieces
    places = [place for place, piece in enumerate(pieces) if piece.named is not None]
    own = {place for place in places if _is_own(pieces, place)}
    for place in places:
        one = pieces[place].named
        assert one is not None
        if place in own or _is_basis(pieces, place) or any(piece.means("award") for piece in pieces[:place]):
            continue
        lean = next((lean for lean in leans if lean.other is one), None)
        if lean is not None and lean.one.start >= clause.start:
            by_means = any(pieces[other].named is lean.one for other in own) or lean.one.is_means
            if lean.relation in ("implements", "sums_up") and by_means:
                yield one
        elif not any(other.start < one.start < other.title and not other.is_means for other in _named(pieces)):
            yield one


def _named(pieces: Sequence[Piece]) -> Iterator[Named]:
    return (piece.named for piece in pieces if piece.named is not None)


def _is_own(pieces: Sequence[Piece], place: int) -> bool:
    """True for a document that the unit itself issues: «ban hành Kế hoạch số 15-KH/HU», «huyện A (Kế hoạch số …)»."""
    one = pieces[place].named
    back = place - 1
    while back >= 0 and (pieces[back].kind == "number" or pieces[back].means("head") or pieces[back].is_stop("“")):
        back -= 1
    if back < 0 or one is None:
        return False
    before = pieces[back]
    if before.is_stop("("):
        return one.is_means
    if before.is_stop(",;") or before.word == "và":
        earlier = next((at for at in range(back - 1, -1, -1) if pieces[at].named is not None), None)
        return earlier == back - 1 and one.is_means and _is_own(pieces, earlier)
    return before.means("issue") and not before.in_title


def _is_basis(pieces: Sequence[Piece], place: int) -> bool:
    """True for «theo Quy định …», «theo tinh thần Chỉ thị …»."""
    return any(piece.means("basis") for piece in pieces[max(place - 2, 0) : place])


def _names_other(clause: Clause) -> bool:
    """True where the clause names documents, though nothing is done about them: it has a matter of its own."""
    return any(one.citation >= 0 and not one.is_means for one in _named(clause.pieces))


def _leans_on(clause: Clause, topic: Topic) -> bool:
    """True where a clause that names no directive speaks of the one named before: «riêng huyện C chưa triển khai»."""
    said = [piece for piece in clause.pieces if not piece.in_title]
    aside = sum(
        piece.kind == "word" or (piece.kind == "cue" and not (piece.senses or piece.activity)) for piece in said
    )
    acts = [piece.activity for piece in said if piece.is_act]
    if not acts:
        return aside <= _ASIDE and (bool(clause.groups) or any(piece.means("not_yet") for piece in said))
    special = any(activity not in ("other", "supervised") for activity in acts)
    if topic.of_heading and special:
        return aside <= _ASIDE_UNDER_HEADING
    if not special:
        return aside <= _ASIDE_OF_ANY_ACT  # «huyện B tổ chức hội thao»
    return aside <= (_ASIDE_AFTER_TURN if clause.turns else _ASIDE)


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
        acting = acting or group.role == "agent" or (group.role == "subject" and _acts(clause, group))
        found = _part(reading, group)
        for one in _near(clause, group, reading.own) or reading.topic.directives:
            for actor in _members(reading.report, group) if found else ():
                yield _row(reading, one, actor, found or "implemented")
    if acting or status is None or not _lacks_subject(clause):
        return
    if reading.supervised_at is None or acts_besides(clause.pieces, reading.supervised_at):
        for one in reading.topic.directives:
            for actor in setting.subject:
                yield _row(reading, one, actor, status)


def _part(reading: _Reading, group: Group) -> Status | None:
    """The status of the units of a list, or None where they only stand there."""
    clause, status, supervised_at = reading.clause, reading.status, reading.supervised_at
    if group.role == "except":
        return other_way(status) if status else None
    if supervised_at is not None:
        return _part_in_supervision(reading, group, supervised_at)
    if group.role == "bracket" and _is_address(reading, group):
        return None
    if reading.topic.monitored:
        return "monitored" if group.role in ("listed", "bracket", "subject") else None
    if group.role == "agent" and any(one.role == "subject" and one.last < group.first for one in clause.groups):
        return None  # «huyện A được Tỉnh ủy tặng Bằng khen»
    acts = group.role in ("listed", "bracket", "agent") or (group.role == "subject" and _acts(clause, group))
    return status if acts else None


def _part_in_supervision(reading: _Reading, group: Group, supervised_at: int) -> Status | None:
    """Who supervises is not who is supervised: «… giám sát việc thực hiện … với các huyện: A, B»."""
    if group.role == "subject" and not _is_passive(reading.clause, group):
        return reading.status if acts_besides(reading.clause.pieces, supervised_at) else None
    pieces = reading.clause.pieces
    between = pieces[supervised_at + 1 : group.begin]
    if group.role in ("agent", "none"):
        return None
    if between and between[-1].means("of") and not any(p.is_act or p.means("nominal") or p.named for p in between):
        return None  # «đoàn kiểm tra của Tỉnh ủy»
    return "monitored" if group.first > supervised_at or group.role == "subject" else None


def _acts(clause: Clause, group: Group) -> bool:
    """True where the subject does what follows: not «huyện A được biểu dương …», «huyện A có 19 hộ đăng ký …»."""
    if _is_passive(clause, group):
        return False
    later = (one.begin for one in clause.groups if one.role == "subject" and one.first > group.last)
    after = clause.pieces[group.last + 1 : next(later, len(clause.pieces))]
    if after and after[0].word == "có" and not (len(after) > 1 and (after[1].is_act or after[1].means("done"))):
        return False
    if len(after) > 1 and after[0].is_stop(":") and (after[1].means("head") or after[1].kind == "number"):
        return False  # «huyện A: các xã đã …»
    listed = not any(piece.is_act for piece in clause.pieces)
    return listed or group.colon or any(piece.is_act or piece.means("not_yet") for piece in after)


def _is_passive(clause: Clause, group: Group) -> bool:
    after = [piece for piece in clause.pieces[group.last + 1 :] if not piece.means("done", "not_yet")][:1]
    return bool(after) and after[0].word == "được"


def _near(clause: Clause, group: Group, own: tuple[Named, ...]) -> tuple[Named, ...]:
    """Of several directives those that a list stands beside: «Chỉ thị A (huyện B) và Nghị quyết C (huyện D)»."""
    if len(own) < 2 or group.role not in ("listed", "bracket", "agent"):
        return own
    earlier = max((other.last for other in clause.groups if other.last < group.first), default=-1)
    start = clause.pieces[earlier + 1].start
    here = clause.pieces[group.first].start
    return tuple(one for one in own if start <= one.start < here) or own


def _lacks_subject(clause: Clause) -> bool:
    """True where the clause begins with its act: «Tham mưu triển khai …», «tổ chức sơ kết …»."""
    nominal = False
    place = 0
    while place < len(clause.pieces):
        piece = clause.pieces[place]
        group = next((one for one in clause.groups if one.begin <= place <= one.last), None)
        if group is not None:
            if group.role in ("subject", "listed", "bracket") or group.partial:
                return False
            place = group.last + 1
            continue
        if piece.means("basis"):
            place += 2  # «theo báo cáo của …» is not what somebody does
            continue
        if piece.is_act and not nominal:
            return True
        if piece.kind in ("word", "directive") or piece.in_title or piece.means("object", "people"):
            return False
        nominal = nominal or (piece.kind == "cue" and piece.means("nominal", "head")) or piece.is_act
        place += 1
    return False


def _is_address(reading: _Reading, group: Group) -> bool:
    """True for «Đảng ủy xã A (huyện B)»: the bracket says where the unit before it lies."""
    before = reading.clause.pieces[group.begin - 2] if group.begin >= 2 else None
    if before is None or len(group.members) > 1:
        return False
    if before.kind == "word":
        return reading.report.document.text[before.start].isupper()  # a commune that no register knows
    return before.kind == "unit" and _lies_in(
        reading.report.unit(before.mention), reading.report.unit(group.members[0])
    )


def _lies_in(part: UnitName | None, whole: UnitName | None) -> bool:
    """True where one unit is a part of another, or the body of such a part."""
    if part is None or whole is None:
        return False
    place = part.unit_id.partition("/")[0]
    return place.startswith(f"{whole.unit_id}.") or (part.unit_id != place and place == whole.unit_id)


def _members(report: Report, group: Group) -> Iterator[Actor]:
    """The units of a list that the register knows; «một số huyện ủy» is not all of them, «xã A, huyện B» is one."""
    last = None
    for member in group.members:
        unit = report.unit(member)
        partial = group.partial or report.extraction.mentions[member].text[:1].isdigit()
        if unit is not None and not (unit.kind == "group" and partial) and not _lies_in(last, unit):
            yield Actor(unit, member)
        last = unit


def _row(reading: _Reading, one: Named, actor: Actor, status: Status) -> Implementation:
    topic, clause = reading.topic, reading.clause
    start, end = _period(reading.report, clause, reading.setting)
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
    for piece in clause.pieces:
        value = report.extraction.mentions[piece.mention].value if piece.kind == "date" else None
        if not isinstance(value, DateSpan) or piece.in_title or value.start_on is None or value.end_on is None:
            continue
        if start and end and value.start_on <= start and end <= value.end_on:
            continue  # «năm 2024» in a report of May says less than the report does
        if start and abs((value.start_on - start).days) > 400:
            continue  # «(01/5/1950)»
        return value.start_on, value.end_on
    return start, end


def explicit_subject(report: Report, clause: Clause) -> tuple[Actor, ...] | None:
    """Who a clause says acts; empty where it is nobody of the register; None where it names nobody."""
    for group in clause.groups:
        if group.role == "subject":
            units = ((report.unit(member), member) for member in group.members)
            return tuple(Actor(unit, at) for unit, at in units if unit is not None)
        if group.role != "with":
            break
    names_no_act = not any(piece.is_act for piece in clause.pieces)
    return None if names_no_act or _lacks_subject(clause) else ()
