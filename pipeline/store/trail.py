"""The audit trail: every change that was written down, the last ones first. Rows are only added."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from pipeline.store.change import Change, write_change
from pipeline.store.schema import METADATA
from pipeline.store.store import Store

_CHANGES = METADATA.tables["changes"]


def record_change(store: Store, change: Change) -> None:
    """Write a change down by itself; where it belongs to other rows, `Store.add` and `write_change` keep them one."""
    with store.transaction(writes=True) as connection:
        write_change(connection, change)


def read_changes(
    store: Store, *, who: str = "", action: str = "", limit: int = 100, offset: int = 0
) -> tuple[list[dict[str, Any]], int]:
    """Some changes, the last ones first, and how many there are of one person and one kind, or of all."""
    wanted = [column == given for column, given in ((_CHANGES.c.who, who), (_CHANGES.c.action, action)) if given]
    columns = [column for column in _CHANGES.c if column.name != "change_id"]
    query = sa.select(*columns).where(*wanted).order_by(_CHANGES.c.change_id.desc()).limit(limit).offset(offset)
    with store.transaction() as connection:
        total = connection.scalar(sa.select(sa.func.count()).select_from(_CHANGES).where(*wanted)) or 0
        return [_told(row._asdict()) for row in connection.execute(query)], total


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, **{name: json.loads(row[name]) if row[name] else {} for name in ("before", "after")}}
