"""Names that a report defines for itself: «… của tỉnh (gọi tắt là Ban Chỉ đạo 35)»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from extractors.mention import NO_CONTEXT, Context, Mention, Span
from extractors.patterns import fold, one_tone

# «(sau đây gọi tắt là Quy định 294)», «, sau đây gọi chung là cấp ủy cơ sở,», «(viết tắt là BTGTU)»
_DEFINITION = re.compile(
    r"""(?P<open>\(|,[ ])[ ]?(?:sau[ ]đây[ ])?(?:được[ ])?(?:gọi|viết)[ ](?:tắt|chung|gọn)[ ]?(?:là|:)[ ]?:?[ ]?
    [“"'‘]?(?P<short>[^()“”"'’;:.,\n\t]{2,100}?)[”"'’]?[ ]?(?P<close>\)|(?=[,.;:\n\t]))""",
    re.VERBOSE,
)
# «Ủy ban nhân dân (UBND)»: capitals in brackets, counted only where they are the initials of what stands before.
_INITIALS = re.compile(r"(?<=[^\W\d_])[ ]\((?P<short>[A-ZĐƯÂÊÔ]{2,10}(?:[-/&][A-ZĐƯÂÊÔ]{1,8}){0,2})\)")
_SENTENCE = re.compile(r"[\n\t;:]|[.!?][ ]")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short name and the full one that stands before it, empty where its beginning cannot be told."""

    short: str
    full: str

    label: ClassVar[str] = "abbreviations"


def find_abbreviations(text: str, context: Context = NO_CONTEXT) -> Iterator[Mention[Abbreviation]]:
    """Every definition of a short name, in text order; the span is the definition with its brackets.

    >>> [(m.value.short, m.value.full) for m in find_abbreviations("Ban Chỉ đạo 35 tỉnh (gọi tắt là Ban Chỉ đạo)")]
    [('Ban Chỉ đạo', 'Ban Chỉ đạo 35 tỉnh')]
    """
    found = [*_definitions(text), *_initials(text)]
    yield from sorted(found, key=lambda mention: mention.start)


def _definitions(text: str) -> Iterator[Mention[Abbreviation]]:
    for match in _DEFINITION.finditer(text):
        short = match["short"].strip()
        if (match["open"] == "(") != (match["close"] == ")") or not short:
            continue
        start = match.start() if match["open"] == "(" else match.start() + 2
        before = _clause_before(text, match.start())
        full = _spelled(short, before) or _headed(short, before)
        yield Mention(Span(start, match.end()), text[start : match.end()], Abbreviation(short, full))


def _initials(text: str) -> Iterator[Mention[Abbreviation]]:
    for match in _INITIALS.finditer(text):
        full = _spelled(match["short"], _clause_before(text, match.start()))
        if full:
            start = match.start() + 1
            yield Mention(Span(start, match.end()), text[start : match.end()], Abbreviation(match["short"], full))


def _clause_before(text: str, at: int) -> str:
    """What stands before `at` in its sentence, at most as long as a full name may be."""
    window = text[max(at - _LONGEST, 0) : at]
    ends = list(_SENTENCE.finditer(window))
    return window[ends[-1].end() :] if ends else window


def _spelled(short: str, before: str) -> str:
    """The last words before, where their initials spell the short name: «Ban Tuyên giáo Tỉnh ủy» is BTGTU."""
    letters = [letter for letter in short if letter.isalpha()]
    words = list(_WORD.finditer(before))[-len(letters) :]
    if not short.replace("-", "").replace("/", "").isupper() or len(words) < len(letters) or len(letters) < 2:
        return ""
    if before[words[-1].end() :].strip():
        return ""
    initials = [fold(word.group())[0] for word in words]
    plain = [_base(letter) for letter in initials]
    return before[words[0].start() :].strip() if plain == [_base(letter.lower()) for letter in letters] else ""


def _base(letter: str) -> str:
    """A vowel without its tone, as initials are written: «ủ» gives «U»."""
    for row in ("aàáảãạăằắẳẵặâầấẩẫậ", "eèéẻẽẹêềếểễệ", "iìíỉĩị", "oòóỏõọôồốổỗộơờớởỡợ", "uùúủũụưừứửữự", "yỳýỷỹỵ"):
        if letter in row:
            return row[0]
    return letter


def _headed(short: str, before: str) -> str:
    """From where the short name's own first words last begin: «Ban Chỉ đạo bảo vệ … của tỉnh» for «Ban Chỉ đạo 35»."""
    words = one_tone(short).lower().split(" ")
    plain = one_tone(before).lower()
    for count in range(min(len(words), 6), 0, -1):
        head = " ".join(words[:count])
        if (
            count == 1
            and len(words) > 1
            and head in ("ban", "bộ", "sở", "các", "đảng", "hội", "cơ", "công", "ủy", "người")
        ):
            return ""
        places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(head)}(?!\w)", plain)]
        if places:
            return before[places[-1] :].strip()
    return ""
