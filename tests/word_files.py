"""Little Word files for tests: the XML of a body in, a .docx on disk out."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

USUAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_WORDS = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)(?=</w:t>)")


def write_docx(
    folder: Path,
    body: str,
    *,
    parts: Mapping[str, str | bytes] | None = None,
    namespace: str = USUAL,
    main_type: str = _MAIN_TYPE,
    main: str = "word/document.xml",
) -> Path:
    """A Word file with that body; `parts` are «styles», «numbering», «footnotes» … or the full names of others."""
    path = folder / "report.docx"
    named = {f"word/{name}.xml" if name.isalpha() else name: content for name, content in (parts or {}).items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _types(main, main_type))
        package.writestr("_rels/.rels", _links({"officeDocument": main}))
        kinds = {name[5:-4]: "/" + name for name in named if name.startswith("word/") and name.endswith(".xml")}
        folder_name, _, main_name = main.rpartition("/")
        package.writestr(f"{folder_name}/_rels/{main_name}.rels", _links(kinds))
        package.writestr(main, in_word("document", f"<w:body>{body}</w:body>", namespace))
        for name, content in named.items():
            whole = isinstance(content, bytes) or not name.startswith("word/")
            kind = name[5:-4]
            package.writestr(name, content if whole else in_word(kind, str(content), namespace))
    return path


def in_word(root: str, content: str, namespace: str = USUAL) -> str:
    """A part of a Word file with that root element."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{namespace}"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">'
        f"{content}</w:{root}>"
    )


def p(content: str, properties: str = "") -> str:
    """A paragraph: plain text, or runs where it holds markup."""
    runs = content if content.startswith("<") else r(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: list[str], ruled: bool) -> str:
    """A table of rows of cells: plain text, or paragraphs where a cell holds markup; `tcPr` may stand first in it."""
    side = "single" if ruled else "nil"
    sides = "".join(f'<w:{name} w:val="{side}"/>' for name in ("top", "left", "bottom", "right", "insideH", "insideV"))
    cells = (
        "<w:tr>" + "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr>{''.join(cells)}</w:tbl>"


def _types(main: str, main_type: str) -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{main}" ContentType="{main_type}"/></Types>'
    )


def _links(targets: Mapping[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items())
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )


def _same(text: str) -> str:
    return text


def rewritten(
    source: Path, folder: Path, words: Callable[[str], str] = _same, markup: Callable[[str], str] = _same
) -> Path:
    """A copy of a Word file with its words changed, run by run, and its markup, part by part, names and all."""
    path = folder / source.name
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = _WORDS.sub(lambda found: found[1] + words(found[2]), old.read(name).decode())
            new.writestr(markup(name), markup(content))
    return path
