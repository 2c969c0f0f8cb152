"""What headings and the title say for the lines below them: «1. Việc thực hiện Chỉ thị số 05-CT/TW»."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.dates import DateSpan
from extractors.mention import Span
from pipeline.compliance.actors import Actor
from pipeline.compliance.clauses import find_clauses
from pipeline.compliance.pieces import Report
from pipeline.compliance.statements import Setting, explicit_subject, read_statement
from pipeline.compliance.topics import Topic
from pipeline.document import Section

# «1. Thực hiện Nghị quyết …: Huyện ủy A mở 05 lớp»: whoever acts behind the colon carries it out.
_CARRIES_OUT = frozenset(("thực hiện", "triển khai", "quán triệt", "triển khai thực hiện", "tổ chức thực hiện"))
_LEAD = frozenset(("về", "việc", "về việc", "đối với"))
_LINE_END = re.compile(r"[ .;]*(?:\n|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or list item, and what rules it."""

    span: Span
    setting: Setting


class Headings:
    """What headings and the title say for the lines below them."""

    def __init__(self, report: Report, planned: bool) -> None:
        head = report.document.letterhead
        self._report = report
        self._planned = planned
        self._reporter = (report.reporter,) if report.reporter else ()
        self._period = (head.period_start, head.period_end)
        self._section_starts = [section.start for section in report.document.sections]
        self._parents = list(_parents(report.document.sections))
        self.title = self._find_title()
        self._title_topic = self._of_title()
        self._known: dict[int, tuple[Topic | None, tuple[Actor, ...] | None]] = {}

    def line(self, start: int, end: int) -> Line:
        """A line with what rules it; a heading printed at its start is left out, and rules it."""
        topic, subject, planned, period = None, None, self._planned, self._period
        own_end = start
        for section in self._over(start):
            planned = planned or section.planned
            heading_end = self._heading_end(section)
            found_topic, found_subject = self._of_heading(section, heading_end)
            if section.start >= start:
                if found_subject is not None or not start < heading_end < end - 1:
                    continue
                own_end = heading_end
                if found_topic is not None and self._carries_out(section.start, heading_end):
                    found_topic = replace(found_topic, fronted=True)
            topic = found_topic or topic
            subject = found_subject if found_subject is not None else subject
            if section.planned:
                period = self._planned_period(section.start, heading_end) or period
        subject = self._reporter if subject is None else subject
        if planned and not self._planned:  # what comes next need not be about what the report is about
            return Line(Span(own_end, end), Setting(topic, subject, planned, period))
        return Line(Span(own_end, end), Setting(topic or self._title_topic, subject, planned, period))

    def is_title(self, start: int, end: int) -> bool:
        """True for a line that only names what stands below it: «2. Thực hiện Quyết định 99-QĐ/TW»."""
        if self._report.document.text[end - 1] in ".;":
            return False
        return any(
            section.start >= start and section.end > end + 1 and self._heading_end(section) >= end - 1
            for section in self._over(end - 1)
        )

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
        """Where the heading ends, past its colon; its start where it is a statement, cut to make a heading of it."""
        text = self._report.document.text
        at = text.find(section.heading, section.start, section.start + len(section.heading) + 40)
        end = at + len(section.heading) if at >= 0 else section.start
        if text[end : end + 1] == ":":
            return end + 1 if self._names_a_matter(section.start, end) else section.start
        return end if _LINE_END.match(text, end) else section.start

    def _names_a_matter(self, start: int, end: int) -> bool:
        """True for «Việc thực hiện Chỉ thị …:», «Huyện ủy A:»; not for «… chưa có kế hoạch, cụ thể là các huyện:»."""
        pieces = self._report.pieces(Span(start, end))
        if any(piece.means("done", "not_yet", "in_progress", "planned") and not piece.in_title for piece in pieces):
            return False
        last = pieces[-1] if pieces else None
        return (
            last is None or last.in_title or not last.means("head", "example", "place", "together", "object", "agent")
        )

    def _carries_out(self, start: int, end: int) -> bool:
        """True for the heading «2. Việc thực hiện Chỉ thị …:» at the beginning of its paragraph."""
        pieces = [piece for piece in self._report.pieces(Span(start, end)) if piece.kind not in ("number", "stop")]
        said = next((piece for piece in pieces if piece.word not in _LEAD), None)
        return said is not None and (said.word in _CARRIES_OUT or said.named is not None)

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
        return Topic(tuple(named[:1]), of_heading=True, of_title=True) if named else None

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
