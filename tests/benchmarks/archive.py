"""A made archive: months × units of reports as Word and PDF, with all facts known because they were put there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

from tests.benchmarks.archive_directives import CENTRAL, offices, places
from tests.benchmarks.archive_docx import write_docx
from tests.benchmarks.archive_facts import (
    Office,
    Paragraph,
    Report,
    TrueCitation,
    TrueCount,
    TrueDate,
    TrueImplementation,
    TrueUnit,
    Truth,
)
from tests.benchmarks.archive_pdf import write_pdf
from tests.benchmarks.archive_phrases import EVALUATION, HEADINGS, LEADERSHIP, OWN_WORK, PARTS, PLANS, RESULTS, Phrase
from tests.benchmarks.archive_spelling import habits, month_name
from tests.benchmarks.archive_words import Scribe

FIRST_YEAR = 2024
_WRITERS = {"docx": write_docx, "pdf": write_pdf}
_NAMES = (
    "Nguyễn Văn Mạnh",
    "Trần Thị Hoài",
    "Lê Quang Tuyến",
    "Hoàng Thị Mỷ",
    "Giàng A Páo",
    "Hồ Văn Lượm",
    "Phạm Đức Kiên",
)
_FIELDS = {
    "BTG": "công tác Tuyên giáo",
    "VPTU": "công tác văn phòng cấp ủy",
    "BDV": "công tác dân vận",
    "UBND": "nhiệm vụ phát triển kinh tế - xã hội",
}

F = TypeVar("F", TrueCitation, TrueDate, TrueCount, TrueUnit, TrueImplementation)


def make_archive(
    folder: Path, *, months: int = 12, units: int = 30, seed: int = 1, formats: Sequence[str] = ("docx", "pdf")
) -> list[Truth]:
    """Write a report of each unit for each month into `folder` and tell what each says. The same seed, the same bytes.

    The formats take turns; the facts do not depend on them.
    """
    every = offices()
    if not 0 < units <= len(every):
        raise ValueError(f"there are 1 to {len(every)} units, not {units}")
    folder.mkdir(parents=True, exist_ok=True)
    truths = []
    for month in range(months):
        for at, office in enumerate(every[:units]):
            kind = formats[(at + month) % len(formats)]
            year, of_year = FIRST_YEAR + month // 12, month % 12 + 1
            report, scribe, planned = _compose(office, year, of_year, Random(f"{seed} {office.code} {month}"))
            file = folder / f"{year}-{of_year:02d}-{office.code}.{kind}"
            _WRITERS[kind](file, report)
            truths.append(_truth(file, scribe, planned))
    return truths


def _truth(file: Path, scribe: Scribe, planned: Sequence[str]) -> Truth:
    def of(kind: type[F]) -> tuple[F, ...]:
        return tuple(fact for fact in scribe.facts if isinstance(fact, kind))

    return Truth(
        file=file,
        citations=of(TrueCitation),
        dates=of(TrueDate),
        counts=of(TrueCount),
        units=of(TrueUnit),
        implementations=of(TrueImplementation),
        planned=tuple(planned),
        sums=tuple(scribe.sums),
    )


def _compose(office: Office, year: int, month: int, rng: Random) -> tuple[Report, Scribe, list[str]]:
    """One report: its letterhead, parts, notes and end, the facts that it states, and what it plans."""
    issued_on = date(year, month, 1) + timedelta(days=rng.randint(19, 27))
    known = list(CENTRAL + office.directives)
    rng.shuffle(known)
    ethics = next(one for one in known if one.symbol == "05-CT/TW")
    pool = (ethics, *[one for one in known if one != ethics and one.issued_on < issued_on][:11])
    elsewhere = places("districts", "VN15" if office.province == "Yên Bái" else "VN45")[:9]
    scribe = Scribe(rng, office, issued_on, pool, elsewhere, habits(rng), number=rng.randint(80, 900))
    report = _head(scribe)
    planned: list[str] = []
    roman = rng.choice((". ", "- ", "/ "))
    headings = {part: rng.choice(variants) for part, variants in HEADINGS.items()}
    for at, (part, heading) in enumerate(headings.items()):
        title = scribe.fill(heading)
        upper = rng.random() < 0.6
        report.paragraphs.append(
            Paragraph(f"{('I', 'II', 'III', 'IV')[at]}{roman}{title.upper() if upper else title}", "section")
        )
        for phrase in _phrases(part, scribe):
            planned += _add(report, scribe, phrase, part)
        if part == "limits":
            report.paragraphs += [Paragraph(text) for text in rng.sample(EVALUATION, 2)]
        if part in PARTS:
            _number_parts(report, rng, PARTS[part])
    _end(report, scribe)
    return report, scribe, planned


def _phrases(part: str, scribe: Scribe) -> list[Phrase]:
    rng, office = scribe.rng, scribe.office
    pools = {"lead": LEADERSHIP if office.members else (), "results": RESULTS, "limits": (), "plans": PLANS}
    usable = [one for one in pools[part] if one.side in ("", "ethics", office.side)]
    if not office.members:
        usable = [one for one in usable if not any(slot in one.text for slot in ("{u", "{v", "{w}"))]
    sizes = {"lead": (8, 12), "results": (10, 15), "limits": (0, 0), "plans": (5, 8)}
    chosen = rng.sample(usable, min(len(usable), rng.randint(*sizes[part])))
    if part == "lead":
        chosen += rng.sample(OWN_WORK, 2 if office.members else 6)
        rng.shuffle(chosen)
    return chosen


def _add(report: Report, scribe: Scribe, phrase: Phrase, part: str) -> list[str]:
    """Add a sentence, mostly as a paragraph of its own, else to the one before; give it back if it plans."""
    text, notes = scribe.write(phrase)
    last = report.paragraphs[-1]
    if last.style == "body" and part != "plans" and scribe.rng.random() < 0.35:
        report.paragraphs[-1] = Paragraph(f"{last.text} {text}")
    else:
        dashed = part == "plans" or scribe.rng.random() < 0.3
        report.paragraphs.append(Paragraph(f"- {text}" if dashed else text, "item" if dashed else "body"))
    report.notes += notes
    return [text] if part == "plans" else []


def _number_parts(report: Report, rng: Random, names: Sequence[str]) -> None:
    """Put two or three numbered headings into the part that was written last."""
    start = max(at for at, one in enumerate(report.paragraphs) if one.style == "section") + 1
    count = rng.randint(2, 3)
    later = range(start + 1, len(report.paragraphs))
    stops = [start, *sorted(rng.sample(later, min(count - 1, len(later))))]
    headings = [f"{at}. {name}" for at, name in enumerate(rng.sample(names, len(stops)), start=1)]
    for at, heading in reversed(list(zip(stops, headings, strict=True))):
        report.paragraphs.insert(at, Paragraph(heading, "part"))


def _head(scribe: Scribe) -> Report:
    """The letterhead, the title with the period, and the first sentence."""
    office, rng = scribe.office, scribe.rng
    month, year = scribe.issued_on.month, scribe.issued_on.year
    state = office.side == "state"
    symbol = scribe.symbol("BC", scribe.number)
    stamp = f"ngày {scribe.issued_on.day:02d} tháng {month:02d} năm {year}"
    scribe.facts.append(TrueDate(scribe.issued_on, scribe.issued_on, f"{office.town}, {stamp}"))
    field = next((words for tag, words in _FIELDS.items() if office.tag.startswith(tag)), "công tác xây dựng Đảng")
    this = month_name(month)
    titles = (
        f"kết quả {field} {this}, phương hướng, nhiệm vụ {{next_bare}}",
        f"tình hình, kết quả thực hiện {field} {{month}} và nhiệm vụ trọng tâm {{next_bare}}",
        f"{field} {{month}}",
    )
    right = (
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"] if state else ["ĐẢNG CỘNG SẢN VIỆT NAM"]
    )
    title = scribe.fill(rng.choice(titles))
    start, end = (
        date(year, month, 1),
        date(year, month + 1, 1) - timedelta(days=1) if month < 12 else date(year, 12, 31),
    )
    scribe.facts.append(TrueDate(start, end, title, sure=False))  # «tháng 5» of the title, its year left to the context
    report = Report(
        list(office.lines), right, ("Số: " if state else "Số ") + symbol, f"{office.town}, {stamp}", ["BÁO CÁO", title]
    )
    first = "Thực hiện chế độ thông tin báo cáo, {me} báo cáo kết quả công tác {month} như sau:"
    report.paragraphs.append(Paragraph(scribe.fill(first)))
    return report


def _end(report: Report, scribe: Scribe) -> None:
    """The closing sentence, the recipients and the signature."""
    office = scribe.office
    report.paragraphs.append(Paragraph(scribe.fill("Trên đây là báo cáo kết quả công tác {month} của {me}./.")))
    above = {"province": "Thường trực Tỉnh ủy", "commune": "Thường trực Huyện ủy"}.get(
        office.level, "Văn phòng Tỉnh ủy"
    )
    inside = ("Các đồng chí lãnh đạo", "Các phòng, ban chuyên môn", "Ban Thường vụ Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy")
    report.recipients = [
        "Nơi nhận:",
        f"- {above} (báo cáo),",
        *(f"- {one}," for one in scribe.rng.sample(inside, 2)),
        f"- Lưu {office.tag}.",
    ]
    ranks = {
        "state": ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        "party": ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"),
    }
    if office.level == "province" or office.tag.startswith("BTG"):
        ranks["party"] = ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")
    report.signature = [*ranks[office.side], "", scribe.rng.choice(_NAMES)]
