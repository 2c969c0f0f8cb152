"""A report that is owed, in words: «nộp 03/6/2024, chậm 5 ngày; hạn 29/05/2024 (ngày thường nộp của đơn vị)»."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath

from pipeline.messages import Words
from pipeline.questions.owed import Owed
from pipeline.questions.telling import day, quarter_of
from pipeline.statuses import BASES


def period_name(one: Owed, words: Words) -> str:
    """«tháng 5/2024», «quý II/2024», «6 tháng đầu năm 2024», «năm 2024»."""
    end = date.fromisoformat(one.period_end)
    match one.every:
        case "month":
            return words("tháng {n}/{year}", n=end.month, year=end.year)
        case "quarter":
            return words("quý {n}/{year}", n=quarter_of(end.month), year=end.year)
        case "half":
            half = "6 tháng đầu năm {year}" if end.month == 6 else "6 tháng cuối năm {year}"
            return words(half, year=end.year)
    return words("năm {year}", year=end.year)


def told_of(one: Owed, words: Words) -> str:
    """What is known of one report that is owed: the day, against which day, the file; the last one that came."""
    due = words("hạn {day} ({basis})", day=day(one.due_on), basis=words(BASES[one.basis]))
    match one.state:
        case "late":
            name = PurePosixPath(one.source).name
            return words(
                "nộp {day}, chậm {n} ngày; {due}; {file}", day=day(one.issued_on), n=one.days, due=due, file=name
            )
        case "open":
            names = ", ".join(PurePosixPath(source).name for _, source in one.candidates)
            return words("có thể là: {files}; {due}", files=names, due=due)
    last = words("; báo cáo gần nhất: kỳ đến {day}", day=day(one.last_on)) if one.last_on else ""
    return f"{due}{last}"
