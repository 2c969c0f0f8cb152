"""Who speaks in a report, by its letterhead: «Ban Tuyên giáo Huyện ủy Mèo Vạc» of «Huyện Mèo Vạc»."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath

from extractors.mention import Context
from extractors.patterns import fold
from extractors.places import Place, place
from extractors.units import find_units
from pipeline.archive.issuers import issuer_of, province_of
from pipeline.limits import LONGEST_NAME
from pipeline.tables import Cell

# A committee that stands beside the places is one of its kind in the province.
_COMMITTEES = ("đảng ủy ", "đảng bộ ", "chi bộ ")


@dataclass(frozen=True, slots=True)
class Reporter:
    """The unit that a report comes from, and the place that it belongs to (or is)."""

    unit_id: str
    name: str

    @property
    def place_id(self) -> str:
        """The identifier of its province, district or commune."""
        return self.unit_id.partition("/")[0]

    @property
    def place(self) -> Place | None:
        """Its province, district or commune."""
        return place(self.place_id)

    @property
    def speaks_for_place(self) -> bool:
        """True where the Party members of its place are its own: not for «Đảng ủy Công an tỉnh»."""
        one = self.place
        return one is not None and (
            one.kind != "province" or self.unit_id.endswith(("/tinh-uy", "-tinh-uy", one.unit_id))
        )


@lru_cache(maxsize=50_000)
def reporter_of(issuer: str, seat: str, when: str) -> Reporter | None:
    """The unit that a letterhead names (`seat` is the place before its date); None where it may be several, or none.

    >>> reporter_of("Ban Tuyên giáo Huyện ủy Mèo Vạc", "Mèo Vạc", "2024-05-20")
    Reporter(unit_id='VN02.027/ban-tuyen-giao-huyen-uy', name='Ban Tuyên giáo Huyện ủy Mèo Vạc')
    >>> reporter_of("Văn phòng Tỉnh ủy Hà Giang", "Hà Giang", "2024-05-20").place.name
    'Tỉnh Hà Giang'
    >>> reporter_of("Tổ Thi đua huyện Mèo Vạc", "Mèo Vạc", "2024-05-20") is None
    True
    """
    if not issuer:
        return None
    upper = place(province_of(issuer, seat, when))
    context = Context(issued_on=date.fromisoformat(when) if when else None, province=upper.name if upper else None)
    named = list(find_units(issuer, context))
    if len(named) != 1 or named[0].start or not named[0].value.unit_id:
        return None
    return Reporter(named[0].value.unit_id, named[0].value.name)


def speaker_of(report: Mapping[str, Cell]) -> Reporter:
    """Who speaks in a report, a row of `documents`: its organ; where nobody knows that, itself by its file's name."""
    head = (str(report["issuer"]), str(report["place"]), str(report["issued_on"] or ""))
    itself = Reporter(f"?{report['doc_id']}", PurePosixPath(str(report["source"])).name[:LONGEST_NAME])
    return reporter_of(*head) or _unlisted(*head) or itself


def _unlisted(issuer: str, seat: str, when: str) -> Reporter | None:
    """A committee that no register knows, by its name within its province: «Đảng ủy Trường Đại học Hải Dương»."""
    organ = issuer_of(issuer, seat, when)
    if organ is None or organ.unit_id or not organ.upper_id or not fold(organ.name).startswith(_COMMITTEES):
        return None
    return Reporter(organ.key, organ.name)
