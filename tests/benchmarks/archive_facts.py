"""What a made report says, known because it was put there: «28 lớp» is written from the count, never read back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TrueCitation:
    """A document cited; `issued_on` only where its date is printed beside it.

    Of every fact, `where` is the sentence that states it and `phrase` the pattern that the sentence was made from.
    """

    symbol: str
    issued_on: date | None
    issuer: str
    where: str
    sure: bool = True
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class TrueDate:
    """A date with its year printed, or a range of days as one."""

    start_on: date
    end_on: date
    where: str
    sure: bool = True
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class TrueCount:
    """A figure with what it counts."""

    value: Decimal
    measure: str
    qualifier: str
    where: str
    sure: bool = True
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class TrueUnit:
    """An organisation or place named, with the place it belongs to; both by their full names.

    Left out are letterheads, lists of recipients, the issuers of directives, and groups («các huyện, thành ủy»).
    """

    name: str
    kind: str
    place: str
    where: str
    sure: bool = True
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class TrueImplementation:
    """What one unit did about one directive."""

    symbol: str
    issued_on: date
    unit: str
    place: str
    status: str
    where: str
    sure: bool = True
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Truth:
    """All facts of one made file; those not `sure`, where good readers may differ, are neither asked nor wrong.

    `sums` are the totals with the parts that the text breaks them into; `planned` the sentences of what is still to do.
    """

    file: Path
    citations: tuple[TrueCitation, ...]
    dates: tuple[TrueDate, ...]
    counts: tuple[TrueCount, ...]
    units: tuple[TrueUnit, ...]
    implementations: tuple[TrueImplementation, ...]
    planned: tuple[str, ...] = ()
    sums: tuple[tuple[int, tuple[int, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Directive:
    """A document that reports speak of; `subject` may hold slots of its own, such as years."""

    doc_type: str
    symbol: str
    issued_on: date
    issuer: str
    subject: str


@dataclass(frozen=True, slots=True)
class Member:
    """A unit that a report can name: how running text names it in full, and its parts for elliptical lists.

    `name` is «Huyện Văn Chấn», `head` «huyện», `tail` «Văn Chấn» as offices spell it; `place` what it belongs to.
    """

    name: str
    kind: str
    head: str
    tail: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """One of the reporting organs, with what its letterhead says and the units below it."""

    member: Member
    level: str  # province, district, commune, committee
    side: str  # party, state
    lines: tuple[str, ...]  # letterhead, left
    tag: str  # after the slash of its own symbols: «BTGTU»
    town: str  # before the letterhead's date
    province: str
    code: str  # for file names: «yb-btgtu»
    members: tuple[Member, ...] = ()
    committees: tuple[Member, ...] = ()
    short: str = ""  # how it calls itself: «Huyện ủy»
    area: str = ""  # what it is the organ of: «huyện»
    directives: tuple[Directive, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a made report; U+0001 in its text calls the next footnote."""

    text: str
    style: str = "body"  # body, section, part, item


@dataclass(frozen=True, slots=True)
class Form:
    """A form annexed to a report: «Biểu số 01», what it is about, and a ruled table with its header first."""

    number: str
    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class Report:
    """A made report before it is set as Word or PDF."""

    left: list[str]
    right: list[str]
    symbol: str
    dateline: str
    title: list[str]
    paragraphs: list[Paragraph] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
