"""What a report says of units and directives, short enough for a matrix of ten thousand reports: no words, no pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.tables import Row, tables

COLUMNS = ("doc_id", "directive_id", "unit_id", "unit_name", "told_on", "status", "first", "last")


def to_standings(rows: Mapping[str, Sequence[Row]]) -> list[Row]:
    """The report's implementations, each once, with the day that it tells of: the end of its period, or the report's.

    A plan is told on the report's day, not on that of what is planned: else it would hide what was done meanwhile.
    """
    document = dict(zip((column.name for column in tables()["documents"]), rows["documents"][0], strict=True))
    own_first = str(document["period_start"] or document["issued_on"] or document["period_end"] or "")
    own_last = str(document["period_end"] or document["issued_on"] or document["period_start"] or "")
    names = [column.name for column in tables()["implementations"]]
    found: dict[Row, None] = {}
    for row in rows.get("implementations", ()):
        told = dict(zip(names, row, strict=True))
        first = str(told["period_start"] or told["period_end"] or own_first)
        last = str(told["period_end"] or told["period_start"] or own_last)
        told_on = min(last, own_last) if told["status"] == "planned" and own_last else last
        keys = (told["directive_id"], told["unit_id"], told["unit_name"])
        found[document["doc_id"], *keys, told_on, told["status"], first, last] = None
    return list(found)
