"""What a reviewer types, as cells of a table: «issued_on=2016-05-15», «unit=Huyện Mèo Vạc»; refused if it is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import get_args

from extractors.date_parts import Kind
from extractors.lexicon import rows
from extractors.patterns import fold
from extractors.places import Place, bare_key, head_of, named, place
from extractors.symbols import doc_types_of, read_symbol
from pipeline.facts import Status
from pipeline.limits import LONGEST_NAME
from pipeline.messages import RefusedError
from pipeline.tables import Cell

# The fields that a reviewer may set, in the order in which they are asked for; other columns follow from these.
CORRECTABLE: Mapping[str, tuple[str, ...]] = {
    "citations": ("doc_type", "symbol", "issued_on", "issuer", "subject", "directive_id"),
    "dates": ("kind", "start_on", "end_on"),
    "counts": ("value", "measure", "qualifier"),
    "unit_mentions": ("unit_id",),
    "implementations": ("directive_id", "unit_id", "status", "activity", "period_start", "period_end"),
}
# Without these a fact says nothing.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "citations": ("symbol",),
    "dates": ("kind",),
    "counts": ("value",),
    "unit_mentions": ("unit_id",),
    "implementations": ("directive_id", "unit_id", "status"),
}
# Other names that people give them.
_CALLED = {"unit": "unit_id", "directive": "directive_id"}
_LONGEST = 500
_NAMES = frozenset({"symbol", "issuer", "measure"})
_LISTED = 8  # of several that may be meant, so many are told
# «1.862» is 1862 as offices print it, and 1 and a bit as programs do.
_AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the register has it."""

    unit_id: str
    name: str
    kind: str
    place: str


@dataclass(frozen=True, slots=True)
class Register:
    """What an archive knows: the directives with a symbol, and the units of an identifier or name."""

    directives: Callable[[str], Sequence[str]]
    units: Callable[[str], Sequence[Unit]]


def read_values(table: str, written: Mapping[str, str], register: Register) -> dict[str, Cell]:
    """The cells that a reviewer sets, with those that go with them; `RefusedError` where one is no such thing."""
    if table not in CORRECTABLE:
        known = ", ".join(CORRECTABLE)
        raise RefusedError("Không sửa được bảng «{table}». Các bảng sửa được: {known}.", table=table, known=known)
    cells: dict[str, Cell] = {}
    for asked, told in written.items():
        column = _CALLED.get(asked, asked)
        if column not in CORRECTABLE[table]:
            known = ", ".join(CORRECTABLE[table])
            unknown = "Bảng {table} không có trường «{field}» để sửa. Các trường sửa được: {known}."
            raise RefusedError(unknown, table=table, field=asked, known=known)
        value = " ".join(told.split())
        most = LONGEST_NAME if column in _NAMES else _LONGEST
        if _CONTROL.search(value) or len(value) > most:
            unfit = "Giá trị của {field} dài quá {most} ký tự hoặc có ký tự lạ."
            raise RefusedError(unfit, field=column, most=most)
        if not value and column in NEEDED[table]:
            raise RefusedError("{field} không được để trống; nếu dữ kiện sai hẳn, hãy bỏ nó.", field=column)
        cells.update(_READ[column](value, register, table) if value else _nothing(column, table))
    check_order(cells)
    return cells


def _nothing(column: str, table: str) -> dict[str, Cell]:
    """A field that is unknown, and what was concluded from it."""
    further: dict[str, Cell] = {}
    if (table, column) == ("citations", "directive_id"):
        further = {"resolved_on": None, "candidates": ""}
    return {column: None if column in _DAYS else "", **further}


_DAYS = frozenset({"issued_on", "start_on", "end_on", "period_start", "period_end"})


