"""Who sends a report, also under a new rank: «Thị ủy Đông Triều» is «Thành ủy Đông Triều» since November 2024."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import regex

from extractors.mention import Context
from extractors.patterns import fold
from extractors.places import Place, bare_key, head_of, named, place
from extractors.provinces import find_province
from extractors.units import find_units

# What a new rank changes in the identifier of a body: «thi-uy» becomes «thanh-uy».
_RANKED = regex.compile(r"(?:huyen|thanh|thi|quan)-uy$|(?<=-)(?:huyen|thanh-pho|thi-xa|quan)$")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The organ that reports come from. `upper_id` is the place whose organ it is, `body` which organ of that place.

    `unit_id` is empty for an organ that no register knows: it is told by its name within its province.
    """

    upper_id: str
    body: str
    unit_id: str
    name: str

    @property
    def key(self) -> str:
        """What tells organs apart, whatever rank their place has."""
        return f"{self.upper_id}/{self.body}"


@lru_cache(maxsize=10_000)
def province_of(issuer: str, seat: str, when: str) -> str:
    """The identifier of the province from which a report comes, by its letterhead; empty where that does not tell.

    >>> province_of("Ban Tuyên giáo Huyện ủy Mèo Vạc", "Mèo Vạc", "2024-05-20"), province_of("", "Hà Nội", "2024-05-20")
    ('VN02', 'VN01')
    """
    for name in filter(None, (seat, find_province(issuer) or "")):
        heads = frozenset({head_of(name)} if head_of(name) else {"tỉnh", "thành phố", "huyện", "thị xã", "quận"})
        same = named(bare_key(name[len(head_of(name)) :]), heads)
        upper = [one for one in same if one.kind == "province"] or same
        valid = {one.province_id for one in upper if _was_there(one.valid_from, one.valid_to, when)}
        if len(valid) == 1:
            return valid.pop()
    return ""


def _was_there(valid_from: str, valid_to: str, when: str) -> bool:
    return not when or (valid_from <= when and (not valid_to or when <= valid_to))


@lru_cache(maxsize=20_000)
def issuer_of(issuer: str, seat: str, when: str) -> Issuer | None:
    """The organ that a letterhead names, with its seat and the ISO day; None without a name.

    >>> [issuer_of(name, "Đông Triều", "2024-05-20").key for name in ("Thị ủy Đông Triều", "Thành ủy Đông Triều")]
    ['VN22.205/cap-uy', 'VN22.205/cap-uy']
    """
    if not issuer.strip():
        return None
    upper = place(province_of(issuer, seat, when))
    found = next(find_units(issuer, Context(province=upper.name if upper else None)), None)
    unit = found.value if found is not None and found.start == 0 and found.value.unit_id else None
    if unit is None:
        return Issuer(upper.unit_id if upper else "", fold(issuer), "", issuer)
    upper_id, _, body = unit.unit_id.partition("/")
    return Issuer(upper_id, one_rank(body), unit.unit_id, unit.name)


def one_rank(unit_id: str) -> str:
    """The identifier of a body, the same whatever rank its place has.

    >>> one_rank("VN30.292/huyen-uy") == one_rank("VN30.292/thi-uy"), one_rank("VN30.292")
    (True, 'VN30.292')
    """
    return _RANKED.sub("cap-uy" if unit_id.endswith("uy") else "", unit_id)


def issuer_on(issuer: Issuer, on: date) -> Issuer | None:
    """The organ that has taken its place by that day; None where it ended and no single place came after its own.

    >>> issuer_on(issuer_of("Huyện ủy Mỹ Lộc", "Mỹ Lộc", "2024-05-20"), date(2024, 10, 31)).name
    'Thành phố Nam Định'
    """
    upper = place(issuer.upper_id) if issuer.unit_id else None
    if upper is None or not _ended(upper, on):
        return issuer
    while upper is not None and _ended(upper, on):
        upper = place(upper.successor_ids[0]) if len(upper.successor_ids) == 1 else None
    if upper is None:
        return None
    return Issuer(upper.unit_id, issuer.body, upper.unit_id, upper.name)


def _ended(upper: Place, on: date) -> bool:
    return bool(upper.valid_to) and upper.valid_to < on.isoformat()
