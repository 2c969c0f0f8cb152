"""Directives as a report names them: by number («Chỉ thị số 05-CT/TW») or by subject («học tập và làm theo Bác»)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate

from extractors.citations import Citation
from extractors.dates import DateSpan
from extractors.lexicon import rows
from extractors.mention import Mention, Value
from extractors.patterns import one_tone
from extractors.units import UnitName
from pipeline.facts import Extraction

# What stands between a citation and the date and issuer that belong to it: «, ngày », « của ».
_TO_DATE = re.compile(r"[ ,]{0,3}\(?(?:(?:ban hành |ký )?ngày )?")
_TO_ISSUER = re.compile(r"\)?[ ,]{0,3}(?:của|do)[ ](?:các )?")
_TERM = re.compile(r",?[ ](?:khóa|khoá)[ ]\w{1,5}")
_TITLE_WITHIN = 120  # characters between a citation and its title: date, issuer, «về»

# A title as long as this names its directive also where no number stands beside it.
_SHORTEST_TITLE = 7  # words
_OPENING = re.compile(
    r"(?:(?:về|việc|tiếp tục|tăng cường|đẩy mạnh|nâng cao hiệu quả|triển khai|thực hiện|(?:sự )?lãnh đạo của đảng"
    r"(?: đối với| trong| về)?)\s+)+"
)
_CLOSING = re.compile(
    r"\s+(?:trong (?:tình hình|giai đoạn|thời kỳ|bối cảnh) mới|giai đoạn \d{4}\s?[-–]\s?\d{4}|năm \d{4}).*$"
)
_WORD = re.compile(r"\w+")

# Documents by which an organ carries out another's directive; the others are themselves carried out.
MEANS = frozenset({
    "Kế hoạch", "Chương trình", "Chương trình hành động", "Công văn", "Hướng dẫn", "Thông báo", "Đề án", "Báo cáo",
    "Tờ trình", "Quyết định", "Thông tri", "Phương án", "Hướng dẫn liên ngành", "Quy chế phối hợp",
    "Chương trình phối hợp", "Kế hoạch phối hợp", "Kế hoạch liên tịch",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A place where a report names a directive; `directive_id` is empty where it stays open which one is meant.

    `tail` is where its date and issuer end, `title` where its title ends; `issuer` is the index of the unit that
    issued it, `citation` that of the citation (-1 where the directive is meant by its subject); `evidence` are
    indexes of mentions.
    """

    start: int
    end: int
    directive_id: str
    evidence: tuple[int, ...]
    doc_type: str = ""
    symbol: str = ""
    issued_on: date | None = None
    citation: int = -1
    tail: int = 0
    title: int = 0
    issuer: int = -1

    @property
    def is_means(self) -> bool:
        """True for a plan, a programme, a letter: what one issues to carry out something else."""
        return self.doc_type in MEANS


def lower(text: str) -> str:
    """The text in small letters with tones in one place, character for character."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return one_tone(small)


def find_directives(extraction: Extraction, small: str) -> tuple[Named, ...]:
    """Where the report names directives, in text order; `small` is its text in small letters."""
    cited = tuple(_cited(extraction))
    starts = [one.start for one in cited]
    ends = list(accumulate((max(one.end, one.tail, one.title) for one in cited), max))
    meant = (one for one in _meant(extraction, small, cited) if not _inside(one.start, starts, ends))
    return tuple(sorted([*cited, *meant], key=lambda one: one.start))


def _cited(extraction: Extraction) -> Iterator[Named]:
    mentions = extraction.mentions
    for index, mention in enumerate(mentions):
        found = extraction.resolutions.get(index)
        value = mention.value
        if not isinstance(value, Citation) or found is None:
            continue
        tail, issuer = _read_tail(extraction.document.text, mentions, index)
        title = _title_end(extraction.document.text, tail, value.subject)
        day = value.issued_on or _day(found.resolved_on)
        doc_type = value.doc_type or found.doc_type
        yield Named(
            mention.start, mention.end, found.directive_id, (index,), doc_type, found.symbol, day, index, tail, title,
            issuer,
        )  # fmt: skip


def _read_tail(text: str, mentions: Sequence[Mention[Value]], index: int) -> tuple[int, int]:
    """Where the date and the issuer that follow a citation end, and the issuer's index."""
    value = mentions[index].value
    day = value.issued_on if isinstance(value, Citation) else None
    at, issuer = mentions[index].end, -1
    for later in range(index + 1, min(index + 6, len(mentions))):
        mention = mentions[later]
        if mention.start < at:
            continue
        gap = text[at : mention.start]
        if isinstance(mention.value, DateSpan) and _TO_DATE.fullmatch(gap) and _dates(text, mention, day):
            at = mention.end
        elif isinstance(mention.value, UnitName) and issuer < 0 and _TO_ISSUER.fullmatch(gap):
            at, issuer = mention.end, later
            term = _TERM.match(text, at)
            at = term.end() if term else at
        elif mention.start - at > _TITLE_WITHIN:
            break
    return at, issuer


