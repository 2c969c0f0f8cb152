"""Files of other places, through fsspec: «s3://kho/2024/báo cáo.pdf» is listed, measured and fetched piece by piece."""

# ruff: noqa: PLC0415  who reads only files of this machine needs no fsspec
from __future__ import annotations

import os
import re
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pipeline.messages import RefusedError

# A scheme of two letters or more, so that no drive letter is one.
_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_HERE = "file://"  # the same file as its path, and known by it
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that lies elsewhere: its whole URL, its path below what was asked for, whether it is a plain file."""

    url: str
    below: str
    regular: bool


def is_remote(path: str) -> bool:
    """True where a path is a URL, which is not opened by the system but through fsspec.

    >>> is_remote("s3://kho/a.pdf"), is_remote("/kho/a.pdf")
    (True, False)
    """
    return _URL.match(path) is not None


def to_local(path: str) -> str:
    """A `file://` URL as the path that it means; all else as it is.

    >>> to_local("file:///kho/b%C3%A1o%20c%C3%A1o.pdf"), to_local("s3://kho/a.pdf")
    ('/kho/báo cáo.pdf', 's3://kho/a.pdf')
    """
    if not path.lower().startswith(_HERE):
        return path
    return unquote(path[len(_HERE) :].removeprefix("localhost"))


def list_remote(url: str) -> list[Entry]:
    """What lies under a URL, sorted, or the one file that it names; `RefusedError` where nothing can be found there."""
    files, root = _open_place(url)
    scheme = url[: url.index("://")]
    try:
        if not files.isdir(root):
            return [Entry(f"{scheme}://{root}", "", files.info(root)["type"] == "file")]
        found = files.find(root, detail=True)
    except FileNotFoundError as error:
        raise RefusedError("Không có tệp hoặc thư mục này: {path}", path=url) from error
    except Exception as error:  # each store of files raises errors of its own
        raise RefusedError(
            "Không xem được {url}: {why}. Hãy kiểm tra địa chỉ và quyền truy cập.", url=url, why=_why(error)
        ) from error
    return [
        Entry(f"{scheme}://{name}", name[len(root) :].lstrip("/"), told["type"] == "file" and not told.get("islink"))
        for name, told in sorted(found.items())
    ]


def open_remote(url: str) -> tuple[int, Generator[bytes]]:
    """How many bytes a file elsewhere has, and these bytes piece by piece. `OSError` where it cannot be had."""
    files, path = _open_place(url)
    try:
        size = files.info(path)["size"]
    except Exception as error:
        raise OSError(None, _why(error), url) from error
    if size is None:
        raise OSError(None, "không rõ tệp lớn bao nhiêu", url)
    return int(size), _pieces(files, path)


def _pieces(files: Any, path: str) -> Generator[bytes]:
    try:
        with files.open(path, "rb") as opened:
            while chunk := opened.read(_CHUNK):
                yield chunk
    except Exception as error:
        raise OSError(None, _why(error), path) from error


def fetch(url: str, to: Path, most: int, meanwhile: Callable[[], None] = lambda: None) -> None:
    """Copy a file from elsewhere, as far as `most` bytes go: what is larger was changed since it was looked at."""
    _, pieces = open_remote(url)
    held = 0
    with to.open("wb") as copy:
        for piece in pieces:
            copy.write(piece[: most - held])
            held += len(piece)
            if held > most:
                return
            meanwhile()


def _open_place(url: str) -> tuple[Any, str]:
    """The store of files that a URL names, and the path in it."""
    try:
        import fsspec
    except ImportError as error:
        raise RefusedError("Đọc {url} cần fsspec. Hãy chạy: pip install 'baocao[dask]'", url=url) from error
    if "::" in url:
        raise RefusedError("Không đọc địa chỉ ghép ({url}). Hãy giải nén trước rồi nạp các tệp bên trong.", url=url)
    try:
        files, root = fsspec.core.url_to_fs(url)
    except ImportError as error:
        scheme = url[: url.index("://")]
        known = "Máy này thiếu gói để đọc {scheme}:// ({why}). Hãy chạy: pip install 'baocao[s3]'"
        other = "Máy này thiếu gói để đọc {scheme}:// ({why}). Hãy cài gói ấy bằng pip."
        raise RefusedError(known if scheme == "s3" else other, scheme=scheme, why=error) from error
    except Exception as error:
        raise RefusedError("Không hiểu địa chỉ {url}: {why}.", url=url, why=_why(error)) from error
    return files, root


def _why(error: Exception) -> str:
    told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"{told or os.strerror(5)} ({type(error).__name__})"
