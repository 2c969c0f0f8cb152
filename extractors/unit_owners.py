"""Whose a body is that does not say it: «Huyện ủy, UBND huyện Mèo Vạc», «TỈNH ỦY HÀ GIANG ⏎ BAN TUYÊN GIÁO»."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.places import CAPITALS, COMMUNE_HEADS
from extractors.unit_bodies import admits
from extractors.unit_heads import COMMITTEES, LETTERHEAD
from extractors.unit_names import Body

# What follows a court's name where those of several levels are meant: «TAND hai cấp».
OF_LEVELS = (" hai cấp", " 2 cấp", " 02 cấp", " các cấp", " cấp ")
# Bodies that the province and the district each had one of.
_AT_EACH_LEVEL = (
    "Tòa án nhân dân", "Viện kiểm sát nhân dân", "Công an", "Chi cục Thi hành án dân sự", "Cục Thi hành án dân sự",
    "Thi hành án dân sự", "Kho bạc Nhà nước", "Bảo hiểm xã hội",
)  # fmt: skip
# «Đảng ủy, Bộ Chỉ huy Quân sự tỉnh»: how the committee of each is called.
_ARMED = {
    "Bộ Chỉ huy Quân sự": "Quân sự", "Ban Chỉ huy Quân sự": "Quân sự", "Bộ Chỉ huy Bộ đội Biên phòng": "Biên phòng",
    "Bộ đội Biên phòng": "Biên phòng", "Công an": "Công an",
}  # fmt: skip
_BOARD = re.compile(rf"(?:Ban|Ủy ban|Uỷ ban) [{CAPITALS}]|UBKT")
_JOINT = re.compile(r"[ ]?[,&-][ ]?(?:lãnh đạo[ ]|Ban Giám đốc[ ])?|[ ]và[ ](?:lãnh đạo[ ])?|/")


def share_owners(text: str, bodies: list[Body]) -> list[Body]:
    """Bodies that lack an owner take that of the next: «Huyện ủy, UBND huyện Mèo Vạc», «HĐND, UBND tỉnh»."""
    shared: list[Body] = []
    for body in reversed(bodies):
        follower = shared[-1] if shared else None
        joint = follower is not None and not body.named and _JOINT.fullmatch(text, body.end, follower.start)
        shared.append(_take_owner(text, body, follower) if follower is not None and joint else body)
    return _share_enacting(text, _share_head_lines(text, _share_onward(text, shared[::-1])))


def _share_onward(text: str, bodies: list[Body]) -> list[Body]:
    """«Viện kiểm sát nhân dân huyện, Tòa án nhân dân»: the second is of the same place as the first."""
    shared: list[Body] = []
    for body in bodies:
        before = shared[-1] if shared else None
        goes_on = before is not None and _goes_on(text, before, body)
        shared.append(_take_line(body, before) if before is not None and goes_on else body)
    return shared


def _goes_on(text: str, before: Body, body: Body) -> bool:
    both = all(len(one.heads) == 1 and one.heads[0].name in _AT_EACH_LEVEL for one in (before, body))
    lone = both and not body.owned and text[body.start].isupper() and bool(before.level) and not before.village
    lone = lone and not text.startswith(OF_LEVELS, body.end)
    return lone and _JOINT.fullmatch(text, before.end, body.start) is not None


def _take_owner(text: str, body: Body, follower: Body) -> Body:
    if _leads_with(body, follower):  # «Thường trực, Ban Thường vụ Đảng ủy Khối»
        return replace(follower, start=body.start, end=body.end, heads=(*body.heads, *follower.heads[1:]))
    if [head.name for head in body.heads] == ["Đảng ủy"] and not body.owned:
        return _take_committee(body, follower)
    if follower.group and follower.heads and body.heads and not body.owned and _alike(body, follower):
        return replace(body, group=follower.group)  # «HĐND, UBND các xã»
    owner = replace(follower, heads=())
    if not owner.level or owner.village or owner.group:
        return body
    if body.level:
        fits = body.level == owner.level and owner.named and not body.village
    else:
        of_heads = bool(body.heads) and bool(follower.heads) and body.heads[-1].name != "Văn phòng"
        fits = of_heads and (_alike(body, follower) or _is_board_beside(text, body, follower))
    if not fits:
        return body
    return replace(
        body,
        level=owner.level,
        committee=body.committee or (owner.committee and not body.level),
        written=owner.written,
        candidates=owner.candidates,
    )


def _take_committee(body: Body, follower: Body) -> Body:
    """«Đảng ủy, UBND xã Lũng Pù» is the commune's committee, «Đảng ủy, Bộ Chỉ huy Quân sự tỉnh» the army's."""
    if follower.level in COMMUNE_HEADS and len(follower.heads) == 1 and not follower.village:
        return replace(body, level=follower.level, written=follower.written, candidates=follower.candidates)
    armed = _ARMED.get(follower.heads[0].name) if len(follower.heads) == 1 and follower.level else None
    if armed is None:
        return body
    return replace(
        follower, start=body.start, end=body.end, heads=(*body.heads, replace(follower.heads[0], name=armed))
    )


def _leads_with(body: Body, follower: Body) -> bool:
    """True for two organs of one Party committee that is named by its own heads."""
    if len(body.heads) != 1 or len(follower.heads) < 2 or body.level or body.owned:
        return False
    both = body.heads[0], follower.heads[0]
    return all(one.kind == "party_committee" and "committee" in one.of for one in both)


def _alike(body: Body, follower: Body) -> bool:
    """True for two bodies of one sort, which may share what follows the second: «Thường trực, Ban Thường vụ»."""
    mine, other = body.heads[-1], follower.heads[-1]
    shared = mine.of & other.of & {"place", "committee"}
    kinds = (follower.heads[0].kind, "agency" if follower.heads[0].kind == "group" else "")
    return body.heads[0].kind in kinds and bool(shared) and mine.alone in ("", "open", "under")


def _is_board_beside(text: str, body: Body, follower: Body) -> bool:
    """True for the «Ban Dân vận» of «Ban Dân vận, Hội Nông dân huyện Bắc Mê», which is the Party committee's."""
    mine, other = body.heads[-1], follower.heads[-1]
    of_both = len(body.heads) == 1 and mine.kind == "agency" and "committee" in mine.of and "place" in other.of
    return of_both and follower.level in COMMITTEES and _BOARD.match(text, body.start) is not None


