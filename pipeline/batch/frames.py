"""Messages between a batch and its workers: JSON and bytes behind their lengths, so that nothing sent can run."""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

# The length of the JSON, and of the two blobs after it.
_HEAD = struct.Struct(">III")


class TooMuchError(Exception):
    """The other side announces more than it may send, or what is no message."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: an object of JSON and two blobs, either of which may be empty.

    `sound` where it arrived as letters that every store keeps: no NUL, and no half of a character. `packed` is the
    message as it arrived, where the inbox was told to keep that.
    """

    told: dict[str, Any]
    first: bytes = b""
    second: bytes = b""
    sound: bool = field(default=False, compare=False)
    packed: bytes = field(default=b"", compare=False, repr=False)


def pack_frame(frame: Frame) -> bytes:
    """The message as it travels; halves of characters travel too, the store replaces them.

    >>> next(Inbox(1000).feed(pack_frame(Frame({"text": "Đảng"}, b"1")))) == Frame({"text": "Đảng"}, b"1")
    True
    """
    told = json.dumps(frame.told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return b"".join((_HEAD.pack(len(told), len(frame.first), len(frame.second)), told, frame.first, frame.second))


class Inbox:
    """What has arrived so far; messages come out when they are whole. `most` is the largest message in bytes.

    With `keep` each message also holds its bytes, for who only hands it on.
    """

    def __init__(self, most: int, *, keep: bool = False) -> None:
        self._most = most
        self._keep = keep
        self._held = bytearray()

    def feed(self, data: bytes) -> Iterator[Frame]:
        """The messages that this piece completes."""
        self._held += data
        while len(self._held) >= _HEAD.size:
            lengths = _HEAD.unpack_from(self._held)
            whole = _HEAD.size + sum(lengths)
            if whole > self._most:
                raise TooMuchError(f"{whole} bytes announced, {self._most} allowed")
            if len(self._held) < whole:
                return
            parts, at = [], _HEAD.size
            for length in lengths:
                parts.append(bytes(self._held[at : at + length]))
                at += length
            packed = bytes(self._held[:whole]) if self._keep else b""
            del self._held[:whole]
            told, first, second = parts
            yield _frame(told, first, second, packed)


def _frame(told: bytes, first: bytes, second: bytes, packed: bytes) -> Frame:
    try:
        text, sound = _letters(told)
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise TooMuchError("what arrived is no JSON") from error
    if not isinstance(found, dict):
        raise TooMuchError("what arrived is no message")
    return Frame(found, first, second, sound, packed)


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
