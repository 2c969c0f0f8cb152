"""Documents that a unit itself issues: «ban hành Kế hoạch số 15-KH/HU», «huyện A đã có Kế hoạch số 48-KH/HU»."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.compliance.directives import Named
from pipeline.compliance.pieces import Piece

_LONGEST_LIST = 20  # pieces: «ban hành 02 hướng dẫn, 05 kế hoạch, 14 công văn, trong đó có»


def is_own(pieces: Sequence[Piece], place: int) -> bool:
    """True for a document that the unit itself issues: «ban hành Kế hoạch số 15-KH/HU», «huyện A (Kế hoạch số …)»."""
    one = pieces[place].named
    back = _before_examples(pieces, place)
    while back >= 0 and (
        pieces[back].kind == "number"
        or pieces[back].means("head")
        or pieces[back].is_stop("“:")
        or (pieces[back + 1].is_stop(":") and pieces[back].activity == "issued_plan")  # «ban hành các kế hoạch: số …»
    ):
        back -= 1
    if back < 0 or one is None:
        return False
    before = pieces[back]
    if before.is_stop("("):
        return one.is_means
    if before.is_stop(",;") or before.word == "và":
        return _is_own_beside(pieces, back, one)
    return (before.means("issue") or has_plan(pieces, back + 1)) and not before.in_title


def has_plan(pieces: Sequence[Piece], place: int) -> bool:
    """True for a plan that a unit has: «huyện A đã có Kế hoạch số 48-KH/HU»; not for «sau khi có Quyết định …».

    What one «đã có» is one's own, whatever it is: «Thủ tướng Chính phủ đã có Công điện số …».
    """
    one, before = pieces[place].named, [piece.word for piece in pieces[max(place - 2, 0) : place]]
    has = before[-1:] == ["đã có"] or (before[-1:] == ["có"] and place > 1 and pieces[place - 2].kind == "unit")
    return one is not None and has and (one.is_means or before[-1:] == ["đã có"])


def _is_own_beside(pieces: Sequence[Piece], joint: int, one: Named) -> bool:
    """True for the second of «ban hành Kế hoạch A và Kế hoạch B», «ban hành Chỉ thị A về … và Chỉ thị B»."""
    earlier = next((at for at in range(joint - 1, -1, -1) if pieces[at].named is not None), None)
    if earlier is None or not all(piece.in_title for piece in pieces[earlier + 1 : joint]):
        return False
    first = pieces[earlier].named
    alike = one.is_means or (first is not None and not first.is_means)
    return alike and is_own(pieces, earlier)


def _before_examples(pieces: Sequence[Piece], place: int) -> int:
    """The place before a document, or before the list that it is of: «ban hành 02 kế hoạch, trong đó có Kế hoạch …».

    Of «ban hành kế hoạch thực hiện các chỉ thị như Chỉ thị …» only a plan would be its own.
    """
    back = place - 1
    example = back - 1 if back > 0 and pieces[back].is_stop(":") else back
    if example < 1 or not pieces[example].means("example"):
        return back
    one = pieces[place].named
    for at in range(example - 1, max(example - _LONGEST_LIST, -1), -1):
        carried_out = pieces[at].activity == "other" and not pieces[at].means("issue")
        if pieces[at].kind in ("unit", "directive") or pieces[at].is_stop(";:"):
            break
        if carried_out and not (one is not None and one.is_means):
            break
        if pieces[at].means("issue"):
            return at
    return back
