"""Whether something was done, and what: «chưa triển khai», «đang xây dựng kế hoạch», «đã hoàn thành tổng kết»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise, takewhile

from pipeline.compliance.directives import Named
from pipeline.compliance.pieces import Piece
from pipeline.facts import Status

_JOINTS = frozenset((",", ";", ":", "và"))
_NEAR = 5  # pieces
_GENERAL = frozenset(("", "other"))
STATUSES = ("done", "not_yet", "in_progress", "planned")
_NOW = frozenset(("hiện", "hiện nay", "đến nay", "nhưng"))
_NO_DENIAL = frozenset(("chỉ", "những", "ngừng", "khí", "gian", "phép"))
# What another organ does to a plan that is laid before it.
_APPROVES = frozenset(("phê duyệt", "thẩm định", "chấp thuận", "cho ý kiến", "xem xét", "thông qua"))
_PASSIVE = frozenset(("được", "đã được"))
_NO_VERB = frozenset(("quá", "công", "quy", "lộ", "tiến", "tờ", "giáo", "hành"))  # «quá trình», «lộ trình»


class Mood(Enum):
    """What a statement says of the act that it names; `SILENT`: nothing that a status could be read from."""

    PLAIN = "plain"
    DONE = "done"
    IN_PROGRESS = "in_progress"
    PLANNED = "planned"
    NOT_YET = "not_yet"
    SILENT = "silent"


_WELL = (" tốt", " nghiêm", " nghiêm túc", " hiệu quả", " đầy đủ", " kịp thời", " triệt để", " quyết liệt")


@dataclass(frozen=True, slots=True)
class Act:
    """What is done: its kind, and the place of its piece."""

    activity: str
    place: int


def read_mood(pieces: Sequence[Piece]) -> Mood:  # noqa: PLR0911 - one line a mood
    """What a statement says of its act.

    «chưa kịp thời», «còn chậm», «nếu», «không còn đơn vị nào chưa»: how, whether or a double negation, so nothing.
    """
    since = _admitted(pieces)
    said = [
        (at, piece) for at, piece in enumerate(pieces) if piece.kind == "cue" and not piece.in_title and at >= since
    ]
    if any(piece.means("if") for _, piece in said) or _only_hears(said):
        return Mood.SILENT
    if folded_act(pieces) is not None:
        return Mood.DONE
    first_act = next((place for place, piece in said if piece.is_act), len(pieces))
    negations = [_negates(pieces, place) for place, piece in said if piece.means("not_yet")]
    if negations:
        return Mood.NOT_YET if any(negations) else Mood.SILENT
    if _is_flawed(pieces, said) or _is_denied(pieces[: first_act + 1]):
        return Mood.SILENT
    if any(piece.means("in_progress") for _, piece in said) or _awaits(pieces):
        return Mood.IN_PROGRESS
    done = any(piece.means("done") and place <= first_act for place, piece in said)
    # «đã ban hành kế hoạch …, theo đó huyện phấn đấu …» tells of a goal after the deed
    if any(
        piece.means("planned", "goal") and (place < first_act or not (done or piece.means("goal")))
        for place, piece in said
    ):
        return Mood.PLANNED
    return Mood.DONE if done else Mood.PLAIN


def _admitted(pieces: Sequence[Piece]) -> int:
    """The place after «Mặc dù chưa có hướng dẫn,» where the deed is told after it, else 0."""
    opening = next((piece for piece in pieces if piece.kind != "stop"), None)
    comma = next((place for place, piece in enumerate(pieces) if place and piece.is_stop(",")), 0)
    done = any(piece.means("done") and not piece.in_title for piece in pieces[comma:])
    return comma if opening is not None and opening.means("though") and done else 0


def _awaits(pieces: Sequence[Piece]) -> bool:
    """True for «đã trình Tỉnh ủy phê duyệt đề án»: it is written, not approved; not of a plan that has its number."""
    for place, piece in enumerate(pieces):
        if piece.word != "trình" or piece.in_title or (place and pieces[place - 1].word in _NO_VERB):
            continue
        after = pieces[place + 1 :]
        approved = next((at for at, one in enumerate(after) if one.word in _APPROVES and not one.in_title), -1)
        if approved < 0 or any(one.named is not None or one.word in _PASSIVE for one in after[:approved]):
            continue
        follows = after[approved + 1] if approved + 1 < len(after) else None
        return follows is None or follows.named is None
    return False


def _only_hears(said: Sequence[tuple[int, Piece]]) -> bool:
    """True for «nghe báo cáo kết quả thực hiện …», «làm việc với huyện A về …»: who hears of it has done nothing."""
    heard = next((place for place, piece in said if piece.means("hears")), None)
    return heard is not None and not any(piece.activity not in _GENERAL for _, piece in said)


def folded_act(pieces: Sequence[Piece]) -> Act | None:
    """The act of «không ban hành kế hoạch riêng mà lồng ghép vào kế hoạch năm»: it is carried out within another."""
    said = [(place, piece) for place, piece in enumerate(pieces) if piece.kind == "cue" and not piece.in_title]
    turn = next((place for place, piece in said if piece.word in ("mà", "nhưng")), None)
    if turn is None or not any(piece.means("not_yet") and place < turn for place, piece in said):
        return None
    folds = (Act(piece.activity, place) for place, piece in said if piece.word in ("lồng ghép", "tích hợp"))
    return next((act for act in folds if turn < act.place <= turn + 5), None)


def _is_denied(pieces: Sequence[Piece]) -> bool:
    """True for the «không» of «huyện A không lập kế hoạch», whatever the verb; not for «không chỉ …», «không khí»."""
    return any(
        piece.word == "không" and not piece.in_title and before.kind != "word" and after.word not in _NO_DENIAL
        for before, piece, after in zip(pieces, pieces[1:], pieces[2:], strict=False)
    )


def _is_flawed(pieces: Sequence[Piece], said: Sequence[tuple[int, Piece]]) -> bool:
    """True for «triển khai còn chậm»; not where the thing was done all the same: «còn khó khăn, huyện A đã …».

    Nor where it was done late, «vẫn chậm, đến tháng 4 huyện A mới ban hành kế hoạch», or is under way by now: «xin lùi
    thời gian, hiện đang dự thảo».
    """
    flaw = max((place for place, piece in said if piece.means("flawed")), default=-1)
    after = [piece for place, piece in said if place > flaw]
    late = any(piece.word == "mới" and act.is_act for piece, act in pairwise(after))
    until = any(piece.word in ("đến", "tới", "mãi đến", "phải đến") for piece in after)
    by_now = any(
        piece.word.endswith("đang") and (pieces[place - 1].is_stop(",") or pieces[place - 1].word in _NOW)
        for place, piece in said
        if place > flaw
    )
    return flaw >= 0 and not (late and until) and not by_now and not any(piece.means("done") for piece in after)


def _negates(pieces: Sequence[Piece], place: int) -> bool:
    """True where «chưa» denies the act: not its quality («chưa kịp thời»), nor after «không còn …»."""
    if any(piece.means("none") for piece in pieces[:place]) or _only_supervises(pieces[place + 1 :]):
        return False
    if pieces[place].word.startswith("không") and _of_its_own(pieces[place + 1 :]):
        return False
    after = [piece for piece in pieces[place + 1 :] if piece.kind != "unit" and piece.word not in _JOINTS]
    if after and after[0].word in _APPROVES:
        return False  # «UBND tỉnh chưa phê duyệt đề án … của huyện A»: whose the delay is stays open
    if any(piece.means("resource") for piece in after[:_NEAR]) and not any(piece.named for piece in after):
        return False  # «chưa bố trí kinh phí cho nhiệm vụ này»
    if after and after[0].is_act and after[0].word.endswith(_WELL):
        return False  # «chưa thực hiện tốt Chỉ thị …» says how
    how = next((piece for piece in after if piece.activity != "other" or piece.means("quality", "flawed")), None)
    return how is None or not how.means("quality", "flawed")


def _of_its_own(pieces: Sequence[Piece]) -> bool:
    """True for «không ban hành kế hoạch riêng»: that may be done without a plan of its own."""
    acts = len(list(takewhile(lambda piece: piece.is_act, pieces)))
    return len(pieces) > acts and pieces[acts].word == "riêng"


def _only_supervises(pieces: Sequence[Piece]) -> bool:
    """True for «chưa tổ chức kiểm tra»: who has not supervised others may well have carried the matter out."""
    acts = [piece.activity for piece in takewhile(lambda piece: piece.is_act, pieces)]
    return acts[-1:] == ["supervised"] and set(acts) <= {"supervised", "other"}


def to_status(mood: Mood, planned: bool) -> Status | None:
    """The status that a mood gives in a part of the report that tells what was done, or what is planned."""
    match mood:
        case Mood.NOT_YET:
            return "not_implemented"
        case Mood.IN_PROGRESS:
            return "planned" if planned else "in_progress"
        case Mood.PLANNED:
            return "planned"
        case Mood.DONE:
            return "implemented"
        case Mood.PLAIN:
            return "planned" if planned else "implemented"
        case Mood.SILENT:
            return None


def other_way(status: Status) -> Status | None:
    """What holds for those that are excepted: «các huyện đã ban hành, trừ huyện C»."""
    match status:
        case "implemented":
            return "not_implemented"
        case "not_implemented":
            return "implemented"
        case _:
            return None


def find_act(pieces: Sequence[Piece], since: int, upto: int) -> Act | None:
    """The act between two places: the first that has a kind of its own, else the first that has none.

    What stands behind the last colon or bracket comes first; where nothing leads there, the first act that follows.
    """
    acts = [Act(piece.activity, place) for place, piece in enumerate(pieces) if piece.is_act and place >= since]
    before = [act for act in acts if act.place < upto]
    opened = max((place for place, piece in enumerate(pieces[:upto]) if piece.is_stop(":()")), default=-1)
    for some in ([act for act in before if act.place > opened], before, acts):
        own = next((act for act in some if act.activity not in ("other", "supervised")), None)
        if own is not None:
            return own
        if some:
            return some[0]
    return None


def supervises(pieces: Sequence[Piece], upto: int) -> int | None:
    """The place of «giám sát» in «xây dựng kế hoạch giám sát việc … thực hiện Nghị quyết …», else None.

    What is supervised must follow: the carrying out of something («việc», «tình hình», «thực hiện») or a unit.
    """
    for place, piece in enumerate(pieces):
        if piece.activity != "supervised" or piece.in_title or place > upto:
            continue
        follows = pieces[place + 1] if place + 1 < len(pieces) else None
        if place and pieces[place - 1].word == "qua" and follows and (follows.is_stop(",") or follows.means("shows")):
            continue  # «Qua kiểm tra, huyện A đã …» tells how one knows
        after = [one for one in pieces[place + 1 : place + 9] if not one.is_stop(",")]
        if any(one.means("nominal", "object") or one.is_act or one.kind in ("unit", "directive") for one in after):
            return place
    return None


def supervision_of(pieces: Sequence[Piece], own: Sequence[Named]) -> int | None:
    """The place of «giám sát» where it is about the directives; else None.

    Not of «Thực hiện Thông tư …, UBND tỉnh ban hành kế hoạch giám sát …»: who supervises carries out the Thông tư.
    """
    place = supervises(pieces, len(pieces))
    first = next((piece for piece in pieces if not piece.is_stop("-–+•")), None)
    before = bool(own) and place is not None and all(one.end <= pieces[place].start for one in own)
    return None if before and first is not None and first.word in ("thực hiện", "triển khai") else place


def acts_besides(pieces: Sequence[Piece], supervision: int) -> bool:
    """True where a statement names an act of its own beside supervision and the plan or team for it."""
    kinds = [
        piece
        for place, piece in enumerate(pieces)
        if piece.is_act and piece.activity not in ("other", "supervised") and not supervision - 4 <= place < supervision
    ]
    return bool(kinds)


def words_of(pieces: Sequence[Piece], act: Act) -> tuple[int, int]:
    """Where the words stand that say what was done: the act with the status before and the acts beside it."""
    first, last = act.place, act.place
    while first > 0 and (pieces[first - 1].is_act or pieces[first - 1].means(*STATUSES)):
        first -= 1
    while last + 1 < len(pieces) and pieces[last + 1].is_act:
        last += 1
    return pieces[first].start, pieces[last].end
