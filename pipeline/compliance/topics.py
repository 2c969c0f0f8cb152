"""What a statement is about: the directives that it names, or those named before it, and what is done about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from pipeline.compliance.clauses import Clause, is_occasion
from pipeline.compliance.directives import Named
from pipeline.compliance.own_papers import has_plan, is_own
from pipeline.compliance.pieces import Piece, Report
from pipeline.compliance.relations import Lean
from pipeline.compliance.status import (
    STATUSES,
    Mood,
    find_act,
    folded_act,
    read_mood,
    supervises,
    supervision_of,
    words_of,
)

# These need an object; without one they speak of what the statement before spoke of.
_NEED_OBJECT = frozenset(("hoàn thành", "hoàn tất", "tổ chức", "thực hiện xong"))
# How many words that say something else a statement may hold and still speak of what the one before it named.
_ASIDE_OF_ANY_ACT = 0
_ASIDE = 3
_ASIDE_AFTER_TURN = 8
_ASIDE_UNDER_HEADING = 14
_LONGEST_TAIL = 10  # pieces after the last directive of a list
# The types that stand for a directive named before: «chưa học tập Chỉ thị».
_TYPES = frozenset(("nghị quyết", "chỉ thị", "kết luận", "quy định"))
# These ask or tell; nobody carries them out.
_TELLING = frozenset({"Tờ trình", "Báo cáo", "Biên bản", "Giấy mời"})


@dataclass(frozen=True, slots=True)
class Topic:
    """What the text before speaks of, for statements that lean on it: «riêng huyện C chưa triển khai».

    `of_heading` is true where a heading or a title (`of_title`) names the directives, and no act; `fronted` within a
    sentence that begins with them: «Thực hiện Chỉ thị …, huyện A …; huyện B …». `rests` is true for what is done by a
    guidance («theo Hướng dẫn …»): what the next ones did or did not do is another matter.
    """

    directives: tuple[Named, ...]
    mood: Mood = Mood.PLAIN
    activity: str = "other"
    words: str = ""
    monitored: bool = False
    of_heading: bool = False
    fronted: bool = False
    of_title: bool = False
    rests: bool = False


def read_topic(report: Report, clause: Clause, own: tuple[Named, ...], before: Topic | None) -> Topic | None:
    """What the clause is about: the directives that it names, else what it leans on."""
    pieces = clause.pieces
    directives = own
    bases = () if own else _bases(clause)
    if bases:
        if supervises(pieces, len(pieces)) is not None:
            return None  # «Đoàn kiểm tra theo Quyết định … đã kiểm tra tại các huyện: A, B»
        if not _leans_on(clause, Topic(bases)):
            return None
        directives = bases
    elif not own:
        if (
            before is None
            or before.rests
            or _names_other(clause)
            or _still_has(clause)
            or (by_type := is_meant_by_type(report, clause, before)) is False
            or not _leans_on(clause, before, by_type=by_type is True)
        ):
            return None
        says = before.fronted and any(group.followed for group in clause.groups)
        if not says and not any(piece.is_act or piece.means("not_yet", "in_progress", "done") for piece in pieces):
            if any(group.role == "subject" and group.followed for group in clause.groups):
                return None  # «huyện C hội thao»: what is said of it is another matter
            return replace(before, of_heading=False)
        directives = before.directives
    act = folded_act(pieces) or find_act(pieces, *_said_of(clause, directives))
    mood = read_mood(pieces)
    if act is None:
        same = before is not None and not own and not before.fronted
        activity, words = (before.activity, before.words) if before and same else ("other", "")
    else:
        start, end = words_of(pieces, act)
        activity, words = act.activity, report.document.text[start:end]
        if before is not None and not own and pieces[act.place].word in _NEED_OBJECT:
            activity = before.activity
    plan = next((at for at in range(1, len(pieces)) if has_plan(pieces, at)), 0)
    if plan:
        activity, words = "issued_plan", report.document.text[pieces[plan - 1].start : pieces[plan].end]
    elif activity == "other" and any(
        after.named is not None and after.named.is_means and piece.means("issue") for piece, after in pairwise(pieces)
    ):
        activity = "issued_plan"  # «đã xây dựng Kế hoạch số 58-KH/HU»
    monitored = supervision_of(pieces, own) is not None
    fronted = _is_fronted(clause) if own or bases else before is not None and before.fronted
    rests = any(piece.word == "theo" and after.named in bases for piece, after in pairwise(pieces) if after.named)
    return Topic(directives, mood, activity, words, monitored, fronted=fronted, rests=rests)


def _is_fronted(clause: Clause) -> bool:
    """True for «Thực hiện Chỉ thị …, huyện A đã …», «Đối với Nghị quyết …: huyện A …»: all that follows is about it.

    So it is after «Nhiều đơn vị đã xây dựng mô hình làm theo Bác, như»: what follows the colon are examples.
    """
    pieces = clause.pieces
    if pieces[-1].word == "như":
        return True
    named = next((at for at, piece in enumerate(pieces) if piece.kind == "directive"), len(pieces))
    subject = next((group.begin for group in clause.groups if group.role == "subject"), len(pieces))
    said = next((at for at, piece in enumerate(pieces) if piece.means(*STATUSES) and not piece.in_title), len(pieces))
    if not named < min(said, subject) < len(pieces):
        return False
    return subject < len(pieces) or any(piece.is_stop(",:") and not piece.in_title for piece in pieces[named:said])


def _said_of(clause: Clause, directives: tuple[Named, ...]) -> tuple[int, int]:
    """Between which places the act stands: before the directive; after the unit where that comes later."""
    place = next((at for at, piece in enumerate(clause.pieces) if piece.named in directives), len(clause.pieces))
    later = [group.last for group in clause.groups if group.role == "subject" and group.first > place]
    later += [at for at, piece in enumerate(clause.pieces) if at > place and piece.means("done") and not piece.in_title]
    return (min(later), len(clause.pieces)) if later else (0, place)


def _bases(clause: Clause) -> tuple[Named, ...]:
    """The directives on whose basis something is done: «Căn cứ Nghị quyết …, huyện A đã ban hành kế hoạch».

    Not the guidance by which a plan for another matter was written: «ban hành kế hoạch đại hội theo Hướng dẫn …».
    """
    pieces = clause.pieces
    issues = any(piece.means("issue") and not piece.in_title for piece in pieces)
    guided = [place for place in range(1, len(pieces)) if issues and pieces[place - 1].word == "theo"]
    places = (at for at, piece in enumerate(pieces) if piece.named and _is_basis(pieces, at) and at not in guided)
    return tuple(one for place in places if (one := pieces[place].named) is not None and one.directive_id)


def listed_only(clause: Clause) -> tuple[Named, ...]:
    """The directives of «Kết luận số 21-KL/TW, ngày 25/10/2021 của Ban Bí thư về …», which names no act; else none."""
    said = [piece for piece in clause.pieces if not piece.in_title and not piece.is_stop('.;“”"')]
    rows = list(takewhile(lambda p: p.named is not None or p.kind == "date" or p.word in ("và", "cùng", ","), said))
    named = tuple(_named(rows))
    if not named or rows[0].named is None:
        return ()
    if any(one.is_means or one.doc_type in _TELLING or not one.directive_id for one in named):
        return ()
    # «…; Kết luận số 54-KL/TW, cho 1.326 lượt cán bộ, đảng viên theo Hướng dẫn …»
    tail = said[len(rows) :]
    told = any(
        piece.kind == "unit" or piece.is_act or piece.means(*STATUSES) or (piece.named and not _is_basis(said, at))
        for at, piece in enumerate(said)
        if at >= len(rows)
    )
    return named if not told and len(tail) <= _LONGEST_TAIL else ()


def find_objects(clause: Clause, leans: Mapping[int, Lean]) -> Iterator[Named]:
    """The directives that something is done about; not what is done by means of, or on the basis of.

    `leans` tells by the start of each directive which other one leans on it.
    """
    pieces = clause.pieces
    places = [place for place, piece in enumerate(pieces) if piece.named is not None]
    own = set() if _is_carried_out_after(clause) else {place for place in places if is_own(pieces, place)}
    for place in places:
        one = pieces[place].named
        assert one is not None
        if (
            not one.directive_id
            or one.doc_type in _TELLING
            or place in own
            or _is_basis(pieces, place)
            or any(piece.means("award") for piece in pieces[:place])
        ):
            continue
        lean = leans.get(one.start)
        if lean is not None and lean.one.start >= clause.start:
            its_own = any(pieces[other].named is lean.one for other in own)
            if its_own and lean.one.is_means and lean.one.issuer >= 0:
                continue  # «ban hành các văn bản, như: Kế hoạch … của Tỉnh ủy về thực hiện …»: only its issuer did so
            if lean.relation in ("implements", "sums_up") and (its_own or lean.one.is_means):
                yield one
        elif not _in_a_title(pieces, place):
            yield one


def _in_a_title(pieces: Sequence[Piece], place: int) -> bool:
    """True for what a title names: «Chỉ thị … về thực hiện Nghị quyết A, Nghị quyết B» is about one Chỉ thị."""
    one = pieces[place].named
    assert one is not None
    over = [other for other in _named(pieces) if other.start < one.start and not other.is_means]
    if any(one.start < other.title for other in over):
        return True
    last = over[-1] if over else None
    joined = place > 1 and pieces[place - 1].word in (",", "và") and pieces[place - 2].named is last
    titled = next((other for other in over[:-1] if last is not None and last.start < other.title <= last.end), None)
    return joined and titled is not None and last is not None and titled.doc_type != last.doc_type == one.doc_type


def _is_carried_out_after(clause: Clause) -> bool:
    """True for «Ngay sau khi Bộ Chính trị ban hành Chỉ thị …, huyện A đã tổ chức quán triệt»."""
    named = next((at for at, piece in enumerate(clause.pieces) if piece.named is not None), 0)
    follows = any(group.role == "subject" and group.followed and group.first > named for group in clause.groups)
    return follows and is_occasion(clause.pieces)


def _named(pieces: Sequence[Piece]) -> Iterator[Named]:
    return (piece.named for piece in pieces if piece.named is not None)


def _is_basis(pieces: Sequence[Piece], place: int) -> bool:
    """True for «theo Quy định …», «theo tinh thần Chỉ thị …»."""
    return any(piece.means("basis") for piece in pieces[max(place - 2, 0) : place])


def _names_other(clause: Clause) -> bool:
    """True where the clause names documents, though nothing is done about them: it has a matter of its own."""
    return any(one.citation >= 0 and not one.is_means for one in _named(clause.pieces))


def is_meant_by_type(report: Report, clause: Clause, topic: Topic) -> bool | None:
    """True for «chưa học tập Chỉ thị» after a Chỉ thị, False for «chưa ban hành Nghị quyết về nhân sự»; else None."""
    text, meant = report.document.text, {one.doc_type for one in topic.directives} - {""}
    for place, piece in enumerate(clause.pieces):
        if piece.word not in _TYPES or piece.in_title or not text[piece.start].isupper() or not meant:
            continue
        after = clause.pieces[place + 1 : place + 3]
        whose = report.unit(after[1].mention) if len(after) > 1 and after[1].kind == "unit" else None
        issuers = {unit.name for one in topic.directives if one.issuer >= 0 and (unit := report.unit(one.issuer))}
        another = whose is not None and after[0].word == "của" and whose.name not in issuers
        about = bool(after) and after[0].word == "về"
        return text[piece.start : piece.end] in meant and not another and not about
    return None


def _still_has(clause: Clause) -> bool:
    """True for «…; huyện A còn 02 vụ»: what is left there, and nothing of the directive."""
    after = (clause.pieces[group.last + 1 : group.last + 3] for group in clause.groups if group.role == "subject")
    return any(
        len(two) == 2 and two[0].word in ("còn", "vẫn còn", "hiện còn") and two[1].kind == "number" for two in after
    )


def _issues_other(said: Sequence[Piece]) -> bool:
    """True for «huyện B chưa ban hành quy chế làm việc»: what it issues is no plan, so it is another matter's."""
    return any(piece.word == "ban hành" and after.kind == "word" for piece, after in pairwise(said))


