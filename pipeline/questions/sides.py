"""The two sides of a comparison: a store, or the folder of an export in jsonl, asked for one report at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol

from pipeline.messages import RefusedError
from pipeline.store import Store, open_store
from pipeline.tables import Cell, tables

Record = Mapping[str, Cell]
_PLACE = frozenset({"doc_id", "start", "end"})


class Side(Protocol):
    """One extraction of an archive."""

    def labels(self) -> frozenset[str]:
        """The tables whose rows stand somewhere in a report's text."""

    def records(self, table: str, doc_id: str | None = None) -> Iterator[Record]:
        """The rows of a table, of one report or of all, as column → cell."""


class StoreSide:
    """A store as one side."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def labels(self) -> frozenset[str]:
        """The tables whose rows stand somewhere in a report's text."""
        return frozenset(name for name, columns in tables().items() if {column.name for column in columns} >= _PLACE)

    def records(self, table: str, doc_id: str | None = None) -> Iterator[Record]:
        """The rows of a table, of one report or of all."""
        return self._store.records(table, doc_id) if table in tables() else iter(())


class FolderSide:
    """An export in jsonl as one side. Only where each report's lines begin is kept in memory."""

    def __init__(self, folder: Path) -> None:
        self._files = {path.stem: path for path in sorted(folder.glob("*.jsonl"))}
        if "documents" not in self._files:
            told = "Trong {folder} không có documents.jsonl. Hãy xuất bằng: baocao export --format jsonl"
            raise RefusedError(told, folder=folder)
        self._lines = {name: _lines_of_reports(path) for name, path in self._files.items()}

    def labels(self) -> frozenset[str]:
        """The tables whose rows stand somewhere in a report's text."""
        firsts = ((name, next(self.records(name), {})) for name in self._files)
        return frozenset(name for name, first in firsts if first.keys() >= _PLACE)

    def records(self, table: str, doc_id: str | None = None) -> Iterator[Record]:
        """The rows of a table, of one report or of all."""
        if table not in self._files:
            return
        with self._files[table].open("rb") as file:
            if doc_id is None:
                yield from map(partial(_record, self._files[table]), file)
                return
            for at in self._lines[table].get(doc_id, ()):
                file.seek(at)
                yield _record(self._files[table], file.readline())


def _lines_of_reports(path: Path) -> dict[str, list[int]]:
    """Where the lines of each report begin."""
    found: dict[str, list[int]] = {}
    at = 0
    with path.open("rb") as file:
        for line in file:
            found.setdefault(str(_record(path, line).get("doc_id", "")), []).append(at)
            at += len(line)
    return found


def _record(path: Path, line: bytes) -> Record:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise RefusedError("{path} không phải là tệp jsonl do baocao xuất ({why}).", path=path, why=error) from error
    if not isinstance(record, dict):
        raise RefusedError("{path} không phải là tệp jsonl do baocao xuất.", path=path)
    return record


def open_side(told: str) -> Side:
    """A store's address, a store's file, or a folder of jsonl as one side.

    `RefusedError` where there is none, or the folder holds no export.
    """
    if "://" in told:
        return StoreSide(open_store(told))
    path = Path(told)
    if path.is_dir():
        return FolderSide(path)
    if path.is_file():
        return StoreSide(open_store(f"sqlite:///{path}"))
    none = "Không có kho hoặc thư mục này: {path}. Ghi địa chỉ kho (sqlite:///…) hoặc thư mục đã xuất."
    raise RefusedError(none, path=told)
