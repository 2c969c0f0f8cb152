"""How right the facts are on reports made by `archive`: precision and recall by kind, and what goes wrong most."""

from __future__ import annotations

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from extractors.citations import Citation
from extractors.counts import Count
from extractors.dates import DateSpan
from extractors.mention import Mention, Value
from extractors.patterns import fold
from extractors.units import UnitName
from pipeline.extract import extract
from pipeline.facts import Extraction
from pipeline.readers import read
from tests.benchmarks.archive import make_archive
from tests.benchmarks.archive_facts import Truth

Key = tuple[str, ...]
Say = Callable[[str], None]
LABELS = ("citations", "dates", "counts", "units", "implementations")
_EQUAL = {"01-KL/TW": "05-CT/TW"}  # 01-KL/TW of 2021 continues 05-CT/TW: a row may stand for either
_WINDOW = 150


@dataclass(frozen=True, slots=True)
class Slip:
    """A fact that was missed, or one too many: its kind, the sentence, and the pattern of the sentence."""

    label: str
    missed: bool
    key: Key
    where: str
    phrase: str


@dataclass(slots=True)
class Score:
    """Hits, misses and extras of one label."""

    hits: int = 0
    missed: int = 0
    extra: int = 0

    @property
    def precision(self) -> float:
        """The share of the facts found that are right."""
        return self.hits / (self.hits + self.extra) if self.hits + self.extra else 1.0

    @property
    def recall(self) -> float:
        """The share of the facts stated that were found."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.hits / (2 * self.hits + self.missed + self.extra) if self.hits else 0.0


@dataclass(slots=True)
class Quality:
    """The scores over some reports, every slip, and the audit's alarms on figures that do add up."""

    scores: dict[str, Score] = field(default_factory=lambda: {label: Score() for label in LABELS})
    slips: list[Slip] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)


def bench_quality(say: Say, *, months: int = 3, units: int = 10) -> None:
    """Print the scores over a made archive, and the twenty most frequent kinds of slips with a sentence each."""
    with tempfile.TemporaryDirectory() as folder:
        truths = make_archive(Path(folder), months=months, units=units)
        quality = measure(truths)
    say(f"quality: {len(truths)} made reports, {months} months x {units} units, Word and PDF in turn")
    for label, score in quality.scores.items():
        say(
            f"  {label:16s} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}"
            f"   right {score.hits}, missed {score.missed}, extra {score.extra}"
        )
    say(f"  audit: {len(quality.alarms)} mismatches in reports whose figures agree")
    for alarm in quality.alarms[:3]:
        say(f"      {alarm}")
    for (label, missed, phrase), slips in most_frequent(quality.slips)[:20]:
        say(f"  {len(slips):4d}x {'missed' if missed else 'extra'} {label}: {phrase[:110]}")
        say(f"        {' | '.join(slips[0].key)} in: {slips[0].where[:260]}")


def most_frequent(slips: Iterable[Slip]) -> list[tuple[tuple[str, bool, str], list[Slip]]]:
    """The slips by label, direction and pattern of the sentence, the most frequent kind first."""
    kinds: dict[tuple[str, bool, str], list[Slip]] = defaultdict(list)
    for slip in slips:
        kinds[slip.label, slip.missed, slip.phrase].append(slip)
    return sorted(kinds.items(), key=lambda kind: -len(kind[1]))


def measure(truths: Sequence[Truth]) -> Quality:
    """Read and extract every file and compare what was found with what was put there."""
    quality = Quality()
    for truth in truths:
        extraction = extract(read(truth.file))
        document = extraction.document
        quality.alarms += [
            f"{truth.file.name}: {finding.claim} {finding.arithmetic} ({finding.rule})"
            for finding in extraction.findings
            if finding.verdict == "mismatch"
        ]
        patterns = list(_patterns(truth, document.text))
        for label in LABELS:
            stated, found = _stated(label, truth), list(_found(label, extraction, truth))
            _compare(quality, label, stated, found, partial(_around, document.text, patterns))
    return quality


