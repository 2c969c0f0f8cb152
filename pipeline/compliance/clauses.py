"""Where one statement ends and the next begins: «… các huyện: A, B; tuy nhiên còn một số đơn vị chưa …»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from pipeline.compliance.groups import Group, find_groups
from pipeline.compliance.pieces import Piece

# Words after which a unit may open a statement without a comma.
_LEADS_UP = frozenset(("và", "đồng thời", "đến nay", "hiện nay", "hiện"))
_JOINTS = frozenset((",", "và", "nhưng"))
# «Sau khi Bộ Chính trị ban hành Chỉ thị …, huyện A đã …»
_OCCASIONS = frozenset(("sau khi", "ngay sau khi", "ngay khi"))
_NEAR_START = 3  # pieces
_LISTING = frozenset((";", "và", "cùng"))
_ALSO = frozenset(("đồng thời", "sau đó", "hiện", "hiện nay", "đến nay", "cũng"))
_LONGEST_SUBJECT = 7  # pieces: «03 đơn vị còn lại của tỉnh»
_LONGEST_LIST = 25  # pieces
_STATUSES = ("done", "in_progress", "planned", "not_yet")
_ACT = frozenset(("subject", "listed", "bracket", "agent", "except", "object"))
# What is asked of others is not yet done by them.
ASKS = frozenset(("yêu cầu", "đề nghị", "giao", "phân công", "chỉ đạo", "đôn đốc", "kiến nghị"))


@dataclass(frozen=True, slots=True)
class Clause:
    """One statement: its pieces, and the lists of units in it (their places count within the clause's pieces)."""

    pieces: tuple[Piece, ...]
    groups: tuple[Group, ...]

    @property
    def start(self) -> int:
        """Offset of the first character; what closed the statement before is not part of it («Nổi bật: Huyện …»)."""
        return next((piece for piece in self.pieces if not piece.is_stop(".,;:")), self.pieces[0]).start

    @property
    def end(self) -> int:
        """Offset after the last character; what closes a statement is not part of it."""
        last = next((piece for piece in reversed(self.pieces) if not piece.is_stop(".,;")), self.pieces[-1])
        return last.end if last.named is None else max(last.end, last.named.tail)

    @property
    def turns(self) -> bool:
        """True where it opens with a contrast: «tuy nhiên …», «riêng huyện C …»."""
        opening = next((piece for piece in self.pieces if piece.kind != "stop"), None)
        return opening is not None and opening.means("contrast")


def find_clauses(pieces: Sequence[Piece]) -> list[Clause]:
    """The statements of one sentence, in order."""
    groups = find_groups(pieces)
    cuts = [0, *_cuts(pieces, groups), len(pieces)]
    return [_clause(pieces, groups, start, end) for start, end in pairwise(cuts) if _says(pieces[start:end])]


def _says(pieces: Sequence[Piece]) -> bool:
    return any(piece.kind != "stop" for piece in pieces)


def _clause(pieces: Sequence[Piece], groups: Sequence[Group], start: int, end: int) -> Clause:
    mine = (
        Group(g.begin - start, g.first - start, g.last - start, g.members, g.role, g.followed, g.partial, g.colon)
        for g in groups
        if start <= g.first < end
    )
    return Clause(tuple(pieces[start:end]), tuple(mine))


def _cuts(pieces: Sequence[Piece], groups: Sequence[Group]) -> Iterator[int]:
    """Where new statements begin."""
    by_begin = {group.begin: group for group in groups}
    inside = {place for group in groups for place in range(group.first + 1, group.last + 1)}
    last = 0
    for place in range(1, len(pieces)):
        before, group = pieces[place - 1], by_begin.get(place)
        joined = before.word in _JOINTS
        if not (joined or group is not None or before.word == ";" or "contrast" in pieces[place].senses):
            continue  # nearly every place, so the rules below need not be asked
        if place not in inside and (
            (before.word == ";" and not (_leads_up(pieces, place, last) or _asks_on(pieces, place, last)))
            or _turns(pieces, place, last)
            or (group is not None and _opens(group, before, pieces[last:place], _actors(groups, last, place)))
            or (joined and _opens_without_name(pieces, place, last, groups))
            or (joined and _goes_on(pieces, place, last, groups))
        ):
            last = place
            yield place


def _leads_up(pieces: Sequence[Piece], place: int, last: int) -> bool:
    """True within «Quán triệt Chỉ thị A; Nghị quyết B, huyện C đã …»: both only lead up to the unit."""
    so_far = pieces[last:place]
    names = any(piece.named is not None for piece in so_far) and pieces[place].named is not None
    if not names or any(piece.kind == "unit" or piece.means(*_STATUSES) for piece in so_far if not piece.in_title):
        return False
    after = place
    while after < len(pieces) and (
        pieces[after].named or pieces[after].in_title or pieces[after].kind == "date" or pieces[after].word in _LISTING
    ):
        after += 1
    return after + 1 < len(pieces) and pieces[after].is_stop(",") and pieces[after + 1].kind == "unit"


def _asks_on(pieces: Sequence[Piece], place: int, last: int) -> bool:
    """True within «Tỉnh ủy yêu cầu các sở, ngành; UBND huyện A tiếp tục thực hiện …»: both are asked to."""
    asks = max((at for at in range(last, place) if pieces[at].word in ASKS), default=-1)
    if asks < 0 or not all(at.kind == "unit" or at.means("head") for at in (pieces[asks + 1], pieces[place])):
        return False
    if any(piece.is_act or piece.means(*_STATUSES) for piece in pieces[asks + 1 : place]):
        return False
    after = takewhile(lambda piece: not piece.is_act, pieces[place : place + _LONGEST_LIST])
    return not any(piece.means(*_STATUSES) or piece.is_stop(":") for piece in after)


def _actors(groups: Sequence[Group], last: int, place: int) -> bool:
    """True where a list of units acts between two places."""
    return any(last <= group.first < place and group.role in _ACT for group in groups)


def _turns(pieces: Sequence[Piece], place: int, last: int) -> bool:  # noqa: PLR0911 - one line a case
    """True for a contrast: «, còn huyện C», «nhưng»; not for «chủ đề riêng», «song song», «còn» within «vẫn còn»."""
    piece, before = pieces[place], pieces[place - 1]
    if piece.kind != "cue" or not piece.means("contrast") or piece.in_title:
        return False
    if place - 1 == last and before.means("contrast"):
        return False  # «tuy nhiên còn …» turns once
    if piece.means("though") and before.kind == "unit" and not any(_tells(one) for one in pieces[last:place]):
        return False  # «huyện A mặc dù còn khó khăn nhưng đã …»: of the unit nothing is said yet
    if piece.word in ("nhưng", "tuy nhiên", "trong khi", "trong khi đó", "chỉ còn", "hiện còn", "mặc dù", "tuy vậy"):
        return True
    if before.is_stop(",;.(:-–") or before.word == "và":
        return True
    after = pieces[place + 1] if place + 1 < len(pieces) else None
    if before.kind == "unit" and after is not None and after.kind == "number":
        return False  # «huyện A còn 02 vụ»
    return (
        piece.word in ("còn", "thì") and after is not None and (after.kind in ("unit", "number") or after.means("head"))
    )


def _tells(piece: Piece) -> bool:
    return piece.is_act or piece.means(*_STATUSES) or piece.named is not None


def _opens(group: Group, before: Piece, so_far: Sequence[Piece], acted: bool) -> bool:
    """True where a list of units opens a statement of its own: «…, huyện B đã …», «Kết quả: huyện A đã …».

    Not after a phrase that only leads up to it: «Thực hiện Chỉ thị …, huyện B đã …».
    """
    if group.role != "subject" or not group.followed:
        return False
    led_up = not acted and not any(piece.means(*_STATUSES) for piece in so_far)
    if led_up and any(piece.kind == "directive" for piece in so_far):
        return False
    if is_occasion(so_far):
        return False
    if group.colon or before.is_stop(":"):
        return True
    if not (before.is_stop(",") or before.word in _LEADS_UP or before.kind == "date"):
        return False
    return any(piece.is_act for piece in so_far) and any(piece.kind in ("unit", "directive") for piece in so_far)


def is_occasion(pieces: Sequence[Piece]) -> bool:
    """True for «Ngay sau khi Bộ Chính trị ban hành Chỉ thị …»: who carries it out is told after that."""
    named = next((at for at, piece in enumerate(pieces) if piece.named is not None), 0)
    one = pieces[named].named if named else None
    issued = one is not None and not one.is_means and pieces[named - 1].means("issue")
    return issued and any(piece.word in _OCCASIONS for piece in pieces[:_NEAR_START])


def _opens_without_name(pieces: Sequence[Piece], place: int, last: int, groups: Sequence[Group]) -> bool:
    """True for a subject that no name tells: «…, các đơn vị khác chưa …», «…, 03 đơn vị đang …»."""
    piece = pieces[place]
    if piece.in_title or not (piece.kind == "number" or piece.means("head")):
        return False
    so_far = pieces[last:place]
    if not any(one.is_act for one in so_far) or any(g.begin <= place <= g.last for g in groups):
        return False
    if so_far[0].is_act and not any(one.kind == "unit" or one.means(*_STATUSES) for one in so_far):
        return False  # «Thực hiện Chỉ thị …, các cấp ủy đã …»: it only leads up to them
    for one in pieces[place : place + _LONGEST_SUBJECT]:
        if one.means(*_STATUSES) and not one.means("head"):
            return True
        if one.kind not in ("number", "word", "cue") or one.is_act:
            return False
    return False


def _goes_on(pieces: Sequence[Piece], place: int, last: int, groups: Sequence[Group]) -> bool:
    """True where the same unit, after a comma, is said to do something else: «đã ban hành …, đang tổ chức …»."""
    piece, so_far = pieces[place], pieces[last:place]
    if piece.word in _ALSO and place + 1 < len(pieces):
        piece = pieces[place + 1]
    if piece.kind != "cue" or piece.in_title or not any(one.is_act for one in so_far):
        return False
    states = piece.means(*_STATUSES)
    listed = any(last <= g.last < place and g.role in ("listed", "bracket", "agent") for g in groups)
    if listed and (piece.is_act or states) and not piece.means("example"):
        return True
    return states and any(one.means(*_STATUSES) for one in so_far)
