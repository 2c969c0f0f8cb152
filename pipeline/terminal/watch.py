"""`baocao watch FOLDER…`: a line for each file that arrives, «2024-05-30 08:01:02  đã đọc: /kho/thang-5.pdf»."""

# ruff: noqa: PLC0415, T201  the command loads what it needs when it runs; a log is plain lines
from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from pipeline.messages import Words, printable
from pipeline.statuses import OUTCOMES
from pipeline.terminal.arguments import Parser, add_reading, reading_of

if TYPE_CHECKING:
    from pipeline.ingest import Step

_DONE, _SOME_UNREAD = 0, 3


def add_watch(command: Callable[..., Parser], words: Words) -> None:
    """Add `watch`; `command` makes its parser."""
    watch = command("watch", _watch, "theo dõi thư mục: tệp mới về thì nạp, cho đến khi dừng")
    told = words("thư mục cần theo dõi, kể cả thư mục con và ổ mạng")
    watch.add_argument("folders", metavar="FOLDER", nargs="+", help=told)
    told = words("số giây một tệp phải giữ nguyên thì mới đọc (%(default)s)")
    watch.add_argument("--settle", metavar="S", type=_seconds, default=5.0, help=told)
    told = words("số giây giữa hai lần xem lại toàn bộ, cho ổ mạng không báo tệp mới (%(default)s)")
    watch.add_argument("--every", metavar="S", type=_seconds, default=60.0, help=told)
    told = words("đọc những gì đang có rồi dừng, không chờ tệp mới")
    watch.add_argument("--once", action="store_true", help=told)
    add_reading(watch, words)


def _seconds(told: str) -> float:
    seconds = float(told)
    if not 0 <= seconds < 1e9:
        raise ValueError(told)
    return seconds


def _watch(args: argparse.Namespace, words: Words) -> int:
    from pipeline.watch import Watched

    log = _Log(words, as_json=args.json)
    watched = Watched(
        args.folders, args.store, log.step, log.notice, settle=args.settle, every=args.every,
        reading=reading_of(args),
    )  # fmt: skip
    if args.once:
        return _DONE if watched.once() else _SOME_UNREAD
    watched.begin()  # before it is said that all is well
    log.notice("Đang theo dõi: {folders}. Dừng bằng Ctrl-C.", folders=", ".join(args.folders))
    watched.forever()
    return _DONE


class _Log:
    """One line an outcome: for people on stderr, as JSON on stdout; what else there is to know always on stderr."""

    def __init__(self, words: Words, *, as_json: bool) -> None:
        self._words = words
        self._as_json = as_json

    def step(self, step: Step) -> None:
        """What became of one file."""
        from dataclasses import asdict

        from pipeline.questions.telling import tell_why

        if self._as_json:
            print(json.dumps(asdict(step.outcome)), flush=True)
            return
        outcome = step.outcome
        reason = f" {outcome.reason}" if outcome.reason else ""
        why = tell_why(self._words, outcome.reason, outcome.message)
        message = f" — {why}" if why else ""
        self._line(f"{self._words(OUTCOMES[outcome.outcome])}{reason}: {outcome.path}{message}")

    def notice(self, sentence: str, **named: object) -> None:
        """What else a person should know."""
        self._line(self._words(sentence, **named))

    def _line(self, told: str) -> None:
        now = datetime.now().astimezone()
        line = printable(told).replace("\n", "\\n").replace("\t", " ")
        print(f"{now:%Y-%m-%d %H:%M:%S}  {line}", file=sys.stderr, flush=True)
