"""Does a text read as Vietnamese? «thực hiện nhiệm vụ» does, «thùc hiÖn nhiÖm vô» and «th c hi n nhi m v» do not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from unicodedata import normalize

# Syllables by the grammar of Vietnamese spelling (Quốc ngữ): an onset, a rhyme, a tone. Tones are taken off first.
_ONSETS = "b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x"
_RHYMES = """
    iêng|oach|oang|oanh|oong|oăng|uych|uynh|uyên|uyêt|uâng|uêch|uênh|uông|yêng|ương|ach|ang|anh|
    eng|ich|inh|iêc|iêm|iên|iêp|iêt|iêu|oac|oai|oam|oan|oao|oap|oat|oay|oen|oeo|oet|ong|ooc|
    oăc|oăm|oăn|oăt|ung|uya|uyt|uyu|uân|uât|uây|uôc|uôi|uôm|uôn|uôt|yêm|yên|yêt|yêu|âng|êch|
    êng|ênh|ông|ăng|ưng|ươc|ươi|ươm|ươn|ươp|ươt|ươu|ac|ai|am|an|ao|ap|at|au|ay|ec|em|en|
    eo|ep|et|ia|im|in|ip|it|iu|oa|oc|oe|oi|om|on|op|ot|ua|uc|ui|um|un|up|ut|uy|uê|uơ|
    âc|âm|ân|âp|ât|âu|ây|êc|êm|ên|êp|êt|êu|ôc|ôi|ôm|ôn|ôp|ôt|ăc|ăm|ăn|ăp|ăt|ơi|ơm|ơn|
    ơp|ơt|ưa|ưc|ưi|ưm|ưn|ưt|ưu|a|e|i|o|u|y|ê|ô|ơ|ư
"""
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{_RHYMES})", re.VERBOSE)
_WORD = re.compile(r"[^\W\d_]+")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_STOPS = ("c", "ch", "p", "t")  # a syllable that ends so has one of these two tones
_SHORT_TONES = "\u0301\u0323"
_MARKED = re.compile(r"[^\x00-\x7f]")

_KNOWN: dict[str, bool] = {}


@dataclass(frozen=True, slots=True)
class Readability:
    """How many words a text has, the share of them that are Vietnamese syllables, the share with marks of our own."""

    words: int
    syllables: float
    marked: float

    @property
    def is_vietnamese(self) -> bool:
        """True where most words are syllables and many carry the marks that Vietnamese cannot do without."""
        return self.syllables >= 0.75 and self.marked >= 0.3


def readability(text: str) -> Readability:
    """How well the text reads as Vietnamese; words of one letter and words in capitals without a vowel do not count.

    >>> readability("thực hiện nhiệm vụ").is_vietnamese, readability("thùc hiÖn nhiÖm vô").is_vietnamese
    (True, False)
    """
    seen = Counter(word for word in _WORD.findall(text) if len(word) > 1)
    words = sum(seen.values())
    if not words:
        return Readability(0, 0.0, 0.0)
    good = sum(count for word, count in seen.items() if is_syllable(word))
    marked = sum(count for word, count in seen.items() if _MARKED.search(word))
    return Readability(words, good / words, marked / words)


def is_syllable(word: str) -> bool:
    """True where a word can be a Vietnamese syllable, whatever its case and wherever its tone is set.

    >>> is_syllable("nghiêng"), is_syllable("HOÀ"), is_syllable("nhiÖm"), is_syllable("report")
    (True, True, False, False)
    """
    known = _KNOWN.get(word)
    if known is None:
        if len(_KNOWN) > 20_000:
            _KNOWN.clear()
        apart = normalize("NFD", word.lower())
        plain = normalize("NFC", apart.translate(_TONES))
        stopped = not plain.endswith(_STOPS) or any(tone in apart for tone in _SHORT_TONES)
        known = _KNOWN[word] = stopped and _SYLLABLE.fullmatch(plain) is not None
    return known
