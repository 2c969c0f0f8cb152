"""The commands that look at a year of an office: «baocao missing --period 2024-05», «baocao plans --period 2024-06»."""

# ruff: noqa: PLC0415  each command loads what it needs when it runs
from __future__ import annotations

import argparse
from collections.abc import Callable

from pipeline.messages import Words

_DONE = 0


def add_year(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add `plans` and `missing`; `command` makes the parser of one."""
    period = words("thời gian: 2024, 2024-05 hoặc 2024-01..2024-06")
    plans = command("plans", _plans, "nhiệm vụ đề ra cho một kỳ, và các báo cáo sau nói đã làm đến đâu")
    plans.add_argument("--period", metavar="PERIOD", required=True, help=period)
    plans.add_argument("--unit", metavar="NAME", default="", help=words("chỉ nhiệm vụ của đơn vị này"))
    plans.add_argument("--directive", metavar="SYMBOL", default="", help=words("chỉ nhiệm vụ thực hiện văn bản này"))
    missing = command("missing", _missing, "đơn vị nào chưa nộp báo cáo định kỳ, đơn vị nào nộp chậm")
    missing.add_argument("--period", metavar="PERIOD", required=True, help=period)
    missing.add_argument(
        "--expect", metavar="FILE", default="",
        help=words("bảng CSV hoặc XLSX: unit, every, due_day; không có thì suy từ các báo cáo trong kho"),
    )  # fmt: skip


def _plans(args: argparse.Namespace, words: Words) -> int:
    from pipeline.periods import read_period
    from pipeline.questions.plans import plans
    from pipeline.store import open_store
    from pipeline.terminal.show_year import print_plans

    store = open_store(args.store)
    found = plans(store, read_period(args.period), unit=args.unit, directive=args.directive)
    print_plans(store, found, words, as_json=args.json)
    return _DONE


def _missing(args: argparse.Namespace, words: Words) -> int:
    from pathlib import Path

    from pipeline.periods import read_period
    from pipeline.questions.expected import read_expectations
    from pipeline.questions.owed import owed, unread_files
    from pipeline.store import open_store
    from pipeline.terminal.show_year import print_owed

    store = open_store(args.store)
    expected = read_expectations(Path(args.expect)) if args.expect else ()
    found = owed(store, read_period(args.period), expected)
    print_owed(store, found, words, unread=unread_files(store), as_json=args.json)
    return _DONE
