"""Which version of the program read each report, «1.0.0»: what another one read may lack what this one finds."""

from __future__ import annotations

import sqlalchemy as sa

from pipeline.store.schema import METADATA
from pipeline.version import ours

_DOCUMENTS, _READINGS = METADATA.tables["documents"], METADATA.tables["readings"]
_OTHERS = (
    sa.select(_DOCUMENTS.c.doc_id)
    .outerjoin(_READINGS, _READINGS.c.doc_id == _DOCUMENTS.c.doc_id)
    .where(sa.func.coalesce(_READINGS.c.version, "") != sa.bindparam("ours"))
)


def read_by_others(connection: sa.Connection) -> frozenset[str]:
    """The ids of the reports that another version read, or one that did not write down which it was."""
    return frozenset(connection.scalars(_OTHERS, {"ours": ours()}))


def is_read_by_others(connection: sa.Connection, doc_id: str) -> bool:
    """True where another version read the report."""
    asked = {"ours": ours(), "which": doc_id}
    return connection.scalar(_OTHERS.where(_DOCUMENTS.c.doc_id == sa.bindparam("which")), asked) is not None
