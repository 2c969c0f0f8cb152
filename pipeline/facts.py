"""What one report yields: its document, the mentions in it, and what is concluded from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from extractors.mention import Mention, Span, Value
from pipeline.document import Document

if TYPE_CHECKING:
    from pipeline.resolve import Resolution

Status = Literal["implemented", "in_progress", "planned", "not_implemented", "monitored"]
Verdict = Literal["match", "mismatch", "unverifiable"]
Relation = Literal["implements", "continues", "sums_up", "amends", "replaces"]


@dataclass(frozen=True, slots=True)
class Implementation:
    """One unit did something about one directive, and the sentence says so.

    `span` is the passage that states it; `evidence` are indexes into the extraction's mentions; `words` is the
    activity in the report's own words and `activity` its kind.
    """

    directive_id: str
    unit_id: str
    unit_name: str
    place: str
    status: Status
    activity: str
    span: Span
    evidence: tuple[int, ...]
    words: str = ""
    period_start: date | None = None
    period_end: date | None = None


@dataclass(frozen=True, slots=True)
class DirectiveRelation:
    """One directive implements, continues, sums up, amends or replaces another; `mention` is an index of a citation.

    `cue` is where the words stand that say so.
    """

    directive_id: str
    relation: Relation
    to_directive_id: str
    mention: int
    cue: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """One checked relation between figures or dates. `expected` is what the report claims, `found` what its parts say.

    Both, and `difference`, are numbers as text («28», «12.5»), empty where the check compares no figures. `claim` is
    the claim in the report's words, `span` where it stands, `evidence` the spans of the parts; `arithmetic` is the
    sum or quotient written out: «534 + 113 + … = 3442 ≠ 1862».
    """

    rule: str
    verdict: Verdict
    claim: str
    span: Span
    evidence: tuple[Span, ...] = ()
    expected: str = ""
    found: str = ""
    difference: str = ""
    explanation: str = ""
    arithmetic: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read out of one report. `mentions` stand in text order; `resolutions` are keyed by their index."""

    document: Document
    mentions: tuple[Mention[Value], ...]
    resolutions: Mapping[int, Resolution] = field(default_factory=dict)
    relations: tuple[DirectiveRelation, ...] = ()
    implementations: tuple[Implementation, ...] = ()
    findings: tuple[Finding, ...] = ()
