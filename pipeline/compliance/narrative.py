"""A report read from top to bottom: what a heading, a lead-in or the sentence before names, the next may lean on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.dates import DateSpan
from extractors.mention import Span
from pipeline.compliance.actors import Actor
from pipeline.compliance.clauses import Clause, find_clauses
from pipeline.compliance.grids import read_table
from pipeline.compliance.pieces import Report
from pipeline.compliance.relations import Lean
from pipeline.compliance.statements import Setting, Statement, explicit_subject, read_statement
from pipeline.compliance.topics import Topic
from pipeline.document import Footnote, Section
from pipeline.facts import Implementation
from pipeline.sentences import find_sentences

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[-–+•*]|\(?[\da-zđ]{1,2}[.)])\s")
_ZONES_APART = frozenset({"letterhead", "recipients", "signature", "footnote", "table"})


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph or list item, and what rules it."""

    span: Span
    setting: Setting


class Narrative:
    """One report's statements in text order."""

    def __init__(self, report: Report, leans: Sequence[Lean]) -> None:
        self._report = report
        self._leans = leans
        self._leaned_on = {lean.other.start: lean for lean in leans}
        self._document = report.document
        head = report.document.letterhead
        self._period = (head.period_start, head.period_end)
        self._reporter = (report.reporter,) if report.reporter else ()
        anchored = ((note.anchor, note) for note in self._document.footnotes if note.anchor is not None)
        by_anchor = sorted(anchored, key=lambda pair: pair[0])
        self._anchors = [anchor for anchor, _ in by_anchor]
        self._notes = [note for _, note in by_anchor]

    def rows(self) -> tuple[Implementation, ...]:
        """All rows, each once."""
        every = [*self._issued(), *self._told(), *self._tabled()]
        kept: dict[tuple[str, str, str, str, int], Implementation] = {}
        for row in sorted(every, key=lambda row: (row.span.start, row.evidence)):
            key = (row.directive_id, row.unit_id, row.status, row.activity, row.span.start)
            kept.setdefault(key, row)
        return tuple(kept.values())

    def _issued(self) -> Iterator[Implementation]:
        """Who issued a plan to carry out a directive has done so: «Chương trình số 58-CTr/TU … của …»."""
        for lean in self._leans:
            if lean.one.issuer < 0 or not lean.one.is_means or lean.relation not in ("implements", "sums_up"):
                continue
            unit = self._report.unit(lean.one.issuer)
            if unit is not None:
                span = Span(lean.one.start, lean.other.end)
                day = lean.one.issued_on
                period = (day, day) if day else self._period
                yield Implementation(
                    lean.other.directive_id, unit.unit_id, unit.name, unit.place, "implemented", "issued_plan", span,
                    (lean.one.citation, lean.one.issuer, lean.other.citation),
                    self._document.text[lean.one.start : lean.one.end], *period,
                )  # fmt: skip

    def _told(self) -> Iterator[Implementation]:
        """What the body says, line by line; a line that ends with a colon leads in the items below it."""
        document = self._document
        ruled = _Ruled(self._report, self._reporter, self._period)
        lead: Setting | None = None
        for found in _LINE.finditer(document.text):
            start, end = found.span()
            if document.zone_at(start).name in _ZONES_APART or start < ruled.title.end:
                continue
            is_item = _BULLET.match(document.text, start) is not None
            lead = lead if is_item else None
            line = ruled.line(start, end)
            leads = document.text[end - 1] == ":"
            speaks = line.setting.topic is not None or self._report.names_directive(start, end)
            if not (speaks or leads or lead is not None):
                continue
            rows, last = self._read(line.span, line.setting if lead is None else _under(lead, line.setting))
            yield from rows
            if leads:
                lead = last

    def _tabled(self) -> Iterator[Implementation]:
        """What the tables say; the line over a table, or the one over that, may name the directive for all of it."""
        ruled = _Ruled(self._report, self._reporter, self._period)
        for table in self._document.tables:
            setting = ruled.line(table.start, table.start).setting
            above = _two_lines_before(self._document.text, table.start)
            caption = tuple(self._report.directives_in(above, table.start))
            if caption:
                setting = replace(setting, topic=Topic(caption[-1:], of_heading=True))
            yield from read_table(self._report, table, setting)

    def _read(self, span: Span, setting: Setting) -> tuple[list[Implementation], Setting]:
        """The rows of a stretch, and what holds at its end."""
        rows: list[Implementation] = []
        outer = setting
        for sentence in _sentences(self._document.text, span):
            if outer.topic is setting.topic is None and not self._report.names_directive(sentence.start, span.end):
                break
            for clause in find_clauses(self._report.pieces(sentence)):
                statement, setting = self._step(clause, setting)
                if statement.topic is None and outer.topic is not None and outer.topic.of_heading:
                    statement, setting = self._step(clause, replace(setting, topic=outer.topic))
                rows.extend(statement.rows)
                rows.extend(self._noted(clause, statement, setting))
        return rows, setting

    def _step(self, clause: Clause, setting: Setting) -> tuple[Statement, Setting]:
        subject = explicit_subject(self._report, clause)
        if subject is not None:
            setting = replace(setting, subject=subject)
        statement = read_statement(self._report, clause, self._leaned_on, setting)
        return statement, replace(setting, topic=statement.topic)

    def _noted(self, clause: Clause, statement: Statement, setting: Setting) -> Iterator[Implementation]:
        """What the notes of a clause add: «tiêu biểu⁵» with note 5 «Các huyện: A, B, C»."""
        if statement.topic is None:
            return
        for note in self._called(clause):
            rows, _ = self._read(Span(note.start, note.end), replace(setting, subject=()))
            yield from rows

    def _called(self, clause: Clause) -> Sequence[Footnote]:
        first, last = (bisect_right(self._anchors, offset) for offset in (clause.start, clause.end + 1))
        return self._notes[first:last]