def _share_head_lines(text: str, bodies: list[Body]) -> list[Body]:
    """A letterhead's body takes the owner of the line over it, «HUYỆN ỦY MÈO VẠC ⏎ BAN TUYÊN GIÁO», or under it.

    A place under it is the end of its name: «ỦY BAN NHÂN DÂN ⏎ TỈNH HÀ GIANG» is one body.
    """
    shared: list[Body] = []
    for index, body in enumerate(bodies):
        if shared and body.start < shared[-1].end:
            continue  # the place that ends the name before it
        if body.owned or not body.heads or not text[body.start : body.end].isupper():
            shared.append(body)
            continue
        beside = [*shared[-1:], *bodies[index + 1 : index + 2]]
        owners = [one for one in beside if _is_head_line(text, body, one) and _owns(one, body)]
        named = _take_line(body, owners[0]) if owners else body
        goes_on = bool(owners) and owners[0].start > body.start and not owners[0].heads and not owners[0].committee
        shared.append(replace(named, end=owners[0].end) if goes_on else named)
    return shared


def _is_head_line(text: str, body: Body, other: Body) -> bool:
    """True where both are whole lines, one right over the other."""
    upper, lower = sorted((body, other), key=lambda one: one.start)
    before, after = text[:1] and text[upper.start - 1 : upper.start], text[lower.end : lower.end + 1]
    return before in ("", "\n") and after in ("", "\n") and text[upper.end : lower.start] == "\n"


def _owns(owner: Body, body: Body) -> bool:
    """True for a committee over its agency, «TỈNH ỦY HÀ GIANG», and for a place under or over its own bodies."""
    if owner.heads and owner.heads[0].alone == "centre":
        return "centre" in body.heads[-1].of and owner.heads[0].name == "Ban Chấp hành Trung ương"
    if not owner.level or owner.village or owner.group:
        return False
    return admits(body.heads[-1], replace(owner, heads=()))


def _share_enacting(text: str, bodies: list[Body]) -> list[Body]:
    """«Hội đồng nhân dân ban hành Nghị quyết …» at the head of a paragraph is the council of the letterhead."""
    issuers = [one for one in bodies if one.start < LETTERHEAD and one.level and text[one.start : one.end].isupper()]
    if not issuers:
        return bodies
    return [_take_issuer(text, body, issuers) if body.heads and not body.owned else body for body in bodies]


def _take_issuer(text: str, body: Body, issuers: list[Body]) -> Body:
    opens = text[max(body.start - 1, 0) : body.start] in ("", "\n") and text.startswith(" ban hành ", body.end)
    issuer = next((one for one in issuers if one.heads == body.heads), None) if opens else None
    return _take_line(body, issuer) if issuer else body


def _take_line(body: Body, owner: Body) -> Body:
    if owner.heads and owner.heads[0].alone == "centre":
        return replace(body, central=True)
    return replace(
        body, level=owner.level, committee=owner.committee, written=owner.written, candidates=owner.candidates
    )
