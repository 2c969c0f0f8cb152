"""How a fact is told in one line: «Kết luận 70-KL/TW, 31/01/2024, Bộ Chính trị», «khoảng 1.862 học viên»."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from pipeline.messages import Words
from pipeline.statuses import REASONS, STATUSES
from pipeline.tables import Cell

Record = Mapping[str, Cell]


def _citation(record: Record, words: Words) -> str:
    told = ", ".join(filter(None, (_title(record), day(record["issued_on"]), str(record["issuer"]))))
    if record["candidates"]:
        return f"{told} ({words('chưa rõ là văn bản nào trong: {candidates}', candidates=record['candidates'])})"
    resolved = day(record["resolved_on"])
    return f"{told} → {resolved}" if resolved and not record["issued_on"] else told


def _title(record: Record) -> str:
    kind, symbol = str(record["doc_type"]), str(record["symbol"])
    named = symbol if symbol.startswith(kind) else f"{kind} {symbol}"
    return named.strip() or " ".join(str(record["text"]).split())


def _count(record: Record, _words: Words) -> str:
    parts = (str(record["qualifier"]), decimal(str(record["value"])), str(record["measure"]))
    return " ".join(part for part in parts if part)


def _date(record: Record, _words: Words) -> str:
    text = " ".join(str(record["text"]).split())
    if record.get("corrected"):
        return f"{text} → {day(record['start_on'])}–{day(record['end_on'])}"
    if not record["inferred"] or not record["start_on"]:  # one that leans on another mention has no days of its own
        return text
    return f"{text} ({day(record['start_on'])}–{day(record['end_on'])})"


def _unit(record: Record, _words: Words) -> str:
    return str(record["name"] or record["text"])


def tell_implementation(record: Record, words: Words) -> str:
    """Who did what about which directive: «Huyện ủy Mèo Vạc: đã thực hiện · 05-CT/TW»."""
    symbol = str(record["directive_id"]).rpartition("@")[0]
    return f"{record['unit_name']}: {words(STATUSES[str(record['status'])])} · {symbol}"


# Each kind of fact, what it is called, and how one of it is told.
TOLD: tuple[tuple[str, str, Callable[[Record, Words], str]], ...] = (
    ("citations", "Văn bản", _citation),
    ("counts", "Số liệu", _count),
    ("dates", "Thời gian", _date),
    ("unit_mentions", "Đơn vị", _unit),
)


_TELLS = {name: tell for name, _, tell in TOLD} | {"implementations": tell_implementation}


def tell(table: str, record: Record, words: Words) -> str:
    """A row of a table that holds facts in one line."""
    return _TELLS[table](record, words)


def day(iso: Cell) -> str:
    """A date as a Vietnamese writes it; empty where there is none, and what is no day stays as it is.

    >>> day("2024-01-31"), day(""), day("?")
    ('31/01/2024', '', '?')
    """
    try:
        return f"{date.fromisoformat(str(iso)):%d/%m/%Y}" if iso else ""
    except ValueError:
        return str(iso)


def quarter_of(month: int) -> str:
    """The quarter in which a month lies, as offices number it.

    >>> quarter_of(6)
    'II'
    """
    return ("I", "II", "III", "IV")[(month - 1) // 3]


def decimal(plain: str) -> str:
    """A number as Vietnamese prints it.

    >>> decimal("1862"), decimal("12.5"), decimal("")
    ('1.862', '12,5', '')
    """
    return f"{Decimal(plain):,f}".translate(str.maketrans(",.", ".,")) if plain else ""


def tell_why(words: Words, reason: str, message: str) -> str:
    """Why a file gave no report: its message, written in Vietnamese, or what its reason is called in English.

    >>> tell_why(Words("vi"), "EMPTY", "Tệp rỗng, không có byte nào. Hãy xin lại tệp.")
    'Tệp rỗng, không có byte nào. Hãy xin lại tệp.'
    >>> tell_why(Words("en"), "EMPTY", "Tệp rỗng, không có byte nào. Hãy xin lại tệp.")
    'The file is empty. Ask the sender for it again.'
    """
    return words(REASONS[reason]) if words.language == "en" and reason in REASONS else message
