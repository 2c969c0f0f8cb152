"""A made year's reports composed: figures, the outcomes of last month's tasks, the tasks of the next, forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tests.benchmarks import year_words as words
from tests.benchmarks.archive_facts import Directive, Form, Paragraph, Report
from tests.benchmarks.archive_spelling import Habits, habits
from tests.benchmarks.year_senders import (
    BAD_CLASSES,
    BAD_DATE,
    BAD_FORM,
    BAD_NOTES,
    BAD_SO_FAR,
    BAD_TOTAL,
    DIRECTIVES,
    LATE,
    MISSING,
    PROVINCE,
    REVIEWS,
    STANDS,
    STATES,
    WITH_FORMS,
    YEAR,
    Sender,
)  # fmt: skip
from tests.benchmarks.year_truth import TrueForm, TruePromise, TrueTotal, Year


class Maker:
    """Composes the reports and keeps what is true of them."""

    def __init__(self, made: Year, seed: int, every: Sequence[Sender]) -> None:
        self.made, self.seed, self.senders = made, seed, every
        rng = Random(f"{seed} figures")
        below = every[:-1]
        self.parts = {
            (one.at, month): tuple(rng.randint(1, 9) for _ in range(3)) for one in below for month in range(1, 13)
        }
        self.said = {one.at: 0 for one in below}  # the cumulative figure as last written
        self.open: dict[int, list[tuple[str, str, str]]] = {}  # task, how it is told of, directive

    def joined(self, at: int, month: int) -> int:
        """How many joined the Party in a unit in a month."""
        return sum(self.parts[at, month])

    def classes(self, at: int, month: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """How many classes of two kinds a unit held in a month, and with how many learners."""
        parts = self.parts[at, month]
        return (1 + (at + month) % 3, 2 + at * month % 3), (31 + 7 * parts[0] + month, 45 + 5 * parts[1] + at)

    def report(self, sender: Sender, month: int, file: str) -> Report:
        """One report; what is true of it goes into the year."""
        rng = Random(f"{self.seed} {sender.code} {month}")
        ways = habits(rng)
        _, short, area = sender.named(month)
        report = self._head(sender, month, rng)
        this, after = _month_of(month), _month_of(month + 1)
        self._section(report, "I", rng.choice(words.HEADINGS).format(this=this.upper()))
        if sender.area == "tỉnh":
            self._province(report, month, ways, file)
        else:
            self._figures(report, sender, month, area, file)
        for line in self._outcomes(sender, short, month, ways, rng):
            report.paragraphs.append(Paragraph(line))
        if (sender.at, month) == BAD_DATE:
            self._misdated(report, short, ways, file)
        if month in WITH_FORMS and sender.area != "tỉnh":
            self._forms(report, sender, month, file)
        self._section(report, "II", rng.choice(words.AHEAD).format(next=after.upper()))
        for line in self._plans(sender, month, ways, rng, file):
            report.paragraphs.append(Paragraph(f"- {line}.", "item"))
        _end(report, short, rng)
        return report

    def _head(self, sender: Sender, month: int, rng: Random) -> Report:
        name = sender.named(month)[0]
        usual = date(YEAR, month, 22 + sender.at % 4)
        late = next((days for at, of, days in LATE if (at, of) == (sender.at, month)), 0)
        issued_on = usual + timedelta(days=late or rng.randint(0, 1))
        if late:
            self.made.late.append((name, month, issued_on))
        seat = sender.place.tail if sender.place else PROVINCE
        tag = {"Huyện ủy": "HU", "Thành ủy": "ThU", "Thị ủy": "TXU", "Tỉnh ủy": "TU"}.get(sender.named(month)[1], "ĐU")
        lines = [f"TỈNH ỦY {PROVINCE.upper()}", name.upper(), "*"] if sender.area != "tỉnh" else [name.upper(), "*"]
        pattern = rng.choice(words.TITLES)
        this = f"tháng {month}" if "{next}" in pattern and month < 12 and rng.random() < 0.5 else _month_of(month)
        title = pattern.format(this=this, next=_month_of(month + 1))
        stamp = f"{seat}, ngày {issued_on.day:02d} tháng {issued_on.month:02d} năm {issued_on.year}"
        symbol = f"Số {100 + 12 * sender.at + month}-BC/{tag}"
        return Report(lines, ["ĐẢNG CỘNG SẢN VIỆT NAM"], symbol, stamp, ["BÁO CÁO", title])

    def _section(self, report: Report, roman: str, heading: str) -> None:
        report.paragraphs.append(Paragraph(f"{roman}. {heading}", "section"))

    def _figures(self, report: Report, sender: Sender, month: int, area: str, file: str) -> None:
        """Who joined the Party, in the month and so far, and the classes; each with its footnote."""
        parts = self.parts[sender.at, month]
        total, before = sum(parts), self.said[sender.at]
        wrong = 3 if (sender.at, month) in BAD_SO_FAR else 0
        # Who miscounts goes on from the wrong figure; who missed a report, from the right one.
        self.said[sender.at] = so_far = before + total + wrong + self._unsent(sender.at, month)
        line = words.JOINED.format(area=f" {area}" if area else "", n=_figure(total))
        if month > 1:
            line += words.SO_FAR.format(n=_figure(so_far))
        report.paragraphs.append(Paragraph(f"{line}."))
        self.made.figures[sender.code, month] = total
        told = (parts[0] + 2, *parts[1:]) if (sender.at, month) in BAD_NOTES else parts
        report.notes.append(words.JOINED_NOTE.format(*map(_figure, told)))
        if told != parts:
            self.made.mismatches.append((file, "footnote", f"{_figure(total)} đảng viên"))
        if wrong:
            self.made.mismatches.append((file, "so_far", f"{_figure(so_far)} đảng viên"))
        (first, second), learners = self.classes(sender.at, month)
        claimed = first + second + (1 if (sender.at, month) in BAD_CLASSES else 0)
        report.paragraphs.append(Paragraph(words.CLASSES.format(k=_figure(claimed), n=sum(learners))))
        report.notes.append(words.CLASSES_NOTE.format(_figure(first), learners[0], _figure(second), learners[1]))
        if claimed != first + second:
            self.made.mismatches.append((file, "footnote", f"{_figure(claimed)} lớp"))

    def _unsent(self, at: int, month: int) -> int:
        return self.joined(at, month - 1) if (at, month - 1) in MISSING else 0

    def _province(self, report: Report, month: int, ways: Habits, file: str) -> None:
        """The sum of all units, and in some months how they stand about a directive."""
        districts = [one.at for one in self.senders if one.place]
        others = [one.at for one in self.senders if not one.place and one.area != "tỉnh"]
        sums = [sum(self.joined(at, month) for at in ats) for ats in (districts, others)]
        gaps = tuple(name for name, of in self.made.missing if of == month)
        sent = sum(self.joined(one.at, month) for one in self.senders[:-1] if (one.at, month) not in MISSING)
        if month == BAD_TOTAL[0]:
            sums[0] += BAD_TOTAL[1]
        self.made.joined.append(TrueTotal(month, sum(sums), sent, gaps))
        report.paragraphs.append(Paragraph(words.JOINED.format(area=" tỉnh", n=_figure(sum(sums))) + "."))
        report.notes.append(words.OF_DISTRICTS.format(*map(_figure, sums)))
        if month in STANDS:
            rng = Random(f"{self.seed} stands {month}")
            names = [one.place for one in self.senders if one.place and one.place.head == "huyện"]
            rng.shuffle(names)
            lists = (names[:4], names[4:6], names[6:7])
            standing, symbol = words.STANDINGS[0], STANDS[month]
            told = (
                ", ".join(one.tail for one in lists[0]),
                ", ".join(one.tail for one in lists[1]),
                f"huyện {lists[2][0].tail}",
            )
            report.paragraphs.append(Paragraph(standing.text.format(*told, d=_cite(DIRECTIVES[symbol], ways))))
            for status, members in zip(standing.statuses, lists, strict=True):
                self.made.statuses.update({(symbol, one.name): status for one in members})

    def _plans(self, sender: Sender, month: int, ways: Habits, rng: Random, file: str) -> list[str]:
        """The tasks for the next month; how the next report will tell of each is drawn here."""
        chosen = [(words.TASKS[(2 * month - 2 + which + sender.at) % len(words.TASKS)], "") for which in range(2)]
        if month in REVIEWS:
            chosen.append(("", REVIEWS[month]))
        self.open[sender.at] = []
        lines = []
        for task, symbol in chosen:
            state = rng.choice(STATES)
            if symbol and state == "in_progress":
                state = "done"
            text = (
                f"{task[0].upper()}{task[1:]}" if task else f"Sơ kết việc thực hiện {_cite(DIRECTIVES[symbol], ways)}"
            )
            lines.append(text)
            self.open[sender.at].append((task, state, symbol))
            if month == 12:
                state = "no_later_report"
            elif (sender.at, month + 1) in MISSING:
                state = "silent"
            self.made.promises.append(TruePromise(file, sender.named(month)[0], month + 1, text, state))
        return lines

    def _outcomes(self, sender: Sender, short: str, month: int, ways: Habits, rng: Random) -> list[str]:
        """What became of the tasks of the last report."""
        lines = []
        for task, state, symbol in self.open.pop(sender.at, []) if (sender.at, month - 1) not in MISSING else ():
            if symbol and state != "silent":
                cited = _cite(DIRECTIVES[symbol], ways)
                pattern = words.REVIEW_DONE if state == "done" else words.REVIEW_NOT
                lines.append(pattern.format(me=short, d=cited))
            elif state != "silent":
                patterns = {"done": rng.choice(words.DONE), "not_done": words.NOT_DONE, "in_progress": words.UNDER_WAY}
                line = patterns[state].format(me=short, task=task)
                lines.append(f"{line[0].upper()}{line[1:]}")
        return lines or ["Các nhiệm vụ thường xuyên được duy trì nền nếp."]

    def _misdated(self, report: Report, short: str, ways: Habits, file: str) -> None:
        """A directive under a date that no other report gives."""
        right = DIRECTIVES[REVIEWS[2]]
        slip = replace(right, issued_on=right.issued_on + timedelta(days=1))
        report.paragraphs.append(Paragraph(f"{short} đã tổ chức hội nghị quán triệt {_cite(slip, ways)}."))
        self.made.mismatches.append((file, "date_conflict", right.symbol))

    def _forms(self, report: Report, sender: Sender, month: int, file: str) -> None:
        """Two forms: who joined, by commune or branch; and the classes of the month."""
        rng = Random(f"{self.seed} forms {sender.code} {month}")
        total = self.joined(sender.at, month)
        cuts = sorted((rng.randint(0, total), rng.randint(0, total)))
        joined = (cuts[0], cuts[1] - cuts[0], total - cuts[1])
        women = tuple(rng.randint(0, one) for one in joined)
        wrong = 1 if (sender.at, month) in BAD_FORM else 0
        rows = [("TT", "Đơn vị", "Đảng viên kết nạp", "Trong đó nữ")]
        rows += [
            (str(at), f"Chi bộ {at}", str(one), str(her))
            for at, (one, her) in enumerate(zip(joined, women, strict=True), 1)
        ]
        rows.append(("", "Tổng cộng", str(total), str(sum(women) + wrong)))
        if wrong:
            self.made.mismatches.append((file, "table_total", str(sum(women) + wrong)))
        report.forms.append(Form("01", f"KẾT QUẢ PHÁT TRIỂN ĐẢNG VIÊN {_month_of(month).upper()}", tuple(rows)))
        self.made.forms.append(TrueForm(file, "01", 3, total))
        held, learners = self.classes(sender.at, month)
        learned = [("TT", "Loại lớp", "Số lớp", "Số học viên")]
        learned += [
            (str(at), kind, str(held[at - 1]), str(learners[at - 1]))
            for at, kind in enumerate(("Nhận thức về Đảng", "Đảng viên mới"), 1)
        ]
        learned.append(("", "Tổng cộng", str(sum(held)), str(sum(learners))))
        report.forms.append(Form("02", f"CÔNG TÁC BỒI DƯỠNG CHÍNH TRỊ {_month_of(month).upper()}", tuple(learned)))
        self.made.forms.append(TrueForm(file, "02", 2, sum(held)))
        report.paragraphs.append(Paragraph(words.SEE_FORMS))


def _month_of(month: int) -> str:
    """«tháng 5 năm 2019»; the thirteenth is the next year's first."""
    year, at = divmod(month - 1, 12)
    return f"tháng {at + 1} năm {YEAR + year}"


