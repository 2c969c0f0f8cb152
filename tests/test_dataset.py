"""The data set by years: every row once, in the year of its report, and read by DuckDB and pyarrow as one table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pyarrow.dataset as ds
import pytest
import regex

from pipeline.cli import main
from pipeline.exports.dataset import NO_YEAR, export_dataset
from pipeline.messages import RefusedError
from pipeline.store import Store
from pipeline.tables import tables
from tests.archives import add, archive
from tests.conftest import ROOT
from tests.databases import address_of

pytestmark = pytest.mark.databases

DAYS = {"a": date(2023, 12, 20), "b": date(2024, 5, 20), "c": date(2024, 6, 20), "không ngày": None}
BODY = "Huyện ủy Mèo Vạc mở 09 lớp với 534 học viên, thực hiện Kết luận 70-KL/TW, ngày 31/01/2024.\n"
DONE = {"text": "Huyện ủy Mèo Vạc", "unit_id": "VN02.027", "unit_name": "Huyện ủy Mèo Vạc", "status": "implemented",
        "directive_id": "70-KL/TW@2024-01-31"}  # fmt: skip
OPERATIONS = ROOT / "pipeline" / "operations" / "README.md"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = archive(tmp_path)
    for name, day in DAYS.items():
        add(made, name, BODY, issued_on=day, done=[DONE])
    yield made
    made.engine.dispose()


def test_every_row_of_every_table_is_there_once_and_in_its_year(store: Store, tmp_path: Path) -> None:
    export_dataset(store, tmp_path / "out")
    years = {row["doc_id"]: str(row["issued_on"] or NO_YEAR)[:4] for row in store.records("documents")}
    years = {doc_id: NO_YEAR if year == NO_YEAR[:4] else year for doc_id, year in years.items()}
    assert {"2023", "2024", NO_YEAR} == set(years.values())
    for name, columns in tables().items():
        names = [column.name for column in columns]
        expected = sorted(json.dumps(row) for row in store.records(name))
        found = []
        for path in (tmp_path / "out" / name).rglob("*.parquet"):
            for row in ds.dataset(path).to_table().to_pylist():
                found.append(json.dumps(row))
                if names[0] == "doc_id":
                    assert f"year={years[row['doc_id']]}" == path.parent.name
            assert names == ds.dataset(path).schema.names
        assert expected == sorted(found), name


def test_pyarrow_and_duckdb_read_a_table_as_one(store: Store, tmp_path: Path) -> None:
    main(["export", "--store", address_of(store), "--to", str(tmp_path), "--format", "parquet", "--partition", "year"])
    whole = ds.dataset(tmp_path / "counts", partitioning="hive").to_table()
    assert {2023: 2, 2024: 4, None: 2} == {
        year: whole.column("year").to_pylist().count(year) for year in (2023, 2024, None)
    }
    told = (
        duckdb.connect()
        .execute(
            f"SELECT year, count(*) FROM read_parquet('{tmp_path}/counts/**/*.parquet', hive_partitioning = true) "
            "GROUP BY year ORDER BY year NULLS LAST"
        )
        .fetchall()
    )
    assert [(2023, 2), (2024, 4), (None, 2)] == [(year and int(year), count) for year, count in told]


def test_a_second_export_leaves_no_file_of_the_first(store: Store, tmp_path: Path) -> None:
    first = export_dataset(store, tmp_path / "out")
    with store.transaction(writes=True) as connection:
        connection.exec_driver_sql("DELETE FROM documents WHERE issued_on = '2023-12-20'")
    second = export_dataset(store, tmp_path / "out")
    assert any("year=2023" in str(path) for path in first)
    assert sorted(second) == sorted((tmp_path / "out").rglob("*.parquet"))
    assert not any("year=2023" in str(path) for path in second)


def test_an_empty_store_has_every_table_with_its_columns(tmp_path: Path) -> None:
    export_dataset(archive(tmp_path), tmp_path / "out")
    for name, columns in tables().items():
        assert [column.name for column in columns] == [
            name for name in ds.dataset(tmp_path / "out" / name).schema.names if name != "year"
        ]


def test_a_partition_goes_with_parquet_only(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = ["--store", address_of(store), "--to", str(tmp_path / "out"), "--format", "csv", "--partition", "year"]
    assert 2 == main(["export", *more])
    assert "--partition chỉ dùng với --format parquet." in capsys.readouterr().err


def test_the_query_of_the_operations_page_answers(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ((query,),) = [regex.findall(r"```sql\n(.*?)```", OPERATIONS.read_text("utf-8"), regex.DOTALL)]
    monkeypatch.chdir(tmp_path)
    export_dataset(store, Path("outputs/dataset"))
    told = duckdb.connect().execute(query)
    assert ["year", "unit_name", "directives", "reports"] == [name for name, *_ in told.description or ()]
    assert [(2024, "Huyện ủy Mèo Vạc", 1, 2), (2023, "Huyện ủy Mèo Vạc", 1, 1)] == [
        (int(year), *more) for year, *more in told.fetchall()
    ]


def test_a_folder_that_holds_anything_else_is_never_replaced(store: Store, tmp_path: Path) -> None:
    own = tmp_path / "documents" / "2024" / "báo cáo gốc.pdf"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"%PDF")
    with pytest.raises(RefusedError, match="documents"):
        export_dataset(store, tmp_path)
    assert [own] == [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix in (".pdf", ".parquet")]
    own.unlink()
    export_dataset(store, tmp_path)
    export_dataset(store, tmp_path)
    assert list((tmp_path / "documents").rglob("*.parquet"))
