"""The invented reports of corpus/gold as Word files: a line «A | B» is a row of a table, «[^1]» calls note 1."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

from tests.word_files import p, r, table, write_docx

_NOTE = re.compile(r"\[\^(\d+)\]: (.*)")
_CALL = re.compile(r"\[\^(\d+)\]")
_TYPES = frozenset({"BÁO CÁO", "KẾ HOẠCH", "NGHỊ QUYẾT", "THÔNG BÁO", "TỜ TRÌNH"})
_CENTRED = '<w:jc w:val="center"/>'
_BODY, _NOTES, _HEAD, _BOLD = '<w:sz w:val="28"/>', '<w:sz w:val="20"/>', '<w:sz w:val="24"/>', "<w:b/>"
_WIDTHS = (3900, 5700)  # twentieths of a point: the organ on the left, the State's or Party's title on the right


def write_report(folder: Path, written: str) -> Path:
    """The report as folder/report.docx: the first rows are its letterhead, the lines from its type on its title."""
    lines = [line.strip() for line in written.splitlines()]
    notes = [note for note in map(_NOTE.fullmatch, lines) if note]
    body, rows, titled, headed = "", list[list[str]](), False, False
    for line in [*(line for line in lines if not _NOTE.fullmatch(line)), ""]:
        if "|" in line:
            rows.append([cell.strip() for cell in line.split("|")])
            continue
        if rows:
            cells = [[escape(cell) for cell in row] for row in rows]
            body += table(*cells, ruled=True) if headed else _letterhead(rows)
            rows, headed = [], True
        titled = bool(line) and (titled or line in _TYPES)
        if line:
            body += _paragraph(line, titled=titled)
    parts = {"footnotes": "".join(f'<w:footnote w:id="{note[1]}">{_note(note[2])}</w:footnote>' for note in notes)}
    return write_docx(folder, body, parts=parts if notes else None)


def _letterhead(rows: list[list[str]]) -> str:
    """Two columns without rules, each line centred."""
    cells = ""
    for width, column in zip(_WIDTHS, zip(*rows, strict=True), strict=True):
        lines = "".join(p(r(escape(line), _HEAD), _CENTRED) for line in column if line) or p("")
        cells += f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{lines}</w:tc>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"


def _paragraph(line: str, *, titled: bool) -> str:
    style = (_BOLD if titled or line.isupper() else "") + _BODY
    runs = ""
    for at, part in enumerate(_CALL.split(line)):
        call = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{part}"/></w:r>'
        runs += call if at % 2 else r(escape(part), style)
    return p(runs, _CENTRED if titled or line.isupper() else "")


def _note(words: str) -> str:
    return p(f"<w:r><w:footnoteRef/></w:r>{r(' ' + escape(words), _NOTES)}")
