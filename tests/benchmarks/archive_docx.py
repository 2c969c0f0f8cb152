"""A made report as a Word file: the letterhead in a borderless table, real footnotes, and no clock in the bytes."""

from __future__ import annotations

import zipfile
from html import escape
from pathlib import Path

from tests.benchmarks.archive_facts import Form, Paragraph, Report
from tests.word_files import in_word, p, r, table

_OFFICE = "application/vnd.openxmlformats-officedocument"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'
_CENTRED = '<w:jc w:val="center"/>'
_JUSTIFIED = '<w:jc w:val="both"/><w:ind w:firstLine="720"/>'
_BOLD = "<w:b/>"
_MARK = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{}</w:r>'


def write_docx(path: Path, report: Report) -> None:
    """Write the report; the same report gives the same bytes."""
    marks = iter(range(1, len(report.notes) + 1))
    notes = "".join(
        f'<w:footnote w:id="{at}">{p(_MARK.format("<w:footnoteRef/>") + r(" " + escape(note)))}</w:footnote>'
        for at, note in enumerate(report.notes, start=1)
    )
    body = _head(report) + "".join(_paragraph(one, marks) for one in report.paragraphs) + _end(report)
    body += "".join(_form(one) for one in report.forms)
    parts = {
        "word/document.xml": in_word("document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": in_word("styles", _STYLES),
        "word/footnotes.xml": in_word("footnotes", notes),
        "word/_rels/document.xml.rels": _links({"styles": "styles.xml", "footnotes": "footnotes.xml"}),
        "_rels/.rels": _links({"officeDocument": "word/document.xml"}),
        "[Content_Types].xml": _types(),
    }
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(2024, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)


def _paragraph(paragraph: Paragraph, marks: object) -> str:
    look = _BOLD if paragraph.style in ("section", "part") else ""
    pieces = paragraph.text.split("\x01")
    runs = r(escape(pieces[0]), look)
    for piece in pieces[1:]:
        runs += _MARK.format(f'<w:footnoteReference w:id="{next(marks)}"/>')  # type: ignore[call-overload]
        runs += r(escape(piece), look) if piece else ""
    return p(runs, _JUSTIFIED)


def _head(report: Report) -> str:
    left = "".join(p(r(escape(line), _BOLD), _CENTRED) for line in report.left) + p(escape(report.symbol), _CENTRED)
    right = "".join(p(r(escape(line), _BOLD), _CENTRED) for line in report.right)
    right += p(r(escape(report.dateline), "<w:i/>"), _CENTRED)
    title = "".join(p(r(escape(line), _BOLD), _CENTRED) for line in report.title)
    return table([left, right], ruled=False) + title


def _end(report: Report) -> str:
    left = "".join(p(r(escape(line), '<w:sz w:val="22"/>')) for line in report.recipients)
    right = "".join(p(r(escape(line), _BOLD), _CENTRED) for line in report.signature)
    return table([left, right], ruled=False)


def _form(form: Form) -> str:
    """An annexed form: its number, its title, its table."""
    heads = (f"Biểu số {form.number}", form.title)
    rows = ([p(r(escape(cell), _BOLD if at == 0 else "")) for cell in row] for at, row in enumerate(form.rows))
    return "".join(p(r(escape(head), _BOLD), _CENTRED) for head in heads) + table(*rows, ruled=True) + p("")


def _links(targets: dict[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items(), start=1)
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{links}</Relationships>'


def _types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.wordprocessingml.'
        f'{"document.main" if name == "document" else name}+xml"/>'
        for name in ("document", "styles", "footnotes")
    )
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{default}{overrides}</Types>'
