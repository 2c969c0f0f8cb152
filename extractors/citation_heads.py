"""What leads up to a document's number: «Quyết định của Thủ tướng Chính phủ số» before «766/QĐ-TTg»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.issuers import read_issuer
from extractors.lexicon import rows
from extractors.patterns import fold

# The words that name a type, folded; «văn bản số …» leaves the type to the sign.
TYPE_WORDS = {fold(row["doc_type"]): row["doc_type"] for row in rows("doc_types")} | {"văn bản": ""}
# «KH 200/KH-UBND»: a type's own letters used as its word; empty where they stand for several types.
_SIGNED = {(row["abbreviation"], row["doc_type"]) for row in rows("doc_types") if row["abbreviation"]}
TYPE_SIGNS = {sign: name if sum(sign == other for other, _ in _SIGNED) == 1 else "" for sign, name in _SIGNED}
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER_WORD = re.compile(r"[Ss][ốỐ][ ]{0,2}:?[ ]{0,2}$")
# «Mẫu số 02-HD/BTCTW», «biểu số 01-BC/TU» are forms.
_FORM_WORDS = frozenset(("mẫu", "biểu", "lục", "bảng", "phiếu"))


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before a number: `word` is true where a type word does, `numbered` where «số» does."""

    start: int
    doc_type: str = ""
    word: bool = False
    numbered: bool = False
    issuer: str = ""
    form: bool = False


def head_before(text: str, at: int, types: frozenset[str]) -> Head:
    """The type word, «số» and issuer that lead up to the number at `at`."""
    number_word = _NUMBER_WORD.search(text[max(at - 6, 0) : at])
    start = at - len(number_word.group()) if number_word else at
    numbered = number_word is not None
    if numbered and start and text[start - 1].isalpha():
        return Head(at)
    words = _words_before(text, start)
    if not words:
        return _behind_bracket(text, start, numbered)
    if fold(words[-1].group()) in _FORM_WORDS:
        return Head(start, numbered=numbered, form=True)
    near = _type_at_end(words)
    if near and _sign_decides(near, words, types):
        near = near[0], ""
    fits = near and (not types or not numbered or near[1] in types or not near[1])
    between = _issuer_between(text, start, types) if numbered and not fits else None
    if between:
        return between
    far = _type_further_back(words, types) if numbered and not fits else None
    chosen = far or near
    if chosen is None:
        return Head(start, numbered=numbered)
    return Head(max(start - 70, 0) + chosen[0], chosen[1], word=True, numbered=numbered)


def _words_before(text: str, at: int) -> list[re.Match[str]]:
    """The last words before `at` that nothing but single spaces parts from it and from each other."""
    window = text[max(at - 70, 0) : at]
    end = len(window)
    words: list[re.Match[str]] = []
    for word in reversed(list(_WORD.finditer(window))):
        gap = window[word.end() : end]
        if gap.strip(" \xa0") or (words and not gap) or len(words) == 8:
            break
        words.append(word)
        end = word.start()
    return words[::-1]


def _type_at_end(words: list[re.Match[str]]) -> tuple[int, str] | None:
    """Where the type word begins that ends the row of words, and its canonical form."""
    for count in range(min(4, len(words)), 0, -1):
        part = words[-count:]
        written = fold(" ".join(word.group() for word in part))
        if written in TYPE_WORDS:
            return part[0].start(), TYPE_WORDS[written]
    if words and words[-1].group() in TYPE_SIGNS:
        return words[-1].start(), TYPE_SIGNS[words[-1].group()]
    return None


def _sign_decides(near: tuple[int, str], words: list[re.Match[str]], types: frozenset[str]) -> bool:
    """«CT 05-CTr/TU»: letters before a number give way to its own sign, which a type in words does not."""
    return bool(types) and near[1] not in types and words[-1].group() in TYPE_SIGNS


def _type_further_back(words: list[re.Match[str]], types: frozenset[str]) -> tuple[int, str] | None:
    """«Báo cáo thẩm tra số 84/BC-KTNS»: the nearest type word that fits the sign, up to four words before «số»."""
    for count in range(1, min(5, len(words))):
        near = _type_at_end(words[:-count])
        if near and near[1] in types:
            return near
    return None


def _issuer_between(text: str, start: int, types: frozenset[str]) -> Head | None:
    """«Quyết định của Thủ tướng Chính phủ số 766/QĐ-TTg»: the issuer stands between the type and the number."""
    of = max(text.rfind(word, max(start - 90, 0), start) for word in (" của ", " CỦA "))
    if of < 0:
        return None
    issuer, end = read_issuer(text, of + 5)
    if not issuer or text[end:start].strip(" ,"):
        return None
    words = _words_before(text, of)
    near = _type_at_end(words) or _type_further_back(words, types)
    if near is None or (near[1] and near[1] not in types):
        return None
    return Head(max(of - 70, 0) + near[0], near[1], word=True, numbered=True, issuer=issuer)


def _behind_bracket(text: str, start: int, numbered: bool) -> Head:
    """«ban hành Kế hoạch (số 12-KH/TU)»: the type stands before the bracket, the mention begins within it."""
    if numbered and text[start - 1 : start] == "(":
        near = _type_at_end(_words_before(text, start - 1))
        if near:
            return Head(start, near[1], word=False, numbered=True)
    return Head(start, numbered=numbered)
