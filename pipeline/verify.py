"""The store against itself and against the files: «báo cáo.docx» was changed, a mention stands in no text."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote_to_bytes

from pipeline.batch.gate import open_pieces
from pipeline.passages import to_passages
from pipeline.store import Store
from pipeline.store.schema import METADATA
from pipeline.tables import mention_tables, tables

_READ = frozenset({"indexed", "indexed_partial", "duplicate"})  # a report stands for these files
_RERUN = "Hãy nạp lại thư mục đó."
_AGAIN = "Kho hỏng: hãy lấy lại bản sao lưu, hoặc nạp lại báo cáo vào một kho mới."


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it should be: where, what, and the sentence for the user."""

    where: Literal["store", "files"]
    what: str
    told: str


def verify(store: Store) -> Iterator[Damage]:
    """What is damaged in the store or has changed on disk; nothing where all is well."""
    broken = [Damage("store", "database", f"{told}. {_AGAIN}") for told in store.damages()]
    yield from broken
    if broken:
        return  # of a broken database every further answer is a guess
    yield from _documents(store)
    yield from _outcomes(store)
    yield from _index(store)
    yield from _files(store)


def _documents(store: Store) -> Iterator[Damage]:
    """Each report's text and rows: as many as there were, and every span in its place."""
    kept, there = store.tallies(), store.totals_by_document(_COUNTED)
    for record in store.records("documents"):
        doc_id = str(record["doc_id"])
        try:
            document = store.document(doc_id)
        except Exception as error:  # bytes that no longer unpack may raise anything
            yield Damage("store", doc_id, f"không mở được nội dung ({type(error).__name__}). {_AGAIN}")
            continue
        for name in _COUNTED:
            count, found = kept[doc_id].get(name, 0), there.get(doc_id, {}).get(name, 0)
            if count != found:
                yield Damage("store", f"{doc_id} {name}", f"có {found} dòng, khi đọc có {count} dòng. {_AGAIN}")
        for name in _SPANS:
            if (stray := _stray(store, name, doc_id, document.text)) is not None:
                yield Damage("store", f"{doc_id} {name}", f"{stray} không khớp với nội dung. {_AGAIN}")
        if len(to_passages(document, {})) != len(store.ask(_PASSAGES, {"doc_id": doc_id})):
            yield Damage("store", f"{doc_id} passages", f"thiếu hoặc thừa đoạn. {_AGAIN}")


_COUNTED = [name for name, table in METADATA.tables.items() if name in tables() and {"documents.doc_id"} == {
    key.target_fullname for key in table.foreign_keys}]  # fmt: skip
_SPANS = [name for name in _COUNTED if {"start", "end"} <= {column.name for column in tables()[name]}]
_PASSAGES = "SELECT id FROM passages WHERE doc_id = :doc_id"


def _stray(store: Store, table: str, doc_id: str, text: str) -> str | None:
    """The first span of a table that lies outside the text, or does not hold the words that its row says."""
    told = table in mention_tables() or table == "implementations"
    for row in store.records(table, doc_id):
        start, end = int(row["start"] or 0), int(row["end"] or 0)
        if not 0 <= start <= end <= len(text) or (told and text[start:end] != row["text"]):
            return f"{start}-{end}"
    return None


def _outcomes(store: Store) -> Iterator[Damage]:
    """Every report has a file that it was read from, every file that was read its report, each with one hash."""
    hashes = {row["doc_id"]: row["sha256"] for row in store.records("documents")}
    held = set()
    for row in store.records("outcomes"):
        doc_id, outcome = row["doc_id"], row["outcome"]
        if outcome in _READ and hashes.get(doc_id) != row["sha256"]:
            yield Damage("store", str(row["path"]), f"đã đọc nhưng báo cáo không có trong kho. {_AGAIN}")
        held.add(doc_id)
    for doc_id in sorted(str(doc_id) for doc_id in hashes if doc_id not in held):
        yield Damage("store", doc_id, f"báo cáo không thuộc tệp nào. {_AGAIN}")


def _index(store: Store) -> Iterator[Damage]:
    """The search index has a row for each passage."""
    if not store.index_is_whole():
        yield Damage("store", "passages_index", f"chỉ mục tìm kiếm không khớp với các đoạn. {_AGAIN}")


def _files(store: Store) -> Iterator[Damage]:
    """Each file that was read is there, and has the bytes that were read."""
    for row in store.records("outcomes"):
        if row["outcome"] not in _READ:
            continue
        told = _changed(unquote_to_bytes(str(row["path_key"])), str(row["sha256"]))
        if told:
            yield Damage("files", str(row["path"]), told)


def _changed(path: bytes, sha256: str) -> str:
    try:
        digest = hashlib.sha256()
        for piece in open_pieces(os.fsdecode(path))[1]:
            digest.update(piece)
    except FileNotFoundError:
        return "tệp không còn ở đó; báo cáo trong kho vẫn nguyên."
    except OSError as error:
        return f"không mở được tệp ({error.strerror}); báo cáo trong kho vẫn nguyên."
    return "" if digest.hexdigest() == sha256 else f"tệp đã khác lúc đọc. {_RERUN}"
