"""One report read for the audit: its facts by place, what its sentences list, and what its notes are called for."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.audit.notes import Called, find_called
from pipeline.audit.statements import Statement, find_statements
from pipeline.audit.view import View, look
from pipeline.facts import Extraction


@dataclass(frozen=True, slots=True)
class Reading:
    """What every check is given; made once for a report."""

    view: View
    statements: tuple[Statement, ...]
    called: tuple[Called, ...]


def read_for_audit(extraction: Extraction) -> Reading:
    """The reading of an extraction."""
    view = look(extraction)
    return Reading(view, tuple(find_statements(view)), tuple(find_called(view)))
