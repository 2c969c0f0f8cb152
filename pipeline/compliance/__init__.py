"""Who did what about which directive: «tiêu biểu như các huyện: A, B; tuy nhiên huyện C chưa triển khai»."""

from __future__ import annotations

from pipeline.compliance.directives import find_directives, lower
from pipeline.compliance.narrative import Narrative
from pipeline.compliance.pieces import Report
from pipeline.compliance.relations import find_leans, to_relations
from pipeline.facts import DirectiveRelation, Extraction, Implementation


def implementations(extraction: Extraction) -> tuple[Implementation, ...]:
    """What the report says that units did, or did not do, about directives; each said thing once, in text order."""
    small = lower(extraction.document.text)
    directives = find_directives(extraction, small)
    report = Report(extraction, small, directives)
    return Narrative(report, find_leans(small, directives)).rows()


def relations(extraction: Extraction) -> tuple[DirectiveRelation, ...]:
    """How the directives that the report cites lean on each other: «… về thực hiện Chỉ thị số 28-CT/TW»."""
    small = lower(extraction.document.text)
    return to_relations(find_leans(small, find_directives(extraction, small)))
