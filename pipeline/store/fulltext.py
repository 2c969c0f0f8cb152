"""Words as a search compares them: «Đảng» is found as «dang» and as «đảng»; each database keeps them in its own way."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from extractors.patterns import strip_marks


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand one after the other: without marks (`plain`), as written (`marked`), or a fact's key."""

    column: Literal["plain", "marked", "facts"]
    words: tuple[str, ...]


# What a passage must have: of each row one of the phrases.
Wanted: TypeAlias = Sequence[Sequence[Phrase]]


class _Plain(dict[int, int | str]):
    """What each letter is without its marks, found out when first met."""

    def __missing__(self, code: int) -> int | str:
        bare = strip_marks(unicodedata.normalize("NFC", chr(code)))
        self[code] = found = bare if len(bare) == 1 else code
        return found


_PLAIN = _Plain()


def plain(text: str) -> str:
    """The text without marks, character for character.

    >>> plain("Đảng ủy")
    'Dang uy'
    """
    return text.translate(_PLAIN)
