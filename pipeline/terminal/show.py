"""One report printed so that a clerk recognises it: letterhead, sections, facts, each note under its sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from pipeline.document import Document, Footnote, Section
from pipeline.messages import Words, printable
from pipeline.passages import lines_of
from pipeline.questions.repaired import Repaired, read_repairs
from pipeline.questions.telling import TOLD, Record, day
from pipeline.sentences import find_sentences
from pipeline.store import Store
from pipeline.tables import mention_tables, tables
from pipeline.terminal.screen import put, to_screen
from pipeline.terminal.writing import put_json

_RAISED = str.maketrans("0123456789*", "⁰¹²³⁴⁵⁶⁷⁸⁹*")
_STYLES = {"citations": "cyan", "counts": "bold yellow", "dates": "green", "unit_mentions": "magenta"}
_STEP = 2
_REPAIRS = 5  # so many are printed


def print_report(store: Store, doc_id: str, words: Words, *, as_json: bool) -> None:
    """Print one report to stdout: to be read, or everything that is known of it as JSON."""
    if as_json:
        ours = [name for name, columns in tables().items() if columns[0].name == "doc_id"]
        known = {name: list(store.records(name, doc_id)) for name in ours}
        known["directives"] = list(store.records("directives", doc_id))
        head = known.pop("documents")[0]
        repairs = [asdict(one) for one in read_repairs(store, head)]
        told = {"document": head, "text": store.text(doc_id), "repairs": repairs, **known}
        put_json(told)
        return
    console = to_screen()
    head = next(store.records("documents", doc_id))
    page = _Page(console, words, store.document(doc_id), _facts(store, doc_id))
    _print_head(console, words, head)
    _print_repairs(console, words, read_repairs(store, head))
    page.print_body()
    _print_findings(console, words, list(store.records("findings", doc_id)))


def _facts(store: Store, doc_id: str) -> list[tuple[str, Record]]:
    found = [(name, record) for name in mention_tables() for record in store.records(name, doc_id)]
    return sorted(found, key=lambda fact: _at(fact[1], "start"))


def _at(record: Record, name: str) -> int:
    return int(record[name] or 0)


def _print_head(console: Console, words: Words, head: Record) -> None:
    place = ", ".join(filter(None, (str(head["place"]), day(head["issued_on"]))))
    period = " – ".join(filter(None, (day(head["period_start"]), day(head["period_end"]))))
    pages = str(head["pages"] or "")
    if head["pages_missing"]:
        pages += f" ({words('thiếu {n} trang', n=head['pages_missing'])})"
    title = str(head["title"]) or words("(không có tiêu đề)")
    line = " ".join(filter(None, (str(head["doc_type"]).upper(), title)))
    put(console, line, "bold")
    lines = (
        ("Cơ quan ban hành", head["issuer"]), ("Số, ký hiệu", head["symbol"]), ("Nơi, ngày ban hành", place),
        ("Kỳ báo cáo", period), ("Trang", pages), ("Nguồn", PurePosixPath(str(head["source"])).name),
        ("Mã", head["doc_id"]),
    )  # fmt: skip
    for label, value in lines:
        if value:
            console.print(Text(f"  {words(label) + ':':<20} {printable(str(value))}"), soft_wrap=True)


def _print_repairs(console: Console, words: Words, repairs: Sequence[Repaired]) -> None:
    """What the recogniser misread and was set right, the first ones in full."""
    if not repairs:
        return
    console.print(Text(f"  {words('Chữ nhận dạng sai, đã sửa theo danh mục')}: {len(repairs)}"), soft_wrap=True)
    for one in repairs[:_REPAIRS]:
        told = f"    {words('tr.')} {one.page}  «{one.read}» → «{one.now}»"
        console.print(Text(printable(told), style="dim"), soft_wrap=True)
    if len(repairs) > _REPAIRS:
        console.print(Text(f"    {words('và {count} chỗ khác nữa', count=len(repairs) - _REPAIRS)}", style="dim"))


def _print_findings(console: Console, words: Words, findings: Sequence[Record]) -> None:
    if not findings:
        return
    console.print()
    console.print(Text(words("Kết quả đối chiếu"), style="bold"))
    for finding in findings:
        told = f"  {finding['verdict']}  {words('tr.')} {finding['page']}  {finding['claim']}  {finding['explanation']}"
        console.print(Text(printable(told)), soft_wrap=True)


@dataclass(frozen=True, slots=True)
class _Page:
    """The report's text on its way to the terminal, with the facts and notes that belong to each stretch of it."""

    console: Console
    words: Words
    document: Document
    facts: Sequence[tuple[str, Record]]

    def print_body(self) -> None:
        """Print the sections as a tree, each paragraph with its notes and facts under it; last, notes nobody calls."""
        text, page = self.document.text, 0
        body_end = min((note.start for note in self.document.footnotes), default=len(text))
        starts = {section.start: section for section in self.document.sections}
        for start, end in lines_of(text, body_end):
            if self.document.zone_at(start).name == "letterhead":
                continue
            indent = _STEP * _depth(self.document.section_at(start))
            before, page = page, self.document.page_at(start)
            mark = f"  [{self.words('tr.')} {page}]" if page != before else ""
            section = next((starts[at] for at in range(start, end) if at in starts), None)
            if section is not None and section.level == 1:
                self.console.print()
            style = "bold" if section is not None and _is_heading(section, text[start:end]) else ""
            if section is not None and section.planned and section.level == 1:
                mark += f"  ({self.words('phương hướng')})"
            self._print_paragraph(start, end, indent, style, mark)
        for note in self.document.footnotes:
            if note.anchor is None:
                self._print_note(note, 0)

    def _print_paragraph(self, start: int, end: int, indent: int, style: str, mark: str) -> None:
        """A paragraph, cut after each sentence that calls a note, so that the note can stand under it."""
        for left, right in self._pieces(start, end):
            self._put(self._marked(left, right, style, mark), indent)
            mark = ""
            for line in self._told(left, right):
                self._put(line, indent + _STEP)
            for note in self._called(left, right):
                self._print_note(note, indent + 2 * _STEP)

    def _print_note(self, note: Footnote, indent: int) -> None:
        raised = Text(f"{note.mark.translate(_RAISED)} ", style="bold")
        self._put(raised.append_text(self._marked(note.start, note.end, "italic", "")), indent)
        for line in self._told(note.start, note.end):
            self._put(line, indent + _STEP)

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        cuts = [start + sentence.start for sentence in find_sentences(self.document.text[start:end])]
        left = start
        for note in self._called(start, end):
            at = bisect_left(cuts, max(note.anchor or 0, left + 1))
            cut = cuts[at] if at < len(cuts) else end
            if left < cut < end:
                yield left, cut
                left = cut
        yield left, end

    def _called(self, start: int, end: int) -> list[Footnote]:
        return [note for note in self.document.footnotes if note.is_called_in(start, end)]

    def _marked(self, start: int, end: int, style: str, mark: str) -> Text:
        """A stretch of the text, its facts coloured and the marks of its notes raised where they are called."""
        anchors = {note.anchor: note.mark.translate(_RAISED) for note in self._called(start, end)}
        edges = {start, end, *(at for at in anchors if at is not None)}
        within = [(name, r) for name, r in self._within(start, end) if name in _STYLES]
        for _, record in within:
            edges.update((_at(record, "start"), _at(record, "end")))
        shown = Text(style=style)
        ordered = sorted(edges)
        for left, right in zip(ordered, [*ordered[1:], end], strict=True):
            shown.append(anchors.get(left, "") if left > start else "", style="bold")
            colour = next((_STYLES[n] for n, r in within if _at(r, "start") <= left < right <= _at(r, "end")), "")
            shown.append(printable(self.document.text[left:right].replace("\t", "  │  ").rstrip("\n")), style=colour)
        shown.rstrip()
        return shown.append(mark, style="dim")

    def _within(self, start: int, end: int) -> list[tuple[str, Record]]:
        first = bisect_left(self.facts, start, key=lambda fact: _at(fact[1], "start"))
        last = bisect_left(self.facts, end, key=lambda fact: _at(fact[1], "start"))
        return list(self.facts[first:last])

    def _told(self, start: int, end: int) -> Iterator[Text]:
        """One line for each kind of fact that stands in the stretch: «Số liệu: 16 văn bản · 534 học viên»."""
        within = self._within(start, end)
        for name, label, tell in TOLD:
            told = dict.fromkeys(tell(record, self.words) for kind, record in within if kind == name)
            if told:
                line = Text(f"{self.words(label)}: ", style="dim")
                yield line.append(printable(" · ".join(told)), style=f"not dim {_STYLES[name]}")

    def _put(self, line: Text, indent: int) -> None:
        if self.console.is_terminal:
            self.console.print(Padding(line, (0, 0, 0, indent)))
        else:
            self.console.print(Text(" " * indent).append_text(line), soft_wrap=True)


def _depth(section: Section | None) -> int:
    return min(section.level, 6) if section is not None else 0


def _is_heading(section: Section, line: str) -> bool:
    """True where the line is the section's heading and nothing more."""
    return len(line.strip()) <= len(section.heading) + len(section.path) + 6
