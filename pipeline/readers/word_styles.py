"""How Word text looks: bold, italic, size, level, from the run itself, its styles and the document's defaults."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache, reduce

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_TOGGLES = {f"{W}b": "bold", f"{W}i": "italic", f"{W}caps": "caps", f"{W}vanish": "hidden"}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_SIDE = {"start": "left", "end": "right"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is printed; None where this level of the file does not say."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    font: str | None = None

    def over(self, lower: Look) -> Look:
        """This look where it says something, else the lower one."""
        if self is _NOTHING_SAID:
            return lower
        return Look(
            lower.bold if self.bold is None else self.bold,
            lower.italic if self.italic is None else self.italic,
            lower.caps if self.caps is None else self.caps,
            lower.hidden if self.hidden is None else self.hidden,
            lower.size if self.size is None else self.size,
            lower.font if self.font is None else self.font,
        )

    def toggled(self, lower: Look) -> Look:
        """Two styles together: bold in both is plain again, as Word prints it."""
        bold, italic, caps, hidden = (
            bool(getattr(self, name)) != bool(getattr(lower, name)) for name in _TOGGLES.values()
        )
        return Look(bold, italic, caps, hidden, self.size or lower.size, self.font or lower.font)


_NOTHING_SAID = Look()


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands: centred, its outline level from 1, its list and the level in it; None where not said."""

    style: str = ""
    centred: bool | None = None
    level: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    starts_page: bool | None = None

    def over(self, lower: Shape) -> Shape:
        """This shape where it says something, else the lower one."""
        pairs = ((getattr(self, each.name), getattr(lower, each.name)) for each in fields(self)[1:])
        return Shape(self.style or lower.style, *(under if value is None else value for value, under in pairs))


class Styles:
    """The styles of one document, each seen through the styles that it is based on."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default = {"paragraph": "", "table": ""}
        self._base, self._plain = Look(), Shape()
        self.base_look = cache(self._base_look)
        self._shape_of = cache(self._style_shape)
        for child in () if root is None else root:
            if child.tag == f"{W}docDefaults":
                self._base = read_look(child.find(f"{W}rPrDefault/{W}rPr"))
                self._plain = read_shape(child.find(f"{W}pPrDefault/{W}pPr"))
            elif child.tag == f"{W}style":
                style, kind = child.get(f"{W}styleId", ""), child.get(f"{W}type", "paragraph")
                self._styles[style] = child
                if child.get(f"{W}default") in ("1", "true", "on") and kind in self._default:
                    self._default[kind] = style

    def shape(self, properties: Element | None) -> Shape:
        """How a paragraph with these properties stands."""
        direct = read_shape(properties)
        return direct.over(self._shape_of(direct.style or self._default["paragraph"]))

    def look(self, properties: Element | None, paragraph_style: str) -> Look:
        """How a run with these properties is printed in a paragraph of that style."""
        style = None if properties is None else properties.find(f"{W}rStyle")
        base = self.base_look(paragraph_style, "" if style is None else style.get(VAL, ""))
        return base if properties is None else read_look(properties).over(base)

    def borders(self, style: str) -> dict[str, bool]:
        """Which sides a table of that style rules: side → True or False where the style says it."""
        said = [
            read_borders(each.find(f"{W}tblPr/{W}tblBorders")) for each in self._chain(style or self._default["table"])
        ]
        return reduce(lambda lower, upper: lower | upper, reversed(said), {})

    def list_of(self, style: str) -> str | None:
        """The id of the list that a numbering style stands for."""
        return self._shape_of(style).list_id

    def _base_look(self, paragraph_style: str, run_style: str) -> Look:
        styles = [
            reduce(Look.over, [read_look(each.find(f"{W}rPr")) for each in self._chain(style)], Look())
            for style in (run_style, paragraph_style)
        ]
        both = styles[0].toggled(styles[1])
        if not run_style or not paragraph_style:
            both = styles[0].over(styles[1])
        return both.over(self._base)

    def _style_shape(self, style: str) -> Shape:
        chain = self._chain(style)
        shape = reduce(Shape.over, [read_shape(each.find(f"{W}pPr")) for each in chain], Shape(style))
        names = [name.get(VAL, "") for each in chain if (name := each.find(f"{W}name")) is not None]
        heading = next((found for name in names if (found := _HEADING.fullmatch(name))), None)
        if shape.level is None and heading is not None:
            shape = Shape(level=int(heading[1])).over(shape)
        return shape.over(self._plain)

    def _chain(self, style: str) -> list[Element]:
        chain: list[Element] = []
        while style in self._styles and self._styles[style] not in chain:
            chain.append(self._styles[style])
            base = chain[-1].find(f"{W}basedOn")
            style = "" if base is None else base.get(VAL, "")
        return chain


def is_on(element: Element) -> bool:
    """True where a switch such as `w:b` is on: there without a value, or with any but «0», «false», «off», «none»."""
    return element.get(VAL, "1") not in ("0", "false", "off", "none")


def number(element: Element | None, name: str = VAL) -> int | None:
    """The whole number in an attribute, or None where there is none."""
    try:
        return None if element is None else int(element.get(name, ""))
    except ValueError:
        return None


def read_look(properties: Element | None) -> Look:
    """What run properties say themselves."""
    if properties is None or not len(properties):
        return _NOTHING_SAID
    said: dict[str, bool] = {}
    size = font = None
    for child in properties:
        if child.tag in _TOGGLES:
            said[_TOGGLES[child.tag]] = is_on(child)
        elif child.tag == f"{W}sz":
            half_points = number(child)
            size = None if half_points is None else half_points / 2
        elif child.tag == f"{W}rFonts":
            # Letters beyond ASCII, on which an encoding shows, are printed in the font for «hAnsi».
            font = child.get(f"{W}hAnsi") or child.get(f"{W}ascii")
    return Look(said.get("bold"), said.get("italic"), said.get("caps"), said.get("hidden"), size, font)


def read_shape(properties: Element | None) -> Shape:
    """What paragraph properties say themselves."""
    if properties is None:
        return Shape()
    style = properties.find(f"{W}pStyle")
    align = properties.find(f"{W}jc")
    level = number(properties.find(f"{W}outlineLvl"))
    list_id = properties.find(f"{W}numPr/{W}numId")
    page = properties.find(f"{W}pageBreakBefore")
    return Shape(
        style="" if style is None else style.get(VAL, ""),
        centred=None if align is None else align.get(VAL) == "center",
        level=None if level is None else (level + 1 if 0 <= level < 9 else 0),
        list_id=None if list_id is None else list_id.get(VAL),
        list_level=number(properties.find(f"{W}numPr/{W}ilvl")),
        starts_page=None if page is None else is_on(page),
    )


def read_borders(borders: Element | None) -> dict[str, bool]:
    """Which sides are ruled: side → True where a line is drawn, False where the file says that none is."""
    found: dict[str, bool] = {}
    for child in () if borders is None else borders:
        name = etree.QName(child).localname
        side = _SIDE.get(name, name)
        if side in _SIDES:
            found[side] = child.get(VAL, "none") not in ("nil", "none")
    return found
