"""What a database refuses, told to the user in one sentence: «Ổ đĩa chứa kho đã đầy. Hãy giải phóng chỗ trống …»."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from pipeline.messages import RefusedError

# What the database says of rows that no honest reader makes: the report is refused, the store is well.
REJECTED = (sa.exc.IntegrityError, sa.exc.DataError, OverflowError)

# What a database says when it cannot go on, in words or by a code of SQLSTATE, and what the user can do.
_TOLD = {
    "disk is full": "Ổ đĩa chứa kho đã đầy. Hãy giải phóng chỗ trống",
    "disk I/O error": "Ổ đĩa chứa kho báo lỗi đọc ghi hoặc đã đầy. Hãy kiểm tra ổ đĩa",
    "is locked": "Kho đang bị chương trình khác giữ quá lâu. Hãy đóng chương trình đó",
    "readonly database": "Kho chỉ cho đọc, không ghi được. Hãy kiểm tra quyền ghi tệp và thư mục của kho",
    "unable to open database": "Không mở được tệp của kho. Hãy kiểm tra quyền đọc, ghi tệp và thư mục của kho",
    "malformed": "Tệp của kho bị hỏng. Hãy lấy lại bản sao lưu hoặc dùng một kho mới",
}
_NO_SERVER = "Không kết nối được với máy chủ PostgreSQL. Hãy kiểm tra tên máy, cổng, và xem máy chủ có đang chạy không"
_STOPPING = "Máy chủ PostgreSQL vừa tắt hoặc đang khởi động lại. Hãy chờ máy chủ chạy lại"
_NO_DATABASE = "Máy chủ chưa có cơ sở dữ liệu tên như vậy. Hãy tạo bằng createdb -E UTF8 -T template0 TÊN"
_NO_ENTRY = "Máy chủ PostgreSQL không nhận tên người dùng hoặc mật khẩu. Hãy kiểm tra lại địa chỉ kho"
_FULL = "Máy chủ PostgreSQL đã đủ số kết nối (max_connections). Hãy chờ, hoặc nhờ người quản trị nâng số đó"
_TOLD |= {
    "28P01": _NO_ENTRY, "28000": _NO_ENTRY, "password": _NO_ENTRY, "no pg_hba.conf entry": _NO_ENTRY,
    "3D000": _NO_DATABASE, "does not exist\n": _NO_DATABASE,
    "57P01": _STOPPING, "57P02": _STOPPING, "57P03": _STOPPING, "starting up": _STOPPING, "shutting down": _STOPPING,
    "terminating connection": _STOPPING, "server closed the connection": _STOPPING,
    "53300": _FULL,
    "too many clients": _FULL,
    "53100": "Ổ đĩa của máy chủ PostgreSQL đã đầy. Hãy giải phóng chỗ trống",
    "55P03": "Kho đang bị chương trình khác giữ quá lâu. Hãy đóng chương trình đó",
    "25006": "Kho chỉ cho đọc, không ghi được. Hãy dùng địa chỉ của máy chủ chính",
    "42501": "Người dùng này không có quyền với kho. Hãy nhờ người quản trị cấp quyền",
    "XX001": "Kho bị hỏng. Hãy lấy lại bản sao lưu", "XX002": "Kho bị hỏng. Hãy lấy lại bản sao lưu",
    "file is not a database": "Tệp này không phải là kho dữ liệu của baocao. Hãy ghi đúng địa chỉ kho bằng --store",
    "connection failed": _NO_SERVER, "connection is bad": _NO_SERVER, "timeout expired": _NO_SERVER,
    "connection timeout": _NO_SERVER, "failed to resolve host": _NO_SERVER,
}  # fmt: skip
_TOO_BIG = "54000"  # a value that no index of PostgreSQL takes


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
        orig = getattr(error, "orig", error)
        code, cause = str(getattr(orig, "sqlstate", None) or ""), str(orig)
        if code == _TOO_BIG and isinstance(error, sa.exc.DBAPIError):
            raise sa.exc.DataError(error.statement, error.params, orig) from error
        known = code or next((words for words in _TOLD if words in cause + "\n"), "")  # a code says all
        what = StoreError(_TOLD.get(known, _UNKNOWN))
        raise StoreError("{what}, rồi chạy lại lệnh ({cause}).", what=what, cause=" ".join(cause.split())) from error


_UNKNOWN = "Không dùng được kho dữ liệu. Hãy xem nguyên nhân ghi trong ngoặc"
