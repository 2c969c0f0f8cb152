"""Letters of the fonts before Unicode, with their font's name, without it, and in real files of 2000 to 2008."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path
from unicodedata import normalize

import pytest

from extractors.citations import find_citations
from extractors.patterns import one_tone
from pipeline.readers import read
from pipeline.readers.encodings import ENCODINGS, TCVN3, VNI, convert, encoding_of, is_garbled, lost_encoding
from pipeline.readers.errors import UnreadableError
from pipeline.readers.pdf import read_pdf
from pipeline.readers.syllables import is_syllable, readability
from tests.typesetting import pdf_file
from tests.word_files import p, r, write_docx

# Every vowel with every tone, and «đ».
ALPHABET = "àảãáạ ằẳẵắặ ầẩẫấậ èẻẽéẹ ềểễếệ ìỉĩíị òỏõóọ ồổỗốộ ờởỡớợ ùủũúụ ừửữứự ỳỷỹýỵ ăâđêôơư"
IN_TCVN3 = "µ¶·¸¹ »¼½¾Æ ÇÈÉÊË ÌÎÏÐÑ ÒÓÔÕÖ ×ØÜÝÞ ßáâãä åæçèé êëìíî ïñòóô õö÷øù úûüýþ ¨©®ª«¬\xad"
IN_VNI = (
    "aøaûaõaùaï aèaúaüaéaë aàaåaãaáaä eøeûeõeùeï eàeåeãeáeä ìæóíò oøoûoõoùoï oàoåoãoáoä ôøôûôõôùôï "
    "uøuûuõuùuï öøöûöõöùöï yøyûyõyùî aêaâñeâoâôö"
)
SENTENCE = "Căn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001; theo đề nghị của Bộ trưởng Bộ Nội vụ"
SENTENCE_IN_TCVN3 = "C¨n cø LuËt Tæ chøc ChÝnh phñ ngµy 25 th¸ng 12 n¨m 2001; theo ®Ò nghÞ cña Bé tr\xadëng Bé Néi vô"
SENTENCE_IN_VNI = (
    "Caên cöù Luaät Toå chöùc Chính phuû ngaøy 25 thaùng 12 naêm 2001; theo ñeà nghò cuûa Boä tröôûng Boä Noäi vuï"
)


def test_every_letter_with_every_tone_is_converted() -> None:
    assert ALPHABET == TCVN3.convert(IN_TCVN3)
    assert ALPHABET == VNI.convert(IN_VNI)


def test_capitals_of_vni_are_written_with_capital_marks() -> None:
    assert "UỶ BAN NHÂN DÂN TỈNH CÀ MAU, QUYẾT ĐỊNH" == VNI.convert("UYÛ BAN NHAÂN DAÂN TÆNH CAØ MAU, QUYEÁT ÑÒNH")


def test_capitals_of_tcvn3_are_its_own_bytes_or_its_font() -> None:
    assert "Đảng, Ăn, Ưu, Ôn" == TCVN3.convert("§¶ng, ¡n, ¦u, ¤n")
    assert "QUYẾT ĐỊNH" == convert("quyÕt ®Þnh", ".VnTimeH")


@pytest.mark.skipif(shutil.which("iconv") is None, reason="needs iconv, which knows TCVN 5712 as well")
def test_the_table_of_tcvn3_is_that_of_the_system() -> None:
    import subprocess  # noqa: PLC0415

    given = bytes(range(0xA1, 0xAF)) + b" " + b" ".join(bytes([byte]) for byte in TCVN3.letters if byte > 0xB4)
    made = subprocess.run(["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=given, capture_output=True, check=False)
    if made.returncode:
        pytest.skip("this system's iconv does not know TCVN5712-1")
    assert normalize("NFC", made.stdout.decode()) == TCVN3.convert(given.decode("latin-1"))


def test_bytes_that_were_taken_for_another_alphabet_or_for_symbols_are_known() -> None:
    assert "thực hiện" == convert("th\uf0f9c hi\uf0d6n", ".VnTime")
    assert "đất" == convert("®Êt".encode("cp1252").decode("cp1254"), ".VnTime")
    assert "nghị" == convert("ngh\u0303", ".VnTime")  # cp1258 shows the byte of «ị» as a tilde


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", TCVN3),
        (".VnTimeH", TCVN3),
        (".VnArial NarrowH", TCVN3),
        ("VnTime", TCVN3),
        ("VNI-Times", VNI),
        ("VNI-Helve-Condense", VNI),
        ("Times New Roman", None),
        ("Vnesse", None),
        ("", None),
        (None, None),
    ],
)
def test_a_font_tells_the_encoding_of_its_letters(font: str | None, encoding: object) -> None:
    assert encoding is encoding_of(font)


def test_what_is_unicode_already_stays_so_in_an_old_font() -> None:
    assert "nhiệm vụ" == convert("nhiệm vụ", ".VnTime")


def test_text_that_lost_its_font_is_known_by_its_words() -> None:
    assert [TCVN3, VNI] == [lost_encoding(text) for text in (SENTENCE_IN_TCVN3, SENTENCE_IN_VNI)]
    assert [SENTENCE, SENTENCE] == [
        one_tone(TCVN3.convert(SENTENCE_IN_TCVN3)),
        one_tone(VNI.convert(SENTENCE_IN_VNI)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "Báo cáo công tác tháng ba",
        "Le Président de la République française a présenté à l’Assemblée générale les résultats de l’année écoulée",
        "Der Präsident überreichte größere Mengen für die Öffentlichkeit und äußerte sich über künftige Pläne",
        "The quick brown fox jumps over the lazy dog and runs away into the forest before anyone can see it",
        "C¨n cø LuËt",
    ],
)
def test_other_texts_and_too_few_words_are_left_alone(text: str) -> None:
    assert lost_encoding(text) is None


def test_letters_of_an_unknown_encoding_are_garbled_and_other_languages_are_not() -> None:
    assert is_garbled("þß§ng lèi cha ¶ng ¢n b× ³ngh" * 20)
    assert not is_garbled(SENTENCE * 5)
    assert not is_garbled("The quick brown fox jumps over the lazy dog. " * 10)


def test_a_syllable_ends_and_bears_its_tone_as_vietnamese_spells_it() -> None:
    good = "nghiêng quyết giếng khuỷu hoà HÒA thuở yêu oách uỷ gì"
    bad = "thùc hiÖn kt Báng0 zalo strong hàc tẹt̉"
    assert [True] * len(good.split()) == [is_syllable(word) for word in good.split()]
    assert not any(is_syllable(word) for word in bad.split()[:-1])
    assert not readability("th c hi n nhi m v").is_vietnamese


def test_a_word_file_is_converted_run_by_run(tmp_path: Path) -> None:
    old = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    capitals = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
    vni = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
    body = p(r("QuyÕt ®Þnh ", old) + r("số 05 ") + r("céng hoµ ", capitals) + r("nhieä", vni) + r("m vuï", vni))
    assert "Quyết định số 05 CỘNG HOÀ nhiệm vụ\n" == read(write_docx(tmp_path, body)).text


def test_a_mark_in_a_run_of_its_own_joins_the_letter_before_it(tmp_path: Path) -> None:
    vni = '<w:rFonts w:hAnsi="VNI-Times"/>'
    assert (
        "nhiệm vụ\n" == read(write_docx(tmp_path, p(r("nhie", vni) + r("ä", vni) + r("m vu", vni) + r("ï", vni)))).text
    )


def test_the_font_of_a_style_counts(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr></w:style>'
    )
    assert "thực hiện\n" == read(write_docx(tmp_path, p("thùc hiÖn"), parts={"styles": styles})).text


def test_an_optional_hyphen_is_a_letter_only_where_that_makes_a_syllable(tmp_path: Path) -> None:
    font = '<w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr>'
    body = p(
        f"<w:r>{font}<w:softHyphen/><w:t>§iÒu 1. Thñ t</w:t></w:r><w:r>{font}<w:softHyphen/><w:t>íng ch</w:t>"
        f"<w:softHyphen/><w:softHyphen/><w:t>¬ng</w:t></w:r>"
    )
    assert "Điều 1. Thủ tướng" == read(write_docx(tmp_path, body)).text[:17]


def test_a_word_file_that_lost_its_fonts_is_converted_with_its_short_lines(tmp_path: Path) -> None:
    body = p("QuyÕt ®Þnh") + p(SENTENCE_IN_TCVN3) + p("Microsoft Word 97") + p("Báo cáo thực hiện")
    assert ["Quyết định", SENTENCE, "Microsoft Word 97", "Báo cáo thực hiện"] == one_tone(
        read(write_docx(tmp_path, body)).text
    ).splitlines()


def test_a_word_file_in_an_unknown_encoding_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(write_docx(tmp_path, p("þß§ng lèi cha ¶ng ¢n b× ³ngh " * 20)))
    assert "GARBLED_TEXT" == caught.value.reason


@pytest.mark.parametrize("written", [SENTENCE_IN_TCVN3.replace("\xad", "¦"), SENTENCE_IN_VNI])
def test_a_pdf_with_old_letters_is_read_in_unicode(tmp_path: Path, written: str) -> None:
    octal = "".join(f"\\{byte:03o}" for byte in written.encode("cp1252"))
    path = tmp_path / "old.pdf"
    path.write_bytes(pdf_file([f"BT /F1 9 Tf 60 700 Td ({octal}) Tj ET"]))
    assert SENTENCE.replace("trưởng", "trƯởng" if "¦" in written else "trưởng") == one_tone(read_pdf(path).text).strip()


def words(text: str) -> list[str]:
    """The syllables, in one spelling; transcripts write «Ð» for «Đ» and no capitals for .VnTimeH."""
    return re.findall(r"[^\W_]+", one_tone(normalize("NFC", text).replace("Ð", "Đ")).lower())


def cited(text: str) -> list[tuple[str, str, object]]:
    return [(m.value.symbol, m.value.number, m.value.issued_on) for m in find_citations(normalize("NFC", text))]


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="needs LibreOffice: apt-get install libreoffice-writer-nogui"
)
@pytest.mark.parametrize(
    "name",
    ["2003-A30.rtf", "2004-NghiDinh117_2003.doc", "2006-quydinhkiemtra02.doc", "2008-23.QD-991-UBND.doc"],
)
def test_old_government_files_read_as_their_transcripts(name: str, shared: Path) -> None:
    path = shared / "corpus/legacy" / name
    transcript = path.with_suffix(".txt").read_text(encoding="utf-8")
    document = read(path)
    # Counted, for a letterhead is read column by column and typed row by row.
    wanted, found = Counter(words(transcript)), Counter(words(document.text))
    assert (wanted & found).total() >= 0.99 * max(wanted.total(), found.total())
    assert cited(transcript) == cited(document.text)


def test_there_are_two_encodings() -> None:
    assert ["TCVN3", "VNI"] == [encoding.name for encoding in ENCODINGS]
