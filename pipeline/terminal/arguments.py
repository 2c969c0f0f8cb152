"""Arguments of the command line, and what is wrong with them in the user's language: «thiếu: PATH»."""

# ruff: noqa: PLC0415
from __future__ import annotations

import argparse
import re
import sys
from functools import partial
from typing import Any, NoReturn

from pipeline.messages import Words

WRONG_USE = 2

# What argparse says -> what we say; the blanks keep the names of options and values as they are typed.
_SAID = (
    (r"the following arguments are required: (?P<names>.+)", "thiếu: {names}"),
    (r"unrecognized arguments: (?P<names>.+)", "không có tùy chọn này: {names}"),
    (r"argument COMMAND: invalid choice: (?P<given>.+) \(choose from (?P<known>.+)\)",
     "không có lệnh {given}; các lệnh: {known}"),
    (r"argument (?P<name>.+?): invalid choice: (?P<given>.+) \(choose from (?P<known>.+)\)",
     "{name}: không có {given}; chọn một trong: {known}"),
    (r"argument (?P<name>.+?): expected (one|at least one) argument", "{name}: thiếu giá trị"),
    (r"argument (?P<name>.+?): invalid \w+ value: (?P<given>.+)", "{name}: không dùng được giá trị {given}"),
    (r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)", "{name} không đi cùng {other}"),
    (r"argument (?P<name>.+?): ignored explicit argument (?P<given>.+)", "{name} không nhận giá trị {given}"),
    (r"one of the arguments (?P<names>.+) is required", "cần một trong: {names}"),
    (r"ambiguous option: (?P<name>.+?) could match (?P<known>.+)", "{name} có thể là: {known}"),
)  # fmt: skip


class _Help(argparse.HelpFormatter):
    """Usage that is led in by a word of the user's language, so that its further lines stand below the first."""

    def __init__(self, prog: str, *, words: Words) -> None:
        super().__init__(prog)
        self._leading = f"{words('cách dùng:')} "

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The usage; `prefix` is empty where it leads in the usage of a command."""
        super().add_usage(usage, actions, groups, self._leading if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Speaks the user's language in its help, and says what is wrong in one line and where to read on."""

    def __init__(self, *, words: Words, **settings: Any) -> None:
        self._words = words
        super().__init__(add_help=False, formatter_class=partial(_Help, words=words), **settings)
        self._positionals.title = words("cần ghi")
        self._optionals.title = words("tùy chọn")
        self.add_argument("-h", "--help", action="help", help=words("hiện hướng dẫn này"))

    def add_version(self) -> None:
        """Let `--version` say which baocao this is."""
        self.add_argument("--version", action=_Version, nargs=0, help=self._words("hiện phiên bản"))

    def error(self, message: str) -> NoReturn:
        """End with what is wrong and where the help is."""
        told = self._words("Xem hướng dẫn: {prog} --help", prog=self.prog)
        self.exit(WRONG_USE, f"{self.prog}: {_told(message, self._words)}. {told}\n")


class _Version(argparse.Action):
    """Looks for the version only when it is asked for: that takes as long as half of the help."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from pipeline.version import ours

        sys.stdout.write(f"baocao {ours()}\n")
        sys.exit()


def _told(message: str, words: Words) -> str:
    """What argparse says, said by us; as it stands where we do not know it."""
    for pattern, sentence in _SAID:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return words(sentence, **found.groupdict())
    return message


def add_reading(made: Parser, words: Words) -> None:
    """Add what `ingest` and `watch` may be told of how files are read; `reading_of` hands it on."""
    told = words("đọc lại cả những tệp lần trước không đọc được hoặc đọc thiếu trang")
    made.add_argument("--retry-failed", action="store_true", help=told)
    told = words("đọc lại cả những báo cáo do phiên bản khác của baocao đọc; chỗ đã sửa và kết luận vẫn giữ")
    made.add_argument("--reread", action="store_true", help=told)
    told = words("số tiến trình đọc (mặc định: số nhân máy)")
    made.add_argument("--workers", metavar="N", type=positive, help=told)
    told = words("nhận dạng chữ trên trang quét")
    made.add_argument("--ocr", choices=("auto", "off", "force"), default="auto", help=told)
    told = words("đọc trên máy này, hay bằng Dask")
    made.add_argument("--engine", choices=("local", "dask"), default="local", help=told)
    told = words("bộ điều phối Dask có các máy đọc")
    made.add_argument("--scheduler", metavar="tcp://HOST:PORT", default="", help=told)
    told = words("số giây nhiều nhất để đọc một tệp, không kể nhận dạng chữ")
    made.add_argument("--timeout", metavar="S", type=positive, help=told)


def reading_of(args: argparse.Namespace) -> dict[str, Any]:
    """How files are read, as `ingest` takes it."""
    names = ("retry_failed", "reread", "workers", "ocr", "engine", "scheduler", "timeout")
    return {name: getattr(args, name) for name in names}


def positive(told: str) -> int:
    """A whole number from 1 that every store can count to; else `ValueError`, which argparse tells of."""
    if re.fullmatch(r"0*[1-9]\d{0,17}", told, re.ASCII):
        return int(told)
    raise ValueError(told)


def port(told: str) -> int:
    """A port to listen on, 0 for any that is free; else `ValueError`."""
    if re.fullmatch(r"\d{1,5}", told, re.ASCII) and int(told) <= 65_535:
        return int(told)
    raise ValueError(told)