def check_order(cells: Mapping[str, Cell]) -> None:
    """`RefusedError` where a first day stands after the last one."""
    for first, last in (("start_on", "end_on"), ("period_start", "period_end")):
        begun, ended = cells.get(first), cells.get(last)
        if begun and ended and str(begun) > str(ended):
            told = "{first} ({begun}) đứng sau {last} ({ended})."
            raise RefusedError(told, first=first, begun=begun, last=last, ended=ended)


def _day(column: str) -> Callable[[str, Register, str], dict[str, Cell]]:
    def read(told: str, _register: Register, table: str) -> dict[str, Cell]:
        try:
            day = date.fromisoformat(told) if len(told) == len("2024-01-31") else None
        except ValueError:
            day = None
        if day is None:
            no_day = "{field}: «{typed}» không phải là ngày; hãy viết dạng 2016-05-15 (năm-tháng-ngày)."
            raise RefusedError(no_day, field=column, typed=told)
        # What a person dates leans on nothing any more.
        further: dict[str, Cell] = {"inferred": False, "same_as": ""} if table == "dates" else {}
        return {column: day.isoformat(), **further}

    return read


def _words(column: str) -> Callable[[str, Register, str], dict[str, Cell]]:
    return lambda told, _register, _table: {column: told}


def _one_of(column: str, known: Callable[[], Sequence[str]]) -> Callable[[str, Register, str], dict[str, Cell]]:
    def read(told: str, _register: Register, _table: str) -> dict[str, Cell]:
        if told not in known():
            none = "{field}: không có «{typed}»; hãy chọn một trong: {known}."
            raise RefusedError(none, field=column, typed=told, known=", ".join(known()))
        return {column: told}

    return read


def _value(told: str, _register: Register, _table: str) -> dict[str, Cell]:
    if _AMBIGUOUS.fullmatch(told):
        whole = told.replace(".", "")
        either = "value: «{typed}» có thể là {whole} hoặc số lẻ; hãy viết {whole}, hoặc {typed}0 nếu là số lẻ."
        raise RefusedError(either, typed=told, whole=whole)
    try:
        value = Decimal(told) if re.fullmatch(r"-?\d{1,30}(?:\.\d{1,30})?", told, re.ASCII) else None
    except InvalidOperation:
        value = None
    if value is None:
        no_number = "value: «{typed}» không phải là số; hãy viết liền, dấu chấm cho phần lẻ: 1862 hoặc 12.5."
        raise RefusedError(no_number, typed=told)
    return {"value": f"{value:f}".rstrip("0").rstrip(".") if "." in told else f"{value:f}"}


def _symbol(told: str, _register: Register, _table: str) -> dict[str, Cell]:
    sign = read_symbol(told)
    if sign is None:
        no_symbol = "symbol: «{typed}» không phải là số, ký hiệu văn bản; ví dụ: 05-CT/TW, 30/2020/NĐ-CP."
        raise RefusedError(no_symbol, typed=told)
    types = doc_types_of(sign)
    named_type: dict[str, Cell] = {"doc_type": min(types)} if len(types) == 1 else {}
    return {"symbol": sign.text, "number": sign.number, "repaired_from": "", **named_type}


def _directive(told: str, register: Register, table: str) -> dict[str, Cell]:
    """An identifier in full, or a symbol of which the archive knows one directive."""
    symbol, _, when = told.rpartition("@")
    if not symbol:
        sign = read_symbol(told)
        known = sorted(set(register.directives(sign.text if sign else told)))
        dated = [one for one in known if not one.endswith("@?")] or known
        if len(dated) > 1:
            several = "directive_id: «{typed}» có thể là: {known}. Hãy ghi rõ một mã."
            raise RefusedError(several, typed=told, known=_listed(dated))
        if not dated:
            none = "directive_id: kho không có văn bản «{typed}»; hãy ghi cả ngày: 05-CT/TW@2016-05-15."
            raise RefusedError(none, typed=told)
        symbol, _, when = dated[0].rpartition("@")
    elif told not in register.directives(symbol):
        sign = read_symbol(symbol)
        if sign is None or (when != "?" and not _is_day(when)):
            no_id = "directive_id: «{typed}» không phải là mã văn bản; ví dụ: 05-CT/TW@2016-05-15."
            raise RefusedError(no_id, typed=told)
        symbol = sign.text
    found: dict[str, Cell] = {"directive_id": f"{symbol}@{when}"}
    if table == "citations":
        found.update(resolved_on=when if _is_day(when) else None, candidates="")
    return found


