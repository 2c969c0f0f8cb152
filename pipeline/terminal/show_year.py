"""What is owed and what was promised, printed: «CHƯA NỘP  Huyện ủy Bắc Mê, tháng 5/2024»."""

# ruff: noqa: T201  JSON goes out as it is, not through rich
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from pipeline.messages import Words, printable
from pipeline.questions.owed import Owed, to_record
from pipeline.questions.owed_told import period_name, told_of
from pipeline.statuses import OWED

_STYLES = {"missing": "bold red", "late": "yellow", "open": "bold yellow", "not_due": "cyan", "sent": "green"}


def print_owed(found: Sequence[Owed], words: Words, *, as_json: bool) -> None:
    """Print who has not reported, who was late and by how many days, and how many were in time; or all as JSON."""
    if as_json:
        print(json.dumps([to_record(one) for one in found], ensure_ascii=False, indent=1))
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
