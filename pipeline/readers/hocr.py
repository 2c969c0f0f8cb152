"""What Tesseract saw on a page, as letters at their places: «<span class='ocrx_cinfo' …>B</span>» → a `Letter`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from unicodedata import normalize

from lxml import etree

from pipeline.readers.syllables import is_syllable

SURE = 60.0  # confidence, of 100, from which a word is taken as read
FEW, ODD = 40, 0.27  # a line of fewer letters may be measured wrongly by such a share
LAST, CLOSE = 10, 2.9  # a last line of fewer letters, so many heights of an «x» below the line above
JUNK = 35.0  # a line below this in which no word reads as Vietnamese is a stamp, a signature, a speck

# Letters that stand on the baseline, by how high they reach when they carry nothing on top.
_LOW = frozenset("acemnorsuvwxzơư")
_HIGH = frozenset("bdđhkl0123456789ABCDĐEGHIKLMNOPRSTUVXYĂÂƠƯ")
_SIGNS = {"⁄": "/", "∕": "/"}
_TITLE = re.compile(r"(?P<name>bbox|x_bboxes|baseline|x_conf|x_wconf) (?P<values>[-\d. ]+)")
_DRAWN = re.compile(r"([^\W\d])\1{3}")  # «mmmmmcccc», of a shadow or an edge
_TWO_WORDS = re.compile(r"(TỈNH|HUYỆN|THÀNH|ĐẢNG|THỊ)([ỦU]Y)")
_LINES = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")


@dataclass(slots=True)
class Letter:
    """One letter as recognised, in pixels; `sure` is the recogniser's confidence, of 100."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    sure: float
    raised: bool = False


@dataclass(slots=True)
class Word:
    """The letters of one word, and how sure the recogniser is of it."""

    letters: list[Letter]
    sure: float
    bold: bool = False

    @property
    def text(self) -> str:
        """The word as read."""
        return "".join(letter.text for letter in self.letters)


@dataclass(slots=True)
class Seen:
    """A line of words; `base` is its baseline where the page's middle is, `low` the height of its «x», in pixels."""

    words: list[Word]
    base: float = 0.0
    low: float = 0.0
    high: float = 0.0
    slope: float = 0.0

    @property
    def text(self) -> str:
        """The line as read."""
        return " ".join(word.text for word in self.words)

    @property
    def letters(self) -> list[Letter]:
        """All letters from left to right."""
        return [letter for word in self.words for letter in word.letters]

    @property
    def is_junk(self) -> bool:
        """True where the recogniser was guessing at something that is no writing."""
        sure = median(word.sure for word in self.words)
        words = [word for word in self.words if len(word.text) > 1 and is_syllable(word.text.strip(".,;:()"))]
        if not words and _DRAWN.search(self.text):
            return True
        return not words and sure < SURE and not re.search(r"\d{2}|\w{4}" if sure < JUNK else r"\d|\w{2}", self.text)


