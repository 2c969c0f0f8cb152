"""A file looked at before anything opens it for reading: regular, not too large, and what its first bytes say it is."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass

from pipeline.batch.reading import Failure, open_regular, unreadable
from pipeline.batch.remote import is_remote, open_remote
from pipeline.limits import Limits

# What the first bytes of a file say it is; the name is not asked.
_MEDIA_TYPES = (
    (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"\xd0\xcf\x11\xe0", "application/msword"),
    (b"{\\rtf", "application/rtf"),
)
_PDF = "application/pdf"
_HEAD = 1024  # a PDF may begin after some bytes that are none of it
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file held when it was looked at."""

    sha256: str
    media_type: str


def look(file: str, limits: Limits, meanwhile: Callable[[], None] = lambda: None) -> Seen | Failure:
    """What a file holds, read once from beginning to end, or why it must not be read. `meanwhile` is called often."""
    try:
        size, pieces = open_pieces(file)
        with closing(pieces):
            first = next(pieces, b"")
            kind = media_type(first[:_HEAD])
            most = limits.pdf if kind == _PDF else limits.word
            if size > most:
                return _too_large(size, most, "PDF" if kind == _PDF else "WORD")
            told = hashlib.sha256(first)
            for piece in pieces:
                told.update(piece)
                meanwhile()
            return Seen(told.hexdigest(), kind)
    except OSError as error:
        return unreadable(error)


def open_pieces(file: str) -> tuple[int, Generator[bytes]]:
    """How many bytes a file has, here or elsewhere, and these bytes piece by piece; `OSError` where it is none."""
    if is_remote(file):
        return open_remote(file)
    opened = open_regular(file)
    return os.fstat(opened).st_size, _pieces(opened)


def _pieces(descriptor: int) -> Generator[bytes]:
    with open(descriptor, "rb") as opened:
        while piece := opened.read(_CHUNK):
            yield piece


def media_type(head: bytes) -> str:
    """The type of file that begins so.

    >>> media_type(b"%PDF-1.7"), media_type(b"?")
    ('application/pdf', 'application/octet-stream')
    """
    for magic, kind in _MEDIA_TYPES:
        if head.startswith(magic):
            return kind
    return _PDF if b"%PDF-" in head else "application/octet-stream"


def _too_large(size: int, most: int, limit: str) -> Failure:
    told = f"Tệp lớn {size:,} byte, quá giới hạn {most:,} byte (BAOCAO_{limit})."
    return Failure("TOO_LARGE", f"{told} Hãy tách thành các tệp nhỏ hơn, hoặc nâng giới hạn rồi nạp lại.", "walk")
