"""`baocao diff OLD NEW`: what another version, another setting or corrections changed, on one screen and as a table."""

# ruff: noqa: PLC0415, T201  the command loads what it needs when it runs; JSON goes out as it is
from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pipeline.messages import RefusedError, Words, number, printable
from pipeline.terminal.arguments import positive
from pipeline.terminal.writing import put_json, writing_to

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.questions.differences import Difference, Kind
    from pipeline.tables import Cell

_SIGNS: Mapping[Kind, str] = {"gained": "+", "lost": "−", "altered": "~"}
_STYLES: Mapping[Kind, str] = {"gained": "green", "lost": "red", "altered": "yellow"}
_LONGEST = 90  # letters of a fact's text, and of a cell's, on one line
_MOST_CHANGES = 4  # columns of one fact on one line; the table has all
_COLUMNS = ("change", "label", "source", "doc_id", "page", "start", "end", "text", "column", "was", "now", "corrected")


def add_diff(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add `diff`; `command` makes its parser."""
    diff = command("diff", _diff, "so hai lần đọc cùng một kho: thêm, mất, đổi những gì")
    diff.add_argument("old", metavar="OLD", help=words("lần trước: địa chỉ kho, hoặc thư mục xuất kiểu jsonl"))
    diff.add_argument("new", metavar="NEW", nargs="?", help=words("lần sau, ghi như lần trước (mặc định: --store)"))
    diff.add_argument("--label", metavar="TABLE", action="append", default=[], help=words("chỉ bảng này (lặp được)"))
    diff.add_argument("--limit", metavar="N", type=positive, default=40, help=words("số chỗ in ra (%(default)s)"))
    diff.add_argument("--to", metavar="FILE", default="", help=words("ghi mọi chỗ ra tệp .csv hoặc .xlsx"))
    diff.add_argument("--fail-on", choices=("difference",), help=words("thoát với mã 1 khi có kết quả này"))


def _diff(args: argparse.Namespace, words: Words) -> int:
    from pipeline.questions.differences import find_differences
    from pipeline.questions.sides import open_side

    old, new = open_side(args.old), open_side(args.new or args.store)
    known = old.labels() | new.labels() | {"documents"}
    if unknown := set(args.label) - known:
        told = "Không có bảng «{table}»: chọn {known}."
        raise RefusedError(told, table=min(unknown), known=", ".join(sorted(known)))
    differences = list(find_differences(old, new, args.label))
    if args.to:
        write_differences(Path(args.to), differences, words)
    print_differences(differences, words, as_json=args.json, limit=args.limit)
    return 1 if differences and args.fail_on else 0


def write_differences(path: Path, differences: Sequence[Difference], words: Words) -> None:
    """Write one row for each column that changed; `RefusedError` where the file cannot be written."""
    from pipeline.exports.saving import save_rows
    from pipeline.exports.workbook import LABELS

    labels = [words("Thay đổi"), words("Bảng"), *(LABELS[one] for one in _COLUMNS[2:8]), words("Cột"),
              words("Trước"), words("Sau"), LABELS["corrected"]]  # fmt: skip
    with writing_to(path, words):
        save_rows(path, _COLUMNS, labels, _rows(differences))
    print(words("Đã ghi ra {path}", path=path), file=sys.stderr)


def _rows(differences: Sequence[Difference]) -> Iterator[tuple[Cell, ...]]:
    for one in differences:
        place = (one.kind, one.label, one.source, one.doc_id, one.page, one.start, one.end, one.text)
        yield from ((*place, *change, one.corrected) for change in one.changes)


def print_differences(differences: Sequence[Difference], words: Words, *, as_json: bool, limit: int) -> None:
    """Print how much of each kind of fact changed, then what, `limit` lines of it; or all of it as JSON."""
    from pipeline.questions.differences import totals

    counted = totals(differences)
    if as_json:
        put_json({"totals": counted, "differences": [_told(one) for one in differences]})
        return
    from pipeline.terminal.screen import to_screen

    console = to_screen(in_file=200)
    if not differences:
        console.print(words("Hai lần đọc cho cùng kết quả."))
        return
    _print_totals(console, counted, words)
    if corrected := sum(bool(one.corrected) for one in differences):
        console.print(words("Trong đó do người chỉnh sửa: {n}", n=number(corrected)))
    for (source, doc_id), ones in groupby(differences[:limit], key=lambda one: (one.source, one.doc_id)):
        console.print()
        console.print(f"{printable(PurePosixPath(source).name)}  {doc_id}", style="bold")
        for one in ones:
            console.print(_line(one, words), style=_STYLES[one.kind], soft_wrap=True)
    if (left := len(differences) - limit) > 0:
        console.print()
        console.print(words("Còn {n} chỗ nữa, xem bằng --limit hoặc --to.", n=number(left)))


def _told(one: Difference) -> dict[str, object]:
    changes = {column: {"was": was, "now": now} for column, was, now in one.changes}
    return {**asdict(one), "changes": changes}


def _print_totals(console: Console, counted: Mapping[str, Mapping[Kind, int]], words: Words) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    for name in ("thêm", "mất", "đổi", "cộng"):
        table.add_column(words(name), justify="right")
    for label, kinds in counted.items():
        table.add_row(_label(label, words), *(number(n) for n in (*kinds.values(), sum(kinds.values()))))
    sums = [sum(column) for column in zip(*(kinds.values() for kinds in counted.values()), strict=True)]
    table.add_row(words("Cộng"), *(number(n) for n in (*sums, sum(sums))), style="bold")
    console.print(table)


def _label(label: str, words: Words) -> str:
    from pipeline.exports.workbook import SHEETS

    return label if words.language == "en" else SHEETS.get(label, label)


def _line(one: Difference, words: Words) -> str:
    """«  ~ Triển khai  tr. 3  «…»  Trạng thái: planned → implemented»."""
    page = f"  {words('tr.')} {one.page}" if one.page else ""
    shown = one.changes if one.kind == "altered" else [change for change in one.changes if _tells(*change)]
    told = [_change(one.kind, change, words) for change in shown]
    more = f" … +{len(told) - _MOST_CHANGES}" if len(told) > _MOST_CHANGES else ""
    line = f"  {_SIGNS[one.kind]} {_label(one.label, words)}{page}  «{_short(one.text)}»  "
    by = f"  [{words('chỉnh sửa {correction}', correction=one.corrected)}]" if one.corrected else ""
    return printable(line + "; ".join(told[:_MOST_CHANGES]) + more + by)


def _tells(column: str, was: Cell, now: Cell) -> bool:
    """True for what a reader wants to know of a fact that came or went: not its words again, nor identifiers."""
    return column not in ("text", "page", "evidence") and not column.endswith(("_id", "_ids")) and bool(was or now)


def _change(kind: Kind, change: tuple[str, Cell, Cell], words: Words) -> str:
    from pipeline.exports.workbook import LABELS

    column, was, now = change
    named = column if words.language == "en" else LABELS.get(column, column)
    if kind == "altered":
        return f"{named}: {_short(was) or '∅'} → {_short(now) or '∅'}"
    return f"{named}: {_short(now if kind == 'gained' else was)}"


def _short(cell: Cell) -> str:
    told = "" if cell is None else " ".join(str(cell).split())
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"
