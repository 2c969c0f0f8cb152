"""`baocao correct`, `corrections`, `undo`: «correct 3f2a --fact c4 --set issued_on=2016-05-15 --why "gõ nhầm"»."""

# ruff: noqa: PLC0415, T201  each command loads what it needs when it runs; JSON and lines go out as they are
from __future__ import annotations

import argparse
import getpass
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pipeline.messages import RefusedError, Words, printable
from pipeline.statuses import CORRECTED, FACTS
from pipeline.terminal.reports import the_report
from pipeline.terminal.writing import put_json

if TYPE_CHECKING:
    from pipeline.corrections.correction import Correction
    from pipeline.questions.corrections import Standing
    from pipeline.store import Store

_DONE = 0
_SPAN = re.compile(r"(\d{1,12})-(\d{1,12})", re.ASCII)
_STATES = {"placed": "đang có hiệu lực", "unplaced": "không tìm thấy chỗ cũ", "undone": "đã hoàn tác"}


def add_correcting(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add `correct`, `corrections` and `undo`; `command` makes the parser of one."""
    who = words("tên người sửa")
    correct = command("correct", _correct, "sửa, thêm hoặc bỏ một dữ kiện đã đọc ra; giữ nguyên khi nạp lại")
    correct.add_argument("doc", metavar="DOC", help=words("mã báo cáo, phần đầu của mã, hoặc tên tệp"))
    which = correct.add_mutually_exclusive_group(required=True)
    which.add_argument("--list", action="store_true", help=words("liệt kê dữ kiện của báo cáo và mã của chúng"))
    which.add_argument("--fact", metavar="ID", help=words("mã dữ kiện, xem bằng --list"))
    which.add_argument("--add", choices=tuple(FACTS), help=words("thêm một dữ kiện vào bảng này"))
    correct.add_argument(
        "--set", metavar="FIELD=VALUE", action="append", default=[], dest="fields",
        help=words("giá trị đúng (lặp được): issued_on=2016-05-15, value=1862, unit=\"Huyện Mèo Vạc\", status=planned"),
    )  # fmt: skip
    correct.add_argument("--reject", action="store_true", help=words("dữ kiện này sai hẳn: bỏ"))
    correct.add_argument("--span", metavar="START-END", help=words("chỗ của dữ kiện thêm vào, tính bằng ký tự"))
    correct.add_argument("--why", metavar="TEXT", default="", help=words("vì sao sửa (bắt buộc)"))
    correct.add_argument("--by", metavar="NAME", default=getpass.getuser(), help=who)
    listed = command("corrections", _corrections, "mọi chỗ đã sửa: của ai, vì sao, còn hiệu lực không")
    listed.add_argument("doc", metavar="DOC", nargs="?", help=words("mã báo cáo, phần đầu của mã, hoặc tên tệp"))
    listed.add_argument("--unplaced", action="store_true", help=words("chỉ những chỗ không tìm thấy chỗ cũ"))
    undo = command("undo", _undo, "hoàn tác một chỗ sửa")
    undo.add_argument("correction", metavar="CORRECTION", help=words("mã chỗ sửa, xem trong baocao corrections"))
    undo.add_argument("--by", metavar="NAME", default=getpass.getuser(), help=who)


def _correct(args: argparse.Namespace, words: Words) -> int:
    from extractors.mention import Span
    from pipeline.questions.corrections import add_fact, correct, reject
    from pipeline.store import Actor, open_store

    store = open_store(args.store)
    doc_id = the_report(store, args.doc)
    if args.list:
        _print_facts(store, doc_id, words, as_json=args.json)
        return _DONE
    written, by = _fields(args.fields, words), {"why": args.why, "actor": Actor(args.by)}
    if args.add:
        found = _SPAN.fullmatch(args.span or "")
        if found is None or int(found[1]) >= int(found[2]) or args.reject:
            raise RefusedError("--add cần --span, ví dụ --span 1200-1240, và không đi với --reject.")
        made = add_fact(store, doc_id, args.add, Span(int(found[1]), int(found[2])), written, **by)
    elif args.span or bool(args.reject) == bool(written):
        raise RefusedError("--fact đi với --set (một hay nhiều lần) hoặc với --reject, và không đi với --span.")
    elif args.reject:
        made = reject(store, doc_id, args.fact, **by)
    else:
        made = correct(store, doc_id, args.fact, written, **by)
    _print_made(store, made, words, as_json=args.json)
    return _DONE


def _fields(given: list[str], words: Words) -> dict[str, str]:
    written = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign or not name:
            raise RefusedError("--set {one}: hãy viết FIELD=VALUE, ví dụ issued_on=2016-05-15.", one=one)
        written[name.strip()] = value
    return written


def _print_made(store: Store, made: Correction, words: Words, *, as_json: bool) -> None:
    """What was written down, and how many rows follow from it."""
    from pipeline.questions.corrections import rows_moved, standing_of, to_told

    standing, moved = standing_of(store, made.correction_id), rows_moved(store, made.correction_id)
    if as_json:
        put_json({**to_told(standing), "rows": moved})
        return
    print(words("Đã ghi chỗ sửa {name}.", name=made.correction_id))
    if moved:
        told = ", ".join(f"{table} {count}" for table, count in moved.items())
        print(words("Số dòng mang chỗ sửa này: {told}", told=told))


def _print_facts(store: Store, doc_id: str, words: Words, *, as_json: bool) -> None:
    """The facts of a report with their names."""
    from pipeline.questions.corrections import read_facts

    facts = list(read_facts(store, doc_id, words))
    if as_json:
        told = [{"fact": f.key, "table": f.table, "start": f.start, "end": f.end, "text": f.text, "told": f.told,
                 "corrected": f.corrected} for f in facts]  # fmt: skip
        put_json(told)
        return
    for fact in facts:
        mark = f"  [{fact.corrected}]" if fact.corrected else ""
        print(printable(f"{fact.key.partition(':')[2]}  {fact.table}  {fact.start}-{fact.end}  {fact.told}{mark}"))


def _corrections(args: argparse.Namespace, words: Words) -> int:
    from pipeline.questions.corrections import read_corrections, to_told
    from pipeline.store import open_store

    store = open_store(args.store)
    doc_id = the_report(store, args.doc) if args.doc else None
    found = [one for one in read_corrections(store, doc_id) if not args.unplaced or one.state == "unplaced"]
    if args.json:
        put_json([to_told(one) for one in found])
    elif not found:
        none = "Chưa có chỗ sửa nào. Sửa bằng: baocao correct DOC --fact ID --set FIELD=VALUE --why TEXT"
        print(words("Không có chỗ sửa nào mất chỗ cũ." if args.unplaced else none))
    else:
        for one in found:
            _print_standing(one, words)
    return _DONE


def _print_standing(standing: Standing, words: Words) -> None:
    """«k3f9…  sửa  citations «Chỉ thị 05-CT/TW»  issued_on: 2016-10-30 → 2016-05-15», and by whom under it."""
    from pipeline.questions.corrections import to_told

    one, told = standing.correction, to_told(standing)
    line = f"{one.correction_id}  {words(CORRECTED[one.action])}  {one.table} «{one.anchor.words}»"
    changes = "; ".join(_change(name, told["before"], cell) for name, cell in told["after"].items())
    print(printable("  ".join(filter(None, (line, changes)))))
    where = standing.fact or one.source
    print(printable(f"    {words(_STATES[standing.state])} · {where} · {one.reviewer}, {one.made_at[:10]}: {one.why}"))
    if one.is_undone:
        print(printable(f"    {words('hoàn tác')}: {one.undone_by}, {one.undone_at[:10]}"))


def _change(name: str, before: Mapping[str, object], cell: object) -> str:
    return f"{name}: {before.get(name) or '—'} → {cell or '—'}"


def _undo(args: argparse.Namespace, words: Words) -> int:
    from pipeline.questions.corrections import standing_of, to_told, undo
    from pipeline.store import Actor, open_store

    store = open_store(args.store)
    made = undo(store, args.correction, actor=Actor(args.by))
    if args.json:
        put_json(to_told(standing_of(store, made.correction_id)))
    else:
        print(words("Đã hoàn tác chỗ sửa {name}: dữ kiện lại như máy đọc.", name=made.correction_id))
    return _DONE
