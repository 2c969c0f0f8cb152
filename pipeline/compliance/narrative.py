"""A report read from top to bottom: what a heading, a lead-in or the sentence before names, the next may lean on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.mention import Span
from pipeline.compliance.clauses import Clause, find_clauses
from pipeline.compliance.directives import Named
from pipeline.compliance.grids import read_table
from pipeline.compliance.headings import Headings
from pipeline.compliance.omitted import opens_with_body
from pipeline.compliance.pieces import Report
from pipeline.compliance.relations import Lean
from pipeline.compliance.statements import Setting, Statement, explicit_subject, read_statement
from pipeline.compliance.status import STATUSES
from pipeline.compliance.topics import Topic, find_objects, is_meant_by_type, listed_only
from pipeline.document import Footnote
from pipeline.facts import Implementation
from pipeline.sentences import find_sentences

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[-–+•*]|\(?[\da-zđ]{1,2}[.)])\s")
_OPENS_REPORT = re.compile(r"báo cáo(?: [^.;:\n]{1,120})? (?:như sau|sau đây)\W{0,3}$")
# Documents that say what shall be done; and those that command, from which nobody's deeds are read.
PLANS = frozenset({"Kế hoạch", "Chương trình", "Chương trình hành động", "Đề án", "Phương án"})
COMMANDS = frozenset({
    "Nghị quyết", "Quyết định", "Quy định", "Chỉ thị", "Hướng dẫn", "Kết luận", "Quy chế", "Thông tri", "Thông tư",
    "Nghị định", "Luật", "Bộ luật", "Pháp lệnh", "Lệnh", "Điều lệ", "Quy trình", "Công văn", "Lời kêu gọi",
})  # fmt: skip
_CARRIES_OUT = frozenset(("thực hiện", "triển khai", "quán triệt", "căn cứ", "và", ","))
_ZONES_APART = frozenset({"letterhead", "recipients", "signature", "footnote", "table"})


class Narrative:
    """One report's statements in text order."""

    def __init__(self, report: Report, leans: Sequence[Lean]) -> None:
        self._report = report
        self._leans = leans
        self._leaned_on = {lean.other.start: lean for lean in leans if lean.one.start < lean.other.start}
        self._document = report.document
        self._headings = Headings(report, report.document.letterhead.doc_type in PLANS)
        anchored = ((note.anchor, note) for note in self._document.footnotes if note.anchor is not None)
        by_anchor = sorted(anchored, key=lambda pair: pair[0])
        self._anchors = [anchor for anchor, _ in by_anchor]
        self._notes = [note for _, note in by_anchor]

    def rows(self) -> tuple[Implementation, ...]:
        """All rows, each once; of what commands, only who issued a plan to carry out what."""
        every = list(self._issued())
        if self._document.letterhead.doc_type not in COMMANDS:
            every.extend([*self._titled(), *self._told(), *self._tabled()])
        kept: dict[tuple[str, str, str, str, int], Implementation] = {}
        for row in sorted(every, key=lambda row: (row.span.start, row.evidence)):
            key = (row.directive_id, row.unit_id, row.status, row.activity, row.span.start)
            kept.setdefault(key, row)
        return tuple(kept.values())

    def _issued(self) -> Iterator[Implementation]:
        """Who issued a plan to carry out a directive has done so: «Chương trình số 58-CTr/TU … của …»."""
        for lean in self._leans:
            if (
                lean.one.issuer < 0
                or not (lean.one.is_means and lean.other.directive_id)
                or lean.relation not in ("implements", "sums_up")
            ):
                continue
            unit = self._report.unit(lean.one.issuer)
            if unit is not None:
                span = Span(lean.one.start, lean.other.end)
                day = lean.one.issued_on
                head = self._document.letterhead
                period = (day, day) if day else (head.period_start, head.period_end)
                yield Implementation(
                    lean.other.directive_id, unit.unit_id, unit.name, unit.place, "implemented", "issued_plan", span,
                    (lean.one.citation, lean.one.issuer, lean.other.citation),
                    self._document.text[lean.one.start : lean.one.end], *period,
                )  # fmt: skip

    def _titled(self) -> Iterator[Implementation]:
        """A plan «thực hiện Chỉ thị …» is an act of who issues it, and so is a report «tổng kết … thực hiện …»."""
        title, head = self._headings.title, self._document.letterhead
        clauses = find_clauses(self._report.pieces(title)) if self._report.reporter else []
        for clause in clauses[:1]:
            topic = read_statement(self._report, clause, self._leaned_on, Setting()).topic
            is_plan = head.doc_type in PLANS
            if topic is None or self._report.reporter is None or not (is_plan or topic.activity == "reviewed"):
                continue
            unit, mention = self._report.reporter.unit, self._report.reporter.mention
            day = head.issued_on
            for one in topic.directives:
                yield Implementation(
                    one.directive_id, unit.unit_id, unit.name, unit.place, "implemented",
                    "issued_plan" if is_plan else "reviewed", title, tuple(sorted({*one.evidence, mention} - {-1})),
                    title.slice(self._document.text), *((day, day) if day else (head.period_start, head.period_end)),
                )  # fmt: skip

    def _told(self) -> Iterator[Implementation]:
        """What the body says, line by line; a line that ends with a colon leads in the items below it."""
        document = self._document
        lead: Setting | None = None
        for found in _LINE.finditer(document.text):
            start, end = found.span()
            if document.zone_at(start).name in _ZONES_APART or start < self._headings.title.end:
                continue
            is_item = _BULLET.match(document.text, start) is not None
            lead = lead if is_item else None
            if self._only_opens(start, end):
                continue
            line = self._headings.line(start, end)
            setting = line.setting if lead is None else _under(lead, line.setting)
            if self._headings.is_title(start, end):
                setting = replace(setting, subject=())  # nobody is said to have done it
            leads = document.text[end - 1] == ":"
            speaks = line.setting.topic is not None or self._report.names_directive(start, end)
            if not (speaks or leads or lead is not None):
                continue
            rows, last = self._read(line.span, setting)
            yield from rows
            if leads:
                lead = last

    def _only_opens(self, start: int, end: int) -> bool:
        """True for «Thực hiện Công văn số …, Huyện ủy A báo cáo kết quả như sau:»: who asked for the report."""
        named = self._report.directives_in(start, end)
        if self._report.small.startswith("căn cứ ", start) and _OPENS_REPORT.search(self._report.small, start, end):
            return True  # «Căn cứ Quy định …; Nghị quyết …, Huyện ủy A báo cáo như sau:»
        opens = named and _OPENS_REPORT.search(self._report.small, named[-1].end, end) is not None
        return bool(opens) and all(one.is_means for one in named)

    def _tabled(self) -> Iterator[Implementation]:
        """What the tables say; the line over a table, or the one over that, may name the directive for all of it."""
        for table in self._document.tables:
            setting = self._headings.line(table.start, table.start).setting
            above = _two_lines_before(self._document.text, table.start)
            caption = tuple(self._report.directives_in(above, table.start))
            if caption:
                setting = replace(setting, topic=Topic(caption[-1:], of_heading=True))
            yield from read_table(self._report, table, setting)

    def _read(self, span: Span, setting: Setting) -> tuple[list[Implementation], Setting]:
        """The rows of a stretch, and what holds at its end."""
        rows: list[Implementation] = []
        outer = setting
        sentences = list(_sentences(self._document.text, span))
        for sentence, after in zip(sentences, [*sentences[1:], None], strict=True):
            if outer.topic is setting.topic is None and not self._report.names_directive(span.start, span.end):
                break
            clauses = find_clauses(self._report.pieces(sentence))
            if _lead_up(clauses) or (after is not None and self._only_leads(clauses, after)):
                setting = replace(setting, subject=())
            told: tuple[Implementation, ...] = ()
            for place, clause in enumerate(clauses):
                if told and (listed := tuple(self._listed(clause, told))):
                    rows.extend(listed)
                    continue
                if place == 0 and len(clauses) > 1 and clause.pieces[0].means("except"):
                    setting = replace(setting, topic=None)  # it is about what follows
                statement, setting = self._step(clause, setting)
                if statement.topic is None and outer.topic is not None and outer.topic.of_heading:
                    statement, setting = self._step(clause, replace(setting, topic=outer.topic))
                if statement.topic is None and (last := self._named_last(span.start, clause)) is not None:
                    statement, setting = self._step(clause, replace(setting, topic=last))
                if statement.topic is None and place == 0 and len(clauses) > 1:
                    statement = self._ahead(clause, clauses[1], setting)
                told = tuple(_without_ends(statement.rows, told))
                rows.extend(told)
                rows.extend(self._noted(clause, statement, setting))
            setting, outer = _without_front(setting), _without_front(outer)
        return rows, setting

    def _named_last(self, start: int, clause: Clause) -> Topic | None:
        """«Chỉ thị 05 được …; huyện A mở hội thi. Huyện B chưa đưa nội dung Chỉ thị vào …»: the one named last."""
        last = Topic(tuple(self._report.directives_in(start, clause.start)[-1:]))
        return last if last.directives and is_meant_by_type(self._report, clause, last) else None

    def _only_leads(self, clauses: Sequence[Clause], after: Span) -> bool:
        """True for «Thực hiện Kế hoạch … của tỉnh. UBND huyện A xây dựng …»: the next sentence tells who does so."""
        pieces = [piece for clause in clauses for piece in clause.pieces]
        named = next((at for at, piece in enumerate(pieces) if piece.named is not None), 0)
        if not named or any(piece.means(*STATUSES) and not piece.in_title for piece in pieces):
            return False
        if not all(piece.word in _CARRIES_OUT for piece in pieces[:named]):
            return False
        follows = find_clauses(self._report.pieces(after))
        if any(group.role == "subject" and group.followed for clause in follows for group in clause.groups):
            return True
        return bool(follows) and opens_with_body(self._document.text, follows[0].pieces)

    def _step(self, clause: Clause, setting: Setting) -> tuple[Statement, Setting]:
        subject = explicit_subject(self._report, clause)
        if subject is not None:
            setting = replace(setting, subject=subject, asked=False)
        statement = read_statement(self._report, clause, self._leaned_on, setting)
        asked = setting.asked or any(piece.means("asks") and not piece.in_title for piece in clause.pieces)
        return statement, replace(setting, topic=statement.topic, asked=asked)

    def _listed(self, clause: Clause, told: tuple[Implementation, ...]) -> Iterator[Implementation]:
        """«… đã quán triệt Nghị quyết A; Kết luận B»: of what only goes on with the list the same is said.

        Not of a review: «tổng kết 10 năm thực hiện Chỉ thị A; Quy định B» tells the years of A alone.
        """
        for one in [*listed_only(clause), *self._also_issued(clause, told[0])]:
            for row in told:
                if row.directive_id == told[0].directive_id and row.activity != "reviewed":
                    evidence = tuple(sorted({*row.evidence, *one.evidence}))
                    yield replace(
                        row, directive_id=one.directive_id, span=Span(clause.start, clause.end), evidence=evidence
                    )

    def _also_issued(self, clause: Clause, row: Implementation) -> Iterator[Named]:
        """What a further plan of a list carries out: «đã ban hành Kế hoạch A về …; Kế hoạch B thực hiện Chỉ thị C»."""
        first = next((piece.named for piece in clause.pieces if piece.kind != "stop"), None)
        if row.activity != "issued_plan" or row.status != "implemented" or first is None or first.issuer >= 0:
            return
        if first.is_means and not any(group.role == "subject" and group.followed for group in clause.groups):
            named = (self._leaned_on.get(piece.named.start) for piece in clause.pieces if piece.named is not None)
            leans = (lean for lean in named if lean is not None and lean.one is first)
            yield from (lean.other for lean in leans if lean.relation in ("implements", "sums_up"))

    def _ahead(self, clause: Clause, after: Clause, setting: Setting) -> Statement:
        """«Ngoại trừ huyện A chưa gửi kế hoạch, các đơn vị còn lại đã triển khai Chỉ thị …» tells of it afterwards."""
        objects = tuple(find_objects(after, self._leaned_on))
        if not objects or not any(piece.means("not_yet", "except") for piece in clause.pieces):
            return Statement((), None)
        return read_statement(self._report, clause, self._leaned_on, replace(setting, topic=Topic(objects)))

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


def _without_front(setting: Setting) -> Setting:
    """The setting of the next sentence: «Thực hiện Chỉ thị …, huyện A …» holds for its own sentence only."""
    if setting.topic is None or not setting.topic.fronted:
        return setting
    return replace(setting, topic=replace(setting.topic, fronted=False))


def _lead_up(clauses: Sequence[Clause]) -> bool:
    """True for «Thực hiện Chỉ thị A; Kế hoạch B; theo đề nghị của Sở C, UBND tỉnh ban hành …»: UBND does so."""
    second = next((piece for clause in clauses[1:2] for piece in clause.pieces if piece.kind != "stop"), None)
    later = any(group.role == "subject" and group.followed for clause in clauses[1:] for group in clause.groups)
    return later and second is not None and second.named is not None


def _without_ends(rows: tuple[Implementation, ...], before: tuple[Implementation, ...]) -> Iterator[Implementation]:
    """The rows without «…, dự kiến hoàn thành trong quý I» after «đang triển khai …»: it tells when that will end."""
    going_on = {(row.directive_id, row.unit_id) for row in before if row.status == "in_progress"}
    return (row for row in rows if row.status != "planned" or (row.directive_id, row.unit_id) not in going_on)


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
