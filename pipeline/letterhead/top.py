"""The lines above a title: organ, «Số 738-BC/BTGTU», place and date, and what a letter is about («V/v …»)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import regex

from extractors.citations import find_citations
from extractors.dates import find_dates
from extractors.patterns import fold
from pipeline.document import Block

# The State's, the Party's and the Youth Union's own heading, also in two lines, or beside an organ in one.
_HEADING = regex.compile(
    r"đảng cộng sản việt nam"
    r"|cộng hòa (?:xã hội chủ nghĩa|xhcn) việt nam|cộng hòa xã hội(?: chủ)?$|^(?:chủ )?nghĩa việt nam$"
    r"|độc lập\s*[-–—]\s*tự do\s*[-–—]\s*hạnh phúc"
    r"|(?P<union>^đoàn (?:tncs|thanh niên cộng sản) (?:hcm|hồ chí minh)$)"
)
_NUMBER = regex.compile(r"Số\s*[:.]{0,2}\s*(?=\S{0,12}.{0,6}[-/])", regex.IGNORECASE)
# A number that no citation has: «88/BC-e753».
_PRINTED = regex.compile(r"\d{1,5}\s*[/-]\s*\p{Lu}{2,}[\p{L}\d&.-]{0,25}")
# A line that is nothing but a symbol, whose «Số» is missing: «412-BC/HU».
_ONLY_SYMBOL = regex.compile(r"(?=\d{1,5}\s?[-–/]\s?\p{Lu}{2,3}\s?[-–/]\s?\p{Lu}[\p{L}-]{1,9}$)")
# «Hà Giang 2, ngày …», «Bà Rịa - Vũng Tàu, ngày …», «Ea H'leo, ngày …»
_PLACE_AND_DATE = regex.compile(
    r"(?P<place>\p{Lu}[\p{L}\d .'’-]{1,40}?)\s*,\s*ngày\b.{0,12}\btháng(?!\p{L})", regex.IGNORECASE
)
# A form that was filled in without its place: «……, ngày 20 tháng 6 năm 2018».
_DATE_ALONE = regex.compile(r",?\s*ngày\s+\d{1,2}\s+tháng\s*\d{1,2}\s+năm\s+\d{4}", regex.IGNORECASE)
# A date that goes on in the next line: «Hà Nội, ngày 07 tháng 01 năm».
_CUT_DATE = regex.compile(r",\s*ngày(?:\s*\d{1,2}(?:\s*tháng(?:\s*\d{1,2}(?:\s*năm)?)?)?)?$", regex.IGNORECASE)
_REST_OF_DATE = regex.compile(r"(?:tháng|năm|\d)", regex.IGNORECASE)
_ABOUT = regex.compile(r"(?:V/v|Về việc)\b\s*[:.]?\s*", regex.IGNORECASE)
# A rule, or what a scan makes of the star or flourish in its place: «+», «N».
RULE = regex.compile(r"[\s*\-–—_=.…o0]*|\s*\S{1,2}\s*")
_RULE_BEFORE = regex.compile(r"^[\s*\-–—_=.…]+(?=\S)")


@dataclass(slots=True)
class Top:
    """What stands there. `symbol` is None without a number line, and empty where the number is still to be written."""

    symbol: str | None = None
    place: str = ""
    issued_on: date | None = None
    organs: list[str] = field(default_factory=list)
    about: str = ""
    headed: bool = False
    union: bool = False


def read_top(text: str, blocks: Sequence[Block]) -> Top:
    """The organs, the number, the place, the date and the subject that stand in these blocks, each as first met."""
    top, about = Top(), 0
    for line, column in _lines(text, blocks):
        heading = _HEADING.search(fold(line))
        if number := _NUMBER.match(line) or (column != 2 and _ONLY_SYMBOL.match(line)):
            written = f"Số: {line[number.end() :]}"
            cited = next(find_citations(written), None)
            printed = _PRINTED.match(line, number.end())
            top.symbol = top.symbol or (cited.value.symbol if cited else "".join(printed[0].split()) if printed else "")
            _read_date(top, written[cited.end :].lstrip() if cited else "")
        elif _ABOUT.match(line) and not top.about:
            top.about, about = _ABOUT.sub("", line, count=1), column + 1
        elif heading:
            top.headed = True
            top.union = top.union or bool(heading["union"])
            before = line[: heading.start()].strip()
            if not RULE.fullmatch(before) and top.symbol is None and column != 2:
                top.organs.append(before)
        elif _read_date(top, line):
            pass
        elif about == column + 1 and not RULE.fullmatch(line):
            top.about += f" {line}"
            continue
        elif top.symbol is None and not top.place and column != 2 and not top.about and not RULE.fullmatch(line):
            top.organs.append(line)
        about = about if _ABOUT.match(line) else 0
    top.about = top.about.rstrip(" .")
    return top


def is_top(line: str) -> bool:
    """True for a number, a date or the State's heading: lines that only a letterhead has."""
    return bool(_NUMBER.match(line) or _PLACE_AND_DATE.match(line) or _HEADING.search(fold(line)))


def is_cut(line: str) -> bool:
    """True for a date that goes on in the next line."""
    return _CUT_DATE.search(line) is not None


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[tuple[str, int]]:
    """Each line with its column, without the rule before it; a date that was wrapped is one line."""
    lines = [(text[block.start : block.end].strip(), block.column) for block in blocks]
    at = 0
    while at < len(lines):
        line, column = lines[at]
        at += 1
        if is_cut(line) and at < len(lines) and _REST_OF_DATE.match(lines[at][0]):
            line = f"{line} {lines[at][0]}"
            at += 1
        yield line if RULE.fullmatch(line) else _RULE_BEFORE.sub("", line), column


def _read_date(top: Top, line: str) -> bool:
    """Keep the place and the date that open the line; False where none do."""
    found = _PLACE_AND_DATE.match(line)
    if found is None and not _DATE_ALONE.fullmatch(line):
        return False
    top.place = top.place or (found["place"].strip() if found else "")
    day = (mention.value.start_on for mention in find_dates(line) if mention.value.kind == "day")
    top.issued_on = top.issued_on or next(day, None)
    return True
