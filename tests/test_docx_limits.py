"""A Word file made to harm, or harmed itself, ends in one clear reason, at once, and opens nothing outside itself."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest

from pipeline.readers.docx import read_docx
from pipeline.readers.errors import UnreadableError
from pipeline.readers.ooxml import Limits
from tests.word_files import in_word, p, r, table, write_docx

_LAUGHS = '<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_OUTSIDE = '<!DOCTYPE w:document [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


def _reason(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableError) as found:
        read_docx(path, limits) if limits else read_docx(path)
    assert str(found.value)
    assert found.value.next_step
    return found.value.reason


def _with_main(folder: Path, main: str | bytes) -> Path:
    """A Word file whose main part is exactly that."""
    path = folder / "report.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", main)
    return path


def _document(body: str, doctype: str) -> str:
    return in_word("document", f"<w:body>{body}</w:body>").replace("?>", "?>" + doctype, 1)


@pytest.mark.parametrize("doctype", [_LAUGHS, _OUTSIDE, '<!DOCTYPE w:document SYSTEM "http://192.0.2.1/x.dtd">'])
def test_a_document_type_is_refused_before_it_is_read(tmp_path: Path, doctype: str) -> None:
    assert _reason(_with_main(tmp_path, _document(p(r("&amp;")), doctype))) == "XML_DTD"
    assert _reason(_with_main(tmp_path, _document("<never closed", doctype))) == "XML_DTD"


def test_a_document_type_cannot_hide_in_another_encoding(tmp_path: Path) -> None:
    main = _document(p("a"), _LAUGHS).replace('encoding="UTF-8"', 'encoding="UTF-16"')
    assert _reason(_with_main(tmp_path, main.encode("utf-16"))) == "XML_DTD"


def test_a_document_type_in_the_notes_is_refused_too(tmp_path: Path) -> None:
    notes = in_word("footnotes", "").replace("?>", "?>" + _LAUGHS, 1).encode()
    body = p('<w:r><w:t>a</w:t><w:footnoteReference w:id="1"/></w:r>')
    assert _reason(write_docx(tmp_path, body, parts={"footnotes": notes})) == "XML_DTD"


def test_a_part_that_unpacks_a_hundredfold_is_a_bomb(tmp_path: Path) -> None:
    started = time.monotonic()
    assert _reason(write_docx(tmp_path, p("") * 100_000)) == "BOMB"
    assert time.monotonic() - started < 2


def test_a_small_part_may_pack_well(tmp_path: Path) -> None:
    assert read_docx(write_docx(tmp_path, p("a") * 5_000)).text == "a\n" * 5_000


def test_a_file_that_unpacks_past_the_limit_is_a_bomb_even_where_it_is_not_read(tmp_path: Path) -> None:
    path = write_docx(tmp_path, p("a"), parts={"word/media/image1.bmp": b"\0" * 2_000_000})
    assert _reason(path, Limits(unpacked=1_500_000)) == "BOMB"


def test_a_part_past_the_limit_is_too_large(tmp_path: Path) -> None:
    assert _reason(write_docx(tmp_path, p("a") * 200), Limits(part=3_000)) == "TOO_LARGE"


def test_a_file_past_the_limit_is_too_large(tmp_path: Path) -> None:
    assert _reason(write_docx(tmp_path, p("a")), Limits(file=500)) == "TOO_LARGE"


@pytest.mark.parametrize("columns", ["2147483648", "9" * 4000])
def test_a_cell_as_wide_as_memory_is_a_bomb(tmp_path: Path, columns: str) -> None:
    cell = f'<w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>' + p("a")
    assert _reason(write_docx(tmp_path, table([cell, "b"], ruled=True))) == "BOMB"


def test_a_negative_or_silly_span_counts_as_one(tmp_path: Path) -> None:
    cells = [f'<w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>{p(columns)}' for columns in ("-5", "hai", "0")]
    document = read_docx(write_docx(tmp_path, table(cells, ruled=True)))
    assert [(0, 1), (1, 1), (2, 1)] == [(cell.column, cell.column_span) for cell in document.tables[0].cells]


def test_tables_nested_without_end_are_a_bomb(tmp_path: Path) -> None:
    deep = 3_000
    body = "<w:tbl><w:tr><w:tc>" * deep + p("a") + "</w:tc></w:tr></w:tbl>" * deep
    assert _reason(write_docx(tmp_path, body)) == "BOMB"


def test_styles_and_lists_that_lead_to_themselves_end(tmp_path: Path) -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for a, b in ("AB", "BA")
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    path = write_docx(tmp_path, p("a", '<w:pStyle w:val="A"/>'), parts={"styles": styles, "numbering": numbering})
    assert read_docx(path).text == "a\n"


def test_names_that_lead_out_of_the_package_open_nothing_outside(tmp_path: Path) -> None:
    outside = tmp_path / "footnotes.xml"
    outside.write_text(in_word("footnotes", f'<w:footnote w:id="1">{p("lộ")}</w:footnote>'), encoding="utf-8")
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="x/footnotes" Target="../../../../..{outside}"/>'
        f'<Relationship Id="r2" Type="x/styles" TargetMode="External" Target="file://{outside}"/></Relationships>'
    )
    path = tmp_path / "report.docx"
    with zipfile.ZipFile(path, "w") as package:
        body = p('<w:r><w:t>a</w:t><w:footnoteReference w:id="1"/></w:r>')
        package.writestr("word/document.xml", in_word("document", f"<w:body>{body}</w:body>"))
        package.writestr("word/_rels/document.xml.rels", links)
        package.writestr("../../escaped.txt", "x")
        package.writestr("/tmp/escaped.txt", "x")
    before = sorted(tmp_path.rglob("*"))
    assert read_docx(path).text == "a\n"
    assert before == sorted(tmp_path.rglob("*"))
    assert not (tmp_path.parents[1] / "escaped.txt").exists()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_corrupt(tmp_path: Path, share: float) -> None:
    path = write_docx(tmp_path, p("a") * 50)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert _reason(path) == "CORRUPT"


def test_bits_that_rotted_are_noticed(tmp_path: Path) -> None:
    path = write_docx(tmp_path, "".join(p(f"đoạn {at}") for at in range(300)))
    data = bytearray(path.read_bytes())
    at = data.find(b"word/document.xml") + 200
    data[at] ^= 0xFF
    path.write_bytes(data)
    assert _reason(path) == "CORRUPT"


@pytest.mark.parametrize(
    "main",
    ["", "<w:document", in_word("document", ""), "không phải XML", in_word("document", "<w:body>&nbsp;</w:body>")],
)
def test_a_main_part_that_is_no_document_is_corrupt(tmp_path: Path, main: str) -> None:
    assert _reason(_with_main(tmp_path, main)) == "CORRUPT"


def test_a_package_without_a_main_part_is_corrupt(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "x")
    assert _reason(path) == "CORRUPT"


def test_missing_styles_lists_and_notes_cost_only_what_they_hold(tmp_path: Path) -> None:
    body = p(
        r("a") + '<w:r><w:footnoteReference w:id="1"/></w:r>',
        '<w:pStyle w:val="x"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr>',
    )
    main = in_word("document", f"<w:body>{body}</w:body>")
    document = read_docx(_with_main(tmp_path, main))
    assert ("a\n", ()) == (document.text, document.footnotes)


def test_a_file_without_words_is_not_read_as_empty(tmp_path: Path) -> None:
    assert _reason(write_docx(tmp_path, p("") + p(" "))) == "NO_TEXT"


def test_a_file_of_pictures_asks_for_ocr(tmp_path: Path) -> None:
    assert _reason(write_docx(tmp_path, p("<w:r><w:drawing><a:blip/></w:drawing></w:r>"))) == "NEEDS_OCR"


def test_a_locked_part_is_encrypted(tmp_path: Path) -> None:
    path = write_docx(tmp_path, p("a"))
    data = bytearray(path.read_bytes())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:  # each entry of the directory says whether it is locked
        data[at + 8] |= 1
        at += 4
    path.write_bytes(data)
    assert _reason(path) == "ENCRYPTED"


def test_a_long_row_of_deleted_paragraph_ends_takes_no_more_than_its_length(tmp_path: Path) -> None:
    body = "".join(p(f"{at}", "<w:rPr><w:del/></w:rPr>") for at in range(20_000)) + p("hết")
    started = time.monotonic()
    assert read_docx(write_docx(tmp_path, body)).text.endswith("19999hết\n")
    assert time.monotonic() - started < 5
