"""What only the picture of a scanned page tells: strokes of Roman numerals, tails of semicolons, ink that is pale."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.readers.hocr import Letter, Recognised, Seen, Word
from pipeline.readers.numerals import read_numerals
from pipeline.readers.pictures import _darkened
from pipeline.readers.semicolons import read_semicolons

LOW, HIGH, BASE = 28, 40, 100  # of the line: an «x», a capital, where it stands
WIDE = {"I": 19, "X": 42, "V": 42, "H": 44, "L": 34, "-": 16, "/": 17, ".": 8, ":": 8, ";": 8}


def draw_sign(pen: ImageDraw.ImageDraw, sign: str, x: float) -> None:
    """A sign as a face with serifs has it."""
    top, wide = BASE - HIGH, WIDE[sign]
    if sign in "IHL":
        for stem in (x + 9, x + 34) if sign == "H" else (x + 9,):
            pen.rectangle([stem - 3, top, stem + 3, BASE], fill=0)
            pen.rectangle([stem - 9, top, stem + 9, top + 2], fill=0)
            pen.rectangle([stem - 9, BASE - 2, stem + (24 if sign == "L" else 9), BASE], fill=0)
    if sign == "H":
        pen.rectangle([x + 9, BASE - 22, x + 34, BASE - 18], fill=0)
    if sign == "X":
        pen.line([x + 2, top, x + wide - 3, BASE], fill=0, width=7)
    if sign == "V":
        pen.line([x + 2, top, x + wide / 2, BASE], fill=0, width=7)
        pen.line([x + wide / 2, BASE, x + wide - 3, top], fill=0, width=4)
    if sign in "X/":
        pen.line([x + 2, BASE, x + wide - 3, top], fill=0, width=4)
    if sign == "-":
        pen.rectangle([x + 1, BASE - 15, x + wide - 2, BASE - 11], fill=0)
    if sign in ".:;":
        for foot in (BASE,) if sign == "." else (BASE, BASE - 18):
            pen.ellipse([x + 1, foot - 6, x + 7, foot], fill=0)
    if sign == ";":
        pen.line([x + 6, BASE, x + 2, BASE + 7], fill=0, width=2)


def drawn(*words: tuple[str, str]) -> tuple[Recognised, np.ndarray[tuple[int, int], np.dtype[np.uint8]]]:
    """A line of words as they are drawn and as they were read; what has no drawing is left white."""
    picture = Image.new("L", (1600, 200), 255)
    pen = ImageDraw.Draw(picture)
    x, line = 300.0, Seen([], base=BASE, low=LOW, high=HIGH)
    for is_drawn, read in words:
        start = x
        for sign in is_drawn:
            if sign in WIDE:
                draw_sign(pen, sign, x)
            x += WIDE.get(sign, 24)
        share = (x - start) / len(read)
        letters = [
            Letter(sign, start + at * share, 60, start + (at + 1) * share, 100, 90) for at, sign in enumerate(read)
        ]
        if is_drawn[-1] in ".:;-/" and read[-1] == (":" if is_drawn[-1] == ";" else is_drawn[-1]):
            letters[-1].x0 = x - WIDE[is_drawn[-1]]
        line.words.append(Word(letters, 90))
        x += 15
    return Recognised(1600, 200, [line]), np.asarray(picture)


@pytest.mark.parametrize(
    ("words", "settled"),
    [
        ([("III-", "HI-"), ("NHIỆM", "NHIỆM"), ("VỤ", "VỤ")], "III- NHIỆM VỤ"),
        ([("II.", "I."), ("NHIỆM", "NHIỆM"), ("VỤ", "VỤ")], "II. NHIỆM VỤ"),
        ([("I.", "L"), ("MỤC", "MỤC"), ("TIÊU", "TIÊU")], "I. MỤC TIÊU"),
        ([("II/", "H/"), ("Công", "Công"), ("tác", "tác")], "II/ Công tác"),
        ([("I.", "[."), ("Kết", "Kết"), ("quả", "quả")], "I. Kết quả"),
        ([("khóa", "khóa"), ("XIII", "XII"), ("về", "về")], "khóa XIII về"),
        ([("khóa", "khóa"), ("XVII,", "XVIHI,"), ("UBND", "UBND")], "khóa XVII, UBND"),
        ([("quý", "quý"), ("III", "HI"), ("năm", "năm")], "quý III năm"),
        ([("quý", "quý"), ("II", "II"), ("và", "và"), ("III", "HI")], "quý II và III"),
        ([("quý", "quý"), ("IV", "IV"), ("năm", "năm")], "quý IV năm"),
        # An «H» and an «L» that are some, a word that is no numeral, and nothing that was drawn.
        ([("H.", "H."), ("Phụ", "Phụ"), ("lục", "lục")], "H. Phụ lục"),
        ([("L.", "L."), ("Phụ", "Phụ"), ("lục", "lục")], "L. Phụ lục"),
        ([("Phòng", "Phòng"), ("III", "HI"), ("họp", "họp")], "Phòng HI họp"),
        ([("khóa", "khóa"), ("năm", "XII"), ("về", "về")], "khóa XII về"),
    ],
)
def test_a_roman_numeral_has_the_strokes_that_are_drawn(words: list[tuple[str, str]], settled: str) -> None:
    page, picture = drawn(*words)
    read_numerals(page, picture)
    assert settled == page.text


@pytest.mark.parametrize(("sign", "read", "settled"), [(";", "Đông:", "Đông;"), (":", "Đông:", "Đông:")])
def test_a_colon_with_a_tail_is_a_semicolon(sign: str, read: str, settled: str) -> None:
    page, picture = drawn((f"Đông{sign}", read), ("các", "các"))
    read_semicolons(page, picture)
    assert f"{settled} các" == page.text


def test_a_pale_copy_is_darkened_and_others_stay() -> None:
    rng = np.random.default_rng(1)
    paper = rng.normal(240, 4, (900, 700)).clip(0, 255).astype("uint8")
    for ink, pale in ((150, True), (20, False)):
        page = paper.copy()
        page[200:700:20, 150:550] = ink
        made = _darkened(page)
        assert pale == (made is not page)
        assert made[200, 300] < 60
        assert np.median(made) > 230
    assert _darkened(paper) is paper
