"""Whether a clause leaves out who acts: «Tham mưu triển khai Chỉ thị …» is what the organ before it does."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile, pairwise

from pipeline.compliance.clauses import Clause
from pipeline.compliance.pieces import Piece
from pipeline.compliance.status import STATUSES

PASSIVE = frozenset(("được", "đã được", "đang được", "chưa được"))
_THERE_ARE = frozenset(("có", "đã có"))
_SOME = frozenset(("các", "những", "số", "toàn bộ", "tất cả"))
_WHEN = frozenset(("ngày", "sáng", "chiều", "vừa qua", "mới đây", "hiện nay", "đến nay"))  # before a body that acts
_OPENS_NOMINAL = frozenset(("nội dung", "mục đích"))  # «Nội dung tổng kết bám sát …»


def acts_as_people(clause: Clause) -> bool:
    """True for «Các đại biểu đã nghe …», «100% đảng viên được quán triệt …»: nobody of the register does so."""
    opening = list(dropwhile(lambda p: p.kind in ("stop", "date", "number") or p.word in _SOME, clause.pieces))[:2]
    if not opening or not opening[0].means("people"):
        return False
    return len(opening) > 1 and (opening[1].is_act or opening[1].means(*STATUSES) or opening[1].word in PASSIVE)


def lacks_subject(text: str, clause: Clause) -> bool:
    """True where the clause begins with its act: «Tham mưu triển khai …», «tổ chức sơ kết …»."""
    if _begins_with_number(clause.pieces) or _tells_of_others(clause):
        return False
    opening = next((piece for piece in clause.pieces if piece.kind != "stop"), None)
    nominal = opening is not None and opening.word in _OPENS_NOMINAL
    place = 0
    while place < len(clause.pieces):
        piece = clause.pieces[place]
        group = next((one for one in clause.groups if one.begin <= place <= one.last), None)
        if group is not None:
            if group.role in ("subject", "listed", "bracket", "except") or group.partial:
                return False
            place = group.last + 1
            continue
        if piece.word in PASSIVE:
            return False
        if piece.means("basis"):
            place += 2  # «theo báo cáo của …» is not what somebody does
            continue
        if piece.is_act and not nominal:
            return not _has_nameless_subject(text, clause.pieces[place:])
        if piece.kind in ("word", "directive") or piece.in_title or piece.means("object", "people"):
            return False
        nominal = nominal or (piece.kind == "cue" and piece.means("nominal", "head")) or piece.is_act
        place += 1
    return False


def _tells_of_others(clause: Clause) -> bool:
    """True for «Thực hiện Chỉ thị …, Tỉnh ủy giao …», «Báo cáo cho thấy, các cấp đã …», «Xác định … là nhiệm vụ …»."""
    if any(group.role == "subject" and group.followed for group in clause.groups):
        return True
    said = [piece for piece in clause.pieces if not piece.in_title]
    holds = next((at for at, piece in enumerate(said) if piece.word == "xác định"), len(said))
    shows = any(piece.means("shows") for piece in said)
    checked = len(said) > 1 and said[0].word == "qua" and said[1].is_act  # «Qua theo dõi, một số nơi đã …»
    return shows or checked or any(p.word == "là" for p in said[holds:])


def _begins_with_number(pieces: Sequence[Piece]) -> bool:
    """True for «45/48 chi bộ đã ban hành …»; not for «02 kế hoạch», «1. Ban hành …»."""
    pieces = list(dropwhile(lambda piece: piece.word in ("còn", "hiện còn", "chỉ còn", "vẫn còn"), pieces))
    if len(pieces) < 2 or pieces[0].kind != "number" or pieces[0].word[-1] == "." or pieces[1].kind == "stop":
        return False
    return any(piece.means(*STATUSES) and not piece.in_title for piece in pieces)


def opens_with_body(text: str, pieces: Sequence[Piece]) -> bool:
    """True for «Ngày 6/11, Ban Thường vụ Huyện đoàn thành lập …»: a body that no register knows, and what it does."""
    rest = list(dropwhile(lambda p: p.kind in ("stop", "date") or p.word in _WHEN, pieces))
    dated = any(piece.kind == "date" for piece in pieces[: len(pieces) - len(rest)])
    heads = bool(rest) and rest[0].means("head") and _is_unknown_body(text, rest[0])
    return dated and heads and any(piece.is_act for piece in rest)


def _is_unknown_body(text: str, piece: Piece) -> bool:
    return piece.kind in ("word", "cue") and not piece.is_act and text[piece.start].isupper()


def _has_nameless_subject(text: str, pieces: Sequence[Piece]) -> bool:
    """True for «Thực hiện Chỉ thị …, đến nay 03 đơn vị đã …»: who acts is told after what leads up to it."""
    named = next((at for at, piece in enumerate(pieces) if piece.kind == "directive"), len(pieces))
    comma = next((at for at in range(named, len(pieces)) if pieces[at].is_stop(",:") and not pieces[at].in_title), -1)
    nameless = False
    rest = pieces[comma + 1 :] if comma >= 0 else []
    if any(one.word in _THERE_ARE and two.kind == "number" and not one.in_title for one, two in pairwise(rest)):
        return True  # «Thực hiện Chỉ thị …, đến nay đã có 45 chi bộ đăng ký»
    first = next((one for one in rest if one.kind != "date" and not one.is_stop(",") and one.word not in _WHEN), None)
    # «Thực hiện Chỉ thị …, toàn tỉnh có 50 mô hình», «…, Ban Chỉ đạo 35 vừa ban hành …»: a body that no register knows
    if first is not None and (first.word in ("toàn", "cả") or _is_unknown_body(text, first)):
        return True
    for at, piece in enumerate(pieces[comma + 1 :], comma + 1) if comma >= 0 else ():
        if (
            piece.kind == "unit"
            and pieces[at - 1].is_stop(",")
            and not pieces[min(at + 1, len(pieces) - 1)].is_stop(",;.)")
        ):
            return True  # «Thực hiện Chỉ thị …, huyện A có 03 tập thể được biểu dương»
        if piece.means(*STATUSES):
            return nameless
        if piece.is_act:
            return pieces[at - 2].kind == "number" and pieces[at - 1].means("head", "people")  # «14 đơn vị gửi báo cáo»
        nameless = nameless or piece.kind == "number" or piece.means("head", "people")
    return False
