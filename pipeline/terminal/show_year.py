"""What is owed and what was promised, printed: «CHƯA NỘP  Huyện ủy Bắc Mê, tháng 5/2024»."""

# ruff: noqa: T201  JSON goes out as it is, not through rich
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath

from rich.console import Console
from rich.text import Text

from pipeline.messages import Words, printable
from pipeline.questions import owed
from pipeline.questions.owed_told import period_name, told_of
from pipeline.questions.plans import STATES, Promise, to_record
from pipeline.questions.telling import day
from pipeline.statuses import KEPT, OWED, SAYS, UNREAD

_STYLES = {"missing": "bold red", "late": "yellow", "open": "bold yellow", "not_due": "cyan", "sent": "green"}
_KEPT_STYLES = {"not_done": "bold red", "silent": "yellow", "open": "bold yellow", "planned": "blue",
                "in_progress": "cyan", "no_later_report": "dim", "done": "green"}  # fmt: skip


def print_owed(found: Sequence[owed.Owed], words: Words, *, unread: int, as_json: bool) -> None:
    """Print who has not reported, who was late and by how many days, and how many were in time; or all as JSON.

    `unread` is how many files could not be read: what is missing may be among them.
    """
    if as_json:
        print(json.dumps([owed.to_record(one) for one in found], ensure_ascii=False, indent=1))
        return
    console = Console(highlight=False, markup=False, emoji=False)
    if not found:
        console.print(Text(words("Chưa biết đơn vị nào phải báo cáo kỳ này: cần ba kỳ liền trong kho, hoặc --expect.")))
        return
    for one in found:
        if one.state != "sent":
            head = f"{words(OWED[one.state]).upper()}  {one.unit_name}, {period_name(one, words)}"
            console.print(Text(printable(head), style=_STYLES[one.state]), soft_wrap=not console.is_terminal)
            console.print(Text(printable(f"   {told_of(one, words)}")), soft_wrap=not console.is_terminal)
    counted = Counter[str](one.state for one in found)
    told = ", ".join(f"{counted[state]} {words(called)}" for state, called in OWED.items() if counted[state])
    console.print(Text(f"{words('{n} báo cáo phải nộp', n=len(found))}: {told}"))
    if unread and counted["missing"]:
        console.print(Text(words(UNREAD, n=unread), style="yellow"), soft_wrap=not console.is_terminal)


def print_plans(found: Sequence[Promise], words: Words, *, as_json: bool) -> None:
    """Print each task with what became of it and where that stands, what was not kept first; or all as JSON."""
    if as_json:
        print(json.dumps([to_record(one) for one in found], ensure_ascii=False, indent=1))
        return
    console = Console(highlight=False, markup=False, emoji=False)
    if not found:
        console.print(Text(words("Không có báo cáo nào đề ra việc cho kỳ này.")))
        return
    for one in sorted(found, key=lambda one: STATES.index(one.state)):
        text = " ".join(one.text.split())
        name = PurePosixPath(one.source).name
        head = f"{words(KEPT[one.state]).upper()}  {one.unit_name or one.issuer or name}: {text}"
        console.print(Text(printable(head), style=_KEPT_STYLES[one.state]), soft_wrap=not console.is_terminal)
        where = f"{', '.join(filter(None, (one.issuer, name)))}, {words('tr.')} {one.page}"
        console.print(Text(printable(f"   {words('đề ra')}: {where}")), soft_wrap=not console.is_terminal)
        for told in one.evidence:
            until = words("kỳ đến {day}", day=day(told.on))
            place = f"{PurePosixPath(told.source).name}, {words('tr.')} {told.page}"
            line = f"   → {words(SAYS[told.says])}, {until} ({place}): {' '.join(told.text.split())}"
            console.print(Text(printable(line)), soft_wrap=not console.is_terminal)
    counted = Counter[str](one.state for one in found)
    told_all = ", ".join(f"{counted[state]} {words(called)}" for state, called in KEPT.items() if counted[state])
    console.print(Text(f"{words('{n} việc', n=len(found))}: {told_all}"))
