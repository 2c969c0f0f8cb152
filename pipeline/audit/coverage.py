"""How much of a report could be checked: silence is not correctness, and a part of a wrong total is not an error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.counts import Count
from extractors.mention import Span
from pipeline.facts import Extraction, Finding
from pipeline.messages import Words, number

_VIETNAMESE = Words("vi")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many figures are stated, how many a check could reach, how many of those hold, and how many are wrong.

    What is checked and neither held nor wrong is a part of a wrong figure: the sum says that something is amiss, and
    not that this part is.
    """

    stated: int = 0
    checked: int = 0
    held: int = 0
    wrong: int = 0

    def __add__(self, other: Coverage) -> Coverage:
        """The coverage of two reports together."""
        return Coverage(
            self.stated + other.stated, self.checked + other.checked, self.held + other.held, self.wrong + other.wrong
        )

    @property
    def parts(self) -> int:
        """How many figures are parts of one that does not hold: nobody can tell whether they are right."""
        return self.checked - self.held - self.wrong

    @property
    def told(self) -> str:
        """One line for a clerk, also where nothing can be checked.

        >>> Coverage(60, 32, 14, 2).told
        'Báo cáo nêu 60 số liệu; kiểm tra được 32: 14 khớp, 2 không khớp, 16 là phần của số không khớp.'
        >>> Coverage(9, 4, 4).told
        'Báo cáo nêu 9 số liệu; kiểm tra được 4: 4 khớp.'
        >>> Coverage(4).told
        'Báo cáo nêu 4 số liệu; không có số nào kiểm tra được.'
        """
        return self.told_in(_VIETNAMESE)

    def told_in(self, words: Words) -> str:
        """The same line in the user's language.

        >>> Coverage(60, 32, 14, 2).told_in(Words("en"))
        'The report states 60 figures; 32 could be checked: 14 hold, 2 do not, 16 are parts of those that do not.'
        """
        return f"{words('Báo cáo nêu {n} số liệu', n=number(self.stated))}; {self.checked_in(words)}"

    def checked_in(self, words: Words) -> str:
        """The line without who states the figures: «kiểm tra được 32: 14 khớp, …»."""
        if not self.checked:
            return words("không có số nào kiểm tra được.")
        told = (
            ("{n} khớp", self.held), ("{n} không khớp", self.wrong), ("{n} là phần của số không khớp", self.parts),
        )  # fmt: skip
        results = ", ".join(words(sentence, n=number(count)) for sentence, count in told if count)
        return f"{words('kiểm tra được {n}', n=number(self.checked))}: {results}."


def coverage(extraction: Extraction, findings: Iterable[Finding] | None = None) -> Coverage:
    """The coverage of one report."""
    counts = (mention.span for mention in extraction.mentions if isinstance(mention.value, Count))
    return cover(counts, extraction.findings if findings is None else findings)


def cover(figures: Iterable[Span], findings: Iterable[Finding]) -> Coverage:
    """How far the findings reach over the figures: as a claim, or as a part of one.

    A figure that is a claim is judged by what was found about it, whatever it is a part of besides.
    """
    claims: dict[str, set[int]] = {"match": set(), "mismatch": set()}
    parts: dict[str, set[int]] = {"match": set(), "mismatch": set()}
    for finding in findings:
        if finding.verdict != "unverifiable":
            claims[finding.verdict].add(finding.span.start)
            parts[finding.verdict].update(span.start for span in finding.evidence)
    reached: set[int] = set().union(*claims.values(), *parts.values())
    stated = checked = held = wrong = 0
    for figure in figures:
        at = range(figure.start, figure.end)
        stated += 1
        if reached.isdisjoint(at):
            continue
        if not claims["mismatch"].isdisjoint(at):
            wrong += 1
        elif not claims["match"].isdisjoint(at) or parts["mismatch"].isdisjoint(at):
            held += 1
        else:
            checked += 1
    return Coverage(stated, checked + held + wrong, held, wrong)