def _dates(text: str, mention: Mention[Value], day: date | None) -> bool:
    """True for the citation's own day; not for «…, ngày 22/3/2024 Đảng ủy A tổ chức …»."""
    after = text[mention.end : mention.end + 2]
    opens = after[:1] == " " and after[1:].isupper()
    return isinstance(mention.value, DateSpan) and (mention.value.start_on == day or (day is None and not opens))


def _title_end(text: str, tail: int, subject: str) -> int:
    at = text.find(subject, tail, tail + _TITLE_WITHIN + len(subject)) if subject else -1
    return at + len(subject) if at >= 0 else tail


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _inside(offset: int, starts: Sequence[int], ends: Sequence[int]) -> bool:
    """True where one of the stretches covers the offset; `ends` are the furthest so far."""
    at = bisect_right(starts, offset) - 1
    return at >= 0 and offset < ends[at]


@dataclass(frozen=True, slots=True)
class _Subject:
    """A pattern over words, and the directives that it may mean, the likeliest first."""

    pattern: re.Pattern[str]
    directives: tuple[tuple[str, str, str], ...]  # identifier, valid_from, valid_to


def _meant(extraction: Extraction, small: str, cited: Sequence[Named]) -> Iterator[Named]:
    """Directives that are meant by their subject: well-known ones, and those whose titles this report gives."""
    found: list[tuple[int, int, str, tuple[int, ...]]] = []
    for subject in _well_known():
        hits = list(_hits(subject.pattern, small))
        chosen = _in_force(extraction, cited, subject) if hits else None
        if chosen is not None:
            found.extend((*hit, *chosen) for hit in hits)
    for pattern, one in _titles(extraction, cited):
        found.extend((*hit, one.directive_id, one.evidence) for hit in _hits(pattern, small))
    end = 0
    for start, stop, directive_id, evidence in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if start >= end:
            end = stop
            yield Named(start, stop, directive_id, evidence, tail=stop, title=stop)


def _in_force(extraction: Extraction, cited: Sequence[Named], subject: _Subject) -> tuple[str, tuple[int, ...]] | None:
    """The directive that a well-known subject means on the report's day; one that the report cites comes first."""
    head = extraction.document.letterhead
    day = (head.period_end or head.issued_on or head.period_start or date.max).isoformat()
    valid = [one for one, start, end in subject.directives if start <= day and (not end or day <= end)]
    for directive_id in valid:
        symbol = directive_id.partition("@")[0]
        named = [one for one in cited if one.directive_id in (directive_id, f"{symbol}@?")]
        if named:
            fullest = max(named, key=lambda one: one.title - one.tail)
            return fullest.directive_id, fullest.evidence
    return (valid[0], ()) if valid else None


def _titles(extraction: Extraction, cited: Sequence[Named]) -> Iterator[tuple[re.Pattern[str], Named]]:
    """The titles that this report gives, as patterns; a title that two directives share is nobody's."""
    owners: dict[str, dict[str, Named]] = {}
    for one in cited:
        value = extraction.mentions[one.citation].value
        if not isinstance(value, Citation) or not value.subject or one.is_means or not one.directive_id:
            continue
        core = _CLOSING.sub("", _OPENING.sub("", lower(value.subject), count=1))
        words = _WORD.findall(core)
        if len(words) >= _SHORTEST_TITLE:
            owners.setdefault(" ".join(words), {}).setdefault(one.directive_id, one)
    for title, named in owners.items():
        shared = any(title in other and named.keys() != others.keys() for other, others in owners.items())
        if len(named) == 1 and not shared:
            yield _pattern(title), next(iter(named.values()))


@cache
def _well_known() -> tuple[_Subject, ...]:
    by_cue: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows("directive_subjects"):
        for cue in row["cues"].split("|"):
            by_cue.setdefault(cue, []).append((row["directive_id"], row["valid_from"], row["valid_to"]))
    return tuple(_Subject(_pattern(cue), tuple(ids)) for cue, ids in by_cue.items())


def _pattern(cue: str) -> re.Pattern[str]:
    """The words one after another, with a comma, a quote, «và» or nothing between: «học tập(,| và) làm theo»."""
    words = [re.escape(word) for word in lower(cue).split() if word != "và"]
    # It begins with a plain word, so that the search runs at the speed of `str.find`.
    return re.compile(r"[ ,“”\"]{1,3}(?:và )?".join(words) + r"(?![\w]|[ ](?:sĩ|ái)(?!\w))")


def _hits(pattern: re.Pattern[str], small: str) -> Iterator[tuple[int, int]]:
    for hit in pattern.finditer(small):
        if not small[hit.start() - 1 : hit.start()].isalnum():
            yield hit.span()
