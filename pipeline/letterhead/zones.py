"""Who receives a report and who signs it: the zones «Kính gửi», «Nơi nhận» and «T/M BAN THƯỜNG VỤ»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from extractors.lexicon import rows
from pipeline.document import Block, Zone

LONGEST_SIGNATURE = 90  # characters of one line of a signature block
_RECIPIENTS = regex.compile(r"Nơi\s+nhận\s*:?", regex.IGNORECASE)
_TO = regex.compile(r"Kính\s+(?:gửi|trình)\s*:", regex.IGNORECASE)
_ITEM = regex.compile(r"[-–+•]")
_NAME = regex.compile(r"(?:\p{Lu}\p{Ll}*\s?){2,5}")  # the signer, such as «Nguyễn Văn Mẫu»


def find_zones(text: str, blocks: Sequence[Block], head: int, title: int) -> Iterator[Zone]:
    """The letterhead, which ends at `head`, and what stands where the title ended: recipients and signature."""
    if head:
        yield Zone(0, head, "letterhead")
    body = [block for block in blocks if block.start >= title]
    at = 0
    while at < len(body):
        line = text[body[at].start : body[at].end].strip()
        if is_address(line):
            last = _items_after(text, body, at)
            yield Zone(body[at].start, body[last].end, "recipients")
            at = last + 1
        elif _RECIPIENTS.match(line) or _is_signature(line, body[at]):
            stop = _end_of_close(text, body, at)
            closing = list(_closing(text, body[at:stop]))
            if _is_the_end(text, body, stop) or sum(zone.name == "recipients" for zone in closing) > 1:
                yield from closing
            at = max(stop, at + 1)
        else:
            at += 1


def _is_the_end(text: str, body: Sequence[Block], at: int) -> bool:
    """True where nothing but annexes follows: guidance prints signatures as examples in the middle of its text."""
    if at >= len(body) or body[at].kind == "cell":
        return True
    return text[body[at].start : body[at].end].strip().startswith(_cues("annex"))


def is_address(line: str) -> bool:
    """True for the line on top that names who a report goes to: «Kính gửi: Tỉnh ủy»."""
    return _TO.match(line) is not None


def _items_after(text: str, body: Sequence[Block], at: int) -> int:
    while at + 1 < len(body) and _ITEM.match(text[body[at + 1].start : body[at + 1].end].strip()):
        at += 1
    return at


def _is_signature(line: str, block: Block) -> bool:
    """True for a line such as «T/M BAN THƯỜNG VỤ» or «K/T TRƯỞNG BAN»: capitals that open with a known cue."""
    if block.kind == "cell" or len(line) > LONGEST_SIGNATURE or line != line.upper() or not line[:1].isalpha():
        return False
    return any(line == cue or line.startswith(f"{cue} ") for cue in _cues("signature"))


@cache
def _cues(kind: str) -> tuple[str, ...]:
    return tuple(row["cue"] for row in rows("headings") if row["kind"] == kind)


def _end_of_close(text: str, body: Sequence[Block], at: int) -> int:
    """Where recipients and signature end: at an annex, a table, or a line too long for either."""
    listed = False
    for index in range(at, len(body)):
        line = text[body[index].start : body[index].end].strip()
        listed = listed or bool(_RECIPIENTS.match(line))
        item = listed and bool(_ITEM.match(line))
        if body[index].kind == "cell" or line.startswith(_cues("annex")):
            return index
        if len(line) > LONGEST_SIGNATURE and not item:
            return index
    return len(body)


def _closing(text: str, blocks: Sequence[Block]) -> Iterator[Zone]:
    """Zones over the end of a report: recipients are «Nơi nhận» and its items, all else is the signature.

    In two columns the signature may be read between «Nơi nhận» and its items, or after the first of them.
    """
    listed = receiving = False
    for block in blocks:
        line = text[block.start : block.end].strip()
        if _RECIPIENTS.match(line) or (listed and _ITEM.match(line)):
            listed = receiving = True
        elif block.column == 2 or _is_signature(line, block) or _NAME.fullmatch(line):
            receiving = False
        yield Zone(block.start, block.end, "recipients" if receiving else "signature")
