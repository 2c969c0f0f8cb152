"""Mentions as W3C Web Annotations: «1862 học viên» with its place in the text, its words, and its box on the page.

The data model counts a text's characters as Unicode code points, as we do. So that a position means something to
others, the text that it counts in is written beside the annotations.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.store import Store
from pipeline.tables import Cell, mention_tables

Json = Mapping[str, Any]
Record = Mapping[str, Cell]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# The specification that the model names for fragments of a PDF: «page=3&viewrect=70.9,120.3,110.6,13.7».
PDF_FRAGMENTS = "http://tools.ietf.org/rfc/rfc3778"
_PDF = "application/pdf"
COLLECTION, PAGES, TEXTS = "annotations.jsonld", "annotations", "texts"

_AROUND = 32  # letters before and after the words, so that they are found again in a text that was edited


def write_annotations(store: Store, folder: Path) -> list[Path]:
    """Write every mention of the store as an annotation: a collection, a page and a text a report; the files written.

    `OSError` where they cannot be written.
    """
    for name in (PAGES, TEXTS):
        (folder / name).mkdir(parents=True, exist_ok=True)
    documents = list(store.records("documents"))
    names = [f"{PAGES}/{document['doc_id']}.jsonld" for document in documents]
    written, total = [], 0
    for at, document in enumerate(documents):
        doc_id = str(document["doc_id"])
        text = store.text(doc_id)
        items = list(_annotations(store, document, text))
        page = {
            "@context": CONTEXT, "id": f"{doc_id}.jsonld", "type": "AnnotationPage", "partOf": f"../{COLLECTION}",
            "startIndex": total, "items": items,
        }  # fmt: skip
        links = {"prev": at - 1, "next": at + 1}
        neighbours = {name: f"../{names[to]}" for name, to in links.items() if 0 <= to < len(names)}
        written.append(_write(folder / names[at], json.dumps({**page, **neighbours}, ensure_ascii=False, indent=1)))
        written.append(_write(folder / TEXTS / f"{doc_id}.txt", text))
        total += len(items)
    ends = {"first": names[0], "last": names[-1]} if names else {}
    collection = {
        "@context": CONTEXT, "id": COLLECTION, "type": "AnnotationCollection", "label": "baocao", "total": total, **ends
    }  # fmt: skip
    return [_write(folder / COLLECTION, json.dumps(collection, ensure_ascii=False, indent=1)), *written]


def _write(path: Path, told: str) -> Path:
    path.write_text(told, encoding="utf-8", newline="")
    return path


def _annotations(store: Store, document: Record, text: str) -> Iterator[Json]:
    doc_id = str(document["doc_id"])
    for label in mention_tables():
        for record in store.records(label, doc_id):
            yield {
                "id": f"{doc_id}.jsonld#{str(record['mention_id']).rpartition(':')[2]}",
                "type": "Annotation",
                "motivation": "identifying",
                "body": _bodies(label, record),
                "target": [_in_text(doc_id, record, text), *_on_pages(document, record)],
            }


def _bodies(label: str, record: Record) -> list[Json]:
    """What kind of mention it is, as a tag, and its row of the table as JSON."""
    return [
        {"type": "TextualBody", "purpose": "tagging", "value": label},
        {"type": "TextualBody", "purpose": "describing", "format": "application/json",
         "value": json.dumps(record, ensure_ascii=False)},
    ]  # fmt: skip


def _in_text(doc_id: str, record: Record, text: str) -> Json:
    """The words in the report's text: by their place, and by themselves between those around them."""
    start, end = int(record["start"] or 0), int(record["end"] or 0)
    return {
        "type": "SpecificResource",
        "source": f"../{TEXTS}/{doc_id}.txt",
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {"type": "TextQuoteSelector", "exact": text[start:end], "prefix": text[max(start - _AROUND, 0) : start],
             "suffix": text[end : end + _AROUND]},
        ],
    }  # fmt: skip


def _on_pages(document: Record, record: Record) -> Iterator[Json]:
    """Where the words stand in the PDF, one target a printed line; nothing for other files, which have no pages."""
    if document["media_type"] != _PDF or not record["boxes"]:
        return
    source = f"file://{quote(str(document['source']))}"
    for page, x0, top, x1, bottom in json.loads(str(record["boxes"])):
        fragment = f"page={page}&viewrect={x0:g},{top:g},{round(x1 - x0, 1):g},{round(bottom - top, 1):g}"
        selector = {"type": "FragmentSelector", "conformsTo": PDF_FRAGMENTS, "value": fragment}
        yield {"type": "SpecificResource", "source": source, "format": _PDF, "selector": selector}
