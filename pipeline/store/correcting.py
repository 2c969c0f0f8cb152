"""A correction written down or taken back, with all that follows from it, in one transaction."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from pipeline.corrections.correction import Correction, read_record, to_record
from pipeline.store.change import Change, write_change
from pipeline.store.corrected import documents_of
from pipeline.store.inserting import correct_again
from pipeline.store.schema import METADATA
from pipeline.store.storable import storable
from pipeline.store.store import Store
from pipeline.store.written import count_write, read_written

_CORRECTIONS = METADATA.tables["corrections"]


class OvertakenError(Exception):
    """Somebody has corrected something since the fact was looked at."""


def keep_correction(store: Store, made: Correction, change: Change, *, seen: int) -> None:
    """Write a correction down, and make every report that it is about what it says; all of it or nothing.

    `seen` is how many corrections had been written when the fact was looked at: `OvertakenError` where it is more now.
    """
    record = {name: storable(cell) for name, cell in to_record(made).items()}
    with store.transaction(writes=True) as connection:
        _refuse_overtaken(connection, seen)
        connection.execute(_CORRECTIONS.insert(), record)
        _again(connection, made)
        write_change(connection, change)


def undo_correction(store: Store, correction_id: str, by: str, at: str, change: Change, *, seen: int) -> Correction:
    """Take a correction back: its reports are again what was read, under the corrections that are left.

    `seen` is how many corrections had been written when it was looked at.
    """
    where = _CORRECTIONS.c.correction_id == correction_id
    with store.transaction(writes=True) as connection:
        _refuse_overtaken(connection, seen)
        row = connection.execute(sa.select(_CORRECTIONS).where(where)).one()
        undone = {"undone_by": storable(by), "undone_at": at, "fact": ""}
        connection.execute(_CORRECTIONS.update().where(where), undone)
        made = replace(read_record(row._asdict()), undone_by=by, undone_at=at)
        _again(connection, made)
        write_change(connection, change)
    return made


def _refuse_overtaken(connection: sa.Connection, seen: int) -> None:
    written = read_written(lambda query, given: connection.execute(sa.text(query), given).all())
    if written.corrections != seen:
        raise OvertakenError


def _again(connection: sa.Connection, made: Correction) -> None:
    for doc_id in documents_of(connection, made):
        correct_again(connection, doc_id)
    count_write(connection, "corrections")