@dataclass(slots=True)
class Recognised:
    """What was seen on one page: its size in pixels, its lines, the horizontal rules as (left, right, height).

    `edges` are the rules of its tables, in points: left, top, right, bottom.
    """

    width: float
    height: float
    lines: list[Seen] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)
    slope: float = 0.0
    sideways: int = 0  # lines that were read although they stand upright
    edges: list[tuple[float, float, float, float]] = field(default_factory=list)

    def in_picture(self, x: float, y: float) -> tuple[float, float]:
        """Where a levelled place is in the picture."""
        return x - self.slope * (y - self.height / 2), y + self.slope * (x - self.width / 2)

    @property
    def sure(self) -> float:
        """The confidence, of 1, that nine words of ten reach: one bad corner must show, which a mean would hide."""
        found = sorted(word.sure for line in self.lines for word in line.words)
        return round(found[len(found) // 10] / 100, 3) if found else 0.0

    @property
    def text(self) -> str:
        """The lines as read."""
        return "\n".join(line.text for line in self.lines)


def read_hocr(data: bytes) -> Recognised:
    """The page in Tesseract's hOCR with boxes of letters (`hocr_char_boxes`); its slope is levelled."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=True)
    root = etree.fromstring(data, parser)
    page = Recognised(0.0, 0.0)
    for element in () if root is None else root.iter("{*}div", "{*}span"):
        kind = element.get("class", "")
        if kind == "ocr_page":
            page.width, page.height = _values(element)["bbox"][2:]
        elif kind == "ocr_separator":
            left, top, right, bottom = _values(element)["bbox"]
            if right - left > 10 * (bottom - top):
                page.rules.append((left, right, (top + bottom) / 2))
        elif kind in _LINES:
            words, values = _joined(_words(element)), _values(element)
            left, top, right, bottom = values["bbox"]
            if "baseline" not in values or (len(words) > 1 and bottom - top > right - left):
                page.sideways += 1
            elif words:
                page.lines.append(Seen(words, slope=values["baseline"][0]))
    _level(page)
    return page


def _values(element: etree._Element) -> dict[str, list[float]]:
    return {
        found["name"]: [float(value) for value in found["values"].split()]
        for found in _TITLE.finditer(element.get("title", ""))
    }


def _words(line: etree._Element) -> Iterator[Word]:
    for element in line.iter("{*}span"):
        if element.get("class") != "ocrx_word":
            continue
        letters = []
        for each in element.iter("{*}span"):
            if each.get("class") == "ocrx_cinfo" and (text := normalize("NFC", each.text or "").strip()):
                values = _values(each)
                x0, top, x1, bottom = values["x_bboxes"]
                letters.append(Letter(_SIGNS.get(text, text), x0, top, x1, bottom, values["x_conf"][0]))
        if letters:
            _write_permille(letters)
            values = _values(element)
            _even_out(letters, values["bbox"][0], values["bbox"][2])
            yield Word(letters, values["x_wconf"][0])


def _write_permille(letters: list[Letter]) -> None:
    """Write «0,6%o» as «0,6‰»."""
    for at in range(len(letters) - 2, 0, -1):
        if letters[at].text == "%" and letters[at + 1].text in ("o", "O", "0") and letters[at - 1].text.isdigit():
            letters[at].text = "‰"
            del letters[at + 1]


def _joined(words: Iterable[Word]) -> list[Word]:
    """The words of a line; «W», with which no word of ours begins, belongs to the sign before it: «UBKTT W».

    «TỈNHỦY» is two.
    """
    found: list[Word] = []
    for word in words:
        if found and word.letters[0].text == "W" and found[-1].text[-1:].isupper():
            found[-1].letters += word.letters
            found[-1].sure = min(found[-1].sure, word.sure)
        elif (cut := _TWO_WORDS.fullmatch(word.text)) and len(word.letters) == len(word.text):
            found += (Word(word.letters[: cut.end(1)], word.sure), Word(word.letters[cut.end(1) :], word.sure))
        else:
            found.append(word)
    return found


def _even_out(letters: list[Letter], left: float, right: float) -> None:
    """Make the letters of a word stand side by side: Tesseract's boxes overlap where it cut a word wrongly."""
    edges = [left, *(letter.x0 for letter in letters[1:]), right]
    least = 0.15 * (right - left) / len(letters)
    if any(after - before < least for before, after in pairwise(edges)):
        edges = _even_edges(left, right, len(letters))
    for letter, (x0, x1) in zip(letters, pairwise(edges), strict=True):
        letter.x0, letter.x1 = x0, x1


def spread(text: str, letters: Sequence[Letter], sure: float) -> list[Letter]:
    """The text over the place of these letters, each as wide as the others and read with such confidence, of 100."""
    first, edges = letters[0], _even_edges(letters[0].x0, letters[-1].x1, len(text))
    return [
        Letter(each, x0, first.top, x1, first.bottom, sure)
        for each, (x0, x1) in zip(text, pairwise(edges), strict=True)
    ]


def _even_edges(left: float, right: float, count: int) -> list[float]:
    return [left + (right - left) * at / count for at in range(count + 1)]


def _level(page: Recognised) -> None:
    """Turn all places by the little that the page's lines still slope, and find each line's baseline and heights."""
    slopes = [line.slope for line in page.lines for _ in range(len(line.text) // 15)]
    page.slope = slope = median(slopes) if slopes else 0.0
    across, down = page.width / 2, page.height / 2
    for line in page.lines:
        for letter in line.letters:
            rise, shift = slope * ((letter.x0 + letter.x1) / 2 - across), slope * (letter.bottom - down)
            letter.x0, letter.x1 = letter.x0 + shift, letter.x1 + shift
            letter.top, letter.bottom = letter.top - rise, letter.bottom - rise
        _measure(line)
    page.rules = [
        (left + slope * (y - down), right + slope * (y - down), y - slope * ((left + right) / 2 - across))
        for left, right, y in page.rules
    ]


def _measure(line: Seen) -> None:
    letters = line.letters
    standing = [each for each in letters if _plain(each.text) in _LOW or _plain(each.text) in _HIGH] or letters
    line.base = _densest([each.bottom for each in standing])
    line.low = _height(standing, _LOW)
    line.high = _height(standing, _HIGH)


def _densest(places: Sequence[float]) -> float:
    """The place around which most others lie: some boxes are cut wrongly, and then their foot is anywhere."""
    return max(places, key=lambda place: (sum(abs(other - place) <= 2 for other in places), -place))


def _plain(text: str) -> str:
    """The letter where nothing stands above or below it; «» for all others."""
    return text if len(normalize("NFD", text.replace("ơ", "o").replace("ư", "u").replace("Ơ", "O"))) == 1 else ""


def _height(letters: Iterable[Letter], kind: frozenset[str]) -> float:
    heights = [each.bottom - each.top for each in letters if each.text in kind]
    return median(heights) if heights else 0.0


def settle_sizes(pages: Sequence[Recognised]) -> None:
    """Give every line one of the few heights of letters that the document has; each alone is measured with noise."""
    both = [line.low / line.high for page in pages for line in page.lines if line.low and line.high]
    ratio = median(both) if both else 0.7
    lines = [line for page in pages for line in page.lines]
    for line in lines:
        lows = sum(letter.text in _LOW for letter in line.letters)
        if line.high and (lows < 4 or not 0.8 < line.low / (ratio * line.high) < 1.25):
            line.low = ratio * line.high
        line.low = line.low or ratio * max(letter.bottom - letter.top for letter in line.letters)
    rest = [line for line in lines if line.low]
    while rest:
        size = _commonest(rest)
        near = [line for line in rest if abs(line.low / size - 1) <= 0.09]
        for line in near:
            line.low = size
        rest = [line for line in rest if line.low != size]
    for page in pages:
        _settle_by_neighbours(page.lines)


def _settle_by_neighbours(lines: Sequence[Seen]) -> None:
    """Give a line of few letters, which are measured badly, the height of the lines around it that agree.

    They are those above and below, or, for a last word («việc.»), that above where a larger one would have no room.
    """
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if before.low == after.low and 0 < abs(line.low / before.low - 1) < ODD and len(line.letters) < FEW:
            line.low = before.low
    for line, after in pairwise(lines):
        if after.low > line.low and len(after.letters) < LAST and 0 < after.base - line.base < CLOSE * line.low:
            after.low = line.low


def _commonest(lines: Sequence[Seen]) -> float:
    """The height around which most letters lie."""
    weights: dict[float, int] = {}
    for line in lines:
        weights[line.low] = weights.get(line.low, 0) + len(line.text)
    return max(weights, key=lambda size: sum(n for other, n in weights.items() if abs(other / size - 1) <= 0.05))
