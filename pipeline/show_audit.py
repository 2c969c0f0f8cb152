"""The audit printed for a clerk: mismatches first, each with its sentence, its note, the arithmetic and the page."""

# ruff: noqa: T201  JSON goes out as it is, not through rich
from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import PurePosixPath

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from pipeline.audit.coverage import Coverage
from pipeline.findings import Told, coverage_of, read_findings
from pipeline.messages import Words, printable
from pipeline.store import Store

_VERDICTS = {"mismatch": ("KHÔNG KHỚP", "bold red"), "unverifiable": ("CHƯA KIỂM TRA ĐƯỢC", "yellow"),
             "match": ("Khớp", "green")}  # fmt: skip
_DECISIONS = {"confirmed": "đã xác nhận là sai", "explained": "đã được giải thích", "dismissed": "đã bỏ qua"}
# What a check is called for a clerk.
RULES = {
    "breakdown": "tổng và các phần", "enumeration": "số nêu và số liệt kê", "footnote_total": "tổng và cước chú",
    "footnote_enumeration": "số nêu và cước chú liệt kê", "percentage": "tỷ lệ", "table_total": "tổng trong bảng",
    "anniversary": "số năm", "period": "kỳ báo cáo", "sequence": "các kỳ, số nối tiếp", "term": "khóa, nhiệm kỳ",
    "part_of_whole": "phần và toàn thể", "date_conflict": "ngày của cùng một văn bản",
    "repeated_figure": "số liệu nêu nhiều lần",
}  # fmt: skip
_LONGEST_SENTENCE = 400  # characters of a sentence around its claim


def print_audit(store: Store, doc_ids: Sequence[str], words: Words, *, as_json: bool) -> bool:
    """Print the findings of the reports, with how much could be checked; True where something does not agree.

    A mismatch that a reviewer explained or dismissed is printed, and no longer counts as one.
    """
    reports = [(doc_id, read_findings(store, doc_id), coverage_of(store, doc_id)) for doc_id in doc_ids]
    if as_json:
        print(json.dumps([_plain(*report) for report in reports], ensure_ascii=False, indent=1))
    else:
        console = Console(highlight=False, markup=False, emoji=False)
        for doc_id, told, coverage in reports:
            _print_report(console, words, next(store.records("documents", doc_id)), told, coverage)
        if len(reports) > 1:
            _line(console, words("Cả kho: ") + sum((coverage for *_, coverage in reports), Coverage()).told)
    return any(counts_as_mismatch(one) for _, told, _ in reports for one in told)


def counts_as_mismatch(told: Told) -> bool:
    """True for a mismatch that nobody has explained or dismissed yet."""
    return told.finding["verdict"] == "mismatch" and told.decision not in ("explained", "dismissed")


def _plain(doc_id: str, told: Iterable[Told], coverage: Coverage) -> dict[str, object]:
    return {
        "doc_id": doc_id,
        "coverage": _plain_coverage(coverage),
        "findings": [
            {
                **one.finding,
                "sentence": one.sentence,
                "notes": [{"footnote": mark, "text": text} for mark, text in one.notes],
                "decision": one.decision,
                "reviewer": one.review.get("reviewer", ""),
                "note": one.review.get("note", ""),
            }
            for one in told
        ],
    }


def _plain_coverage(coverage: Coverage) -> dict[str, int]:
    return {**asdict(coverage), "parts": coverage.parts}


def _print_report(console: Console, words: Words, head: object, told: Sequence[Told], coverage: Coverage) -> None:
    assert isinstance(head, dict)
    name = PurePosixPath(str(head["source"])).name
    _line(console, f"{name}  {head['doc_id']}  {head['title']}", style="bold")
    _line(console, coverage.told)
    loud = [one for one in told if one.finding["verdict"] != "match"]
    for one in loud:
        console.print()
        _print_finding(console, words, one)
    quiet = [one for one in told if one.finding["verdict"] == "match"]
    if quiet:
        console.print()
        _line(console, words("Khớp ({n}):", n=len(quiet)), style="green")
        for one in quiet:
            claim = f"{words('tr.')} {one.finding['page']:<3} {one.finding['claim']}: {one.finding['explanation']}"
            _line(console, claim.replace("Khớp: ", ""), indent=2)
    console.print()


def _print_finding(console: Console, words: Words, told: Told) -> None:
    finding = told.finding
    label, style = _VERDICTS[str(finding["verdict"])]
    rule = RULES.get(str(finding["rule"]), str(finding["rule"]))
    head = f"{words(label)}  «{finding['claim']}»  {words('tr.')} {finding['page']}  ({words(rule)})"
    _line(console, f"{head}  {finding['finding_id']}", style=style)
    _line(console, str(finding["explanation"]), indent=2)
    if finding["arithmetic"]:
        _line(console, f"{words('Phép tính')}: {finding['arithmetic']}", indent=2)
    _line(console, f"{words('Câu')}: {_around(told.sentence, str(finding['claim']))}", indent=2)
    for mark, text in told.notes:
        if told.sentence not in text:  # else the sentence is the note's own
            _line(console, f"{words('Cước chú')} {mark}: {text}", indent=2)
    if told.decision != "open":
        who = ", ".join(filter(None, (str(told.review["reviewer"]), str(told.review["note"]))))
        _line(console, f"{words('Kết luận')}: {words(_DECISIONS[told.decision])} ({who})", indent=2, style="cyan")


def _around(sentence: str, claim: str) -> str:
    """The sentence, or as much of it around the claim as a clerk reads at a glance."""
    if len(sentence) <= _LONGEST_SENTENCE:
        return sentence
    at = max(sentence.find(claim), 0)
    start = max(min(at - _LONGEST_SENTENCE // 2, len(sentence) - _LONGEST_SENTENCE), 0)
    cut = sentence[start : start + _LONGEST_SENTENCE]
    return f"{'… ' if start else ''}{cut.strip()}{' …' if start + _LONGEST_SENTENCE < len(sentence) else ''}"


def _line(console: Console, text: str, *, style: str = "", indent: int = 0) -> None:
    console.print(Padding(Text(printable(text), style=style), (0, 0, 0, indent), expand=False))
