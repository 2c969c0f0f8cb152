"""All tables as files: CSV that a spreadsheet opens safely, Parquet, JSON lines, and one workbook for an office."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from pipeline.exports.workbook import write_workbook
from pipeline.store import Store
from pipeline.tables import Cell, ColumnKind, Row, tables, to_frame

if TYPE_CHECKING:
    import pyarrow as pa

# What a spreadsheet takes for a formula or a command: also after spaces of any kind, and in full-width letters.
# A cell that already wears apostrophes before such a sign gets one more, so that taking one off always recovers it.
_ACTIVE = regex.compile(r"'*[\s\p{Z}\p{C}]*[=+\-@\t\r＝＋－＠]|[\t\r]")
_PLAIN_NUMBER = regex.compile(r"-?[0-9]+(?:\.[0-9]+)?")

_BATCH = 20_000


def export(store: Store, folder: Path, form: str) -> list[Path]:
    """Write every table of the store into the folder as `csv`, `parquet`, `jsonl`, or `xlsx`; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    if form == "xlsx":
        return [put(folder / "baocao.xlsx", lambda part: write_workbook(store, part))]
    write = _WRITERS[form]
    return [put(folder / f"{name}.{form}", partial(write, name=name, rows=store.rows(name))) for name in tables()]


def put(path: Path, write: Callable[[Path], None]) -> Path:
    """Write beside the place and move there when whole, so that no half-written table is ever taken for one."""
    part = path.with_name(f".{path.name}.part")
    try:
        write(part)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return path


def inert(text: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what would begin a formula. Taking it off recovers it.

    >>> inert("=HYPERLINK(1)"), inert(" @SUM"), inert("- Triển khai"), inert("-12.5"), inert("'tỉnh")
    ("'=HYPERLINK(1)", "' @SUM", "'- Triển khai", '-12.5', "'tỉnh")
    """
    return f"'{text}" if _ACTIVE.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text


def recovered(cell: str) -> str:
    """The text that `inert` was given.

    >>> recovered("'- Triển khai"), recovered("'tỉnh")
    ('- Triển khai', "'tỉnh")
    """
    return cell[1:] if cell.startswith("'") and _ACTIVE.match(cell[1:]) else cell


def _write_csv(path: Path, name: str, rows: Iterable[Row]) -> None:
    # The mark at the file's start tells Excel that it is UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([inert(column.name) for column in tables()[name]])
        writer.writerows([_csv_cell(cell) for cell in row] for row in rows)


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else inert(cell) if isinstance(cell, str) else str(cell)


def _write_jsonl(path: Path, name: str, rows: Iterable[Row]) -> None:
    names = [column.name for column in tables()[name]]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")


def _write_parquet(path: Path, name: str, rows: Iterable[Row]) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415  only who asks for Parquet loads it

    with pq.ParquetWriter(path, parquet_schema(name)) as writer:
        for batch in _batches(rows):
            writer.write_table(to_arrow(name, batch))


def parquet_schema(name: str) -> pa.Schema:
    """The columns of a table as Parquet has them."""
    import pyarrow as pa  # noqa: PLC0415

    kinds: Mapping[ColumnKind, pa.DataType] = {
        "text": pa.string(), "integer": pa.int64(), "boolean": pa.bool_(), "date": pa.string(),
        "decimal": pa.string(), "real": pa.float64(),
    }  # fmt: skip
    schema = pa.schema([(column.name, kinds[column.kind]) for column in tables()[name]])
    return pa.Table.from_pandas(to_frame(name, ()), schema=schema, preserve_index=False).schema


def to_arrow(name: str, rows: Iterable[Row]) -> pa.Table:
    """Some rows of a table as Parquet has them."""
    import pyarrow as pa  # noqa: PLC0415

    return pa.Table.from_pandas(to_frame(name, rows), schema=parquet_schema(name), preserve_index=False)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows by the thousand, at least one batch: an empty table still has its columns."""
    left = iter(rows)
    yield list(islice(left, _BATCH))
    while batch := list(islice(left, _BATCH)):
        yield batch


_WRITERS: Mapping[str, Callable[..., None]] = {
    "csv": _write_csv,
    "jsonl": _write_jsonl,
    "parquet": _write_parquet,
}
FORMS = (*_WRITERS, "xlsx")
