"""The commands that put figures side by side: «baocao series --measure "đảng viên"»."""

# ruff: noqa: PLC0415  each command loads what it needs when it runs
from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from pipeline.messages import RefusedError, Words
from pipeline.statuses import LEVEL_NAMES
from pipeline.terminal.arguments import positive
from pipeline.terminal.writing import writing_to

_DONE = 0


def add_series(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add `series` and `forms`; `command` makes the parser of one."""
    period = words("thời gian: 2024, 2024-05 hoặc 2024-01..2024-06")
    made = command("series", _series, "tổng hợp số liệu: cùng một số liệu qua các đơn vị và các kỳ")
    made.add_argument(
        "--measure", metavar="NAME", default="", help=words("chỉ số liệu tính bằng đơn vị này: lớp, đảng viên")
    )
    made.add_argument("--words", metavar="WORDS", default="", help=words("chỉ số liệu có các từ này: lớp bồi dưỡng"))
    made.add_argument("--unit", metavar="NAME", default="", help=words("đơn vị này và các đơn vị trong đó"))
    made.add_argument("--level", choices=tuple(LEVEL_NAMES), help=words("chỉ đơn vị cấp này"))
    made.add_argument("--period", metavar="PERIOD", default="", help=period)
    made.add_argument(
        "--forms", action="store_true", help=words("số liệu trong các biểu kèm theo, thay cho số liệu trong lời văn")
    )
    made.add_argument(
        "--limit", metavar="N", type=positive, default=20, help=words("số dòng số liệu in ra (%(default)s)")
    )
    made.add_argument("--to", metavar="FILE", default="", help=words("ghi ra tệp .xlsx hoặc .csv, mọi dòng"))
    forms = command("forms", _forms, "biểu kèm theo báo cáo: liệt kê, hoặc xếp một biểu của mọi báo cáo thành một bảng")
    forms.add_argument("--form", metavar="NAME", default="", help=words("biểu nào: Biểu số 01, Phụ lục II"))
    forms.add_argument("--period", metavar="PERIOD", default="", help=period)
    forms.add_argument("--to", metavar="FILE", default="", help=words("ghi ra tệp .xlsx hoặc .csv, mọi dòng"))


def _series(args: argparse.Namespace, words: Words) -> int:
    from pipeline.exports.series_files import write_series
    from pipeline.periods import read_period
    from pipeline.questions.series import MOST_LINES, find_series
    from pipeline.store import open_store
    from pipeline.terminal.show_series import print_series

    store = open_store(args.store)
    asked = {
        "measure": args.measure, "words": args.words, "unit": args.unit, "level": args.level,
        "period": read_period(args.period) if args.period else None,
    }  # fmt: skip
    found = find_series(store, **asked, forms=args.forms, limit=MOST_LINES if args.to else args.limit)
    if args.to:
        _write(args.to, lambda path: write_series(path, found.lines, words), words)
    if args.json or not args.to:
        print_series(store, found, words, as_json=args.json)
    if not found.lines and not args.forms and (annexed := find_series(store, **asked, forms=True, limit=1).total):
        print(words("Trong các biểu kèm theo có {n} dòng số liệu: thêm --forms.", n=annexed), file=sys.stderr)  # noqa: T201
    return _DONE


def _forms(args: argparse.Namespace, words: Words) -> int:
    from pipeline.exports.saving import save_rows
    from pipeline.periods import read_period
    from pipeline.questions.forms import LEADING, list_forms, stack
    from pipeline.store import open_store
    from pipeline.terminal.show_forms import print_held, print_stack, tell_partial

    store = open_store(args.store)
    if not args.form:
        if args.to:
            raise RefusedError("Ghi biểu nào? Hãy ghi tên biểu bằng --form.")
        print_held(store, list_forms(store), words, as_json=args.json)
        return _DONE
    made = stack(store, args.form, read_period(args.period) if args.period else None)
    if args.to:
        names = (*LEADING, *made.columns)
        _write(args.to, lambda path: save_rows(path, names, names, made.rows), words)
        for line in tell_partial(made, words):
            print(line, file=sys.stderr)  # noqa: T201
    if args.json or not args.to:
        print_stack(made, words, as_json=args.json)
    return _DONE


def _write(to: str, write: Callable[[Path], None], words: Words) -> None:
    with writing_to(to, words):
        write(Path(to))
    print(words("Đã ghi ra {path}", path=to), file=sys.stderr)  # noqa: T201
