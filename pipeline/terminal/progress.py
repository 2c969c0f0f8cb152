"""How a batch goes and what a store holds, printed: a bar while it runs, then «Lượt này: 5 tệp, đọc được 3 …»."""

# ruff: noqa: T201  JSON goes out as it is, not through rich
from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from pipeline.ingest import Step
from pipeline.messages import Words, number, printable
from pipeline.questions.telling import tell_why
from pipeline.statuses import OUTCOMES
from pipeline.store import Outcome, Store
from pipeline.terminal.nothing import tell_others
from pipeline.terminal.screen import put, to_screen
from pipeline.terminal.writing import put_json
from pipeline.verify import Damage

# Halves of characters cannot be printed.
_ESCAPED = {code: f"\\u{code:04x}" for code in range(0xD800, 0xE000)}

# How many files without their report a summary lists; `status --failed` lists them all.
_LISTED = 20
_WIDE = 160  # columns in a file or a pipe, so that nothing is cut

_STYLES: Mapping[str, str] = {"indexed": "green", "indexed_partial": "yellow", "quarantined": "red"}
_COUNTED: Mapping[str, str] = {
    "indexed": "đọc được {n}", "indexed_partial": "đọc được một phần {n}", "duplicate": "trùng {n}",
    "quarantined": "chưa đọc được {n}", "skipped": "bỏ qua {n}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Following:
    """What to call after each file, and when other scanned pages are still to be recognised than before, how many."""

    step: Callable[[Step], None]
    scans: Callable[[int], None] = lambda left: None


@contextmanager
def following(words: Words, *, as_json: bool = False) -> Iterator[Following]:
    """Who follows a batch: a bar on a terminal, a line for each file in a log, an object each with `as_json`.

    Always on stderr: stdout is for what a command answers.
    """
    console = Console(stderr=True)
    if as_json:
        yield Following(lambda step: print(_event(step), file=sys.stderr, flush=True))
        return
    if not console.is_terminal:
        yield Following(lambda step: print(_log_line(step, words), file=sys.stderr, flush=True))
        return
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(words("tệp/giây")),
        TimeRemainingColumn(), TextColumn(words("còn lại")),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(words("Đang đọc"), total=None)
        yield Following(
            lambda step: bar.update(task, completed=step.done, total=step.total),
            lambda left: bar.update(task, description=_doing(left, words), refresh=True),
        )


def _doing(scans: int, words: Words) -> str:
    return words("Đang đọc, còn {n} trang quét", n=number(scans)) if scans else words("Đang đọc")


class _Rate(ProgressColumn):
    """How many files a second are done."""

    def __init__(self, measure: str) -> None:
        super().__init__()
        self._measure = measure

    def render(self, task: Task) -> Text:
        rate = task.finished_speed or task.speed or 0.0
        return Text(f"{rate:.1f} {self._measure}".replace(".", ","))


def _event(step: Step) -> str:
    """One line of JSON: a file's outcome, and how far the batch is."""
    told = {"done": step.done, "total": step.total, "fresh": step.fresh, **asdict(step.outcome)}
    return json.dumps(told, ensure_ascii=False).translate(_ESCAPED)


def _log_line(step: Step, words: Words) -> str:
    told = words("không đổi {n}", n="").strip() if not step.fresh else words(OUTCOMES[step.outcome.outcome])
    reason = f" {step.outcome.reason}" if step.outcome.reason else ""
    return f"[{step.done}/{step.total}] {told}{reason}: {printable(step.outcome.path)}"


def print_run(steps: Sequence[Step], store: Store, words: Words, *, as_json: bool) -> None:
    """Print what one run did: how many files, what the store holds now, what was not read and what to do."""
    if as_json:
        outcomes = [{**asdict(step.outcome), "fresh": step.fresh} for step in steps]
        put_json({"totals": store.totals(), "outcomes": outcomes})
        return
    console = to_screen(in_file=_WIDE)
    fresh = Counter(step.outcome.outcome for step in steps if step.fresh)
    parts = [words(_COUNTED[name], n=number(fresh[name])) for name in _COUNTED if fresh[name]]
    if same := sum(not step.fresh for step in steps):
        parts.append(words("không đổi {n}", n=number(same)))
    files = words("Lượt này: {files} tệp", files=number(len(steps)))
    console.print(Text(", ".join([files, *parts]), style="bold"))
    _print_totals(console, store, words)
    if others := tell_others(store, words):
        put(console, others, "yellow")
    _print_unread(console, [step.outcome for step in steps], words, most=_LISTED)


def print_status(store: Store, words: Words, *, failed: bool, as_json: bool) -> None:
    """Print every file that was met with its outcome, or only those without their report; then the totals."""
    outcomes = [_outcome(record) for record in store.records("outcomes")]
    listed = (
        [outcome for outcome in outcomes if outcome.outcome not in ("indexed", "duplicate")] if failed else outcomes
    )
    if as_json:
        told = {
            "totals": store.totals(),
            "read_by_others": len(store.read_by_others()),
            "outcomes": [asdict(outcome) for outcome in listed],
        }
        put_json(told)
        return
    console = to_screen(in_file=_WIDE)
    if not outcomes:
        put(console, words("Kho chưa có tệp nào. Hãy nạp báo cáo: baocao ingest THƯ_MỤC"))
        return
    if failed and not any(outcome.reason != "IGNORED" for outcome in listed):
        put(console, words("Không có tệp nào chưa đọc được."))
        return
    if failed:
        _print_unread(console, listed, words, most=len(listed))
        return
    _print_files(console, outcomes, words)
    if store.recall("network") == "none":
        warning = "Máy này không chặn được mạng cho các tiến trình đọc tệp: chỉ nạp tệp tin cậy."
        console.print(Text(words(warning), style="yellow"))
    _print_totals(console, store, words)
    if others := tell_others(store, words):
        put(console, others, "yellow")
    _print_unread(console, listed, words, most=_LISTED)


def print_damages(damages: Sequence[Damage], store: Store, words: Words, *, as_json: bool) -> None:
    """Print what `verify` found: nothing, or what is damaged and what to do."""
    totals = store.totals()
    if as_json:
        found = [asdict(damage) for damage in damages]
        checked = {"documents": totals["documents"], "files": totals["outcomes"], "damages": found}
        put_json(checked)
        return
    console = to_screen(in_file=_WIDE)
    if not damages:
        documents, files = number(totals["documents"]), number(totals["outcomes"])
        told = words("Kho nguyên vẹn: {documents} báo cáo, {files} tệp đã soát.", documents=documents, files=files)
        console.print(told)
        return
    console.print(Text(words("Có {n} chỗ hỏng hoặc đã đổi:", n=number(len(damages))), style="bold"))
    for where, title in (("store", "Trong kho:"), ("files", "Tệp gốc:")):
        here = [damage for damage in damages if damage.where == where]
        if here:
            console.print(words(title))
        for damage in here:
            console.print(Text(f"  {_short(damage.what)}: {printable(damage.told)}"), soft_wrap=True)


def _outcome(record: Mapping[str, object]) -> Outcome:
    return Outcome(**record)  # type: ignore[arg-type]


def _print_files(console: Console, outcomes: Sequence[Outcome], words: Words) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(words("Kết quả"))
    table.add_column(words("Mã"), no_wrap=True)
    table.add_column(words("Tệp"), overflow="fold")
    for outcome in outcomes:
        told = Text(words(OUTCOMES[outcome.outcome]), style=_STYLES.get(outcome.outcome, ""))
        table.add_row(told, outcome.doc_id, Text(_short(outcome.path)))
    console.print(table)
    console.print()


def _print_totals(console: Console, store: Store, words: Words) -> None:
    totals = store.totals()
    lines = (
        ("báo cáo", "documents"), ("trang", "pages"), ("lượt dẫn văn bản", "citations"),
        ("văn bản được dẫn", "directives"), ("số liệu", "counts"),
        ("trong đó số liệu có thể đối chiếu với cước chú", "checkable"), ("mốc thời gian", "dates"),
        ("lượt nêu tên đơn vị", "unit_mentions"),
    )  # fmt: skip
    console.print(f"{words('Trong kho')} ({printable(store.url)}):")
    for label, name in lines:
        console.print(f"  {number(totals[name]):>9}  {words(label)}")


def _print_unread(console: Console, outcomes: Sequence[Outcome], words: Words, *, most: int) -> None:
    """What is missing from the store and what to do about it. Hidden files are counted, not listed."""
    for name, title in (
        ("quarantined", "Chưa đọc được"),
        ("indexed_partial", "Đọc được một phần"),
        ("skipped", "Tệp bỏ qua"),
    ):
        unread = [outcome for outcome in outcomes if outcome.outcome == name and outcome.reason != "IGNORED"]
        if not unread:
            continue
        console.print()
        console.print(Text(f"{words(title)} ({number(len(unread))}):", style=_STYLES.get(name, "bold")))
        for outcome in unread[:most]:
            console.print(Text(f"  {_short(outcome.path)}  [{outcome.reason}]"), soft_wrap=True)
            why = tell_why(words, outcome.reason, outcome.message)
            console.print(Text(f"    {printable(why)}"), soft_wrap=True)
        if len(unread) > most:
            console.print(f"  … {number(len(unread) - most)}: baocao status --failed")


def _short(path: str) -> str:
    """The path as seen from here, where it lies here."""
    return printable(path.removeprefix(os.getcwd() + os.sep))
