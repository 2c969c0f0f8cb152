"""What is owed and what was promised, printed: «CHƯA NỘP  Huyện ủy Bắc Mê, tháng 5/2024»."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import PurePosixPath

from rich.text import Text

from pipeline.messages import Words
from pipeline.questions import owed
from pipeline.questions.owed_told import period_name, told_of
from pipeline.questions.plans import STATES, Promise
from pipeline.questions.telling import day
from pipeline.statuses import KEPT, OWED, SAYS, UNREAD
from pipeline.store import Store
from pipeline.terminal.nothing import tell_nothing
from pipeline.terminal.screen import put, to_screen
from pipeline.terminal.writing import put_json

_STYLES = {"missing": "bold red", "late": "yellow", "open": "bold yellow", "not_due": "cyan", "sent": "green"}
_KEPT_STYLES = {"not_done": "bold red", "silent": "yellow", "open": "bold yellow", "planned": "blue",
                "in_progress": "cyan", "no_later_report": "dim", "done": "green"}  # fmt: skip


def print_owed(store: Store, found: Sequence[owed.Owed], words: Words, *, unread: int, as_json: bool) -> None:
    """Print who has not reported, who was late and by how many days, and how many were in time; or all as JSON.

    `unread` is how many files could not be read: what is missing may be among them.
    """
    if as_json:
        put_json([owed.to_record(one) for one in found])
        return
    console = to_screen()
    if not found:
        none = "Chưa biết đơn vị nào phải báo cáo kỳ này: cần ba kỳ liền trong kho, hoặc --expect."
        tell_nothing(store, words(none), words)
        return
    for one in found:
        if one.state != "sent":
            head = f"{words(OWED[one.state]).upper()}  {one.unit_name}, {period_name(one, words)}"
            put(console, head, _STYLES[one.state])
            put(console, f"   {told_of(one, words)}")
    counted = Counter[str](one.state for one in found)
    told = ", ".join(f"{counted[state]} {words(called)}" for state, called in OWED.items() if counted[state])
    console.print(Text(f"{words('{n} báo cáo phải nộp', n=len(found))}: {told}"))
    if unread and counted["missing"]:
        put(console, words(UNREAD, n=unread), "yellow")


def print_plans(store: Store, found: Sequence[Promise], words: Words, *, as_json: bool) -> None:
    """Print each task with what became of it and where that stands, what was not kept first; or all as JSON."""
    if as_json:
        put_json([asdict(one) for one in found])
        return
    console = to_screen()
    if not found:
        none = "Không có báo cáo nào đề ra nhiệm vụ cho kỳ này. Hãy chọn --period khác."
        tell_nothing(store, words(none), words)
        return
    for one in sorted(found, key=lambda one: STATES.index(one.state)):
        text = " ".join(one.text.split())
        name = PurePosixPath(one.source).name
        head = f"{words(KEPT[one.state]).upper()}  {one.unit_name or one.issuer or name}: {text}"
        put(console, head, _KEPT_STYLES[one.state])
        where = f"{', '.join(filter(None, (one.issuer, name)))}, {words('tr.')} {one.page}"
        put(console, f"   {words('đề ra')}: {where}")
        for told in one.evidence:
            until = words("kỳ đến {day}", day=day(told.on))
            place = f"{PurePosixPath(told.source).name}, {words('tr.')} {told.page}"
            line = f"   → {words(SAYS[told.says])}, {until} ({place}): {' '.join(told.text.split())}"
            put(console, line)
    counted = Counter[str](one.state for one in found)
    told_all = ", ".join(f"{words(called)} {counted[state]}" for state, called in KEPT.items() if counted[state])
    console.print(Text(f"{words('{n} nhiệm vụ', n=len(found))}: {told_all}"))
