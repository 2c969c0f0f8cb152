"""Which place a body's name means, and its full name: «Huyện ủy» of a report from Mèo Vạc is «Huyện ủy Mèo Vạc»."""

from __future__ import annotations

from dataclasses import dataclass

from extractors import places as register
from extractors.places import Place
from extractors.unit_heads import COMMITTEES, head_at
from extractors.unit_names import Body, Scope

_OF_PARTY = ("Đảng ủy", "Đảng bộ", "Chi bộ", "Ban Thường vụ", "Ban Chấp hành", "Thường trực", "Ủy ban Kiểm tra")


@dataclass(frozen=True, slots=True)
class Beside:
    """The districts and provinces named beside a body; `binding` in an address: «xã Tân Lập, huyện Bắc Quang»."""

    ids: frozenset[str] = frozenset()
    binding: bool = False


def place_of(body: Body, scope: Scope, beside: Beside) -> tuple[Place | None, tuple[Place, ...]]:
    """The place that a body names or belongs to, and where that stays open, the places that it may mean."""
    if not body.candidates:
        return (_home(body, scope), ())
    found = tuple(one for one in body.candidates if not scope.too_early_for(one))
    hinted = tuple(one for one in found if one.parent_id in beside.ids or one.province_id in beside.ids)
    near = tuple(one for one in found if one.province_id in scope.family)
    if beside.binding and not hinted:
        return None, ()  # «thị trấn Chợ Mới, huyện Chợ Mới, tỉnh Bắc Kạn» is not the one of An Giang
    if (
        not hinted
        and not near
        and scope.family
        and all(one.kind == "commune" and one.head != "đặc khu" for one in found)
    ):
        return None, tuple(one for one in found if scope.stood(one)) or found
    found = hinted or near or found
    found = _latest(tuple(one for one in found if scope.stood(one)) or found)
    if len(found) > 1 and scope.district:
        found = tuple(one for one in found if one.parent_id == scope.district) or found
    return (found[0], ()) if len(found) == 1 else (None, found)


def _latest(found: tuple[Place, ...]) -> tuple[Place, ...]:
    """Of a place and what it became under the same name, the later one: an archive of 2025 on «Tỉnh Tuyên Quang»."""
    ids = {one.unit_id for one in found}
    return tuple(one for one in found if not ids & set(one.successor_ids)) or found


def _home(body: Body, scope: Scope) -> Place | None:
    """The document's province, for «Tỉnh ủy» and «Sở Y tế»; the district that issued it, for «Huyện ủy».

    A bare «Huyện ủy» of a province's document, and «Thành ủy» where both issuer and province are cities, stay open.
    """
    if body.named or body.village or body.central or body.group:
        return None
    home = scope.home
    if body.level:
        near = [one for one in (home, *scope.seats) if one is not None and one.head == body.level]
        return near[0] if len(near) == 1 else None
    return home if body.heads and body.heads[-1].alone == "province" else None


def name_of(body: Body, place: Place | None, scope: Scope, bare: bool = True) -> str:
    """The full canonical name; the name of the document's own province is left out: «Ban Tuyên giáo Tỉnh ủy».

    With `bare` false no place's name is in it, for the identifier.
    """
    parts = [head.name for head in body.heads]
    if parts[1:] and parts[0] in _OF_PARTY:
        # «Đảng ủy Bộ đội Biên phòng tỉnh» is «Đảng ủy Biên phòng tỉnh»
        parts = [name.removeprefix("Bộ đội ") for name in parts]
    own = place is not None and scope.home is not None and place.kind == "province" and place.name == scope.home.name
    own = own and place is not None and place.head == "tỉnh"  # a bare «Thành ủy» would be any city's
    name = (_bare_name(body, place) if place is not None else body.written) if bare else ""
    if own and (body.heads or body.committee) and not _always_named(body):
        name = ""
    party = bool(body.heads) and body.heads[-1].of & {"committee"} and not body.heads[-1].of & {"place"}
    if body.central:
        parts.append("Trung ương")
    elif body.village:
        parts.append(_lower_first(body.village) if parts else body.village)
    elif body.group:
        parts.append(body.group)
    elif body.committee or (party and body.level in COMMITTEES):
        whole = name.isdigit() or name == "Hồ Chí Minh"  # «Quận ủy Quận 5», «Thành ủy Thành phố Hồ Chí Minh»
        parts += [COMMITTEES[body.level], f"{body.level.capitalize()} {name}" if whole else name]
    elif party and body.level:
        parts += ["Đảng ủy", body.level, name]
    elif body.heads and body.heads[-1].alone == "province" and (own or not name):
        pass
    elif _always_named(body):
        parts.append(name)
    elif body.level:
        parts += [body.level, name]
    full = " ".join(filter(None, parts))
    known_as = head_at(full, 0) if body.central else None  # «Văn phòng Trung ương» is «Văn phòng Trung ương Đảng»
    if known_as is not None and known_as[0].alone == "centre" and known_as[1] == len(full):
        return known_as[0].name
    return full[:1].upper() + full[1:]


def _bare_name(body: Body, place: Place) -> str:
    called = register.name_called(place, body.level, body.written)
    return called[len(register.head_of(called)) + 1 :]


def _always_named(body: Body) -> bool:
    return bool(body.heads) and body.heads[-1].of == {"name"} and body.heads[-1].alone != "province"


def _lower_first(name: str) -> str:
    return name[:1].lower() + name[1:]