class _Ruled:
    """What headings and the title say for the lines below them."""

    def __init__(self, report: Report, reporter: tuple[Actor, ...], period: tuple[date | None, date | None]) -> None:
        self._report = report
        self._reporter = reporter
        self._period = period
        self._section_starts = [section.start for section in report.document.sections]
        self._parents = list(_parents(report.document.sections))
        self.title = self._find_title()
        self._title_topic = self._of_title()
        self._known: dict[int, tuple[Topic | None, tuple[Actor, ...] | None]] = {}

    def line(self, start: int, end: int) -> _Line:
        """A line with what rules it; a heading printed at its start is left out, and rules it."""
        topic, subject, planned, period = None, None, False, self._period
        own_end = start
        for section in self._over(start):
            planned = planned or section.planned
            heading_end = self._heading_end(section)
            found_topic, found_subject = self._of_heading(section, heading_end)
            if section.start >= start:
                if found_subject is not None:
                    continue
                if heading_end < end - 1:
                    own_end = max(own_end, heading_end)
                else:
                    continue
            topic = found_topic or topic
            subject = found_subject if found_subject is not None else subject
            if section.planned:
                period = self._planned_period(section.start, heading_end) or period
        subject = self._reporter if subject is None else subject
        return _Line(Span(own_end, end), Setting(topic or self._title_topic, subject, planned, period))

    def _over(self, offset: int) -> list[Section]:
        """The sections over an offset, the outermost first."""
        sections = self._report.document.sections
        at = bisect_right(self._section_starts, offset) - 1
        found = []
        while at >= 0:
            if offset < sections[at].end:
                found.append(sections[at])
            at = self._parents[at]
        return found[::-1]

    def _heading_end(self, section: Section) -> int:
        """Where the heading ends, past its colon."""
        text = self._report.document.text
        at = text.find(section.heading, section.start, section.start + len(section.heading) + 40)
        end = at + len(section.heading) if at >= 0 else section.start
        return end + 1 if text[end : end + 1] == ":" else end

    def _of_heading(self, section: Section, end: int) -> tuple[Topic | None, tuple[Actor, ...] | None]:
        if section.start not in self._known:
            self._known[section.start] = self._read_heading(section, end)
        return self._known[section.start]

    def _read_heading(self, section: Section, end: int) -> tuple[Topic | None, tuple[Actor, ...] | None]:
        report = self._report
        clauses = find_clauses(report.pieces(Span(section.start, end)))
        if not clauses:
            return None, None
        topic = None
        if report.names_directive(section.start, end):
            found = read_statement(report, clauses[0], {}, Setting()).topic
            topic = Topic(found.directives, of_heading=True) if found else None
        subject = explicit_subject(report, clauses[0]) if clauses[0].groups else None
        return topic, subject or None

    def _find_title(self) -> Span:
        """Where the report's own title stands."""
        head, text = self._report.document.letterhead, self._report.document.text
        first = text.find(head.title[:20]) if head.title else -1
        return Span(first, first + len(head.title)) if first >= 0 else Span(0, 0)

    def _of_title(self) -> Topic | None:
        """«BÁO CÁO kết quả 5 năm thực hiện Chỉ thị số 05-CT/TW» speaks of it throughout."""
        named = self._report.directives_in(self.title.start, self.title.end)
        return Topic(tuple(named[:1]), of_heading=True) if named else None

    def _planned_period(self, start: int, end: int) -> tuple[date, date] | None:
        """«NHIỆM VỤ TRỌNG TÂM THÁNG 6 NĂM 2024»"""
        mentions = self._report.extraction.mentions
        for at in range(bisect_left(mentions, start, key=lambda mention: mention.start), len(mentions)):
            value = mentions[at].value
            if mentions[at].start >= end:
                break
            if isinstance(value, DateSpan) and value.start_on and value.end_on:
                return value.start_on, value.end_on
        return None


def _parents(sections: Sequence[Section]) -> Iterator[int]:
    """For each section the place of the one that it is a part of, -1 where it is none's."""
    open_: list[int] = []
    for at, section in enumerate(sections):
        while open_ and sections[open_[-1]].end <= section.start:
            open_.pop()
        yield open_[-1] if open_ else -1
        open_.append(at)


def _two_lines_before(text: str, offset: int) -> int:
    """Where the second line before an offset begins."""
    at = offset
    for _ in range(2):
        at = text.rfind("\n", 0, max(at - 1, 0)) + 1
    return at


def _under(lead: Setting, own: Setting) -> Setting:
    """How an item stands under the line that leads it in: what that line spoke of, and of whom, holds for the item."""
    return replace(own, topic=lead.topic or own.topic, subject=lead.subject or own.subject)


def _sentences(text: str, span: Span) -> Iterator[Span]:
    for one in find_sentences(text[span.start : span.end]):
        yield Span(one.start + span.start, one.end + span.start)
