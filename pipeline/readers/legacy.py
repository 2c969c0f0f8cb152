"""Old Word files (.doc, .rtf): LibreOffice makes them .docx, alone and offline; antiword counts what came through."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Literal

from pipeline.document import Document
from pipeline.readers.children import TooSlowError, run
from pipeline.readers.docx import read_docx
from pipeline.readers.errors import UnreadableError
from pipeline.readers.ooxml import LIMITS, Limits, corrupt, encrypted, too_large

SECONDS = 120.0
LOST = 0.05  # LibreOffice may miss so large a share of the words that antiword sees before the document is marked
INSTALL = "apt-get install libreoffice-writer-nogui"

# Macros off, nothing from elsewhere loaded, links never updated.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>2</value></prop></item>
</oor:items>
"""
_FIRST_RUN = 81  # LibreOffice has made its profile and asks to be started again
_ENCRYPTED = 0x0100  # in the flags of a Word file's first record
_WORD = re.compile(r"\w+")


class NoConverterError(UnreadableError):
    """LibreOffice is not installed, and old Word files cannot be read without."""


def read_legacy(path: Path, kind: Literal["doc", "rtf"], limits: Limits = LIMITS) -> Document:
    """The document in an old Word file; its pages' quality tells when words seem to be lost."""
    if path.stat().st_size > limits.file:
        raise too_large("Tệp Word", path.stat().st_size, limits.file)
    with tempfile.TemporaryDirectory(prefix="baocao-", ignore_cleanup_errors=True) as folder:
        # Under a name of ours, for a file may be called «-env:…».
        copy = Path(folder, f"report.{kind}")
        shutil.copyfile(path, copy)
        if kind == "doc" and _is_locked(copy):
            raise encrypted()
        document = read_docx(to_docx(copy), limits)
        return _checked(document, copy) if kind == "doc" else document


def to_docx(old: Path, seconds: float = SECONDS) -> Path:
    """The file as .docx, beside the old one, where LibreOffice also gets its profile."""
    home, made = old.parent, old.with_suffix(".docx")
    settings = home / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    command = [
        _program(), f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
        "--nolockcheck", "--convert-to", "docx:Office Open XML Text", "--outdir", str(home), str(old),
    ]  # fmt: skip
    try:
        ended = run(command, seconds=seconds, settings={"HOME": str(home), "TMPDIR": str(home)})
        if ended.status == _FIRST_RUN:
            ended = run(command, seconds=seconds, settings={"HOME": str(home), "TMPDIR": str(home)})
    except TooSlowError as error:
        raise UnreadableError(
            f"LibreOffice không đọc xong tệp Word cũ trong {seconds:g} giây.",
            reason="TIMEOUT",
            next_step="Hãy mở tệp bằng Word, lưu thành .docx rồi nạp lại; hoặc thử lại với --retry-failed.",
        ) from error
    if made.is_file() and made.stat().st_size:
        return made
    if ended.status < 0 or ended.status > 128:  # it was ended by a signal
        raise UnreadableError(
            "LibreOffice bị dừng đột ngột khi đọc tệp Word cũ.",
            reason="CRASH",
            next_step="Hãy mở tệp bằng Word, lưu thành .docx rồi nạp lại.",
        )
    raise corrupt("LibreOffice không mở được")


def _program() -> str:
    """LibreOffice's own binary where it lies beside the script that starts it: one process, easy to end."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        raise NoConverterError(
            "Tệp Word cũ (.doc, .rtf); muốn đọc phải có LibreOffice.",
            reason="UNSUPPORTED_TYPE",
            next_step=f"Hãy cài bằng lệnh: {INSTALL} rồi nạp lại với --retry-failed; hoặc lưu tệp thành .docx.",
        )
    binary = Path(os.path.realpath(found)).with_name("soffice.bin")
    return str(binary) if binary.is_file() else found


def _is_locked(path: Path) -> bool:
    """True where the Word document in the file is encrypted, as the flags of its first record tell."""
    with path.open("rb") as file:
        head = file.read(1 << 16)
    start = next((at for at in range(512, len(head) - 12, 512) if head[at : at + 2] == b"\xec\xa5"), None)
    return start is not None and bool(int.from_bytes(head[start + 10 : start + 12], "little") & _ENCRYPTED)


def _checked(document: Document, old: Path) -> Document:
    """The document with the share of its words that came through as its pages' quality, where words seem lost."""
    share = _share_of_words(document.text, old)
    if share is None or share >= 1 - LOST:
        return document
    return replace(document, pages=tuple(replace(page, quality=round(share, 3)) for page in document.pages))


def _share_of_words(text: str, old: Path) -> float | None:
    """How many words came through for each that antiword sees; None where it is not there, or sees nothing."""
    try:
        ended = run(["antiword", "-w", "0", "-m", "UTF-8.txt", str(old)], seconds=30)
    except (FileNotFoundError, TooSlowError):
        return None
    seen = len(_WORD.findall(ended.output.decode("utf-8", "replace")))
    return len(_WORD.findall(text)) / seen if seen else None
