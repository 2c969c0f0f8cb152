"""The parts of a Word package as XML, under limits: «word/footnotes.xml» in, its root element out."""

from __future__ import annotations

import errno
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from lxml import etree

from pipeline.readers.errors import UnreadableError

MAIN_TYPE = re.compile(
    r"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.(?:document|template)"
    r"|ms-word\.(?:document|template)\.macroEnabled(?:Template)?)\.main\+xml",
    re.IGNORECASE,
)

# Strict OOXML says the same under other namespaces; one spelling is enough for everything after.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_CHUNK = 1 << 16
# All that zipfile raises over damaged bytes; ValueError stands for names that are not UTF-8.
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError, OverflowError)
_ASK_AGAIN = "Hãy xin lại tệp từ nơi gửi, hoặc mở bằng Word rồi lưu thành tệp .docx mới."


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a Word file may hold before it is taken for an attack: in bytes, and unpacked to packed past `free`."""

    file: int = 100_000_000
    unpacked: int = 300_000_000
    part: int = 20_000_000
    ratio: int = 100
    free: int = 1_000_000


LIMITS = Limits()


class Package:
    """A zip of XML parts, opened for reading only; names in it are looked up, never used as paths."""

    def __init__(self, path: Path, limits: Limits = LIMITS) -> None:
        self._limits = limits
        if path.stat().st_size > limits.file:
            raise too_large("Tệp Word", path.stat().st_size, limits.file)
        with _damage_told("không mở được gói nén"):
            self._zip = zipfile.ZipFile(path)
        self._parts = {_part_name(info.filename): info for info in self._zip.infolist()}
        unpacked = sum(info.file_size for info in self._parts.values())
        if unpacked > limits.unpacked:
            self._zip.close()
            raise bomb(f"khi giải nén lớn {unpacked:,} byte, quá giới hạn {limits.unpacked:,}")

    def __enter__(self) -> Package:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()

    def __len__(self) -> int:
        """How many parts the package has."""
        return len(self._parts)

    def main_part(self) -> str | None:
        """The name of the part that holds the text of a Word document, or None where the package is none."""
        types = self.tree("[Content_Types].xml")
        overrides = {} if types is None else {
            _part_name(each.get("PartName", "")): each.get("ContentType", "")
            for each in types
            if etree.QName(each).localname == "Override"
        }  # fmt: skip
        named = [name for name, kind in overrides.items() if MAIN_TYPE.fullmatch(kind)]
        start = self.related("", "officeDocument")
        if start is not None and (start in named or (start not in overrides and start.startswith("word"))):
            return start
        return named[0] if named else ("word/document.xml" if "word/document.xml" in self._parts else None)

    def related(self, part: str, kind: str) -> str | None:
        """The name of the part that `part` («» for the whole package) calls its `kind`, such as «footnotes»."""
        links = self._links(part)
        return next((target for link, target in links if link.get("Type", "").endswith(f"/{kind}")), None)

    def linked(self, part: str, link_id: str) -> str | None:
        """The name of the part to which `part` has a link with that identifier."""
        return next((target for link, target in self._links(part) if link.get("Id") == link_id), None)

    def _links(self, part: str) -> Iterator[tuple[etree._Element, str]]:
        """The links of a part to others that the package has."""
        folder, name = posixpath.split(part)
        links = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        for link in () if links is None else links:
            target = _part_name(posixpath.join("/", folder, link.get("Target", "")))
            if link.get("TargetMode") != "External" and target in self._parts:
                yield link, target

    def tree(self, name: str) -> etree._Element | None:
        """The root element of a part, or None where the package has no such part."""
        info = self._parts.get(_part_name(name))
        if info is None:
            return None
        data = self._bytes(info)
        if b"<!DOCTYPE" in data.replace(b"\0", b""):  # without the zeros it shows in UTF-16 too
            raise _dtd(info.filename)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        try:
            root = etree.fromstring(data, _parser())
        except etree.XMLSyntaxError as error:
            if "Excessive depth" in str(error):
                raise bomb(f"phần {info.filename} lồng nhau quá sâu") from error
            raise corrupt(f"phần {info.filename} không phải XML đúng ({error})") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise _dtd(info.filename)
        return root

    def _bytes(self, info: zipfile.ZipInfo) -> bytes:
        limits, chunks, size = self._limits, [], 0
        if info.flag_bits & 0x1:
            raise encrypted()
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise corrupt(f"phần {info.filename} nén theo cách mà tệp Word không dùng")
        with _damage_told(f"phần {info.filename} bị hỏng"), self._zip.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                chunks.append(chunk)
                size += len(chunk)
                if size > limits.free and size > limits.ratio * max(info.compress_size, 1):
                    raise bomb(f"phần {info.filename} nén quá {limits.ratio} lần")
                if size > limits.part:
                    raise too_large(f"Phần {info.filename}", size, limits.part)
        return b"".join(chunks)


def encrypted() -> UnreadableError:
    """The error for a file that only opens with a password."""
    return UnreadableError(
        "Tệp được đặt mật khẩu nên không đọc được.",
        reason="ENCRYPTED",
        next_step="Hãy mở tệp bằng mật khẩu, bỏ mật khẩu rồi lưu lại và nạp lại.",
    )


@contextmanager
def _damage_told(what: str) -> Iterator[None]:
    """What zipfile raises over damaged bytes, as `CORRUPT`; a disk or a permission that fails stays an OSError."""
    try:
        yield
    except _BROKEN_ZIP as error:
        raise corrupt(f"{what} ({error})") from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # a seek to a place that cannot be
            raise
        raise corrupt(f"{what} ({error})") from error


def _parser() -> etree.XMLParser:
    # One parser per part: a parser that met a broken part keeps its error log.
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip


def _part_name(name: str) -> str:
    """The one spelling of a part's name, without any way out of the package.

    >>> _part_name("/word\\\\Document.xml"), _part_name("../../etc/passwd")
    ('word/document.xml', 'etc/passwd')
    """
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/").lower()


def corrupt(what: str) -> UnreadableError:
    """The error for a Word file that is damaged, with what is wrong in it."""
    return UnreadableError(f"Tệp Word bị hỏng: {what}.", reason="CORRUPT", next_step=_ASK_AGAIN)


def bomb(what: str) -> UnreadableError:
    """The error for a Word file that is made to exhaust its reader, with how."""
    return UnreadableError(
        f"Tệp Word không an toàn: {what}.",
        reason="BOMB",
        next_step="Không mở tệp này; hãy hỏi lại nơi gửi và báo cho người quản trị.",
    )


def _dtd(part: str) -> UnreadableError:
    return UnreadableError(
        f"Tệp Word không an toàn: phần {part} có khai báo DTD, tệp Word đúng chuẩn không có.",
        reason="XML_DTD",
        next_step="Không mở tệp này; hãy hỏi lại nơi gửi và báo cho người quản trị.",
    )


def too_large(what: str, size: int, limit: int) -> UnreadableError:
    """The error for a file, or a part of one, that passes a limit."""
    return UnreadableError(
        f"{what} lớn {size:,} byte, quá giới hạn {limit:,} byte.",
        reason="TOO_LARGE",
        next_step="Hãy tách báo cáo thành các tệp nhỏ hơn, hoặc nâng giới hạn rồi nạp lại.",
    )
