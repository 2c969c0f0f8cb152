"""Units that only tell where: «Đảng ủy xã A (huyện B)», «giám sát … tại tỉnh C» in a report of that province."""

from __future__ import annotations

from extractors.units import UnitName
from pipeline.compliance.clauses import Clause
from pipeline.compliance.groups import Group
from pipeline.compliance.pieces import Report


def is_address(report: Report, clause: Clause, group: Group) -> bool:
    """True for «Đảng ủy xã A (huyện B)»: the bracket says where the unit before it lies."""
    before = clause.pieces[group.begin - 2] if group.begin >= 2 else None
    if before is None or len(group.members) > 1:
        return False
    if before.kind == "word":
        return report.document.text[before.start].isupper()  # a commune that no register knows
    return before.kind == "unit" and lies_in(report.unit(before.mention), report.unit(group.members[0]))


def lies_in(part: UnitName | None, whole: UnitName | None) -> bool:
    """True where one unit is a part of another, or the body of such a part."""
    if part is None or whole is None:
        return False
    place = part.unit_id.partition("/")[0]
    return place.startswith(f"{whole.unit_id}.") or (part.unit_id != place and place == whole.unit_id)


def is_whole_area(report: Report, group: Group) -> bool:
    """True for «tại thành phố A» in a report of that province: where it is, not who is supervised."""
    unit = report.unit(group.members[0])
    reporter = report.reporter.unit if report.reporter else None
    return unit is not None and unit.kind == "province" and reporter is not None and reporter.place == unit.name
