"""What a figure counts: the words after it, such as «học viên» in «28 lớp với 1.862 học viên»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from extractors.lexicon import rows
from extractors.patterns import one_tone, read_number_words

# What follows: a sign, or up to six words, after the same number in words «03 (ba) văn bản».
_SIGN = re.compile(r"[ \xa0]?[%‰]")

_GAP = re.compile(r"(?:[ \xa0]\((?P<words>\w[^()\d\n\t]{1,16})\))?[ \xa0]{1,2}(?=\w)")

_WORD = r"(?:đ/c|tạ/ha|tấn/ha|tr\.đ|[^\W\d_]+(?:[23²³](?!\w))?)"

_TAIL = re.compile(rf"{_WORD}(?:[ \xa0]{{1,2}}{_WORD}){{0,5}}")

# «/người/năm», «/km2», «/vạn dân»; «15 lần/1.200 lượt» are two counts.
_RATE = re.compile(
    r"(?:/(?:vạn dân|chi bộ|đảng bộ|đơn vị|đồng chí|đảng viên|lao động|đầu người|[a-zà-ỹđ]+[23²³]?)(?![\w/]*\d)){1,2}"
)

_SHORT_NAME = re.compile(r"[ \xa0](?P<name>[A-ZĐƯ][A-ZĐƯa-zđ&]{1,12})(?![\w&/-])")

# «17/17 (100%) xã», «12 (đạt tỷ lệ 98,5%) xã».
_SHARE = re.compile(r"[ ]\((?:(?:đạt|chiếm|bằng)[ ])?(?:t[ỷỉ] lệ[ ])?\d{1,3}(?:[.,]\d{1,3})?[ ]?%\)(?=[ ])")

# «33/38 chi, đảng bộ cơ sở», «05 chi, tổ hội»: the first word leaves its noun to the second.
_SHARED = re.compile(r"chi(?:,[ ]|[ ]và[ ]|[ ])(?:đảng[ ](?:bộ(?:[ ]cơ[ ]sở)?|ủy|uỷ)|tổ[ ]hội)(?!\w)", re.IGNORECASE)

_SPACES = re.compile(r"[ \xa0]{1,2}")

_SCALES = frozenset(("nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ", "lượt", "nữ", "nam"))

# Kinds of measure of which there may be a fraction.
DIVISIBLE = frozenset(("money", "physical", "share"))


@dataclass(frozen=True, slots=True)
class Measure:
    """Where a measure stands, and its kind in measures.csv («» for a word that is not listed).

    The mention of the count ends at `until`: with the measure, or before the share of «17 (100%) xã».
    """

    start: int
    end: int
    kind: str
    before: int | None = None

    @property
    def until(self) -> int:
        """Where the mention of the count ends."""
        return self.end if self.before is None else self.before


def measure_after(text: str, end: int) -> Measure | None:
    """What the figure that ends at `end` counts: a sign, the longest measure in measures.csv, or unlisted words."""
    if sign := _SIGN.match(text, end):
        return Measure(sign.end() - 1, sign.end(), "share")
    gap = _GAP.match(text, end)
    tail = _TAIL.match(text, gap.end() if gap else end)
    if tail is None or (gap and gap["words"] and read_number_words(gap["words"]) is None):
        return None
    if shared := _SHARED.match(text, tail.start()):
        return Measure(shared.start(), shared.end(), "group")
    words = _SPACES.split(tail.group())
    ends = _ends(tail.start(), words, tail.group())
    known = _longest(words)
    if _stops(words) > known or (not known and words[0][0].isupper()) or (gap is None and not _is_glued(words, known)):
        return None
    if known:
        return Measure(tail.start(), _with_rate(text, ends[known - 1]), _kind(words[:known]))
    length = _noun_length(words)
    return Measure(tail.start(), ends[length - 1], "") if length else None


def measure_by_short_name(text: str, end: int, short_names: Mapping[str, str]) -> Measure | None:
    """What the figure that ends at `end` counts where the document itself shortens the word: «12 TTHTCĐ».

    None where the next word is no short name of the document, or its full name begins with no listed measure.
    """
    found = _SHORT_NAME.match(text, end)
    words = short_names.get(found["name"], "").lower().split()[:6] if found else []
    known = _longest(words) if words else 0
    return Measure(found.start("name"), found.end(), _kind(words[:known])) if found and known else None


def measure_behind_share(text: str, end: int) -> Measure | None:
    """What the figure that ends at `end` counts where its share stands between: «17/17 (100%) xã»."""
    share = _SHARE.match(text, end)
    found = measure_after(text, share.end()) if share else None
    return replace(found, before=end) if found and found.kind else None


def _with_rate(text: str, end: int) -> int:
    """The end of a measure with what it is measured by: «triệu đồng/người/năm», «người/km2»."""
    rate = _RATE.match(text, end)
    return rate.end() if rate else end


def _ends(start: int, words: list[str], tail: str) -> list[int]:
    """Where each word ends."""
    ends, at = [], 0
    for word in words:
        at = tail.index(word, at) + len(word)
        ends.append(start + at)
    return ends


@cache
def _measures() -> dict[str, str]:
    """Measure → kind, with the tone on either vowel."""
    kinds: dict[str, str] = {}
    for row in rows("measures"):
        kinds[one_tone(row["measure"])] = row["kind"]
    return kinds


@cache
def _lengths() -> dict[str, int]:
    """First word of a measure → how many words the longest measure has that begins so."""
    lengths: dict[str, int] = {}
    for measure in _measures():
        words = measure.split()
        lengths[words[0]] = max(lengths.get(words[0], 0), len(words))
    return lengths


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("not_measures"))


def _kind(words: list[str]) -> str:
    """The kind of the measure: of «triệu lượt», that of «lượt»."""
    measure = one_tone(" ".join(words).lower())
    return _measures().get(measure) or _measures().get(measure.partition(" ")[2], "")


def _longest(words: list[str]) -> int:
    """How many of `words` the longest listed measure takes; «triệu lượt», «lượt hội viên» are a scale and a measure."""
    first = one_tone(words[0].lower())
    known = 0
    for length in range(min(_lengths().get(first, 0), len(words)), 0, -1):
        if one_tone(" ".join(words[:length]).lower()) in _measures():
            known = length
            break
    scaled = known and first in _SCALES and len(words) > 1
    return max(known, 1 + _longest(words[1:])) if scaled else known


def _stops(words: list[str]) -> int:
    """How many of `words` make a phrase that nobody counts: «năm», «ban hành»; 0 where none does."""
    low = [word.lower() for word in words[:2]]
    return 2 if " ".join(low) in _stop_words() and len(low) == 2 else int(low[0] in _stop_words())


def _is_glued(words: list[str], known: int) -> bool:
    """«5ha», «1.200m», «12tỷ đồng», «20lượt»: without a space what is weighed and paid, and listed words in full."""
    if not known or words[0] in ("M", "G"):
        return False
    return _kind(words[:known]) in DIVISIBLE or ((len(words[0]) > 2 or known > 1) and words[0].islower())


def _noun_length(words: list[str]) -> int:
    """How many words an unlisted noun takes: all up to a stop where that is near, else two."""
    length = 0
    while length < len(words) and words[length].islower() and not _stops(words[length:]):
        length += 1
    if not length or len(words[0]) < 2:
        return 0
    return length if length <= 3 else 2
