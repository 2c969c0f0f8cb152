"""From a document as read to one that knows its parts: letterhead, zones and sections laid over the same text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pipeline.document import Document, Letterhead, Zone
from pipeline.letterhead import read_head
from pipeline.letterhead.zones import find_zones, is_address
from pipeline.planned import is_planned
from pipeline.sections import find_sections


def structure(document: Document) -> Document:
    """The same document with `letterhead`, `zones` and `sections` filled; text and other layers stay as they are."""
    text = document.text
    body_end = min((note.start for note in document.footnotes), default=len(text))
    blocks = tuple(block for block in document.blocks if block.end <= body_end)
    head = read_head(text, blocks)
    zones = tuple(find_zones(text, blocks, head.end, head.body))
    own_end = next((zone.start for zone in zones if _closes(text, zone)), body_end)
    ruled = tuple(block for block in blocks if block.start >= head.body)
    every = sorted([*zones, *_tables(document), *_notes(document)], key=lambda zone: zone.start)
    sections = find_sections(text, ruled, own_end, _told(head.letterhead))
    return replace(document, letterhead=head.letterhead, zones=tuple(every), sections=sections)


def _told(letterhead: Letterhead) -> tuple[date, date] | None:
    """The period that the report tells of; none where its title is that of a plan."""
    if not (letterhead.period_start and letterhead.period_end) or is_planned(letterhead.title):
        return None
    return letterhead.period_start, letterhead.period_end


def _closes(text: str, zone: Zone) -> bool:
    """True for the recipients and the signature at the end, not for «Kính gửi» on top."""
    return zone.name in ("recipients", "signature") and not is_address(text[zone.start : zone.end])


def _tables(document: Document) -> Iterator[Zone]:
    return (Zone(table.start, table.end, "table") for table in document.tables)


def _notes(document: Document) -> Iterator[Zone]:
    return (Zone(note.start, note.end, "footnote", note.mark) for note in document.footnotes)
