"""SQLite and PostgreSQL under one face: what each says in words of its own, «instr» here and «strpos» there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

import sqlalchemy as sa

from pipeline.store import postgresql, sqlite
from pipeline.store.fulltext import Wanted
from pipeline.store.refusals import StoreError


class Database(Protocol):
    """What the store asks of a database beyond what SQLAlchemy says alike for all. A module is one."""

    DDL: tuple[str, ...]
    COUNTS_FIRST: bool  # whether a search has to say that it looks for few

    def to_engine(self, url: sa.URL, *, create: bool) -> sa.Engine:
        """The engine for an address, made ready: readers never wait, those who write come one after the other."""

    def stop_after(self, connection: sa.Connection, seconds: float) -> None:
        """Let no statement of the transaction run on after so many seconds; 0 lets them run again."""

    def was_stopped(self, error: sa.exc.DBAPIError) -> bool:
        """True where a statement ended because its time was up."""

    def add_entries(self, connection: sa.Connection, passages: Iterable[Sequence[Any]]) -> None:
        """Put passages, whole rows of their table, into the index of words."""

    def matching(self, wanted: Wanted) -> tuple[str, dict[str, str]]:
        """A condition over the index `i`, and its values: passages that have one phrase of each row."""

    def has_text(self, column: str, name: str) -> str:
        """A condition: the text of `:name` stands in the column, sign for sign."""

    def is_listed(self, column: str, name: str) -> str:
        """A condition: the column is one of the list that `:name` holds as JSON."""

    def in_spans(self, table: str, name: str) -> str:
        """The rows `t` of a table that begin within the spans that `:name` holds as JSON."""

    def damages(self, connection: sa.Connection) -> list[str]:
        """What the database itself says is broken in it; nothing where it is whole."""

    def index_is_whole(self, connection: sa.Connection) -> bool:
        """True where the index of words has as many rows as there are passages."""

    def flush(self, engine: sa.Engine) -> None:
        """See to it that all that was written survives a power cut as well."""


DATABASES: Mapping[str, Database] = {"sqlite": sqlite, "postgresql": postgresql}


def to_engine(url: str, *, create: bool) -> sa.Engine:
    """The engine for an address as users write it; `StoreError` where it is none, or nothing is there to open."""
    try:
        parsed = sa.engine.make_url("postgresql" + url[8:] if url.startswith("postgres:") else url)
        database = DATABASES.get(parsed.get_backend_name())
        if database is None:
            raise StoreError(_UNKNOWN, url=parsed.render_as_string())
        return database.to_engine(parsed, create=create)
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
        raise StoreError(_WRONG, why=error) from error
    except OSError as error:
        raise StoreError("Không tạo được thư mục cho kho {url}: {why}", url=url, why=error) from error


_UNKNOWN = (
    "Không hiểu địa chỉ kho «{url}»: viết sqlite:///đường/dẫn.db hoặc postgresql://người_dùng:mật_khẩu@máy_chủ/tên_kho."
)
_WRONG = (
    "Không hiểu địa chỉ kho: viết sqlite:///đường/dẫn.db hoặc postgresql://người_dùng:mật_khẩu@máy_chủ/tên_kho ({why})"
)
