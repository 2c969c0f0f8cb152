"""What a database refuses, told to the user in one sentence: «Ổ đĩa chứa kho đã đầy. Hãy giải phóng chỗ trống …»."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from pipeline.messages import RefusedError

# What the database says of rows that no honest reader makes: the report is refused, the store is well.
REJECTED = (sa.exc.IntegrityError, sa.exc.DataError, OverflowError)

# What SQLite says when it cannot go on, and what the user can do.
_TOLD = {
    "disk is full": "Ổ đĩa chứa kho đã đầy. Hãy giải phóng chỗ trống",
    "disk I/O error": "Ổ đĩa chứa kho báo lỗi đọc ghi hoặc đã đầy. Hãy kiểm tra ổ đĩa",
    "is locked": "Kho đang bị chương trình khác giữ quá lâu. Hãy đóng chương trình đó",
    "readonly database": "Kho chỉ cho đọc, không ghi được. Hãy kiểm tra quyền ghi tệp và thư mục của kho",
    "unable to open database": "Không mở được tệp của kho. Hãy kiểm tra quyền đọc, ghi tệp và thư mục của kho",
    "malformed": "Tệp của kho bị hỏng. Hãy lấy lại bản sao lưu hoặc dùng một kho mới",
}


class StoreError(RefusedError):
    """The store cannot be used: «Chưa có kho dữ liệu …». The message is for the user."""


@contextmanager
def told() -> Iterator[None]:
    """What the database refuses as `StoreError`; what it says of a report's rows goes on as `REJECTED`."""
    try:
        yield
    except REJECTED:
        raise
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        cause = str(getattr(error, "orig", error))
        known = next((known for words, known in _TOLD.items() if words in cause), "Không dùng được kho dữ liệu")
        raise StoreError(f"{known}, rồi chạy lại lệnh ({cause}).") from error
