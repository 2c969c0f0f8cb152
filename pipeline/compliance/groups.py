"""Units that stand in one list, and what part they play: «các huyện: A, B» acts, «tại huyện C» is only a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from pipeline.compliance.pieces import Piece

Role = Literal["subject", "listed", "bracket", "agent", "except", "object", "with", "none"]

# What may stand between two names of one list, besides stops: «các huyện: A, B; Đảng ủy: C».
_JOINTS = frozenset(("và", "hoặc", "cùng"))
_OF_THEM = frozenset(("đã", "chưa", "vẫn chưa", "chưa có"))
_LED_UP = frozenset(("sau khi", "ngay sau khi", "ngay khi", "nhận được"))
_ALL = frozenset(("toàn thể", "tất cả", "100%"))
_LONGEST_GAP = 12
_LONGEST_VENUE = 4  # words
_STATUSES = ("done", "not_yet", "in_progress", "planned")


@dataclass(frozen=True, slots=True)
class Group:
    """Units of one list: `first` and `last` are places of pieces, `members` indexes of mentions.

    `begin` is where the words that lead up to the list begin («còn 02 huyện: A, B» begins at «02»); `followed` is
    true where something is said of the units right after them, `partial` where «một số», «02» leads up to them, `colon`
    where a colon stands before all that.
    """

    begin: int
    first: int
    last: int
    members: tuple[int, ...]
    role: Role
    followed: bool
    partial: bool = False
    colon: bool = False


def find_groups(pieces: Sequence[Piece]) -> list[Group]:
    """The lists of units in a sentence, in order."""
    runs: list[tuple[int, int, tuple[int, ...]]] = []
    at = 0
    while at < len(pieces):
        if pieces[at].kind != "unit":
            if runs and pieces[at].means("pronoun"):
                runs.append((at, at, runs[-1][2]))  # «đơn vị này»: those named last
            at += 1
            continue
        run = _run(pieces, at)
        if runs and _goes_on(pieces, runs[-1], run):
            first, _, members = runs.pop()
            run = (first, run[1], (*members, *run[2]))
        runs.append(run)
        at = run[1] + 1
    return [_group(pieces, run) for run in runs]


def _run(pieces: Sequence[Piece], first: int) -> tuple[int, int, tuple[int, ...]]:
    """The list that begins at a unit, up to a semicolon."""
    last, members = first, [pieces[first].mention]
    while (after := _next_unit(pieces, last, ",/")) is not None:
        if first == last and _parts(pieces, first, after):
            break
        last = after
        members.append(pieces[last].mention)
    return first, last, tuple(members)


def _parts(pieces: Sequence[Piece], first: int, after: int) -> bool:
    """True for the comma of «Theo chỉ đạo của Tỉnh ủy, Huyện ủy A đã …»: it ends what leads up to the statement."""
    if any(piece.word in _JOINTS for piece in pieces[first + 1 : after]) or not _is_followed(pieces, after):
        return False
    begin, partial, colon = _lead(pieces, first)
    plural = partial or colon or any(piece.word in ("các", "những", ":") for piece in pieces[begin:first])
    if not plural and _is_venue(pieces, begin):
        return True
    if plural or begin == 0 or not pieces[begin - 1].means("place", "of", "except"):
        return False
    start = max((place + 1 for place in range(begin) if pieces[place].is_stop(";.:")), default=0)
    if any(piece.word in _LED_UP for piece in pieces[start:begin]):
        return True  # «Sau khi nhận được Kế hoạch … của Huyện ủy A, Đảng ủy xã B đã …»
    return not any(piece.kind == "directive" or piece.means("nominal") for piece in pieces[start:begin])


def _is_venue(pieces: Sequence[Piece], begin: int) -> bool:
    """True for «tại Hội trường» before a unit: only where it took place."""
    back = begin
    while back > 0 and pieces[back - 1].kind == "word" and begin - back < _LONGEST_VENUE:
        back -= 1
    return 0 < back < begin and pieces[back - 1].word == "tại"


def _next_unit(pieces: Sequence[Piece], at: int, stops: str) -> int | None:
    """The unit that goes on with the list after the one at `at`: «A (có biểu kèm theo), B», «A và huyện B»."""
    joined = False
    place = _behind_bracket(pieces, at + 1)
    while place < len(pieces) and place - at < _LONGEST_GAP:
        piece = pieces[place]
        if piece.kind == "unit":
            return place if joined else None
        if piece.is_stop(stops) or piece.word in _JOINTS:
            joined = True
        elif not (piece.is_stop(":") and joined) and not (piece.kind == "cue" and piece.means("head")):
            return None
        place += 1
    return None


def _behind_bracket(pieces: Sequence[Piece], at: int) -> int:
    """The place after a remark in brackets, else `at`: where it names a unit, or tells what was done, it counts."""
    if at < len(pieces) and pieces[at].is_stop("("):
        for place in range(at + 1, len(pieces)):
            if pieces[place].kind == "unit" or pieces[place].means(*_STATUSES):
                return at
            if pieces[place].is_stop(")"):
                return place + 1
    return at


def _goes_on(
    pieces: Sequence[Piece], before: tuple[int, int, tuple[int, ...]], run: tuple[int, int, tuple[int, ...]]
) -> bool:
    """True for «… Mèo Vạc; Đảng ủy: Công an tỉnh …»: a semicolon within a list, nothing said of what follows it.

    Or nothing said yet of what stands before it: «huyện A; thị xã B; Đảng ủy C đến nay vẫn chưa …».
    """
    if _next_unit(pieces, before[1], ";") != run[0]:
        return False
    if not _is_followed(pieces, run[1]):
        return True
    begin, _, colon = _lead(pieces, before[0])
    if _role(pieces, begin, False, colon) in ("subject", "none") or (begin and pieces[begin - 1].means("agent")):
        return True
    start = max((place + 1 for place in range(before[0]) if pieces[place].is_stop(";.")), default=0)
    return not any(p.means(*_STATUSES) or p.named or (p.is_act and not p.means("object")) for p in pieces[start:begin])


def _group(pieces: Sequence[Piece], run: tuple[int, int, tuple[int, ...]]) -> Group:
    first, last, members = run
    followed = _is_followed(pieces, last)
    begin, partial, colon = _lead(pieces, first)
    role = _role(pieces, begin, followed, colon)
    if role == "subject" and pieces[first].in_title:
        role = "none"  # «Quyết định … phê duyệt Đề án xây dựng nông thôn mới tỉnh A giai đoạn …»
    if role == "with" and followed and _is_all_of(pieces, begin):
        role = "subject"
    if role == "object" and last + 1 < len(pieces) and pieces[last + 1].word in _OF_THEM:
        role = "subject"  # «biểu dương huyện A đã …», «phê bình huyện B chưa …»
    return Group(begin, first, last, members, role, followed, partial, colon)


def _is_all_of(pieces: Sequence[Piece], begin: int) -> bool:
    """True for «100% cán bộ, đảng viên của» before a unit: what all its people do, it does."""
    place = begin - 1
    if not pieces[place].means("of"):
        return False
    while place > 0 and (pieces[place - 1].means("people") or pieces[place - 1].word in (",", "và")):
        place -= 1
    return (0 < place < begin - 1 and pieces[place - 1].word in _ALL) or pieces[place].word in _ALL


def _lead(pieces: Sequence[Piece], first: int) -> tuple[int, bool, bool]:
    """Where «02 huyện:» begins before a unit, whether it speaks of some only, and whether a colon stands before it.

    «đôn đốc các huyện: A» has its colon within the list; «Nổi bật: huyện A» before it.
    """
    place, partial, colons = first, False, 0
    while place > 0:
        before = pieces[place - 1]
        if before.is_stop(":") and colons < 2:
            colons += 1
        elif before.kind == "number" or (before.kind == "cue" and before.means("head")):
            partial = partial or (before.kind == "number" and not _is_all(before.word)) or before.means("part")
        else:
            break
        place -= 1
    return place, partial, colons > 0 and pieces[place].is_stop(":")


def _is_all(number: str) -> bool:
    """True for «11/11» and «100%»."""
    part, _, whole = number.partition("/")
    return part == whole or number == "100%"


def _is_followed(pieces: Sequence[Piece], last: int) -> bool:
    """True where the sentence goes on to say something of the unit at `last`: «huyện A: đã ban hành …»."""
    place = _behind_bracket(pieces, last + 1)
    while place < len(pieces) and (pieces[place].kind == "date" or pieces[place].is_stop(":-–")):
        place += 1
    if place >= len(pieces):
        return False
    piece = pieces[place]
    if piece.is_stop("("):
        return place + 1 < len(pieces) and pieces[place + 1].means(*_STATUSES)  # «huyện A (chưa ban hành)»
    if piece.kind != "cue":
        return piece.kind in ("word", "number")
    if piece.word in _JOINTS:
        return _ends_without_name(pieces, place + 1)
    apart = piece.means("of", "except", "example") and piece.word not in ("có", "là", "đã có")
    apart = apart or (piece.means("contrast") and not piece.is_act)
    return not apart and _says_something(pieces, place)


def _ends_without_name(pieces: Sequence[Piece], place: int) -> bool:
    """True for what follows «UBND huyện A và» in «UBND huyện A và 148 xã, phường đã …»."""
    rest = list(takewhile(lambda p: p.kind == "number" or p.means("head", "of") or p.is_stop(","), pieces[place:]))
    after = place + len(rest)
    return bool(rest) and after < len(pieces) and pieces[after].means(*_STATUSES)


def _says_something(pieces: Sequence[Piece], place: int) -> bool:
    """True where an act, a status or another word comes before the next stop: not for «Tỉnh ủy theo quy định.»."""
    first = pieces[place]
    # «các xã trên địa bàn …», «thị xã C về tình hình …» say nothing of them yet.
    led = first.means("place", "together", "recipient", "basis") or first.word in ("về", "trong", "để", "nhằm")
    for piece in pieces[place : place + _LONGEST_GAP]:
        if piece.kind == "stop":
            return False
        if piece.kind == "unit" and first.means("together"):
            led = False  # «huyện A phối hợp với Sở B tổ chức …»
        other = piece.kind == "word" or (piece.kind == "cue" and not piece.senses)
        if piece.means(*_STATUSES) or (not led and (piece.is_act or other)):
            return True
    return False


def _role(pieces: Sequence[Piece], begin: int, followed: bool, colon: bool) -> Role:  # noqa: PLR0911 - a line a case
    """The part that a list plays, from what stands before it."""
    if begin == 0:
        return "subject"
    before = pieces[begin - 1]
    if (
        before.means("place")
        and begin > 1
        and pieces[begin - 2].means("example")
        and not pieces[begin - 2].means("filler")
    ):
        return "listed"  # «cá biệt tại huyện A», «nhất là ở huyện B»
    if before.is_stop(",") and not followed:
        return _role_in_series(pieces, begin - 1)
    if before.kind == "stop":
        return _role_after_stop(before, followed)
    if before.kind == "date":
        return "subject" if followed else "none"
    if before.kind in ("unit", "number"):
        return "none"
    if before.in_title and before.means("place", "object"):
        return "with"  # «giám sát việc thực hiện Nghị quyết … về phát triển du lịch tại huyện A»
    if before.kind == "directive" or before.in_title or before.kind == "word":
        if colon:
            return "subject" if followed else "listed"
        return "subject" if followed and before.kind == "directive" else "none"
    return _role_after_cue(before, followed, colon)


def _role_after_stop(before: Piece, followed: bool) -> Role:
    if before.is_stop("("):
        return "bracket"
    if before.is_stop(".;!?…:-–+•*)”"):
        return "subject"
    return "subject" if followed else "none"


def _role_in_series(pieces: Sequence[Piece], comma: int) -> Role:
    """The role of «, huyện B» after something that is no unit of the register: that of the series' own head."""
    for place in range(comma - 1, max(comma - 25, -1), -1):
        piece = pieces[place]
        if piece.kind in ("word", "unit", "number") or piece.is_stop(",") or piece.word in _JOINTS:
            continue
        if piece.kind == "stop" and not piece.is_stop(":"):
            return "none"
        if piece.means("example"):
            return "listed"
        if not piece.means("head") and not piece.is_stop(":"):
            return "with" if piece.means("place", "of", "together", "recipient") else "none"
    return "none"


def _role_after_cue(before: Piece, followed: bool, colon: bool) -> Role:  # noqa: PLR0911 - one line a sense
    if before.means("except"):
        return "except"
    if colon and followed and not before.means("agent"):
        return "subject"
    if before.means("contrast") or (before.means("ahead") and followed):
        return "subject"
    if before.means("agent"):
        return "agent" if before.word != "được" or followed else "object"
    if before.means("together"):
        return "with"
    if before.means("object") and not colon:
        return "object"
    if before.means("place", "of", "recipient") and not (colon and before.is_act):
        return "with"
    if before.means("example"):
        return "listed"
    if colon:
        return "subject" if followed else "listed"
    if before.is_act or before.means(*_STATUSES):
        return "object"
    if before.means("filler", "basis", "quality"):
        return "subject" if followed and not before.means("basis") else "none"
    return "none"
