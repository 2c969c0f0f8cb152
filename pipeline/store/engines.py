"""The database behind an address, made ready for us: «sqlite:///outputs/baocao.db»."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pipeline.store import fulltext
from pipeline.store.refusals import StoreError


def to_engine(url: str, *, create: bool) -> sa.Engine:
    """The engine for an address; `StoreError` where it is none, or where no file is and `create` is not set."""
    try:
        parsed = sa.engine.make_url(url)
        file = Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" and parsed.database else None
        if file is not None and not create and not file.is_file():
            raise StoreError(f"Chưa có kho dữ liệu ở {file}. Hãy nạp báo cáo trước: baocao ingest THƯ_MỤC")
        if file is not None and create:
            file.parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(parsed)
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreError(f"Không hiểu địa chỉ kho «{url}»: viết sqlite:///đường/dẫn.db ({error})") from error
    except OSError as error:
        raise StoreError(f"Không tạo được thư mục cho kho {url}: {error}") from error
    if engine.dialect.name == "sqlite":
        _sqlite_ways(engine, create=create)
    return engine


def _sqlite_ways(engine: sa.Engine, *, create: bool) -> None:
    """All that is SQLite's alone: readers go on while one writes, and who writes takes the lock at once.

    WAL with `synchronous=NORMAL` loses nothing that was committed when the process is killed.
    """

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
        journal = ["journal_mode = WAL"] if create else []  # the file remembers it
        patience = [] if "timeout" in engine.url.query else ["busy_timeout = 30000"]
        for pragma in (*patience, *journal, "foreign_keys = ON", "synchronous = NORMAL"):
            connection.execute(f"PRAGMA {pragma}")
        fulltext.prepare(connection)

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
