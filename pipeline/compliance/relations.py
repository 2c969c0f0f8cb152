"""How directives lean on each other: «Chương trình số 58-CTr/TU … về thực hiện Chỉ thị số 28-CT/TW» implements it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractors.lexicon import rows
from extractors.mention import Span
from pipeline.compliance.amending import find_change
from pipeline.compliance.directives import Named
from pipeline.facts import DirectiveRelation, Relation

# What these say of another document is asked for or told, not done.
_PROPOSE = frozenset({"Tờ trình", "Báo cáo", "Công văn", "Thông báo"})
_LONGEST_GAP = 160  # characters between the one's date and issuer and the other
_WORD = re.compile(r"[^\W\d_]+")
_OPENS = re.compile(r"[ ,:“”\"(]{0,4}(?:(?:về|v/v|nhằm|để)(?!\w)[ “\"]{0,2})?(?:(?:việc|về)(?!\w) )?")
# What may stand between «thực hiện» and the number: «thực hiện có hiệu quả các nội dung của Chỉ thị số …».
_BETWEEN = re.compile(
    r"[ ,“\"]{0,3}(?:(?:các|nội dung|một số nội dung|một số điều|điều|có hiệu quả|hiệu quả|nghiêm|nghiêm túc|tốt|theo"
    r"|thực hiện|triển khai|thi hành|của|và|việc|bổ sung|toàn bộ|kết quả|năm|sau|,)[ ]?|\d{1,2}[ ]){0,8}"
)
# From one directive of a coordination to the next: «Chỉ thị A và Kết luận B».
_JOINT = re.compile(r"[ ]?(?:,|;|,? và|cùng|và các)[ ]")


@dataclass(frozen=True, slots=True)
class Lean:
    """`one` implements, continues … `other`; the words that say so stand at `cue`."""

    one: Named
    relation: Relation
    other: Named
    cue: Span


def find_leans(small: str, directives: Sequence[Named]) -> tuple[Lean, ...]:
    """The relations that the words between two neighbouring citations state, in text order."""
    cited = [one for one in directives if one.citation >= 0]  # also those that stay open: they part the others
    return tuple(_leans(small, cited))


def to_relations(leans: Sequence[Lean]) -> tuple[DirectiveRelation, ...]:
    """The relations between directives, each place once; nothing leans on itself."""
    return tuple(
        DirectiveRelation(lean.one.directive_id, lean.relation, lean.other.directive_id, lean.one.citation, lean.cue)
        for lean in leans
        if "" != lean.one.directive_id != lean.other.directive_id != ""
    )


def _leans(small: str, cited: Sequence[Named]) -> Iterator[Lean]:
    last: Lean | None = None
    for (one, other), after in zip(pairwise(cited), [*cited[2:], None], strict=False):
        last = _stated(small, one, other) or _gone_on(small, last, one, other, after)
        if last is not None:
            yield last


def _stated(small: str, one: Named, other: Named) -> Lean | None:
    """What the words between two neighbours state: one changes the other, or the first carries out the second."""
    gap = small[one.tail : other.start] if 0 <= other.start - one.tail <= _LONGEST_GAP else "."
    change = find_change(gap)
    if change is not None:
        changing, changed = (other, one) if change.passive else (one, other)
        cue = Span(one.tail + change.start, one.tail + change.end)
        proposes = changing.doc_type in _PROPOSE or _is_earlier(changing, changed)
        return None if proposes else Lean(changing, change.relation, changed, cue)
    found = _between(small, one, other) if not _is_earlier(one, other) else None
    return Lean(one, found[0], other, found[1]) if found else None


def _gone_on(small: str, last: Lean | None, one: Named, other: Named, after: Named | None) -> Lean | None:
    """The next of a coordination: «thực hiện Chỉ thị A và Kết luận B», «được sửa đổi bởi Luật A và Luật B»."""
    if last is None or not _JOINT.fullmatch(small[one.tail : other.start]):
        return None
    if after is not None and _stated(small, other, after) is not None:  # «…; Kế hoạch B về thực hiện …» is another
        return None
    if last.one is one and last.other.start < one.start:
        return Lean(other, last.relation, last.other, last.cue)
    if last.other is one and not _is_earlier(last.one, other):
        return Lean(last.one, last.relation, other, last.cue)
    return None


def _is_earlier(one: Named, other: Named) -> bool:
    """True for a plan of 2016 beside a conclusion of 2017: it cannot carry that out."""
    return one.issued_on is not None and other.issued_on is not None and one.issued_on < other.issued_on


def _between(small: str, one: Named, other: Named) -> tuple[Relation, Span] | None:
    if not 0 <= other.start - one.tail <= _LONGEST_GAP:
        return None
    gap = small[one.tail : other.start]
    if not one.is_means and gap.startswith(" để ") and small.endswith("theo tinh thần ", 0, one.start):
        return None  # «họp theo tinh thần Nghị quyết A để triển khai thực hiện Chỉ thị B»
    # Who supervises the carrying out of something does not carry it out.
    if any(mark in gap for mark in ("\n", "\t", ";", ".", "…", "kiểm tra", "giám sát")):
        return None
    opening = _OPENS.match(gap)
    start = opening.end() if opening else 0
    about = bool(opening and opening.group().strip(' ,:“”"('))
    # «triển khai Kết luận A, thực hiện Chỉ thị B» are two things done.
    if ", " in gap[2:] or (not about and gap.startswith(",")):
        return None
    for cue, relation in _cues():
        at = gap.find(cue, start)
        if at < 0 or gap[at - 1 : at].isalnum() or gap[at + len(cue) : at + len(cue) + 1].isalnum():
            continue
        led = len(_WORD.findall(gap, start, at))
        if led <= (8 if about else 2) and _BETWEEN.fullmatch(gap, at + len(cue)):
            span = Span(one.tail + at, one.tail + at + len(cue))
            return ("implements" if relation == "continues" and one.is_means else relation), span
    return None


@cache
def _cues() -> tuple[tuple[str, Relation], ...]:
    """The cues, those that say more first: «tổng kết … thực hiện» sums up; what changes another is not among them."""
    named = ((row["cue"], row["relation"]) for row in rows("relations"))
    return tuple(one for one in named if one[1] not in ("amends", "replaces"))  # type: ignore[misc]
