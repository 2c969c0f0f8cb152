"""What a report says of itself: organ, «Số 738-BC/BTGTU», place, date, type, title and period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.citations import Citation
from pipeline.document import Block, Letterhead
from pipeline.letterhead.line import read_line
from pipeline.letterhead.organs import issuer_name
from pipeline.letterhead.title import is_typed, join_title, names_type, read_period, title_blocks, type_of
from pipeline.letterhead.top import Top, is_cut, is_top, read_top
from pipeline.letterhead.zones import is_address
from pipeline.limits import LONGEST_NAME

FIRST_BLOCKS = 30  # a letterhead ends well before the thirtieth block


@dataclass(frozen=True, slots=True)
class Head:
    """The letterhead as read, and where it stands: `end` is where the title begins, `body` where the title ends."""

    letterhead: Letterhead
    end: int
    body: int


def read_head(text: str, blocks: Sequence[Block]) -> Head:
    """Read the letterhead, the type and the title from the first blocks of a document.

    Whatever does not stand there stays empty: a report without a number has no `symbol`.
    """
    first = [block for block in blocks[:FIRST_BLOCKS] if text[block.start : block.end].strip()]
    opening = next((at for at, block in enumerate(first) if block.kind == "paragraph" and _opens(text, block)), None)
    if opening is None and (in_line := read_line(text, first)) is not None:
        return _head_of_line(text, *in_line)
    before = first[:opening] if opening is not None else _before_body(text, first)
    top = read_top(text, before)
    symbol = top.symbol or ""
    titled = list(title_blocks(text, first[opening:])) if opening is not None else []
    doc_type, title = join_title([text[block.start : block.end].strip() for block in titled])
    letter = opening is None and bool(symbol or top.about)
    if letter:
        doc_type = type_of(symbol) or ("Công văn" if _is_letter(text, first, top) else "")
        title = top.about
    start, end = read_period(title, top.issued_on) if doc_type != "Công văn" else (None, None)
    letterhead = Letterhead(
        doc_type=doc_type or type_of(symbol),
        symbol=symbol,
        issuer=_issuer(top),
        place=top.place,
        issued_on=top.issued_on,
        title=title,
        period_start=start,
        period_end=end,
    )
    end_of_head = titled[0].start if titled else (before[-1].end if before and (symbol or top.place) else 0)
    return Head(letterhead, end_of_head, titled[-1].end if titled else end_of_head)


def _opens(text: str, block: Block) -> bool:
    return names_type(text[block.start : block.end])


def _issuer(top: Top) -> str:
    """The organ, where a number, a place or the State's heading says that these lines are a letterhead."""
    if top.symbol is None and not top.place and not (top.headed and all(line.isupper() for line in top.organs)):
        return ""
    name = issuer_name(top.organs, union=top.union)
    return name if len(name) <= LONGEST_NAME else ""


def _is_letter(text: str, first: Sequence[Block], top: Top) -> bool:
    """A letter (công văn) is the one kind of document whose number names no type: «4315/BGDĐT-GDTrH»."""
    addressed = any(is_address(text[block.start : block.end].strip()) for block in first)
    return (addressed or bool(top.about)) and not is_typed(top.symbol or "")


def _head_of_line(text: str, cited: Citation, titled: Sequence[Block]) -> Head:
    """«Nghị định của Chính phủ số 117/2003/NĐ-CP ngày 10/10/2003» and the lines of its title below."""
    title = " ".join(text[block.start : block.end].strip() for block in titled).rstrip(".")
    letterhead = Letterhead(
        doc_type=cited.doc_type, symbol=cited.symbol, issuer=cited.issuer, issued_on=cited.issued_on, title=title
    )
    return Head(letterhead, titled[0].start, titled[-1].end)


def _before_body(text: str, blocks: Sequence[Block]) -> Sequence[Block]:
    """The letterhead of a letter (công văn), which has no title: all up to its place and date or «Kính gửi»."""
    last = 0
    for at, block in enumerate(blocks):
        line = text[block.start : block.end].strip()
        if is_address(line):
            break
        if is_top(line):
            last = at + 1 + is_cut(line)
    return blocks[:last]
