"""The audit printed for a clerk: mismatches first, each with its sentence, its note, the arithmetic and the page."""

# ruff: noqa: T201  JSON goes out as it is, not through rich
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import PurePosixPath

from rich.console import Console
from rich.text import Text

from pipeline.audit.coverage import Coverage
from pipeline.messages import Words, number, printable
from pipeline.questions.explained import told_in
from pipeline.questions.findings import CLOSED, Record, Survey, Told, coverage_of, read_findings, survey
from pipeline.statuses import DECIDED, RULES
from pipeline.store import Store
from pipeline.terminal.nothing import tell_nothing
from pipeline.terminal.screen import to_screen

_VERDICTS = {"mismatch": ("KHÔNG KHỚP", "bold red"), "unverifiable": ("CHƯA KIỂM TRA ĐƯỢC", "yellow"),
             "match": ("Khớp", "green")}  # fmt: skip
_COUNTED = {
    "mismatch": "{n} chỗ không khớp", "unverifiable": "{n} chỗ chưa kiểm tra được", "match": "{n} chỗ khớp",
}  # fmt: skip
_LONGEST_SENTENCE = 400  # characters of a sentence around its claim
_LONGEST_NOTE = 1500
_FEW_REPORTS = 50  # that are printed of an archive unless more are asked for


def print_audit(store: Store, doc_ids: Sequence[str], words: Words, *, as_json: bool, limit: int | None = None) -> bool:
    """Print the findings of the reports, of all where none is named; True where something does not agree.

    A mismatch that a reviewer explained or dismissed is printed, and no longer counts as one. `limit` is the most
    reports of an archive that are printed.
    """
    if doc_ids:
        return _print_reports(store, doc_ids, words, as_json=as_json)
    whole = survey(store)
    if as_json:
        ordered = _by_weight(whole, whole.coverages)[:limit]
        _print_json((doc_id, whole.all_told(store, doc_id), whole.coverages[doc_id]) for doc_id in ordered)
    elif len(whole.coverages) == 1:
        return _print_reports(store, list(whole.coverages), words, as_json=False)
    else:
        _print_archive(store, whole, words, _FEW_REPORTS if limit is None else limit)
    return any(_weight(whole, doc_id) for doc_id in whole.loud)


def counts_as_mismatch(told: Told) -> bool:
    """True for a mismatch that nobody has explained or dismissed yet."""
    return told.finding["verdict"] == "mismatch" and told.decision not in CLOSED


def _weight(whole: Survey, doc_id: str) -> int:
    """How many mismatches of a report are still open."""
    return sum(one["verdict"] == "mismatch" and whole.is_open(one) for one in whole.loud.get(doc_id, ()))


def _by_weight(whole: Survey, doc_ids: Iterable[str]) -> list[str]:
    """The reports with most to look at first."""
    return sorted(doc_ids, key=lambda doc_id: (-_weight(whole, doc_id), doc_id not in whole.loud, doc_id))


def _print_json(reports: Iterable[tuple[str, Sequence[Told], Coverage]]) -> None:
    """One JSON document, a report at a time, so that an archive of any size can be printed."""
    print("[", end="")
    for at, report in enumerate(reports):
        print("," if at else "", json.dumps(_plain(*report), ensure_ascii=False, indent=1), sep="\n", end="")
    print("\n]")


