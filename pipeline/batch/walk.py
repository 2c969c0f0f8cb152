"""The files that a batch meets, in one order, each looked at before it is opened: «baocao-thang-5.pdf»."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote_from_bytes

from pipeline.batch.remote import Entry, is_remote, list_remote, to_local
from pipeline.messages import RefusedError

# What offices' programs leave beside documents: Word's lock files, folder settings, thumbnails.
_LEFT_BEHIND = ("~$", ".")
_LEFT_BEHIND_NAMES = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Met:
    """A file that the walk met. `reason`, from the closed list, says why it must not be opened; empty where it may."""

    file: str
    reason: str = ""
    detail: str = ""

    @property
    def shown(self) -> str:
        """The path for people; bytes that are no UTF-8 are written out."""
        return os.fsencode(self.file).decode("utf-8", "backslashreplace")

    @property
    def key(self) -> str:
        """The path's bytes in ASCII: names in composed and decomposed letters are two files."""
        return quote_from_bytes(os.fsencode(self.file))


def walk(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Met]:
    """Every file under the paths once, sorted by name within its folder. Nothing is opened but folders.

    A path may be a URL that fsspec knows, «s3://kho/2024». `RefusedError` where one of the paths does not exist:
    nothing was met there.
    """
    seen: set[str] = set()
    for path in paths:
        for met in _met_under(to_local(os.fsdecode(path))):
            if met.file not in seen:
                seen.add(met.file)
                yield met


def _met_under(path: str) -> Iterator[Met]:
    if is_remote(path):
        yield from map(_elsewhere, list_remote(path))
        return
    file = os.path.abspath(path)
    if os.path.isdir(file):
        yield from _inside(file, os.path.realpath(file))
    else:
        yield _named(file)


def _elsewhere(entry: Entry) -> Met:
    """A file that lies on no disk of this machine. Links are not followed: nobody can tell where they lead."""
    if any(map(_is_left_behind, entry.below.split("/"))):
        return Met(entry.url, "IGNORED")
    return Met(entry.url, "" if entry.regular else "NOT_REGULAR_FILE")


def _named(file: str) -> Met:
    """A file that the user named: hidden or linked, it is meant."""
    try:
        mode = os.stat(file).st_mode
    except OSError as error:
        told = "Không có tệp hoặc thư mục này: {path} ({why})"
        raise RefusedError(told, path=file, why=error.strerror) from error
    return Met(file, "" if stat.S_ISREG(mode) else "NOT_REGULAR_FILE")


def _inside(folder: str, root: str) -> Iterator[Met]:
    """What lies in a folder and below it. Folders may lie two thousand deep, so they are kept on a pile."""
    pile: list[Iterator[str | Met]] = [iter([folder])]
    while pile:
        entry = next(pile[-1], None)
        if entry is None:
            pile.pop()
        elif isinstance(entry, str):
            try:
                entries = sorted(os.scandir(entry), key=lambda entry: os.fsencode(entry.name))
            except OSError as error:
                yield Met(entry, "UNREADABLE", error.strerror or str(error))
                continue
            pile.append(iter([each.path if _is_folder(each) else _met(each, root) for each in entries]))
        else:
            yield entry


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return not _is_left_behind(entry.name) and entry.is_dir(follow_symlinks=False)


def _is_left_behind(name: str) -> bool:
    return name.startswith(_LEFT_BEHIND) or name.lower() in _LEFT_BEHIND_NAMES


def _met(entry: os.DirEntry[str], root: str) -> Met:
    if _is_left_behind(entry.name):
        return Met(entry.path, "IGNORED")
    if entry.is_symlink():
        return _linked(entry.path, root)
    return Met(entry.path, "" if entry.is_file(follow_symlinks=False) else "NOT_REGULAR_FILE")


def _linked(file: str, root: str) -> Met:
    try:
        mode = os.stat(file).st_mode
    except OSError as error:
        return Met(file, "UNREADABLE", error.strerror or str(error))
    if stat.S_ISDIR(mode):
        return Met(file, "SYMLINK_DIR")
    if not stat.S_ISREG(mode):
        return Met(file, "NOT_REGULAR_FILE")
    target = os.path.realpath(file)
    return Met(file, "" if os.path.commonpath([target, root]) == root else "OUTSIDE_ROOT")
