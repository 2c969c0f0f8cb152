"""Word files are read as a clerk sees them: in order, once, without what was deleted, hidden or merely drawn."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.document import Document
from pipeline.readers.docx import read_docx
from tests.word_files import STRICT, USUAL, p, r, table, write_docx

_OPEN_XML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOT = Path(__file__).parents[1]
_BOX = "<w:txbxContent>{}</w:txbxContent>"
_CENTRED = '<w:jc w:val="center"/>'
_BREAK = "<w:r><w:br/></w:r>"
_PAGE = '<w:r><w:br w:type="page"/></w:r>'
_SEEN_PAGE = "<w:r><w:lastRenderedPageBreak/></w:r>"


def _call(note: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{note}"/></w:r>'


def _note(note: int, text: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{note}">{p(f"<w:r><w:{kind}Ref/></w:r>" + r(" " + text))}</w:{kind}>'


def _columns(document: Document) -> list[tuple[int, str]]:
    return [(block.column, document.text[block.start : block.end]) for block in document.blocks]


def _cells(document: Document, at: int = 0) -> list[tuple[int, int, int, int, str]]:
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, document.text[cell.start : cell.end])
        for cell in document.tables[at].cells
    ]


def _pages(document: Document) -> list[tuple[int, str]]:
    assert [*(stretch.end for stretch in document.stretches)] == [
        *(stretch.start for stretch in document.stretches[1:]), len(document.text)
    ]  # fmt: skip
    return [(stretch.page, document.text[stretch.start : stretch.end]) for stretch in document.stretches]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p("Một") + p("") + p("Hai"), "Một\nHai\n", id="empty paragraphs leave no line"),
        pytest.param(p(r("Kết luận 70") + r("-KL/TW")), "Kết luận 70-KL/TW\n", id="runs are joined as they are"),
        pytest.param(p("Ða\u0309ng  u\u0309y\u00a0xa\u0303"), "Đảng ủy xã\n", id="the text is cleaned"),
        pytest.param(
            p("<w:r><w:t>70</w:t><w:noBreakHyphen/><w:t>KL/TW</w:t><w:tab/><w:t>nay</w:t></w:r>"),
            "70-KL/TW nay\n",
            id="hyphens that do not break and tabs",
        ),
        pytest.param(
            p('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 5</w:t></w:r>'), "≥ 5\n", id="signs of symbol fonts"
        ),
        pytest.param(
            p(r("có ") + f"<w:ins>{r('16')}</w:ins><w:del><w:r><w:delText>15</w:delText></w:r></w:del>" + r(" bộ")),
            "có 16 bộ\n",
            id="insertions are in and deletions out",
        ),
        pytest.param(
            p(f"<w:moveFrom>{r('cũ')}</w:moveFrom>" + r("đây ")) + p(f"<w:moveTo>{r('mới')}</w:moveTo>"),
            "đây\nmới\n",
            id="moved text stands where it was moved to",
        ),
        pytest.param(
            p("Đảng ủy ", "<w:rPr><w:del/></w:rPr>") + p("Công an tỉnh"),
            "Đảng ủy Công an tỉnh\n",
            id="a deleted paragraph end joins two paragraphs",
        ),
        pytest.param(
            p(r("xem ") + f"<w:hyperlink>{r('Nghị quyết 41-NQ/TW')}</w:hyperlink>"),
            "xem Nghị quyết 41-NQ/TW\n",
            id="hyperlinks",
        ),
        pytest.param(
            p(
                '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF x</w:instrText></w:r>' + r("lệnh")
                + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("biểu số 01")
                + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r(" kèm theo")
            ),
            "biểu số 01 kèm theo\n",
            id="fields show their result",
        ),
        pytest.param(
            p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p("không mất"),
            "không mất\n",
            id="a field that never ends swallows nothing",
        ),
        pytest.param(
            p(f'<w:fldSimple w:instr="DATE">{r("31/5/2024")}</w:fldSimple>'), "31/5/2024\n", id="simple fields"
        ),
        pytest.param(p(r("a") + r("ẩn", "<w:vanish/>") + r("b")), "ab\n", id="hidden text is out"),
        pytest.param(p(r("Báo cáo", "<w:caps/>")), "BÁO CÁO\n", id="all capitals as printed"),
        pytest.param(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Tỉnh ủy')}</w:sdtContent></w:sdt>"
            + p(f"<w:smartTag><w:customXml>{r('Hà Giang')}</w:customXml></w:smartTag>"),
            "Tỉnh ủy\nHà Giang\n",
            id="content controls, smart tags and custom XML are seen through",
        ),
        pytest.param(
            p(r("a") + '<w:commentRangeStart w:id="1"/>' + r("b") + '<w:r><w:commentReference w:id="1"/></w:r>'),
            "ab\n",
            id="comments are out",
        ),
        pytest.param(p("a\ufdd0b"), "a b\n", id="the signs that keep our marks may stand in a file"),
    ],
)  # fmt: skip
def test_the_text_is_what_word_prints(tmp_path: Path, body: str, expected: str) -> None:
    assert expected == read_docx(write_docx(tmp_path, body)).text


@pytest.mark.parametrize(
    ("lines", "properties", "expected"),
    [
        (("BÁO CÁO", "kết quả thực hiện"), _CENTRED, "BÁO CÁO\nkết quả thực hiện\n"),
        (("Kết luận số 70-", "KL/TW, ngày 31/01/2024"), "", "Kết luận số 70-KL/TW, ngày 31/01/2024\n"),
        (("giai đoạn 2021", "- 2025 của tỉnh"), "", "giai đoạn 2021 - 2025 của tỉnh\n"),
        (("tỉnh Hà", "Giang"), "", "tỉnh Hà Giang\n"),
        (("Nơi nhận:", "- Tỉnh ủy,", "- Lưu Văn phòng."), "", "Nơi nhận:\n- Tỉnh ủy,\n- Lưu Văn phòng.\n"),
        (("ban hành 03 văn bản.", "Trong đó có 02 kế hoạch"), "", "ban hành 03 văn bản.\nTrong đó có 02 kế hoạch\n"),
        (("1. Công tác đảng", "a) Kết quả"), "", "1. Công tác đảng\na) Kết quả\n"),
    ],
)  # fmt: skip
def test_soft_line_breaks_end_a_block_only_where_the_author_set_a_line(
    tmp_path: Path, lines: tuple[str, ...], properties: str, expected: str
) -> None:
    body = p(_BREAK.join(r(line) for line in lines), properties)
    assert expected == read_docx(write_docx(tmp_path, body)).text


def test_a_bold_line_stands_apart_from_the_text_under_it(tmp_path: Path) -> None:
    body = p(r("Công tác tư tưởng", "<w:b/>") + _BREAK + r("Trong tháng, ngành đã làm tốt"))
    document = read_docx(write_docx(tmp_path, body))
    assert "Công tác tư tưởng\nTrong tháng, ngành đã làm tốt\n" == document.text
    assert [True, False] == [block.bold for block in document.blocks]


def test_a_text_box_is_read_once_though_the_file_holds_it_twice(tmp_path: Path) -> None:
    box = _BOX.format(p("DỰ THẢO"))
    twice = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    body = p(r("BÁO CÁO") + f"<w:r>{twice}</w:r>") + p(
        f"<w:r><w:pict><v:textbox>{_BOX.format(p('MẬT'))}</v:textbox></w:pict></w:r>"
    )
    assert "BÁO CÁO\nDỰ THẢO\nMẬT\n" == read_docx(write_docx(tmp_path, body)).text


_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:isLgl/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)  # fmt: skip


def _item(text: str, level: int, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_list_items_carry_the_labels_that_word_counts(tmp_path: Path) -> None:
    body = "".join([
        _item("Tình hình", 0), _item("Kết quả", 1), _item("tốt", 2), _item("khá", 2), _item("dấu", 3),
        _item("Hạn chế", 1), _item("còn", 2), p("xen vào"), _item("Phương hướng", 0), _item("Nhiệm vụ", 1),
        _item("Năm", 0, number=2), _item("Sáu", 0, number=2), _item("không số", 0, number=0),
    ])  # fmt: skip
    expected = (
        "I. Tình hình\n1.1. Kết quả\na) tốt\nb) khá\n• dấu\n1.2. Hạn chế\na) còn\nxen vào\n"
        "II. Phương hướng\n2.1. Nhiệm vụ\nV. Năm\nVI. Sáu\nkhông số\n"
    )
    assert expected == read_docx(write_docx(tmp_path, body, parts={"numbering": _NUMBERING})).text


def test_styles_give_their_looks_levels_and_lists_through_what_they_are_based_on(tmp_path: Path) -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="M"><w:name w:val="Mục"/><w:basedOn w:val="H"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="B"><w:rPr><w:b/><w:i/></w:rPr></w:style>'
    )
    no_list = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    bold_twice = '<w:rStyle w:val="B"/>'
    body = (
        p("Kết quả", '<w:pStyle w:val="M"/>')
        + p(r("nghiêng", bold_twice), '<w:pStyle w:val="M"/><w:outlineLvl w:val="0"/>' + no_list)
        + p(r("đậm ", "<w:b/>") + r("thường"))
        + p(r("to", '<w:sz w:val="40"/>'), _CENTRED)
    )  # fmt: skip
    document = read_docx(write_docx(tmp_path, body, parts={"styles": styles, "numbering": _NUMBERING}))
    looks = [(b.bold, b.italic, b.centred, b.size, b.level) for b in document.blocks]
    assert "I. Kết quả\nnghiêng\nđậm thường\nto\n" == document.text
    assert [
        (True, False, False, 13.0, 2), (False, True, False, 13.0, 1), (False, False, False, 14.0, 0),
        (False, False, True, 20.0, 0),
    ] == looks  # fmt: skip


def test_notes_follow_the_text_and_their_anchors_follow_the_word(tmp_path: Path) -> None:
    body = p(r("với 1.862 học viên") + _call(7) + r(" và báo cáo (") + _call(5) + r(").")) + p("Hết") + p(
        r("Cuối") + _call(1, "endnote")
    )  # fmt: skip
    notes = _note(5, "01 tập thể") + _note(7, "(1) Cụ thể: 09 lớp") + _note(9, "không ai gọi")
    parts = {"footnotes": notes.replace("(1)", "( )"), "endnotes": _note(1, "chú thích cuối", "endnote")}
    document = read_docx(write_docx(tmp_path, body, parts=parts))
    expected = "với 1.862 học viên và báo cáo.\nHết\nCuối\nCụ thể: 09 lớp\n01 tập thể\nchú thích cuối\n"
    assert expected == document.text
    assert [
        ("1", "với 1.862 học viên", "Cụ thể: 09 lớp"),
        ("2", "với 1.862 học viên và báo cáo", "01 tập thể"),
        ("i", "với 1.862 học viên và báo cáo.\nHết\nCuối", "chú thích cuối"),
    ] == [
        (note.mark, document.text[: note.anchor], document.text[note.start : note.end]) for note in document.footnotes
    ]


def test_an_anchor_follows_its_word_also_where_spaces_part_them(tmp_path: Path) -> None:
    body = p(r("công tác tuyên giáo ") + _call(1) + r(" trong tháng"))
    document = read_docx(write_docx(tmp_path, body, parts={"footnotes": _note(1, "một")}))
    assert ["công tác tuyên giáo"] == [document.text[: note.anchor] for note in document.footnotes]
    assert "công tác tuyên giáo trong tháng\nmột\n" == document.text


def test_notes_of_deleted_text_are_not_numbered(tmp_path: Path) -> None:
    body = p(r("a") + f"<w:del>{_call(1)}</w:del>" + r("b") + _call(2))
    document = read_docx(write_docx(tmp_path, body, parts={"footnotes": _note(1, "một") + _note(2, "hai")}))
    assert ("ab\nhai\n", ["1"]) == (document.text, [note.mark for note in document.footnotes])


def test_marks_are_the_authors_own_or_counted_as_each_section_says(tmp_path: Path) -> None:
    own = '<w:r><w:footnoteReference w:id="3" w:customMarkFollows="1"/><w:t>(*)</w:t></w:r>'
    letters = '<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numRestart w:val="eachSect"/></w:footnotePr>'
    body = (
        p(r("a") + _call(1) + r(" b") + _call(2), "<w:sectPr/>")
        + p(r("c") + own + r(" d") + _call(4))
        + f"<w:sectPr>{letters}</w:sectPr>"
    )
    notes = _note(1, "một") + _note(2, "hai") + f'<w:footnote w:id="3">{p("(*) ba")}</w:footnote>' + _note(4, "bốn")
    document = read_docx(write_docx(tmp_path, body, parts={"footnotes": notes}))
    assert "a b\nc d\nmột\nhai\nba\nbốn\n" == document.text
    assert ["1", "2", "(*)", "a"] == [note.mark for note in document.footnotes]
    assert [1, 1, 2, 2] == [document.page_at(note.start) for note in document.footnotes]


def test_a_ruled_table_has_cells_rows_and_merged_spans(tmp_path: Path) -> None:
    two, begin, on = ('<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>")

    def cell(text: str, properties: str) -> str:
        return f"<w:tcPr>{properties}</w:tcPr>{p(text)}"

    body = p("Trước") + table(
        [cell("TT", begin), cell("Số lớp", two)],
        [cell("", on), "Huyện", "Xã"],
        ["1", p("12") + p("lớp"), ""],
        ruled=True,
    ) + p("Sau")  # fmt: skip
    document = read_docx(write_docx(tmp_path, body))
    assert "Trước\nTT\tSố lớp\nHuyện\tXã\n1\t12 lớp\t\nSau\n" == document.text
    assert [
        (0, 0, 2, 1, "TT"), (0, 1, 1, 2, "Số lớp"), (1, 1, 1, 1, "Huyện"), (1, 2, 1, 1, "Xã"),
        (2, 0, 1, 1, "1"), (2, 1, 1, 1, "12 lớp"), (2, 2, 1, 1, ""),
    ] == _cells(document)  # fmt: skip
    assert ["paragraph", *["cell"] * 6, "paragraph"] == [block.kind for block in document.blocks]
    assert "TT\tSố lớp\nHuyện\tXã\n1\t12 lớp\t\n" == document.text[document.tables[0].start : document.tables[0].end]


def test_a_table_inside_a_cell_follows_its_row(tmp_path: Path) -> None:
    inner = table(["x", "y"], ["z", "t"], ruled=True)
    body = table(["a", p("b") + inner], ["c", "d"], ruled=True)
    document = read_docx(write_docx(tmp_path, body))
    assert "a\tb\nx\ty\nz\tt\nc\td\n" == document.text
    assert [["a", "b", "c", "d"], ["x", "y", "z", "t"]] == [
        [text for *_, text in _cells(document, at)] for at in range(2)
    ]


def test_deleted_rows_and_cells_are_out(tmp_path: Path) -> None:
    row = '<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc><w:p><w:r><w:t>bỏ</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
    body = table(["a", "b"], ["<w:tcPr><w:cellDel/></w:tcPr>" + p("bỏ"), "c"], ruled=True).replace("</w:tbl>", row)
    assert "a\tb\n\tc\n" == read_docx(write_docx(tmp_path, body)).text


_LEFT = p("ĐẢNG BỘ TỈNH HÀ GIANG", _CENTRED) + p("BAN TUYÊN GIÁO", _CENTRED)
_RIGHT = p("ĐẢNG CỘNG SẢN VIỆT NAM", _CENTRED)


@pytest.mark.parametrize("ruled", [False, True])
def test_a_letterhead_reads_down_its_left_column_and_then_its_right(tmp_path: Path, ruled: bool) -> None:
    body = table([_LEFT, _RIGHT], ["Số 12-BC/BTG", "Hà Giang, ngày 31/5/2024"], ruled=ruled) + p("BÁO CÁO")
    document = read_docx(write_docx(tmp_path, body))
    assert [
        (1, "ĐẢNG BỘ TỈNH HÀ GIANG"), (1, "BAN TUYÊN GIÁO"), (1, "Số 12-BC/BTG"),
        (2, "ĐẢNG CỘNG SẢN VIỆT NAM"), (2, "Hà Giang, ngày 31/5/2024"), (0, "BÁO CÁO"),
    ] == _columns(document)  # fmt: skip
    assert () == document.tables


def test_recipients_stand_left_and_the_signature_right(tmp_path: Path) -> None:
    recipients = p(r("Nơi nhận:") + _BREAK + r("- Tỉnh ủy") + _BREAK + r("- Lưu"))
    body = p("Thân") + table([recipients, "", p(r("TRƯỞNG BAN") + _BREAK + r("Lê Văn Thử"))], ruled=False)
    assert [
        (0, "Thân"), (1, "Nơi nhận:"), (1, "- Tỉnh ủy"), (1, "- Lưu"), (2, "TRƯỞNG BAN"), (2, "Lê Văn Thử"),
    ] == _columns(read_docx(write_docx(tmp_path, body)))  # fmt: skip


def test_a_long_or_wide_table_without_lines_is_still_a_table(tmp_path: Path) -> None:
    long = table(*([f"Huyện {name}", "5"] for name in "ABCDE"), ruled=False)
    wide = table(["1", "2", "3"], ruled=False)
    assert 2 == len(read_docx(write_docx(tmp_path, long + p("và") + wide)).tables)


def test_a_box_around_text_is_no_table(tmp_path: Path) -> None:
    document = read_docx(write_docx(tmp_path, table([p("Một") + p("Hai")], ruled=True)))
    assert ("Một\nHai\n", ()) == (document.text, document.tables)


def test_pages_end_at_breaks_and_where_word_last_saw_them_end(tmp_path: Path) -> None:
    body = (
        p(_SEEN_PAGE + r("Một")) + p(r("hai ") + _SEEN_PAGE + r("ba")) + p(_PAGE) + p(_SEEN_PAGE + r("bốn"))
        + p("năm", "<w:pageBreakBefore/>") + p("sáu", "<w:sectPr/>") + p("bảy", "<w:sectPr/>")
        + p("tám") + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    )  # fmt: skip
    document = read_docx(write_docx(tmp_path, body))
    assert [
        (1, "Một\nhai "), (2, "ba\n"), (3, "bốn\n"), (4, "năm\nsáu\n"), (5, "bảy\ntám\n"),
    ] == _pages(document)  # fmt: skip
    assert [1, 2, 3, 4, 5] == [page.number for page in document.pages]


def test_a_row_that_runs_over_a_page_end_turns_the_page_once(tmp_path: Path) -> None:
    broken = p(r("trên ") + _SEEN_PAGE + r("dưới"))
    body = table(["a", broken, broken], [p(_SEEN_PAGE + r("b")), "c", "d"], ruled=True) + p("sau")
    document = read_docx(write_docx(tmp_path, body))
    assert [
        (1, "a\ttrên "), (2, "dưới\t"), (1, "trên "), (2, "dưới\n"), (3, "b\tc\td\nsau\n"),
    ] == _pages(document)  # fmt: skip


def test_a_document_without_breaks_has_one_page(tmp_path: Path) -> None:
    document = read_docx(write_docx(tmp_path, p("Một") + p("Hai")))
    assert [(1, "Một\nHai\n")] == _pages(document)


@pytest.mark.parametrize(
    ("namespace", "main_type", "main"),
    [
        (STRICT, f"{_OPEN_XML}.document.main+xml", "word/document.xml"),
        (USUAL, "application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml"),
        (USUAL, f"{_OPEN_XML}.template.main+xml", "Word/Document2.xml"),
    ],
)  # fmt: skip
def test_strict_files_macro_files_and_templates_are_word_files(
    tmp_path: Path, namespace: str, main_type: str, main: str
) -> None:
    body, notes = p(r("a") + _call(1)), {"footnotes": _note(1, "chú")}
    path = write_docx(tmp_path, body, parts=notes, namespace=namespace, main_type=main_type, main=main)
    assert "a\nchú\n" == read_docx(path).text


def _with_header(folder: Path, header: str, kind: str = "first", first: str = "<w:titlePg/>") -> str:
    reference = f'<w:headerReference w:type="{kind}" xmlns:r="urn:links" r:id="rId0"/>'
    section = f"<w:sectPr>{reference}{first}</w:sectPr>"
    return read_docx(write_docx(folder, p("Thân") + section, parts={"header": header})).text


def test_a_letterhead_in_the_header_of_the_first_page_is_read(tmp_path: Path) -> None:
    heading = "<w:p/>" + table([p("SỞ NỘI VỤ"), p("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")], ruled=False)
    read = "SỞ NỘI VỤ\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nThân\n"
    assert read == _with_header(tmp_path, heading) == _with_header(tmp_path, heading, "default", "")
    assert "Thân\n" == _with_header(tmp_path, p("Báo cáo của Sở Nội vụ"))
    assert "Thân\n" == _with_header(tmp_path, heading, "default") == _with_header(tmp_path, heading, "even")


def test_headers_and_footers_are_out(tmp_path: Path) -> None:
    path = write_docx(tmp_path, p("Thân"), parts={"header": p("Trang 1"), "footer": p("2")})
    assert "Thân\n" == read_docx(path).text


def test_the_report_of_the_seed_reads_as_it_was_typed() -> None:
    document = read_docx(_ROOT / "corpus/reports/report.docx")
    assert [str(number) for number in range(1, 10)] == [note.mark for note in document.footnotes]
    called = [document.text[: note.anchor].split()[-1] for note in document.footnotes]
    assert ["giáo", "hội", "Bác", "viên", "nước", "5/2024", "ủy", "5/2024", "trang"] == called
    assert "01 tập thể và 02 cá nhân" == document.text[document.footnotes[1].start :][:24]


@pytest.mark.skipif(not (_ROOT / "../shared/gold/seed/report.txt").exists(), reason="the typed report lies outside")
def test_every_line_of_the_typed_report_is_in_the_word_file() -> None:
    document = read_docx(_ROOT / "corpus/reports/report.docx")
    typed = (_ROOT / "../shared/gold/seed/report.txt").read_text(encoding="utf-8")
    plain = re.sub(r"[*¹²³⁴⁵⁶⁷⁸⁹]", "", typed)
    # The typed report is cut into pages, with each page's notes at its foot: line by line, then word by word.
    words = " ".join(document.text.split())
    assert [] == [line for line in map(_one_spaced, plain.splitlines()) if line not in words]
    assert Counter(plain.split()) == Counter(words.split())


def _one_spaced(line: str) -> str:
    return " ".join(line.split())


def test_blocks_tables_and_notes_stand_on_the_text(tmp_path: Path) -> None:
    body = p(r("a") + _call(1)) + table(["b", "c"], ["d", "e"], ["f", "g"], ["h", "i"], ruled=True) + p("k")
    document = read_docx(write_docx(tmp_path, body, parts={"footnotes": _note(1, "chú")}))
    assert document.text.split() == [document.text[block.start : block.end] for block in document.blocks]
    assert sorted(document.blocks, key=lambda block: block.start) == list(document.blocks)


def test_a_title_with_its_letters_set_apart_is_words(tmp_path: Path) -> None:
    body = p("B Á O  C Á O") + p("A B C D") + p("1 2  3 4")
    assert "BÁO CÁO\nA B C D\n1 2 3 4\n" == read_docx(write_docx(tmp_path, body)).text


TABBED = [
    "\tTỈNH ỦY ĐỒI MƠ\tĐẢNG CỘNG SẢN VIỆT NAM",
    "\tBAN TUYÊN GIÁO",
    "\t*",
    "\tSố 738-BC/BTGTU\tĐồi Mơ, ngày 26 tháng 4 năm 2024",
    "BÁO CÁO",
    "Đã tổ chức:\t28 lớp.",
    "Nơi nhận:\tK/T TRƯỞNG BAN",
    "- Tỉnh ủy,\tPHÓ TRƯỞNG BAN",
    "- Lưu.",
    "\tLò Thị Mẫu",
    "PHỤ LỤC",
]
SPACED = [
    "TỈNH ỦY ĐỒI MƠ          ĐẢNG CỘNG SẢN VIỆT NAM",
    "BAN TUYÊN GIÁO",
    "      *",
    "Số 738-BC/BTGTU      Đồi Mơ, ngày 26 tháng 4 năm 2024",
    "BÁO CÁO",
    "Đã tổ chức:     28 lớp.",
    "Nơi nhận:           K/T TRƯỞNG BAN",
    "- Tỉnh ủy,         PHÓ TRƯỞNG BAN",
    "- Lưu.",
    "                            Lò Thị Mẫu",
    "PHỤ LỤC",
]


@pytest.mark.parametrize("lines", [TABBED, SPACED], ids=["tabs", "blanks"])
def test_a_letterhead_set_with_tabs_or_blanks_is_read_column_by_column(lines: list[str], tmp_path: Path) -> None:
    body = "".join(p("<w:r><w:tab/></w:r>".join(r(part) for part in line.split("\t"))) for line in lines)
    document = read_docx(write_docx(tmp_path, body))
    assert [
        (1, "TỈNH ỦY ĐỒI MƠ"),
        (1, "BAN TUYÊN GIÁO"),
        (1, "*"),
        (1, "Số 738-BC/BTGTU"),
        (2, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (2, "Đồi Mơ, ngày 26 tháng 4 năm 2024"),
        (0, "BÁO CÁO"),
        (0, "Đã tổ chức: 28 lớp."),
        (1, "Nơi nhận:"),
        (1, "- Tỉnh ủy,"),
        (1, "- Lưu."),
        (2, "K/T TRƯỞNG BAN"),
        (2, "PHÓ TRƯỞNG BAN"),
        (2, "Lò Thị Mẫu"),
        (0, "PHỤ LỤC"),
    ] == [(block.column, document.text[block.start : block.end]) for block in document.blocks]