def _figure(value: int) -> str:
    """As offices print it: «08», «1.245»."""
    return f"{value:02d}" if value < 1000 else f"{value // 1000}.{value % 1000:03d}"


def _cite(one: Directive, ways: Habits) -> str:
    """«Chỉ thị số 20-CT/TW, ngày 18/01/2018 của Ban Bí thư về …»."""
    before_date, _, before_issuer = ways.comma.partition("|")
    when = f"{before_date}ngày {ways.spell_day(one.issued_on)}{before_issuer}"
    return f"{one.doc_type}{ways.number}{one.symbol}{when} của {one.issuer} về {one.subject}"


def _end(report: Report, short: str, rng: Random) -> None:
    """The closing sentence, the recipients and the signature."""
    report.paragraphs.append(Paragraph(f"Trên đây là báo cáo kết quả công tác của {short}./."))
    report.recipients = ["Nơi nhận:", "- Văn phòng Tỉnh ủy (báo cáo),", "- Các đồng chí ủy viên,", "- Lưu VT."]
    report.signature = [
        "T/M BAN THƯỜNG VỤ",
        "PHÓ BÍ THƯ",
        "",
        rng.choice(("Nguyễn Văn Mạnh", "Trần Thị Hoài", "Lê Quang Tuyến")),
    ]