def _is_day(told: str) -> bool:
    try:
        return len(told) == len("2024-01-31") and date.fromisoformat(told).isoformat() == told
    except ValueError:
        return False


def _unit(told: str, register: Register, table: str) -> dict[str, Cell]:
    """A unit by its identifier or its name, from the archive or the register of places."""
    found = {one.unit_id: one for one in (*register.units(told), *_places(told)) if one.unit_id}
    if len(found) > 1:
        listed = _listed([f"{one.unit_id} ({one.name}, {one.place})" for one in found.values()])
        raise RefusedError("unit: «{typed}» có thể là: {known}. Hãy ghi rõ một mã đơn vị.", typed=told, known=listed)
    if not found:
        none = "unit: danh mục không có đơn vị «{typed}»; hãy ghi tên đầy đủ hoặc mã đơn vị."
        raise RefusedError(none, typed=told)
    (one,) = found.values()
    if table == "implementations":
        return {"unit_id": one.unit_id, "unit_name": one.name, "place": one.place}
    return {"unit_id": one.unit_id, "name": one.name, "kind": one.kind, "place": one.place, "candidates": ""}


def _places(told: str) -> Sequence[Unit]:
    if (one := place(told)) is not None:
        return [_of_place(one)]
    head = head_of(told)
    return [_of_place(one) for one in named(bare_key(told[len(head) :]), frozenset({head}))] if head else []


def _of_place(one: Place) -> Unit:
    return Unit(one.unit_id, one.name, one.kind, one.name)


def same_name(asked: str, name: str) -> bool:
    """True where two names differ in capitals, tone marks or spaces alone.

    >>> same_name("huyện mèo vạc", "Huyện Mèo Vạc"), same_name("Mèo Vạc", "Huyện Mèo Vạc")
    (True, False)
    """
    return fold(asked) == fold(name)


def _listed(told: Sequence[str]) -> str:
    return "; ".join(told[:_LISTED]) + ("; …" if len(told) > _LISTED else "")


@cache
def doc_types() -> tuple[str, ...]:
    """The types of documents, from the lexicon."""
    return tuple(dict.fromkeys(row["doc_type"] for row in rows("doc_types")))


@cache
def activities() -> tuple[str, ...]:
    """The kinds of activity, from the lexicon."""
    return tuple(sorted({row["activity"] for row in rows("activities")} | {"other"}))


@cache
def qualifiers() -> tuple[str, ...]:
    """The words that make a figure approximate, from the lexicon."""
    return tuple(row["qualifier"] for row in rows("qualifiers"))


STATUSES: tuple[str, ...] = get_args(Status)
DATE_KINDS: tuple[str, ...] = get_args(Kind)

# The fields of which there is a closed list.
CHOICES: Mapping[str, Callable[[], Sequence[str]]] = {
    "doc_type": doc_types,
    "kind": lambda: DATE_KINDS,
    "qualifier": qualifiers,
    "status": lambda: STATUSES,
    "activity": activities,
}
_READ: Mapping[str, Callable[[str, Register, str], dict[str, Cell]]] = {
    **{column: _day(column) for column in sorted(_DAYS)},
    **{column: _words(column) for column in ("issuer", "subject", "measure")},
    **{column: _one_of(column, known) for column, known in CHOICES.items()},
    "value": _value,
    "symbol": _symbol,
    "directive_id": _directive,
    "unit_id": _unit,
}
