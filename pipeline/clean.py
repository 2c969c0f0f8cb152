"""One spelling for every letter before the text is fixed: «QÐ/TW» with U+00D0 becomes «QĐ/TW», «Đảng» is composed."""

from __future__ import annotations

import re
from unicodedata import is_normalized, normalize

# Spaces of other widths, and line ends of other systems: they part words, so they stay, in their plain form.
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\r\v\f\x1c-\x1e\x85\u2028\u2029"

# Characters that print nothing: controls, soft hyphen, joiners, direction marks, byte order mark, variation selectors,
# and surrogates that stand alone (no store can keep them). Private use and U+FFFD stay: they betray a garbled text.
_UNSEEN = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef\ud800-\udfff"
)

# Letters and hyphens that look like the right one: eth and African D for «Đ», the hyphens that do not break.
_LOOKALIKES = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "\u2010": "-", "\u2011": "-"}

_ODD = re.compile(f"\r\n|[{_SPACES}{_LINE_ENDS}{_UNSEEN}{''.join(_LOOKALIKES)}]")
_SPACE = re.compile(f"[{_SPACES}]")
_LINE_END = re.compile(f"\r\n|[{_LINE_ENDS}]")

# «é» with a circumflex typed after the tone is drawn as «ế», but only circumflex before tone composes to it.
_TONE_FIRST = re.compile("([\u0300\u0301\u0303\u0309])([\u0302\u0306])")
_LATE_HAT = re.compile("[\u0302\u0306]")


def clean(text: str) -> str:
    """The text in composed letters and plain spaces, without what prints nothing; tones stay where they are printed.

    Tabs and line feeds are kept, runs of spaces too.

    >>> clean("Quye\\u0302\\u0301t định số\\u00a031\\u2011QÐ/TW")
    'Quyết định số 31-QĐ/TW'
    >>> clean("Tỉnh uỷ \\ufffd")
    'Tỉnh uỷ �'
    """
    text = _ODD.sub(_plain, text)
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    if _LATE_HAT.search(text):
        text = normalize("NFC", _TONE_FIRST.sub(r"\2\1", normalize("NFD", text)))
    return text


def _plain(odd: re.Match[str]) -> str:
    character = odd.group()
    if _SPACE.match(character):
        return " "
    if _LINE_END.match(character):
        return "\n"
    return _LOOKALIKES.get(character, "")