def _leans_on(clause: Clause, topic: Topic, *, by_type: bool = False) -> bool:  # noqa: PLR0911 - one line a case
    """True where a clause that names no directive speaks of the one named before: «riêng huyện C chưa triển khai».

    `by_type` where it names that by its type alone: «chưa đưa nội dung Chỉ thị vào bản cam kết».
    """
    if topic.fronted and any(group.role == "subject" and group.followed for group in clause.groups):
        return True
    said = [piece for piece in clause.pieces if not piece.in_title]
    aside = sum(
        piece.kind == "word" or (piece.kind == "cue" and not (piece.senses or piece.activity)) for piece in said
    )
    acts = [piece.activity for piece in said if piece.is_act]
    if not acts:
        return aside <= _ASIDE and (bool(clause.groups) or any(piece.means("not_yet") for piece in said))
    special = any(activity not in ("other", "supervised") for activity in acts)
    # «1. Việc thực hiện Nghị quyết …», and below it «huyện A hoàn thành hợp nhất 03 cơ quan»
    finishes = not topic.of_title and any(piece.word in ("hoàn thành", "hoàn tất") for piece in said)
    if topic.of_heading and (special or finishes):
        return aside <= (_ASIDE_UNDER_HEADING if special else _ASIDE_AFTER_TURN)
    if by_type or any(piece.means("anaphor") for piece in said):
        return aside <= _ASIDE_AFTER_TURN
    if topic.activity != "issued_plan" and _issues_other(said):
        return False
    if not special:  # «huyện B tổ chức hội thao» is another matter, «riêng huyện B đang biên soạn tài liệu» is not
        alone = clause.pieces[0].word in ("riêng", "còn")
        return aside <= (_ASIDE if alone else _ASIDE_OF_ANY_ACT)
    return aside <= (_ASIDE_AFTER_TURN if clause.turns else _ASIDE)
