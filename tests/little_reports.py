"""Little reports written in a test: «[^4]» calls a note, a line «[^4]: …» is it, «@ 2024-05-20» dates the report."""

from __future__ import annotations

import re
from datetime import date

from pipeline.audit import audit
from pipeline.document import Block, Cell, Document, Footnote, Letterhead, Table, Zone
from pipeline.extract import find_mentions
from pipeline.facts import Extraction, Finding

_ANCHOR = re.compile(r"\[\^(\w+)\]")
_NOTE = re.compile(r"\[\^(\w+)\]: (.*)")


def read_report(written: str) -> Document:
    """The report as a document; lines of cells parted by « | » are a table."""
    lines = [line for line in written.strip().splitlines() if line.strip()]
    head = next((date.fromisoformat(line[2:]) for line in lines if line.startswith("@ ")), None)
    text, anchors, tables = "", {}, []
    rows: list[tuple[int, list[str]]] = []
    for line in [line for line in lines if not line.startswith("@ ") and not _NOTE.match(line)]:
        if " | " in line:
            cells = [cell.strip() for cell in line.split("|")]
            rows.append((len(text), cells))
            text += "\t".join(cells) + "\n"
            continue
        if rows:
            tables.append(_table(rows, len(text)))
            rows = []
        at = 0
        for anchor in _ANCHOR.finditer(line):
            text += line[at : anchor.start()]
            anchors[anchor[1]] = len(text)
            at = anchor.end()
        text += line[at:] + "\n"
    if rows:
        tables.append(_table(rows, len(text)))
    body = len(text)
    notes = []
    for note in filter(None, map(_NOTE.match, lines)):
        notes.append(Footnote(note[1], anchors.get(note[1]), len(text), len(text) + len(note[2])))
        text += note[2] + "\n"
    zones = [Zone(table.start, table.end, "table") for table in tables]
    zones += [Zone(note.start, note.end, "footnote", note.mark) for note in notes]
    blocks = tuple(Block(*found.span()) for found in re.finditer(r"[^\n\t]+", text[:body]))
    head_ = Letterhead(issued_on=head) if head else Letterhead()
    return Document(
        text, blocks=blocks, footnotes=tuple(notes), tables=tuple(tables), zones=tuple(zones), letterhead=head_
    )


def _table(rows: list[tuple[int, list[str]]], end: int) -> Table:
    cells = []
    for row, (start, words) in enumerate(rows):
        at = start
        for column, word in enumerate(words):
            cells.append(Cell(row, column, at, at + len(word)))
            at += len(word) + 1
    return Table(rows[0][0], end, tuple(cells))


def extraction_of(written: str) -> Extraction:
    """What the extractors find in the report."""
    document = read_report(written)
    return Extraction(document, tuple(find_mentions(document)))


def findings_of(written: str) -> tuple[Finding, ...]:
    """What the audit finds in the report."""
    return audit(extraction_of(written))


def told(findings: tuple[Finding, ...]) -> list[str]:
    """Each finding as one line: «mismatch breakdown 16 văn bản: 16, 17»."""
    return [
        f"{f.verdict} {f.rule} {f.claim}" + (f": {f.expected}, {f.found}" if f.expected or f.found else "")
        for f in findings
    ]


def cases(written: str) -> list[tuple[str, str, list[str]]]:
    """The reports of a text, parted by lines «# what it shows», each with its expected findings after «=> »."""
    found = []
    for part in re.split(r"^# ", written, flags=re.MULTILINE)[1:]:
        name, _, rest = part.partition("\n")
        lines = rest.strip().splitlines()
        report = "\n".join(line for line in lines if not line.startswith("=>"))
        found.append((name, report, [line[3:].strip() for line in lines if line.startswith("=> ")]))
    return found
