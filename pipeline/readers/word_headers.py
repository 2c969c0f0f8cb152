"""A letterhead that an office keeps in the header of its first page; running headers are no part of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.patterns import fold
from pipeline.readers.ooxml import Package
from pipeline.readers.word_story import Paragraph, Piece, Story, TableItem
from pipeline.readers.word_styles import Element, W, is_on

# The heading of the State or of the Party, which a running header does not have.
_HEADING = re.compile(r"đảng cộng sản việt nam|cộng hòa (?:xã hội chủ nghĩa|xhcn) việt nam")


def first_header(package: Package, main: str, body: Element, story: Story) -> list[Paragraph | TableItem]:
    """What stands in the header of the first page, where that is a letterhead; else nothing."""
    section = next(body.iter(f"{W}sectPr"), None)
    if section is None:
        return []
    own = section.find(f"{W}titlePg")
    kind = "first" if own is not None and is_on(own) else "default"
    for reference in section.iterfind(f"{W}headerReference"):
        link = next((value for name, value in reference.attrib.items() if str(name).endswith("}id")), "")
        name = package.linked(main, str(link)) if reference.get(f"{W}type", "default") == kind else None
        root = None if name is None else package.tree(name)
        items = [] if root is None else list(story.items(root))
        if _HEADING.search(fold(" ".join(_words(items)))):
            return items
    return []


def _words(items: Iterable[Paragraph | TableItem]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Paragraph):
            yield "".join(part.text for part in item.parts if isinstance(part, Piece))
        else:
            for row in item.rows:
                for cell in row:
                    yield from _words(cell.items)