def _compare(
    quality: Quality,
    label: str,
    stated: list[tuple[Key, bool, str, str]],
    found: list[tuple[Key, int]],
    around: Callable[[int], tuple[str, str]],
) -> None:
    sure = Counter(key for key, is_sure, _, _ in stated if is_sure)
    unsure = Counter(key for key, is_sure, _, _ in stated if not is_sure)
    seen = Counter(key for key, _ in found)
    if label == "implementations":  # what is said twice is one fact
        sure, unsure, seen = (Counter(set(each)) for each in (sure, unsure, seen))
    score = quality.scores[label]
    score.hits += (sure & seen).total()
    missing, extra = sure - seen, seen - sure - unsure
    score.missed += missing.total()
    score.extra += extra.total()
    where_found = [(key, *around(at)) for key, at in found]
    here = Counter((key, where) for key, where, _ in where_found)
    said = Counter((key, where) for key, _, where, _ in stated)
    # Of several sentences with one fact, the one that lacks it was missed, and the one that has it too often is wrong.
    for key, is_sure, where, phrase in sorted(stated, key=lambda one: here[one[0], one[2]] >= said[one[0], one[2]]):
        if is_sure and missing[key]:
            missing[key] -= 1
            quality.slips.append(Slip(label, True, key, where, phrase))
    for key, where, phrase in sorted(where_found, key=lambda one: here[one[0], one[1]] <= said[one[0], one[1]]):
        if extra[key]:
            extra[key] -= 1
            quality.slips.append(Slip(label, False, key, where, phrase))


def _stated(label: str, truth: Truth) -> list[tuple[Key, bool, str, str]]:
    """The key, certainty, sentence and pattern of each fact that was put there."""
    if label == "citations":
        return [
            ((_symbol(one.symbol), _iso(one.issued_on)), one.sure, one.where, one.phrase) for one in truth.citations
        ]
    if label == "dates":
        return [((_iso(one.start_on), _iso(one.end_on)), one.sure, one.where, one.phrase) for one in truth.dates]
    if label == "counts":
        return [((f"{one.value:f}", _first(one.measure)), one.sure, one.where, one.phrase) for one in truth.counts]
    if label == "units":
        return [((_name(one.name),), one.sure, one.where, one.phrase) for one in truth.units]
    return [
        ((_directive(one.symbol), _name(one.place or one.unit), one.status), one.sure, one.where, one.phrase)
        for one in truth.implementations
    ]


def _found(label: str, extraction: Extraction, truth: Truth) -> Iterator[tuple[Key, int]]:
    """The key and the offset of each fact that was found; a date completed from its context only where it was asked."""
    if label == "implementations":
        places = {_name(one.place) for one in truth.units if one.kind != "province"}
        for row in extraction.implementations:
            unit = _name(row.place) if _name(row.place) in places else _name(row.unit_name)
            yield (_directive(row.directive_id.split("@")[0]), unit, row.status), row.span.start
        return
    asked = {(_iso(one.start_on), _iso(one.end_on)) for one in truth.dates}
    for mention in extraction.mentions:
        key = _mention_key(label, mention)
        value = mention.value
        inferred = isinstance(value, DateSpan) and value.inferred
        if isinstance(value, UnitName) and (value.kind == "group" or _is_address(extraction, mention)):
            continue
        if key is not None and not (inferred and key not in asked):
            yield key, mention.start


def _is_address(extraction: Extraction, mention: Mention[Value]) -> bool:
    return extraction.document.zone_at(mention.start).name in ("letterhead", "recipients")


def _mention_key(label: str, mention: Mention[Value]) -> Key | None:
    value = mention.value
    if label == "citations" and isinstance(value, Citation) and any(letter.isdigit() for letter in value.symbol):
        return _symbol(value.symbol), _iso(value.issued_on)
    if label == "dates" and isinstance(value, DateSpan):
        return _iso(value.start_on), _iso(value.end_on)
    if label == "counts" and isinstance(value, Count):
        return f"{value.value:f}", _first(value.measure)
    if label == "units" and isinstance(value, UnitName):
        return (_name(value.name),)
    return None


def _patterns(truth: Truth, text: str) -> Iterator[tuple[int, int, str, str]]:
    """Where each made sentence stands in the text that was read, and its pattern."""
    lists = (truth.citations, truth.dates, truth.counts, truth.units, truth.implementations)
    for where, phrase in {fact.where: fact.phrase for facts in lists for fact in facts}.items():
        if len(where) > 20 and (at := text.find(where)) >= 0:
            yield at, at + len(where), where, phrase


def _around(text: str, patterns: Sequence[tuple[int, int, str, str]], at: int) -> tuple[str, str]:
    for start, end, where, phrase in patterns:
        if start - len("- ") <= at < end:
            return where, phrase
    around = text[max(at - _WINDOW, 0) : at + _WINDOW].replace("\n", " / ")
    return around, "outside the made sentences"


def _iso(day: object) -> str:
    return str(day or "")


def _symbol(symbol: str) -> str:
    return symbol.upper().replace(" ", "")


def _directive(symbol: str) -> str:
    return _EQUAL.get(_symbol(symbol), _symbol(symbol))


def _first(measure: str) -> str:
    return re.split(r"[ ,]", fold(measure))[0]


def _name(name: str) -> str:
    name = re.sub(r"\bubnd\b", "ủy ban nhân dân", fold(name))
    return name.replace("cơ quan và doanh nghiệp", "cơ quan - doanh nghiệp")
