"""A letterhead in one line, as gazettes print it: «Nghị định của Chính phủ số 117/2003/NĐ-CP ngày 10/10/2003»."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import regex

from extractors.citations import Citation, find_citations
from pipeline.document import Block

# What may follow the number in such a line: its day, and who issued it.
_DAY = regex.compile(
    r"[ ,(]{1,3}ngày[ ][\d/. thángnăm-]{6,30}\)?(?:[ ](?:của|do)[ ][\p{L} -]{3,60})?[.]?", regex.IGNORECASE
)
# How the title on the lines below begins.
_ABOUT = regex.compile(r"(?:về|v/v|quy định|hướng dẫn|sửa đổi|ban hành|phê duyệt|bãi bỏ)\b", regex.IGNORECASE)


def read_line(text: str, blocks: Sequence[Block]) -> tuple[Citation, list[Block]] | None:
    """The document that the first block names with its number and day, and the blocks of the title below it.

    None where the first block says more than that, or where no title follows: then it only cites the document.
    """
    if len(blocks) < 2 or any(block.kind != "paragraph" for block in blocks[:2]):
        return None
    line = text[blocks[0].start : blocks[0].end].strip()
    cited = next(find_citations(line), None)
    if cited is None or cited.start or cited.value.how != "explicit" or cited.value.issued_on is None:
        return None
    lines = [text[block.start : block.end].strip() for block in blocks]
    if not _DAY.fullmatch(line, cited.end) or not _ABOUT.match(lines[1]):
        return None
    more = takewhile(lambda at: lines[at][:1].islower() and not lines[at - 1].endswith("."), range(2, len(lines)))
    return cited.value, [blocks[1], *(blocks[at] for at in more)]
