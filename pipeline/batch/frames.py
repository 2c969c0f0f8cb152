"""Messages between a batch and its workers: JSON and bytes behind their lengths, so that nothing sent can run."""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any

# Whether it is a report; the length of the JSON, and of the two blobs after it.
_HEAD = struct.Struct(">?III")


class TooMuchError(Exception):
    """The other side announces more than it may send, or what is no message."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: an object of JSON and two blobs, either of which may be empty.

    `sound` where it arrived as letters that every store keeps: no NUL, and no half of a character. `sealed` is a report
    as it arrived, with nothing told here, where the inbox was to leave reports unopened.
    """

    told: dict[str, Any]
    first: bytes = b""
    second: bytes = b""
    sound: bool = field(default=False, compare=False)
    sealed: bytes = field(default=b"", compare=False, repr=False)


def pack_frame(frame: Frame) -> bytes:
    """The message as it travels; halves of characters travel too, the store replaces them.

    >>> next(Inbox(1000).feed(pack_frame(Frame({"text": "Đảng"}, b"1")))) == Frame({"text": "Đảng"}, b"1")
    True
    """
    told = json.dumps(frame.told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    head = _HEAD.pack("report" in frame.told, len(told), len(frame.first), len(frame.second))
    return b"".join((head, told, frame.first, frame.second))


class Inbox:
    """What has arrived so far; messages come out when they are whole. `most` is the largest message in bytes.

    With `unopened` a report stays as it came, for who only hands it on: to open it takes a tenth as long as to read it.
    """

    def __init__(self, most: int, *, unopened: bool = False) -> None:
        self._most = most
        self._unopened = unopened
        self._held = bytearray()

    def feed(self, data: bytes) -> Iterator[Frame]:
        """The messages that this piece completes."""
        self._held += data
        while len(self._held) >= _HEAD.size:
            report, *lengths = _HEAD.unpack_from(self._held)
            whole = _HEAD.size + sum(lengths)
            if whole > self._most:
                raise TooMuchError(f"{whole} bytes announced, {self._most} allowed")
            if len(self._held) < whole:
                return
            packed = bytes(self._held[:whole])
            del self._held[:whole]
            yield Frame({}, sealed=packed) if report and self._unopened else _open(packed, lengths)


def _open(packed: bytes, lengths: Sequence[int]) -> Frame:
    ends = list(accumulate(lengths, initial=_HEAD.size))
    told, first, second = (packed[start:end] for start, end in pairwise(ends))
    try:
        text, sound = _letters(told)
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise TooMuchError("what arrived is no JSON") from error
    if not isinstance(found, dict):
        raise TooMuchError("what arrived is no message")
    return Frame(found, first, second, sound)


def _letters(told: bytes) -> tuple[str, bool]:
    """A message's JSON, and whether it is sound: what is odd in a text is escaped, or is half a character."""
    try:
        return told.decode(), b"\\u" not in told
    except UnicodeDecodeError:
        return told.decode("utf-8", "surrogatepass"), False


def send(pipe: int, packed: bytes) -> None:
    """Write a message to a pipe, all of it."""
    left = memoryview(packed)
    while left:
        left = left[os.write(pipe, left) :]
