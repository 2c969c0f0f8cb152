"""The labels that Word prints before list items and does not store: «1.», «a)», «2.1», «-»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.readers.word_styles import VAL, Element, Styles, W, is_on, number

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CHICAGO = "*†‡§"
_PLACE = re.compile(r"%([1-9])")
# A bullet is often a sign of a symbol font in private use, or Courier's «o».
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0fc": "✓", "\uf0d8": "➢", "\uf076": "❖", "\uf02d": "-", "o": "◦"}
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    text: str
    format: str
    start: int
    restarts_after: int
    all_arabic: bool
    style: str


def to_label(value: int, form: str) -> str:
    """A counter as one of Word's number formats prints it.

    >>> [to_label(4, form) for form in ("decimal", "upperRoman", "lowerLetter", "decimalZero", "chicago")]
    ['4', 'IV', 'd', '04', '§']
    >>> to_label(27, "upperLetter")
    'AA'
    """
    if form in ("upperRoman", "lowerRoman") and 0 < value < 4000:
        roman = ""
        for worth, letters in _ROMAN:
            roman += letters * (value // worth)
            value %= worth
        return roman.upper() if form == "upperRoman" else roman
    if form in ("upperLetter", "lowerLetter") and 0 < value <= 26 * 9:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form == "chicago" and 0 < value <= 4 * 9:
        return _CHICAGO[(value - 1) % 4] * ((value - 1) // 4 + 1)
    if form == "none":
        return ""
    return f"{value:02}" if form == "decimalZero" else str(value)


class Numbering:
    """The lists of one document, counting while its paragraphs are read in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        for child in () if root is None else root:
            if child.tag == f"{W}abstractNum":
                self._abstract[child.get(f"{W}abstractNumId", "")] = child
            elif child.tag == f"{W}num":
                self._lists[child.get(f"{W}numId", "")] = child

    def label(self, list_id: str | None, level: int | None, style: str = "") -> str:
        """The label of the next paragraph of that list, counted on; empty where the paragraph is in no list."""
        levels = self._levels_of(list_id or "")
        if level is None:
            level = next((at for at, each in levels.items() if style and each.style == style), 0)
        if list_id is None or level not in levels:
            return ""
        counters = self._count(list_id, level, levels)
        this = levels[level]
        if this.format == "bullet":
            sign = this.text.strip()
            return _BULLETS.get(sign, "•" if "\ue000" <= sign < "\uf900" else sign)
        return _PLACE.sub(lambda place: self._place(int(place[1]) - 1, counters, levels, this), this.text).strip()

    @staticmethod
    def _place(at: int, counters: list[int | None], levels: dict[int, _Level], this: _Level) -> str:
        if at not in levels:
            return ""
        value = counters[at]
        form = "decimal" if this.all_arabic else levels[at].format
        return to_label(levels[at].start if value is None else value, form)

    def _count(self, list_id: str, level: int, levels: dict[int, _Level]) -> list[int | None]:
        # Lists made from one definition count together, unless one says where it starts.
        counters = self._counters.setdefault(self._abstract_of(list_id), [None] * _LEVELS)
        if (list_id, level) not in self._begun:
            self._begun.add((list_id, level))
            override = self._lists[list_id].find(f"{W}lvlOverride[@{W}ilvl='{level}']/{W}startOverride")
            if override is not None:
                counters[level] = (number(override) or 0) - 1
        value = counters[level]
        counters[level] = levels[level].start if value is None else value + 1
        for deeper in range(level + 1, _LEVELS):
            if deeper in levels and level < levels[deeper].restarts_after:
                counters[deeper] = None
        return counters

    def _abstract_of(self, list_id: str) -> str:
        link = self._lists[list_id].find(f"{W}abstractNumId")
        return "" if link is None else link.get(VAL, "")

    def _levels_of(self, list_id: str) -> dict[int, _Level]:
        if list_id not in self._lists:
            return {}
        if list_id not in self._levels:
            self._levels[list_id] = self._read_levels(list_id, followed=0)
        return self._levels[list_id]

    def _read_levels(self, list_id: str, followed: int) -> dict[int, _Level]:
        listed = self._lists[list_id]
        definition = self._abstract.get(self._abstract_of(list_id))
        elements = [] if definition is None else definition.findall(f"{W}lvl")
        link = None if definition is None else definition.find(f"{W}numStyleLink")
        other = None if link is None else self._styles.list_of(link.get(VAL, ""))
        levels = {}
        if other in self._lists and other is not None and followed < 3:
            levels = self._read_levels(other, followed + 1)
        for element in [*elements, *listed.findall(f"{W}lvlOverride/{W}lvl")]:
            at = number(element, f"{W}ilvl")
            if at is not None and 0 <= at < _LEVELS:
                levels[at] = _read_level(element, at)
        return levels


def _read_level(element: Element, at: int) -> _Level:
    found = {name: element.find(f"{W}{name}") for name in ("lvlText", "numFmt", "start", "lvlRestart", "pStyle")}
    text, form, style = (each.get(VAL, "") if each is not None else "" for each in
                         (found["lvlText"], found["numFmt"], found["pStyle"]))  # fmt: skip
    start, restart = number(found["start"]), number(found["lvlRestart"])
    legal = element.find(f"{W}isLgl")
    return _Level(
        text=text,
        format=form or "decimal",
        start=0 if start is None else start,
        restarts_after=at if restart is None else restart,
        all_arabic=legal is not None and is_on(legal),
        style=style,
    )