def _plain(doc_id: str, told: Iterable[Told], coverage: Coverage) -> dict[str, object]:
    return {
        "doc_id": doc_id,
        "coverage": {**asdict(coverage), "parts": coverage.parts},
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


def _print_reports(store: Store, doc_ids: Sequence[str], words: Words, *, as_json: bool) -> bool:
    """The reports that were named, each with all of its findings."""
    reports = [(doc_id, read_findings(store, doc_id), coverage_of(store, doc_id)) for doc_id in doc_ids]
    if as_json:
        _print_json(reports)
        return any(counts_as_mismatch(one) for _, told, _ in reports for one in told)
    found, covered = False, Coverage()
    for doc_id, told, coverage in reports:
        page = _Page(words, next(store.records("documents", doc_id)))
        page.print_head(coverage)
        page.print_verdicts(told)
        for one in told:
            if one.finding["verdict"] != "match":
                page.print_finding(one)
        page.print_matches([one for one in told if one.finding["verdict"] == "match"])
        found, covered = found or any(map(counts_as_mismatch, told)), covered + coverage
    if len(doc_ids) > 1:
        _print_coverage(len(doc_ids), covered, words)
    return found


def _print_archive(store: Store, whole: Survey, words: Words, limit: int) -> None:
    """All mismatches of an archive first, then what could not be verified, each under its report."""
    if not whole.coverages:
        tell_nothing(store, "", words)
        return
    console = to_screen()
    for verdict in ("mismatch", "unverifiable"):
        concerned = [d for d in whole.loud if any(one["verdict"] == verdict for one in whole.loud[d])]
        if not concerned:
            continue
        many = sum(one["verdict"] == verdict for doc_id in concerned for one in whole.loud[doc_id])
        label, style = _VERDICTS[verdict]
        told = words("{n} chỗ trong {reports} báo cáo", n=number(many), reports=number(len(concerned)))
        _line(console, f"{words(label)}: {told}", style=style)
        console.print()
        for doc_id in _by_weight(whole, concerned)[:limit]:
            page = _Page(words, next(store.records("documents", doc_id)))
            page.print_head(whole.coverages[doc_id])
            for one in whole.told(store, doc_id, verdict):
                page.print_finding(one)
            page.console.print()
        if len(concerned) > limit:
            rest = words(
                "Còn {n} báo cáo nữa, xem bằng --limit hoặc ghi tên báo cáo.", n=number(len(concerned) - limit)
            )
            _line(console, rest)
            console.print()
    clean = len(whole.coverages) - sum(
        any(one["verdict"] == "mismatch" for one in records) for records in whole.loud.values()
    )
    _line(console, words("{n} báo cáo không có chỗ nào không khớp.", n=number(clean)))
    _print_coverage(len(whole.coverages), sum(whole.coverages.values(), Coverage()), words)


def _print_coverage(reports: int, coverage: Coverage, words: Words) -> None:
    told = words("Cả {reports} báo cáo nêu {n} số liệu", reports=number(reports), n=number(coverage.stated))
    _line(to_screen(), f"{told}; {coverage.checked_in(words)}", style="bold")


class _Page:
    """One report on its way to the terminal: what was printed once is not printed again."""

    def __init__(self, words: Words, head: Record) -> None:
        self.console = to_screen()
        self._words = words
        self._head = head
        self._sentences: list[str] = []
        self._notes: set[tuple[str, str]] = set()

    def print_head(self, coverage: Coverage) -> None:
        """The report, and how far the checks reach over its figures."""
        head = self._head
        name = PurePosixPath(str(head["source"])).name
        _line(self.console, "  ".join(filter(None, (name, str(head["doc_id"]), str(head["title"])))), style="bold")
        _line(self.console, coverage.told_in(self._words))

    def print_verdicts(self, told: Sequence[Told]) -> None:
        """How many relations were checked, those between dates and documents too."""
        words = self._words
        counted = Counter(str(one.finding["verdict"]) for one in told)
        results = ", ".join(
            words(sentence, n=counted[verdict])
            for verdict, sentence in _COUNTED.items()
            if counted[verdict] or verdict == "mismatch"
        )
        if told:
            _line(self.console, f"{words('Đối chiếu {n} chỗ, cả ngày tháng và văn bản', n=len(told))}: {results}.")

    def print_finding(self, told: Told) -> None:
        """One finding: what differs, how it was reckoned, the sentence, the notes, and what was decided."""
        words, finding = self._words, told.finding
        label, style = _VERDICTS[str(finding["verdict"])]
        rule = RULES.get(str(finding["rule"]), str(finding["rule"]))
        self.console.print()
        _line(
            self.console,
            f"{words(label)}  «{finding['claim']}»{self._page(finding)}  ({words(rule)})  "
            f"{words('mã')} {finding['finding_id']}",
            style=style,
        )
        _line(self.console, told_in(words, str(finding["explanation"])), indent=2)
        if finding["arithmetic"]:
            _line(self.console, f"{words('Phép tính')}: {told_in(words, str(finding['arithmetic']))}", indent=2)
        self._print_sentence(told)
        self._print_notes(told)
        if told.decision != "open":
            who = ", ".join(filter(None, (str(told.review["reviewer"]), str(told.review["note"]))))
            decided = f"{words('Kết luận')}: {words(DECIDED[told.decision])} ({who})"
            _line(self.console, decided, indent=2, style="cyan")

    def print_matches(self, told: Sequence[Told]) -> None:
        """What holds, a line each."""
        if told:
            self.console.print()
            _line(self.console, self._words("Khớp ({n}):", n=len(told)), style="green")
        for one in told:
            explanation = told_in(self._words, str(one.finding["explanation"]))
            line = f"{one.finding['claim']}: {explanation.removeprefix(self._words('Khớp: '))}"
            _line(self.console, f"{self._page(one.finding)} {line}".strip(), indent=2)
        self.console.print()

    def _page(self, finding: Record) -> str:
        """The page, where the report has several: those of a Word file are its printer's."""
        return f"  {self._words('tr.')} {finding['page']}" if int(self._head["pages"] or 0) > 1 else ""

    def _print_sentence(self, told: Told) -> None:
        claim = str(told.finding["claim"])
        shown = _around(told.sentence, claim)
        again = any(one == shown or (claim in one and one.strip("… ") in told.sentence) for one in self._sentences)
        _line(self.console, f"{self._words('Câu')}: {self._words('như trên') if again else shown}", indent=2)
        self._sentences.append(shown)

    def _print_notes(self, told: Told) -> None:
        for note in told.notes:
            mark, text = note
            shown = text if len(text) <= _LONGEST_NOTE else f"{text[:_LONGEST_NOTE].rstrip()} …"
            words = self._words("như trên") if note in self._notes else shown
            _line(self.console, f"{self._words('Cước chú')} {mark}: {words}", indent=2)
            self._notes.add(note)


def _around(sentence: str, claim: str) -> str:
    """The sentence, or as much of it around the claim as a clerk reads at a glance."""
    if len(sentence) <= _LONGEST_SENTENCE:
        return sentence
    at = max(sentence.find(claim), 0)
    start = max(min(at - _LONGEST_SENTENCE // 2, len(sentence) - _LONGEST_SENTENCE), 0)
    end = start + _LONGEST_SENTENCE
    start = sentence.find(" ", start) + 1 if start else 0  # no word is cut
    end = sentence.rfind(" ", start, end) if end < len(sentence) else end
    return f"{'… ' if start else ''}{sentence[start:end].strip()}{' …' if end < len(sentence) else ''}"


def _line(console: Console, text: str, *, style: str = "", indent: int = 0) -> None:
    whole = Text(printable(text), style=style)
    for line in whole.wrap(console, max(console.width - indent, 20)):
        line.rstrip()
        console.print(Text(" " * indent).append_text(line), soft_wrap=True)
