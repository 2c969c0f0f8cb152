"""What may explain a difference, in words for a clerk: a part left out, digits swapped, one lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["left_out", "twice", "claim_digits", "part_digits"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One change that would make the figures agree: to the claim, or to the part numbered `part`."""

    kind: Kind
    part: int
    text: str


def show(value: Decimal) -> str:
    """A figure as a clerk reads it, without thousands' dots so that it can be typed into a calculator.

    >>> show(Decimal("3442")), show(Decimal("12.50"))
    ('3442', '12,5')
    """
    text = f"{value.normalize():f}" if value else "0"
    return text.replace(".", ",")


def plain(value: Decimal) -> str:
    """A figure as the tables hold it: «3442», «12.5»."""
    return f"{value.normalize():f}" if value else "0"


def write_sum(values: Sequence[Decimal]) -> str:
    """The sum written out.

    >>> write_sum([Decimal(163), Decimal(163)])
    '163 + 163 = 326'
    """
    return f"{' + '.join(map(show, values))} = {show(sum(values, Decimal(0)))}"


def find_reasons(expected: Decimal, values: Sequence[Decimal], names: Sequence[str]) -> tuple[Reason, ...]:
    """The single changes that make the parts add up to what is expected; parts left out come first."""
    found = sum(values, Decimal(0))
    return (
        *_left_out(expected, found, values, names),
        *_twice(expected, found, values, names),
        *_claim_digits(expected, found),
        *_part_digits(expected, found, values, names),
    )


def _left_out(expected: Decimal, found: Decimal, values: Sequence[Decimal], names: Sequence[str]) -> Iterator[Reason]:
    for at, (value, name) in enumerate(zip(values, names, strict=True)):
        if value and found - value == expected:
            text = f"{show(found)} − {show(value)} = {show(expected)}: không tính «{name}»"
            yield Reason("left_out", at, text)


def _twice(expected: Decimal, found: Decimal, values: Sequence[Decimal], names: Sequence[str]) -> Iterator[Reason]:
    for at, (value, name) in enumerate(zip(values, names, strict=True)):
        if value and found + value == expected:
            yield Reason("twice", at, f"{show(found)} + {show(value)} = {show(expected)}: tính hai lần «{name}»")


def _claim_digits(expected: Decimal, found: Decimal) -> Iterator[Reason]:
    if slip := name_slip(show(expected), show(found)):
        yield Reason("claim_digits", -1, f"số đã nêu có thể gõ nhầm: {show(expected)} thay vì {show(found)} ({slip})")


def _part_digits(
    expected: Decimal, found: Decimal, values: Sequence[Decimal], names: Sequence[str]
) -> Iterator[Reason]:
    for at, (value, name) in enumerate(zip(values, names, strict=True)):
        right = value + expected - found
        slip = name_slip(show(value), show(right)) if right > 0 else ""
        if slip and slip != _TYPED:
            text = f"số trong «{name}» có thể gõ nhầm: {show(value)} thay vì {show(right)} ({slip})"
            yield Reason("part_digits", at, text)


_TYPED = "gõ sai một chữ số"


def name_slip(written: str, meant: str) -> str:
    """How `written` may come from `meant` by one slip of the fingers, in words; «» where it does not.

    >>> name_slip("2204", "2024"), name_slip("1862", "18620"), name_slip("28", "29")
    ('đảo hai chữ số', 'thiếu một chữ số', '')
    """
    if written == meant or not (written.isdecimal() and meant.isdecimal()):
        return ""
    if len(written) == len(meant):
        apart = [at for at, pair in enumerate(zip(written, meant, strict=True)) if pair[0] != pair[1]]
        if len(apart) == 2 and written[apart[0]] == meant[apart[1]] and written[apart[1]] == meant[apart[0]]:
            return "đảo hai chữ số" if apart[1] - apart[0] == 1 else ""
        return _TYPED if len(apart) == 1 and len(written) >= 4 else ""
    short, long = sorted((written, meant), key=len)
    if len(long) - len(short) != 1 or len(short) < 2:
        return ""
    if any(long[:at] + long[at + 1 :] == short for at in range(len(long))):
        return "thiếu một chữ số" if short == written else "thừa một chữ số"
    return ""


def tell(reasons: Sequence[Reason], expected: Decimal, found: Decimal) -> str:
    """The reasons as one sentence: the only one, all of several, or that there is none."""
    if len(reasons) == 1:
        text = reasons[0].text
        return f"{text[0].upper()}{text[1:]} thì khớp."
    if reasons:
        return "Có thể do một trong các cách sau: " + "; hoặc ".join(reason.text for reason in reasons) + "."
    return f"Chênh lệch {show(abs(found - expected))}; không có một phần nào giải thích được."
