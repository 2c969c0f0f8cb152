"""Hits printed so that one sees at once what was found where: «báo cáo.pdf  tr. 3  II.2», words marked, the facts."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import PurePosixPath

from rich.console import Console
from rich.text import Text

from pipeline.messages import Words, number, printable
from pipeline.questions.hits import Hit
from pipeline.questions.search import Answer
from pipeline.statuses import STATUSES
from pipeline.store import Store
from pipeline.tables import Cell
from pipeline.terminal.nothing import tell_nothing
from pipeline.terminal.screen import put, to_screen
from pipeline.terminal.writing import put_json

# As much of a long paragraph as is shown around the first word that answers.
_BEFORE, _LONGEST = 120, 420
_TOLD = (("citations", "Văn bản", "directive_id"), ("unit_mentions", "Đơn vị", "name"), ("dates", "Thời gian", "text"),
         ("counts", "Số liệu", "text"))  # fmt: skip


def print_answer(store: Store, answer: Answer, words: Words, *, offset: int, as_json: bool) -> None:
    """Print the hits: to be read, or all that is known of them as JSON."""
    if as_json:
        put_json(asdict(answer))
        return
    console = to_screen()
    if not answer.hits:
        none = words("Không tìm thấy đoạn nào. Hãy bớt từ, hoặc bỏ bớt điều kiện.")
        tell_nothing(store, words("Không còn đoạn nào nữa. Hãy giảm --offset.") if answer.total else none, words)
        return
    for place, hit in enumerate(answer.hits, start=offset + 1):
        _print_hit(console, words, place, hit)
    many = words("hơn {n}", n=number(answer.total)) if answer.more else number(answer.total)
    first, last = number(offset + 1), number(offset + len(answer.hits))
    console.print(Text(words("Đoạn {first}–{last} trong {many}", first=first, last=last, many=many), style="bold"))


def _print_hit(console: Console, words: Words, place: int, hit: Hit) -> None:
    where = [PurePosixPath(hit.source).name, hit.symbol, hit.issued_on, f"{words('tr.')} {hit.page}", hit.section]
    if hit.footnote:
        where.append(words("cước chú {note}", note=hit.footnote))
    told = "  ".join(printable(part) for part in where if part)
    put(console, f"{place}. {told}  [{hit.doc_id}]", "cyan")
    console.print(Text("   ").append_text(_excerpt(hit)), soft_wrap=not console.is_terminal)
    for name, label, column in _TOLD:
        values = dict.fromkeys(_flat(row[column]) for row in hit.facts.get(name, ()) if row[column])
        if values:
            line = Text(f"   {words(label)}: ", style="dim").append(" · ".join(values), style="not dim")
            console.print(line, soft_wrap=not console.is_terminal)
    for row in hit.facts.get("implementations", ()):
        done = f"{_flat(row['unit_name'])}: {words(STATUSES[str(row['status'])])} ({row['directive_id']})"
        put(console, f"   → {done}", "magenta")
    console.print()


def _flat(cell: Cell) -> str:
    return printable(" ".join(str(cell).split()))


def _excerpt(hit: Hit) -> Text:
    """The passage, or the part of it around the first word that answers, with these words marked."""
    start, end = 0, len(hit.text)
    if end > _LONGEST:
        first = hit.highlights[0][0] if hit.highlights else 0
        start = max(hit.text.rfind(" ", 0, max(first - _BEFORE, 0)) + 1, 0)
        end = min(max(hit.text.find(" ", min(start + _LONGEST, end - 1)), start + _LONGEST), end)
    shown, at = Text("… " if start else ""), start
    for left, right in hit.highlights:
        if start <= left < end:
            shown.append(_cell(hit.text[at:left])).append(_cell(hit.text[left:right]), style="bold reverse")
            at = right
    shown.append(_cell(hit.text[at : max(end, at)]))
    return shown.append(" …") if end < len(hit.text) else shown


def _cell(text: str) -> str:
    return printable(text.replace("\t", "  │  "))
