"""All tables as one data set of Parquet files, in a folder for each year: `counts/year=2024/part-0.parquet`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.exports.export import parquet_schema, to_arrow
from pipeline.messages import RefusedError
from pipeline.store import Store
from pipeline.tables import Row, tables

if TYPE_CHECKING:
    import pyarrow.parquet as pq

# What Hive, and with it DuckDB, Dask, Spark and pyarrow, calls the folder of rows without a year.
NO_YEAR = "__HIVE_DEFAULT_PARTITION__"

_FILE = "part-0.parquet"
_BATCH = 20_000  # rows that are written at once, of each year


def export_dataset(store: Store, folder: Path) -> list[Path]:
    """Write each table that tells of reports into `folder/TABLE/year=Y/`, others into `folder/TABLE/`; the files.

    The year is that in which the period of the report ends, or else that of its day. A folder of a table that is there
    already is replaced as a whole: no file of an earlier export stays among the new ones. `RefusedError`, before
    anything is written, where such a folder holds anything else; `OSError` where it cannot be replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in tables():
        _check_ours(folder / name)
    query = "SELECT doc_id, coalesce(period_end, issued_on, '') FROM documents"
    years = {str(doc_id): str(day)[:4] or NO_YEAR for doc_id, day in store.ask(query)}
    return [path for name in tables() for path in _put_table(folder / name, name, store.rows(name), years)]


def _check_ours(folder: Path) -> None:
    """A folder of that name may be anybody's: «documents» may hold the reports themselves."""
    if other := next((path for path in folder.rglob("*") if path.name != _FILE and not path.is_dir()), None):
        raise RefusedError(
            "Thư mục {folder} có tệp không phải do baocao xuất ({name}) nên không thay thế. "
            "Hãy chọn thư mục khác bằng --to.",
            folder=folder, name=other.name,
        )  # fmt: skip


def _put_table(folder: Path, name: str, rows: Iterable[Row], years: Mapping[str, str]) -> list[Path]:
    """Write a table beside its place and move it there when it is whole."""
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir()
        with ExitStack() as opened:
            files = _Files(part, name, opened)
            if tables()[name][0].name == "doc_id":
                known = sorted(set(years.values())) or [NO_YEAR]
                _write(files, rows, known, lambda row: years.get(str(row[0]), NO_YEAR))
            else:
                _write(files, rows, [""], lambda row: "")
        if folder.exists():
            shutil.rmtree(folder)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return sorted(folder.rglob(_FILE))


class _Files:
    """The files of one table that are open, one for each year."""

    def __init__(self, folder: Path, name: str, opened: ExitStack) -> None:
        self._folder, self._name, self._opened = folder, name, opened
        self._writers: dict[str, pq.ParquetWriter] = {}

    def write(self, year: str, rows: list[Row]) -> None:
        """Add rows to a year's file; an empty year is that of a table without years."""
        import pyarrow.parquet as pq  # noqa: PLC0415  only who asks for Parquet loads it

        if year not in self._writers:
            folder = self._folder / f"year={year}" if year else self._folder
            folder.mkdir(exist_ok=True)
            writer = pq.ParquetWriter(folder / _FILE, parquet_schema(self._name))
            self._writers[year] = self._opened.enter_context(writer)
        if rows:
            self._writers[year].write_table(to_arrow(self._name, rows))


def _write(files: _Files, rows: Iterable[Row], years: Iterable[str], year_of: Callable[[Row], str]) -> None:
    """Write the rows by the thousand, each to its year; each of the years has a file, be it one without rows."""
    for year in years:
        files.write(year, [])
    waiting: dict[str, list[Row]] = {}
    for row in rows:
        batch = waiting.setdefault(year_of(row), [])
        batch.append(row)
        if len(batch) == _BATCH:
            files.write(year_of(row), batch)
            batch.clear()
    for year, batch in waiting.items():
        files.write(year, batch)
