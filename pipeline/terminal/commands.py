"""The commands that ask the whole archive: «baocao search "ket luan"», «baocao matrix», «baocao due --period 2024»."""

# ruff: noqa: PLC0415  each command loads what it needs when it runs
from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from pipeline.messages import Words
from pipeline.statuses import LEVEL_NAMES
from pipeline.terminal.writing import writing_to

_DONE = 0


def add_questions(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add `search`, `matrix` and `due`; `command` makes the parser of one."""
    period = words("thời gian: 2024, 2024-05 hoặc 2024-01..2024-06")
    search = command("search", _search, "tìm trong mọi báo cáo, gõ có dấu hoặc không dấu")
    search.add_argument("query", metavar="QUERY", nargs="*", help=words('từ, "cụm từ" hoặc số, ký hiệu văn bản'))
    search.add_argument("--directive", metavar="SYMBOL", default="", help=words("chỉ đoạn có nói tới văn bản này"))
    search.add_argument("--unit", metavar="NAME", default="", help=words("chỉ đoạn có nói tới đơn vị này"))
    search.add_argument("--status", default="", help=words("chỉ đoạn nói có đơn vị ở trạng thái này"))
    search.add_argument("--period", metavar="PERIOD", default="", help=period)
    search.add_argument(
        "--type", metavar="TYPE", default="", dest="doc_type", help=words("chỉ văn bản loại này: kế hoạch")
    )
    search.add_argument("--limit", metavar="N", type=int, default=20, help=words("số đoạn (%(default)s)"))
    search.add_argument("--offset", metavar="N", type=int, default=0, help=words("bỏ qua bao nhiêu đoạn đầu"))
    matrix = command("matrix", _matrix, "đơn vị nào đã làm gì với văn bản nào")
    matrix.add_argument("--directive", metavar="SYMBOL", action="append", default=[], help=words("văn bản (lặp được)"))
    matrix.add_argument("--unit", metavar="NAME", default="", help=words("đơn vị này và các đơn vị trong đó"))
    matrix.add_argument("--level", choices=tuple(LEVEL_NAMES), help=words("chỉ đơn vị cấp này"))
    matrix.add_argument("--period", metavar="PERIOD", default="", help=period)
    matrix.add_argument("--as-of", metavar="DATE", default="", help=words("nhìn từ ngày này, theo đơn vị sau sáp nhập"))
    told = words("trả lời một bảng hỏi (.xlsx, .csv): đơn vị theo dòng, văn bản theo cột, hoặc danh sách hai cột")
    matrix.add_argument("--from", metavar="FILE", dest="questions", default="", help=told)
    matrix.add_argument("--to", metavar="FILE.xlsx", default="", help=words("ghi thành bảng tính"))
    due = command("due", _due, "văn bản nào đến hạn sơ kết, tổng kết 5, 10, 15, 20 năm")
    due.add_argument("--period", metavar="PERIOD", required=True, help=period)


def _search(args: argparse.Namespace, words: Words) -> int:
    from pipeline.questions.search import search
    from pipeline.store import open_store
    from pipeline.terminal.show_search import print_answer

    narrowed = {
        name: getattr(args, name) for name in ("directive", "unit", "status", "period", "doc_type", "limit", "offset")
    }
    store = open_store(args.store)
    answer = search(store, " ".join(args.query), **narrowed)
    print_answer(store, answer, words, offset=args.offset, as_json=args.json)
    return _DONE


def _matrix(args: argparse.Namespace, words: Words) -> int:
    from pipeline.periods import read_day, read_period
    from pipeline.questions.matrix import matrix
    from pipeline.store import open_store
    from pipeline.terminal.asking import answer_sheet
    from pipeline.terminal.show_matrix import print_matrix

    if args.questions:
        answer_sheet(args, words)
        return _DONE
    store = open_store(args.store)
    made = matrix(
        store,
        directives=args.directive,
        unit=args.unit,
        level=args.level,
        period=read_period(args.period) if args.period else None,
        as_of=read_day(args.as_of) if args.as_of else None,
    )
    if args.to:
        from pathlib import Path

        from pipeline.exports.workbook import write_matrix
        from pipeline.questions.matrix_evidence import to_records

        with writing_to(args.to, words):
            write_matrix(Path(args.to), made.directives, to_records(store, made))
        print(words("Đã ghi ma trận ra {path}", path=args.to), file=sys.stderr)  # noqa: T201
    if args.json or not args.to:
        print_matrix(store, made, words, as_json=args.json)
    return _DONE


def _due(args: argparse.Namespace, words: Words) -> int:
    from pipeline.periods import read_period
    from pipeline.questions.due import due
    from pipeline.store import open_store
    from pipeline.terminal.show_matrix import print_due

    store = open_store(args.store)
    print_due(store, due(store, read_period(args.period)), words, as_json=args.json)
    return _DONE
