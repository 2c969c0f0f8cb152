"""All tables as files: CSV that a spreadsheet opens safely, Parquet, JSON lines, and one workbook for an office."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.exports.in_place import put
from pipeline.exports.spreadsheets import csv_cell, write_csv
from pipeline.exports.workbook import write_workbook
from pipeline.store import Store
from pipeline.tables import ColumnKind, Row, tables, to_frame

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 20_000


def export(store: Store, folder: Path, form: str) -> list[Path]:
    """Write every table of the store into the folder as `csv`, `parquet`, `jsonl`, or `xlsx`; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    if form == "xlsx":
        return [put(folder / "baocao.xlsx", lambda part: write_workbook(store, part))]
    write = _WRITERS[form]
    return [put(folder / f"{name}.{form}", partial(write, name=name, rows=store.rows(name))) for name in tables()]


def _write_csv(path: Path, name: str, rows: Iterable[Row]) -> None:
    heads = [tuple(column.name for column in tables()[name])]
    write_csv(path, (list(map(csv_cell, row)) for row in chain(heads, rows)))


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
