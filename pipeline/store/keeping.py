"""What became of a file, and its report with all that belongs to it, in one transaction: all of it or nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

import sqlalchemy as sa

from pipeline.store.corrected import forget
from pipeline.store.inserting import insert
from pipeline.store.schema import METADATA
from pipeline.store.storable import storable
from pipeline.store.written import count_write
from pipeline.tables import Report

_DOCUMENTS, _OUTCOMES = METADATA.tables["documents"], METADATA.tables["outcomes"]
_ATTEMPTS = METADATA.tables["attempts"]

# What is asked and written for every file is put into words once.
_HERE, _BYTES = (sa.bindparam(name, type_=sa.Text) for name in ("here", "bytes"))
_OUTCOME = sa.select(_OUTCOMES).where(_OUTCOMES.c.path_key == _HERE)
_HOLDER = sa.select(_DOCUMENTS.c.doc_id).where(_DOCUMENTS.c.sha256 == _BYTES)
# A prefix of a hash stands before it and not before its own beginning; few others stand between.
_LIKE = sa.select(_DOCUMENTS.c.doc_id, _DOCUMENTS.c.sha256).where(
    sa.or_(
        _DOCUMENTS.c.sha256 == _BYTES,
        sa.and_(_DOCUMENTS.c.doc_id >= sa.bindparam("least"), _DOCUMENTS.c.doc_id <= _BYTES),
    )
)
_DROP_OUTCOME = _OUTCOMES.delete().where(_OUTCOMES.c.path_key == _HERE)
_DROP_ATTEMPT = _ATTEMPTS.delete().where(_ATTEMPTS.c.path_key == _HERE)
_ADD_OUTCOME = _OUTCOMES.insert()

# As much of the file's hash as tells ten million reports apart; two that share it get more.
_ID_LENGTH = 12
_ID_STEP = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: a row of `outcomes`. `path_key` is the path's bytes, written in ASCII."""

    path: str
    path_key: str
    outcome: str
    sha256: str = ""
    reason: str = ""
    message: str = ""
    doc_id: str = ""
    stage: str = ""
    attempts: int = 1
    tried_at: str = ""


def keep(connection: sa.Connection, outcome: Outcome, report: Report | None) -> Outcome:
    """Write what became of a file, and its report if there is one; the outcome as it was written."""
    before = outcome_at(connection, outcome.path_key)
    if before is not None and _is_its_own(outcome, before):
        return before
    if report is not None:
        outcome = _settle(connection, outcome, before)
        if outcome.outcome != "duplicate":
            insert(connection, report)
    elif before is not None and not outcome.doc_id:
        outcome = replace(outcome, doc_id=before.doc_id)
    here = {"here": outcome.path_key}
    if before is not None:
        connection.execute(_DROP_OUTCOME, here)
    connection.execute(_ADD_OUTCOME, {k: storable(v) for k, v in asdict(outcome).items()})
    connection.execute(_DROP_ATTEMPT, here)
    if before is not None and before.doc_id not in ("", outcome.doc_id):
        _release(connection, before)
    count_write(connection, "reports")
    return outcome


def outcome_at(connection: sa.Connection, path_key: str) -> Outcome | None:
    """What became of the file at this path, or None where it was never met."""
    row = connection.execute(_OUTCOME, {"here": path_key}).one_or_none()
    return None if row is None else Outcome(**row._mapping)


def ids_of(connection: sa.Connection, sha256: str) -> tuple[str, str]:
    """The report with these bytes, empty where there is none; and the id for one, which no other report has.

    That is as much of the hash as tells them apart.
    """
    asked = {"bytes": sha256, "least": sha256[:_ID_LENGTH]}
    held = {row.doc_id: row.sha256 for row in connection.execute(_LIKE, asked)}
    holder = next((doc_id for doc_id, told in held.items() if told == sha256), "")
    lengths = range(_ID_LENGTH, len(sha256), _ID_STEP)
    return holder, next((sha256[:length] for length in lengths if held.get(sha256[:length], sha256) == sha256), sha256)


def _is_its_own(outcome: Outcome, before: Outcome) -> bool:
    """True where a file would be the duplicate of itself: another run kept it between our look and our word."""
    same = (outcome.sha256, outcome.doc_id) == (before.sha256, before.doc_id)
    return same and outcome.outcome == "duplicate" and before.outcome in ("indexed", "indexed_partial")


def _settle(connection: sa.Connection, outcome: Outcome, before: Outcome | None) -> Outcome:
    """The outcome as it is once another run may have brought the same bytes in the meantime."""
    holder = connection.scalar(_HOLDER, {"bytes": outcome.sha256})
    if holder is None:
        return outcome
    if before is not None and before.doc_id == holder and before.outcome != "duplicate":
        connection.execute(_DOCUMENTS.delete().where(_DOCUMENTS.c.doc_id == holder))
        return outcome
    return replace(outcome, outcome="duplicate", reason="", doc_id=holder)


def _release(connection: sa.Connection, before: Outcome) -> None:
    """Let go of a report that its path no longer holds; another path with the same bytes inherits it."""
    heirs = connection.execute(
        sa.select(_OUTCOMES).where(_OUTCOMES.c.doc_id == before.doc_id).order_by(_OUTCOMES.c.path_key)
    ).all()
    if not heirs:
        connection.execute(_DOCUMENTS.delete().where(_DOCUMENTS.c.doc_id == before.doc_id))
        forget(connection, before.doc_id)
    elif all(heir.outcome == "duplicate" for heir in heirs):
        told = {"outcome": before.outcome, "reason": before.reason, "message": before.message}
        connection.execute(_OUTCOMES.update().where(_OUTCOMES.c.path_key == heirs[0].path_key), told)
        source = {"source": heirs[0].path}
        connection.execute(_DOCUMENTS.update().where(_DOCUMENTS.c.doc_id == before.doc_id), source)
