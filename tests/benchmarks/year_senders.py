"""Who reports in a made year, and what is planted in it: twelve districts, eight Party committees, the province."""

from __future__ import annotations

from dataclasses import dataclass

from tests.benchmarks.archive_directives import CENTRAL, committee_of, places
from tests.benchmarks.archive_facts import Member

YEAR = 2019
PROVINCE, CODE = "Hải Dương", "VN30"
COMMITTEES = ("Công an tỉnh", "Quân sự tỉnh", "Khối các cơ quan tỉnh", "Khối Doanh nghiệp tỉnh", "Sở Y tế",
              "Sở Giáo dục và Đào tạo", "Bệnh viện đa khoa tỉnh", "Trường Đại học Hải Dương")  # fmt: skip
# As they were called before that month; the register has the later name.
RENAMED = {"Chí Linh": (3, "Thị ủy", "thị xã"), "Kinh Môn": (11, "Huyện ủy", "huyện")}
# What is planted, by the unit's place in the list of all and the month.
MISSING = ((4, 8), (14, 5))
LATE = ((2, 3, 9), (9, 7, 14), (16, 10, 11))  # and days after the usual day
BAD_NOTES = ((1, 2), (7, 6), (13, 11))
BAD_CLASSES = ((5, 8),)
BAD_SO_FAR = ((3, 5), (10, 10))
BAD_FORM = ((6, 6),)
BAD_TOTAL = (4, 9)  # the province's figure, and by how many
BAD_DATE = (8, 4)
WITH_FORMS = (3, 6, 9, 12)
REVIEWS = {2: "20-CT/TW", 4: "23-CT/TW", 6: "40-CT/TW", 8: "33-NQ/TW", 10: "29-NQ/TW"}
STANDS = {6: "05-CT/TW", 12: "13-CT/TW"}
DIRECTIVES = {one.symbol: one for one in CENTRAL if one.issued_on.year >= 2012}
STATES = ("done",) * 6 + ("silent", "not_done", "in_progress")


@dataclass(frozen=True, slots=True)
class Sender:
    """One of the twenty-one that report, under the name of the month."""

    at: int
    member: Member
    code: str
    area: str  # «huyện»: «Toàn Đảng bộ huyện …»; empty for a committee
    place: Member | None

    def named(self, month: int) -> tuple[str, str, str]:
        """How it is called, what it calls itself and the word for its area in that month."""
        before = RENAMED.get(self.place.tail) if self.place else None
        if before is not None and month < before[0] and self.place is not None:
            return f"{before[1]} {self.place.tail}", before[1], before[2]
        return self.member.name, self.member.head, self.area


def senders() -> tuple[Sender, ...]:
    """The twelve districts, the eight committees, and the province last."""
    districts = places("districts", CODE)
    found = [Sender(at, committee_of(one), f"{at:02d}", one.head, one) for at, one in enumerate(districts)]
    for tail in COMMITTEES:
        member = Member(f"Đảng ủy {tail}", "party_committee", "Đảng ủy", tail)
        found.append(Sender(len(found), member, f"{len(found):02d}", "", None))
    top = Member(f"Tỉnh ủy {PROVINCE}", "party_committee", "Tỉnh ủy", PROVINCE)
    return (*found, Sender(len(found), top, "tinh", "tỉnh", None))
