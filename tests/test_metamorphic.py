"""The same report written otherwise yields the same facts: other letters, other signs, other pages, other files."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors.patterns import one_tone
from pipeline.document import Document
from pipeline.extract import extract
from pipeline.readers import read
from pipeline.readers.layout import lay_out
from tests.conftest import REPORTS
from tests.press import Format, printed
from tests.test_golden import lines
from tests.typesetting import Galley
from tests.word_files import rewritten

REPORT = REPORTS / "report.docx"

# The tone that stands on the first of these vowels today stood on the second.
_NEW_TONE = re.compile(r"(?<!q)(o(?=.[ae])|u(?=.y))([\u0300\u0301\u0303\u0309\u0323])(\w)(?!\w)", re.IGNORECASE)
_SYMBOL = re.compile(r"(?<=\d)-(?=[A-ZĐ]{2})")
_ABOUT_SIGNS = re.compile(r"\s*([-–/])\s*")
_HEADING = 120  # characters of a heading that are compared, for long ones are cut


def facts(document: Document) -> list[str]:
    """The lines of the golden file without pages, in one spelling."""
    return [_one_spelling(line) for line in lines(extract(document), paged=False)]


def _one_spelling(line: str) -> str:
    line = one_tone(unicodedata.normalize("NFC", line))
    line = _ABOUT_SIGNS.sub(lambda found: found[1].replace("–", "-"), re.sub("[“”„«»]", '"', line))
    return line[:_HEADING] if line.startswith("section") else line


@cache
def usual() -> list[str]:
    return facts(read(REPORT))


def old_tones(words: str) -> str:
    """«Tỉnh ủy» as «Tỉnh uỷ», as older keyboards wrote it."""
    return unicodedata.normalize("NFC", _NEW_TONE.sub(r"\1\3\2", unicodedata.normalize("NFD", words)))


SPELLINGS: dict[str, Callable[[str], str]] = {
    "decomposed letters": lambda words: unicodedata.normalize("NFD", words),
    "tones in their old place": old_tones,
    "eth for the Vietnamese letter": lambda words: words.replace("Đ", "Ð"),
    "spaces around the hyphen of a symbol": lambda words: _SYMBOL.sub(" - ", words),
    "a space after the hyphen of a symbol": lambda words: _SYMBOL.sub("- ", words),
    "a space before the hyphen of a symbol": lambda words: _SYMBOL.sub(" -", words),
    "a dash for the hyphen of a symbol": lambda words: _SYMBOL.sub("–", words),
    "hyphens that do not break": lambda words: words.replace("-", "\u2011"),
    "spaces around the stroke of a symbol": lambda words: re.sub(r"(?<=[A-ZĐ])/(?=[A-ZĐ])", " / ", words),
    "spaces that do not break": lambda words: words.replace(" ", "\u00a0"),
    "two spaces between words": lambda words: words.replace(" ", "  "),
    "soft hyphens inside words": lambda words: re.sub(r"(\w\w)(?=\w\w)", "\\1\u00ad", words),
    "places to break after signs": lambda words: re.sub(r"([-/])", "\\1\u200b", words),
    "straight quotes": lambda words: re.sub("[“”]", '"', words),
    "angled quotes": lambda words: words.replace("“", "«").replace("”", "»"),
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_another_spelling_of_the_same_words_yields_the_same_facts(
    spelling: Callable[[str], str], tmp_path: Path
) -> None:
    assert usual() == facts(read(rewritten(REPORT, tmp_path, words=spelling)))


MARKUPS: dict[str, Callable[[str], str]] = {
    "endnotes for footnotes": lambda markup: markup.replace("footnote", "endnote"),
    "a run for each word": lambda markup: re.sub(
        r"(<w:t>)([^<]{2,})(</w:t>)",
        lambda found: found[1] + found[2].replace(" ", f' {found[3]}<w:t xml:space="preserve">') + found[3],
        markup,
    ).replace("<w:t>", '<w:t xml:space="preserve">'),
    "page ends that Word remembers": lambda markup: markup.replace("<w:t>", "<w:lastRenderedPageBreak/><w:t>"),
    "words as tracked insertions": lambda markup: re.sub(
        r"(<w:r><w:rPr></w:rPr><w:t.*?</w:r>)", r"<w:ins>\1</w:ins>", markup
    ),
    "bold lost": lambda markup: markup.replace("<w:b/>", ""),
}


@pytest.mark.parametrize("change", MARKUPS.values(), ids=MARKUPS.keys())
def test_another_markup_of_the_same_words_yields_the_same_facts(change: Callable[[str], str], tmp_path: Path) -> None:
    assert usual() == facts(read(rewritten(REPORT, tmp_path, markup=change)))


FORMATS = {
    "A4": Format(),
    "A5": Format(width=420, height=595, left=60, right=40, margin=50),
    "A4 across": Format(width=842, height=595),
    "small letters": Format(size=11, note=9),
    "large letters": Format(size=16),
    "letters of 13 points between broad margins": Format(size=13, left=100, right=100),
    "tight lines": Format(pitch=1.0),
    "wide lines": Format(pitch=1.8),
    "notes in letters of the same size": Format(note=14),
}


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS.keys())
def test_other_lines_and_pages_yield_the_same_facts(form: Format) -> None:
    assert usual() == facts(_read_pages(printed(read(REPORT), form)))


def test_letters_from_a_second_font_drawn_last_yield_the_same_facts() -> None:
    pages = printed(read(REPORT), Format())
    for page in pages:
        _reorder(page, sorted(range(len(page.glyphs.text)), key=lambda at: page.glyphs.text[at] > "\u00ff"))
    assert usual() == facts(_read_pages(pages))


def test_letters_drawn_in_any_order_yield_the_same_facts() -> None:
    pages = printed(read(REPORT), Format())
    for page in pages:
        count = len(page.glyphs.text)
        _reorder(page, sorted(range(count), key=lambda at: at * 7919 % count))
    assert usual() == facts(_read_pages(pages))


def test_marks_drawn_as_letters_of_their_own_yield_the_same_facts() -> None:
    pages = printed(read(REPORT), Format())
    for page in pages:
        _decompose(page)
    assert usual() == facts(_read_pages(pages))


_PAGE = re.compile(r"<w:pgSz [^>]*/><w:pgMar [^>]*/>")


def _page(width: int, height: int, side: int) -> Callable[[str], str]:
    margins = f'w:left="{side}" w:right="{side}" w:top="1134" w:bottom="1134" w:header="567" w:footer="0" w:gutter="0"'
    return lambda markup: _PAGE.sub(f'<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar {margins}/>', markup)


PRINTS: dict[str, Callable[[str], str]] = {
    "A5": _page(8391, 11906, 850),
    "broad margins": _page(11906, 16838, 2551),
    "across": _page(16838, 11906, 1134),
    "another font": lambda markup: re.sub(r'(w:(?:ascii|hAnsi|cs|eastAsia))="[^"]*"', r'\1="DejaVu Serif"', markup),
    "11 points": lambda markup: re.sub(r'(<w:sz(?:Cs)? w:val=)"28"', r'\1"22"', markup),
    "lines ragged at the right": lambda markup: markup.replace('<w:jc w:val="both"/>', '<w:jc w:val="left"/>'),
    "double lines": lambda markup: markup.replace('w:after="85"/>', 'w:after="120" w:line="480" w:lineRule="auto"/>'),
    "paragraphs close together": lambda markup: re.sub(r'w:after="\d+"/>', 'w:after="0"/>', markup),
    "notes numbered anew on each page": lambda markup: markup.replace(
        '<w:numFmt w:val="decimal"/></w:footnotePr>',
        '<w:numFmt w:val="decimal"/><w:numRestart w:val="eachPage"/></w:footnotePr>',
    ),
    "endnotes": lambda markup: markup.replace("footnote", "endnote"),
}


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the report printed in each way."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed, so nothing is printed anew")
    folder = tmp_path_factory.mktemp("prints")
    for name, change in PRINTS.items():
        rewritten(REPORT, folder, markup=change).rename(folder / f"{name}.docx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(path) for path in folder.glob("*.docx")]
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


@pytest.mark.parametrize("name", PRINTS)
def test_another_print_by_a_word_processor_yields_the_same_facts(name: str, prints: Path) -> None:
    found = facts(read(prints / f"{name}.pdf"))
    if name == "notes numbered anew on each page":
        assert [_without_note(line) for line in usual()] == [_without_note(line) for line in found]
    else:
        assert usual() == found


def _without_note(line: str) -> str:
    return re.sub(r"footnote:\d+", "footnote", line)


def _read_pages(pages: Iterable[Galley]) -> Document:
    return lay_out([page.sheet() for page in pages])


def _columns(page: Galley) -> list[list[Any]]:
    glyphs = page.glyphs
    return [glyphs.text, glyphs.x0, glyphs.x1, glyphs.base, glyphs.size, glyphs.style]


def _reorder(page: Galley, order: list[int]) -> None:
    for column in _columns(page):
        column[:] = [column[at] for at in order]


def _decompose(page: Galley) -> None:
    """Draw «ế» as «e», then the circumflex and the acute over it, each without any width."""
    letters = list(zip(*_columns(page), strict=True))
    for column in _columns(page):
        column.clear()
    for text, x0, x1, base, size, style in letters:
        for at, part in enumerate(unicodedata.normalize("NFD", text)):
            glyph = (part, x0 if at == 0 else x1, x1, base, size, style)
            for column, value in zip(_columns(page), glyph, strict=True):
                column.append(value)
