"""What stands against what in an archive: «Số 12-BC/VPTU, ngày 20/5/2024» says otherwise than this report."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath

from extractors.patterns import fold
from pipeline.archive.citing import Ask
from pipeline.archive.issuers import province_of
from pipeline.audit.covers import show_day
from pipeline.facts import Verdict
from pipeline.tables import Cell, Row, tables

_ID_LENGTH = 12  # as for the findings of one report


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a report and where they stand."""

    start: int
    end: int
    text: str
    page: int = 1
    boxes: str = ""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A claim of one report that another confirms or contradicts; `against` is what is said there.

    `evidence` stands in the claim's own report; of the other one the explanation tells.
    """

    doc_id: str
    rule: str
    verdict: Verdict
    place: Place
    against: str
    explanation: str
    evidence: tuple[Place, ...] = ()
    expected: str = ""
    found: str = ""
    difference: str = ""
    arithmetic: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What the archive knows of a report as one of a series."""

    doc_id: str
    source: str
    doc_type: str
    symbol: str
    issuer: str
    place: str
    title: str
    issued_on: date | None
    start_on: date | None
    end_on: date | None

    @property
    def name(self) -> str:
        """How other reports point at it: «12-BC/VPTU, ngày 20/5/2024», or its file's name."""
        if not self.symbol:
            return PurePosixPath(self.source).name
        return f"{self.symbol}, ngày {show_day(self.issued_on)}" if self.issued_on else self.symbol

    @property
    def letterhead(self) -> tuple[str, str]:
        """The organ and its seat as the letterhead names them; two organs of one name are told apart by `province`."""
        return _folded(self.issuer), _folded(self.place)

    @property
    def province(self) -> str:
        """The province of the organ; empty where the letterhead does not tell, and then nothing is compared."""
        when = self.issued_on or self.end_on
        return province_of(self.issuer, self.place, when.isoformat() if when else "")


@dataclass(frozen=True, slots=True)
class Archive:
    """All reports by their ids; `doc_id` is the only one whose findings are wanted, if any.

    `alike` are the reports whose organs matter: all, or those of the organ of the only one wanted.
    """

    ask: Ask
    reports: Mapping[str, Report]
    alike: Sequence[Report]
    doc_id: str | None = None

    def wants(self, doc_id: str) -> bool:
        """True where findings about this report are asked for."""
        return self.doc_id in (None, doc_id)

    def organs(self) -> Iterator[list[Report]]:
        """The reports of each organ that has several: of all organs, or of that of the only report wanted."""
        named: dict[tuple[str, str], list[Report]] = {}
        for report in self.alike:
            if report.issuer:
                named.setdefault(report.letterhead, []).append(report)
        for alike in named.values():
            by_province: dict[str, list[Report]] = {}
            for report in alike if len(alike) > 1 else ():
                by_province.setdefault(report.province, []).append(report)
            yield from (found for province, found in by_province.items() if province and len(found) > 1)


def read_archive(ask: Ask, doc_id: str | None = None) -> Archive:
    """Every report's letterhead; where one report is wanted, only those of its organ until others are asked for."""
    if doc_id is None:
        every = _read(ask, "", {})
        return Archive(ask, every, list(every.values()))
    own = _read(ask, "WHERE doc_id = :doc_id", {"doc_id": doc_id})
    found = dict(own)
    for report in own.values():
        for issuer, place in ask("SELECT DISTINCT issuer, place FROM documents", {}):
            if (_folded(issuer), _folded(place)) == report.letterhead:
                given = {"issuer": issuer, "place": place}
                found.update(_read(ask, "WHERE issuer = :issuer AND place = :place", given))
    return Archive(ask, _Reports(ask, found), sorted(found.values(), key=lambda report: report.doc_id), doc_id)


class _Reports(Mapping[str, Report]):
    """Reports by their ids: those that are known, and all others once one of them is asked for."""

    def __init__(self, ask: Ask, known: Mapping[str, Report]) -> None:
        self._ask, self._known, self._whole = ask, known, False

    def __getitem__(self, doc_id: str) -> Report:
        return self._known[doc_id] if doc_id in self._known else self._every()[doc_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._every())

    def __len__(self) -> int:
        return len(self._every())

    def _every(self) -> Mapping[str, Report]:
        if not self._whole:
            self._known, self._whole = _read(self._ask, "", {}), True
        return self._known


def _read(ask: Ask, where: str, given: Mapping[str, Cell]) -> dict[str, Report]:
    query = (
        "SELECT doc_id, source, doc_type, symbol, issuer, place, title, issued_on, period_start, period_end "
        f"FROM documents {where} ORDER BY doc_id"
    )
    return {row[0]: Report(*row[:7], *map(_day, row[7:])) for row in ask(query, given)}


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


@lru_cache(maxsize=10_000)
def _folded(name: str) -> str:
    return fold(name)


def to_rows(contrasts: Iterable[Contrast]) -> Iterator[Row]:
    """The rows of `findings`, in the order of the contrasts."""
    met = Counter[tuple[str, str]]()
    for contrast in contrasts:
        name = _name(contrast)
        met[contrast.doc_id, name] += 1
        again = met[contrast.doc_id, name]
        yield _to_row(contrast, name if again == 1 else f"{name}-{again}")


def _to_row(contrast: Contrast, name: str) -> Row:
    place = contrast.place
    told: dict[str, Cell] = {
        "doc_id": contrast.doc_id, "rule": contrast.rule, "verdict": contrast.verdict, "claim": place.text,
        "expected": contrast.expected or None, "found": contrast.found or None,
        "difference": contrast.difference or None, "explanation": contrast.explanation, "page": place.page,
        "start": place.start, "end": place.end,
        "evidence": "; ".join(f"{one.start}-{one.end}" for one in contrast.evidence),
        "arithmetic": contrast.arithmetic, "finding_id": name, "boxes": place.boxes, "corrected": "",
    }  # fmt: skip
    return tuple(told[column.name] for column in tables()["findings"])


def _name(contrast: Contrast) -> str:
    """As for a report's own findings, from the words alone, here also those of the other report.

    A decision holds as long as the archive says the same; what else is brought in changes nothing.
    """
    words = [contrast.rule, "archive", contrast.place.text, *(one.text for one in contrast.evidence), contrast.against]
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:_ID_LENGTH]
