"""What the program says, in Vietnamese or English, and text of others made safe to print: «Đã đọc 3 báo cáo»."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import regex

Language = Literal["vi", "en"]

# Terminal commands hide in control characters, and letters that turn the reading order hide what is written.
_UNPRINTABLE = regex.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# The Vietnamese sentence is the key; its English stands in a catalogue that translators' tools open.
_CATALOGUE = Path(__file__).parent / "locale" / "en" / "LC_MESSAGES" / "baocao.po"


class RefusedError(Exception):
    """What was asked for cannot be done, and the message tells the user why.

    The sentence is a text of the catalogue; what it names is filled in, a refusal among it in the same language.

    >>> error = RefusedError("Không có thư mục này: {folder}.", folder="kho")
    >>> str(error)
    'Không có thư mục này: kho.'
    """

    def __init__(self, sentence: str, **named: object) -> None:
        super().__init__(sentence.format(**named) if named else sentence)
        self._sentence, self._named = sentence, named

    def told(self, words: Words) -> str:
        """The message in the language of `words`, where the catalogue has it; else as it was raised."""
        named = {name: one.told(words) if isinstance(one, RefusedError) else one for name, one in self._named.items()}
        try:
            return words(self._sentence, **named)
        except KeyError:
            return str(self)


@dataclass(frozen=True, slots=True)
class Words:
    """The program's sentences in one language.

    >>> Words("en")("đọc được {n}", n=3), Words("vi")("đọc được {n}", n=3)
    ('3 read', 'đọc được 3')
    """

    language: Language = "vi"

    def __call__(self, sentence: str, **named: object) -> str:
        """The sentence in this language, with what it names filled in."""
        told = _english()[sentence] if self.language == "en" else sentence
        return told.format(**named) if named else told


@cache
def _english() -> Mapping[str, str]:
    """Every sentence with its English, read by Babel when English is first spoken: no build step."""
    from babel.messages.pofile import read_po  # noqa: PLC0415  a tenth of a second that Vietnamese need not wait

    with _CATALOGUE.open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file, locale="en") if one.id}


def number(value: int) -> str:
    """A whole number as Vietnamese prints it.

    >>> number(1862)
    '1.862'
    """
    return f"{value:,}".replace(",", ".")


def printable(text: str) -> str:
    r"""The text with what could command a terminal or turn it around written out.

    >>> printable("bao\x1b[2Jcao")
    'bao\\x1b[2Jcao'
    """
    return _UNPRINTABLE.sub(lambda found: ascii(found.group())[1:-1], text)
