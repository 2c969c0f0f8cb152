"""What a check says of its finding, for who reads no Vietnamese: «29 − 1 = 28: không tính «01 lớp» thì khớp.»

The explanations are written in Vietnamese when a report is read, and stay so in the tables. Here each of their
sentences stands with its English; what they quote from a report is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pipeline.messages import Words

# `{q…}` is quoted as it stands; `{x…}` is itself a phrase of this list. Longer sentences come before shorter ones.
_ENGLISH: Mapping[str, str] = {
    # sums
    "Khớp khi làm tròn: {q}.": "Holds when rounded: {q}.",
    "Khớp với số ước lượng: {q}.": "Holds for an approximate figure: {q}.",
    "Khớp với tổng nêu trong chú thích.": "Equals the total that the footnote states.",
    "Khớp: chú thích nêu số này là một phần của {q}.": "Holds: the footnote states it as a part of {q}.",
    "Chưa kiểm tra được: chú thích nêu tổng khác ({q}).": "Unverifiable: the footnote states another total ({q}).",
    "Chưa kiểm tra được: {x_long} ({q1}; số đã nêu: {q2}).": "Unverifiable: {x_long} ({q1}; stated: {q2}).",
    "Cũng phần này giải thích {x}.": "The same part explains {x}.",
    "số {q1} ({q2}); {x}": "the number of {q1} ({q2}); {x}",
    "số {q1} ({q2})": "the number of {q1} ({q2})",
    "Có thể do một trong các cách sau: {x}.": "One of these may be the reason: {x}.",
    "{x1}; hoặc {x_long}": "{x1}; or {x_long}",
    "Chênh lệch {q}; không có một phần nào giải thích được.": "They differ by {q}; no single part explains it.",
    "Cột «{q1}»: {q2}. {x}": "Column «{q1}»: {q2}. {x}",
    # what would explain a difference
    "Số đã nêu có thể gõ nhầm: {q1} thay vì {q2} ({x}) thì khớp.":
        "The stated figure may be mistyped: {q1} for {q2} ({x}).",
    "Số trong «{q1}» có thể gõ nhầm: {q2} thay vì {q3} ({x}) thì khớp.":
        "The figure in «{q1}» may be mistyped: {q2} for {q3} ({x}).",
    "số đã nêu có thể gõ nhầm: {q1} thay vì {q2} ({x})": "the stated figure may be mistyped: {q1} for {q2} ({x})",
    "số trong «{q1}» có thể gõ nhầm: {q2} thay vì {q3} ({x})":
        "the figure in «{q1}» may be mistyped: {q2} for {q3} ({x})",
    "{q1}: không tính «{q2}» thì khớp.": "{q1}: it holds without «{q2}».",
    "{q1}: tính hai lần «{q2}» thì khớp.": "{q1}: it holds with «{q2}» counted twice.",
    "{q1}: không tính «{q2}»": "{q1}: without «{q2}»",
    "{q1}: tính hai lần «{q2}»": "{q1}: with «{q2}» counted twice",
    "đảo hai chữ số": "two digits swapped", "thiếu một chữ số": "a digit lost", "thừa một chữ số": "a digit too many",
    "gõ sai một chữ số": "a digit mistyped",
    # why something cannot be verified
    "có số chưa đọc được trong danh sách": "a figure of the list was not read",
    "danh sách để ngỏ (dấu «…», «một số»)": "the list is left open («…», «một số»)",
    "chưa rõ danh sách kết thúc ở đâu": "it is not clear where the list ends",
    "cách liệt kê lồng nhau, chưa tách rõ được từng phần": "lists within lists, whose parts cannot be told apart",
    "có phần không nêu số {q}": "a part states no number of {q}",
    "trong danh sách có số tỷ lệ hoặc số bình quân": "the list has shares or averages",
    "các phần không cùng loại với tổng": "the parts are not of the kind of the whole",
    "danh sách có số của kỳ khác": "the list has figures of another period",
    "các phần có thể trùng nhau (nữ, dân tộc, độ tuổi …)": "the parts may overlap (women, minorities, ages …)",
    "«trong đó» có thể chỉ nêu một số phần": "«trong đó» may name only some of the parts",
    "phần trong ngoặc có thể chỉ nêu một số phần": "the bracket may name only some of the parts",
    "các dòng có nhiều cấp": "the rows are of several levels",
    "bảng có thể chỉ nêu một số đơn vị": "the table may name only some of the units",
    "chênh lệch có thể do làm tròn": "rounding may explain the difference",
    "các phần cộng lại lớn hơn tổng, có thể trùng nhau": "the parts add up to more than the whole, and may overlap",
    "có số ước lượng («trên», «gần», «khoảng»)": "a figure is approximate («trên», «gần», «khoảng»)",
    "có mục nêu nhiều đối tượng": "an item names several, nobody knows how many",
    "số ước lượng": "the figure is approximate", "chỉ nêu một mục": "only one item is named",
    "có mục có thể nêu hai việc hoặc hai văn bản": "an item may name two things or two documents",
    "trước danh sách có nhiều số": "several figures stand before the list",
    "danh sách nêu văn bản, số đã nêu đếm việc khác": "the list names documents, the figure counts something else",
    "danh sách có thể không phải là danh sách của số đã nêu": "the list may not be that of the figure",
    "danh sách không tách rõ từng tên": "the names of the list cannot be told apart",
    "có mục không nêu số, ký hiệu văn bản": "an item names no document's number",
    # lists
    "Khớp: {q} mục được đánh số.": "Holds: {q} numbered items.",
    "Khớp: {q} văn bản được nêu.": "Holds: {q} documents are named.",
    "Khớp: {q} tên được nêu.": "Holds: {q} names are given.",
    "Đã nêu {q}, nhưng danh sách có {x}.": "{q} are stated, but the list has {x}.",
    "Chưa kiểm tra được: {x_long} (danh sách có {x2}).": "Unverifiable: {x_long} (the list has {x2}).",
    "{q} mục được đánh số": "{q} numbered items", "{q} văn bản được nêu": "{q} documents",
    "{q} tên được nêu": "{q} names",
    # shares, parts, figures stated twice
    "Chưa kiểm tra được: tỷ lệ có thể tính trên số khác ({q}).":
        "Unverifiable: it may be a share of another figure ({q}).",
    "Khớp: phần ({q1}) không lớn hơn tổng ({q2}).": "Holds: the part ({q1}) is not greater than the whole ({q2}).",
    "Phần «{q1}» lớn hơn tổng «{q2}».": "The part «{q1}» is greater than the whole «{q2}».",
    "Có số ước lượng.": "A figure is approximate.",
    "Có thể là phần của «{q}».": "It may be a part of «{q}».",
    "Khớp: hai chỗ nêu cùng một số.": "Holds: both places state the same figure.",
    "Cùng một nội dung nhưng hai số khác nhau: {q}.": "The same thing under two figures: {q}.",
    "Chưa kiểm tra được: {q}; hai chỗ có thể nói về hai việc.": "Unverifiable: {q}; they may speak of two things.",
    # years and days
    "Từ {q1} đến {q2} là {q3} năm, không phải {q4} năm.": "From {q1} to {q2} is {q3} years, not {q4}.",
    "Số năm khớp ({q1}) nhưng hai mốc không cùng ngày, tháng: {q2} và {q3}; có lẽ một trong hai ngày gõ nhầm.":
        "The years agree ({q1}), but not the day of the year: {q2} and {q3}; one of the two is perhaps mistyped.",
    "Năm {q1} ở tương lai, có lẽ là {q2} ({x}).": "The year {q1} lies in the future; perhaps it is {q2} ({x}).",
    "Có lẽ năm {q1} là {q2} ({x}).": "The year {q1} is perhaps {q2} ({x}).",
    "Có lẽ là {q} ({x}).": "Perhaps it is {q} ({x}).",
    "Chưa kiểm tra được: hai mốc thời gian là của chính sự kiện.": "Unverifiable: both dates are the event's own.",
    "Chưa kiểm tra được: {q}; báo cáo có thể nói về năm khác.": "Unverifiable: {q}; the report may mean another year.",
    "Chưa kiểm tra được: {q1}, lệch với {q2}; có thể là việc của năm khác.":
        "Unverifiable: {q1}, not {q2}; another year may be meant.",
    "Văn bản ban hành năm {q1}: đến năm {q2} là {q3} năm, không phải {q4} năm.":
        "Issued in {q1}: by {q2} that is {q3} years, not {q4}.",
    "Khớp: {q1} thuộc nhiệm kỳ khóa {q2}.": "Holds: {q1} lies in term {q2}.",
    "Ngày {q1} không thuộc nhiệm kỳ khóa {q2}, mà thuộc khóa {q3}.": "{q1} lies in term {q3}, not {q2}.",
    "Ngày {q1} không thuộc nhiệm kỳ khóa {q2}.": "{q1} does not lie in term {q2}.",
    "Lịch không có ngày {q}.": "No calendar has the day {q}.",
    "Văn bản đề ngày {q1}, sau ngày của báo cáo dẫn nó ({q2}).": "Dated {q1}, after the report that cites it ({q2}).",
    # periods and series
    "Khớp: kỳ báo cáo {q1} kết thúc không sau ngày văn bản {q2}.":
        "Holds: the period {q1} ends by the report's day {q2}.",
    "Kỳ báo cáo {q1} kết thúc sau ngày của chính văn bản ({q2}).":
        "The period {q1} ends after the report's own day ({q2}).",
    "Nếu là báo cáo tuần thì ngày cuối có lẽ là {q}.": "If it is a weekly report, its last day is perhaps {q}.",
    "Kỳ báo cáo kết thúc {q1}, sau ngày báo cáo ({q2}).": "The period ends {q1}, after the report's day ({q2}).",
    "Chưa kiểm tra được: kỳ báo cáo kết thúc {q} ngày sau ngày báo cáo.":
        "Unverifiable: the period ends {q} days after the report's day.",
    "Khớp: kỳ báo cáo kết thúc {q}, không sau ngày báo cáo.": "Holds: the period ends {q}, by the report's day.",
    "Hai kỳ báo cáo chồng nhau {q1} ngày: {q2} và {q3}.": "Two periods share {q1} days: {q2} and {q3}.",
    "Kỳ của {q1} cũng kết thúc sau ngày của nó: có lẽ phải kết thúc trước {q2}.":
        "The period of {q1} also ends after its own day: perhaps it should end before {q2}.",
    "Khớp: hai kỳ báo cáo nối tiếp nhau, {q1} và {q2}.": "Holds: the periods follow each other, {q1} and {q2}.",
    "Số {q} không có trong danh sách (thông tin, không phải lỗi).":
        "Number {q} is not in the list (information, no error).",
    "Kỳ báo cáo ({q1}) chồng {q2} ngày lên kỳ của báo cáo trước, {q3}.":
        "The period ({q1}) shares {q2} days with the report before, {q3}.",
    "Khớp: kỳ báo cáo không chồng lên kỳ của báo cáo trước, {q}.":
        "Holds: the period shares no day with the report before, {q}.",
    "Kho không có báo cáo cho {q} (thông tin, không phải lỗi).": "No report covers {q} (information, no error).",
    # one document, and figures counted up, over an archive
    "Khớp: {q} lần dẫn cùng một ngày.": "Holds: cited {q} times with one date.",
    "Một văn bản, hai cơ quan ban hành: {q1} và {q2}.": "One document, two issuers: {q1} and {q2}.",
    "Một văn bản, hai ngày: {q1} và {q2} ({x}).": "One document, two dates: {q1} and {q2} ({x}).",
    "Một văn bản, hai ngày: {q1} và {q2}.": "One document, two dates: {q1} and {q2}.",
    "Ký hiệu ghi năm {q1} nhưng ngày ban hành thuộc năm {q2}.": "The symbol says {q1}, the date {q2}.",
    "Chưa kiểm tra được: báo cáo này ghi ngày {q1}, còn {x}.": "Unverifiable: this report says {q1}, but {x}.",
    "Báo cáo này ghi ngày {q1}, còn {x}.": "This report says {q1}, but {x}.",
    "Báo cáo này ghi của {q1}, còn {x}.": "This report names {q1}, but {x}.",
    "{q1} và {q2} báo cáo khác ghi {x}": "{q1} and {q2} other reports say {x}",
    "{q1} ghi {x1}; {x2}": "{q1} says {x1}; {x2}",
    "{q1} ghi {x1}": "{q1} says {x1}",
    "ngày {q}": "{q}", "của {q}": "{q}",
    "Hai ngày có lẽ khác nhau do {x}.": "The dates perhaps differ by {x}.",
    "Có thể dẫn sai số, hoặc là hai văn bản.": "The number cited may be wrong, or there are two documents.",
    "Khớp: lũy kế kỳ trước ({x}) cộng số trong kỳ: {q2}.":
        "Holds: the last total ({x}) and this period's figure: {q2}.",
    "Lũy kế kỳ trước là {q1} ({x}), thêm {q3} trong kỳ thì phải là {q4}, không phải {q5}.":
        "The last total is {q1} ({x}); {q3} more in this period make {q4}, not {q5}.",
    "Chưa kiểm tra được: lũy kế kỳ trước là {q1} ({x}), thêm {q3} trong kỳ thì phải là {q4}, không phải {q5}.":
        "Unverifiable: the last total is {q1} ({x}); {q3} more in this period make {q4}, not {q5}.",
    "Khớp: số lũy kế không giảm so với kỳ trước, {q1} ({x}).": "Holds: the total has not fallen since {q1} ({x}).",
    "Số lũy kế giảm: kỳ trước là {q1} ({x}), kỳ này là {q3}.": "The total falls: last {q1} ({x}), now {q3}.",
    "Chưa kiểm tra được: số lũy kế giảm: kỳ trước là {q1} ({x}), kỳ này là {q3}.":
        "Unverifiable: the total falls: last {q1} ({x}), now {q3}.",
    "{q1}, ngày {q2}, kỳ đến {q3}": "{q1} of {q2}, until {q3}",
    "{q1}, kỳ đến {q2}": "{q1}, until {q2}",
    "Số tính đến nay có thể giảm.": "What counts until now may fall.",
    # what remains of the simple ones
    "Khớp: {q}.": "Holds: {q}.",
    "Chưa kiểm tra được: {x1} ({q2}).": "Unverifiable: {x1} ({q2}).",
    "Chưa kiểm tra được: {x}": "Unverifiable: {x}",
    "{q1}, không phải {q2}.": "{q1}, not {q2}.",
}  # fmt: skip
_SLOT = re.compile(r"\{(\w+)\}")
# «12-BC/VPTU, ngày 20/5/2024»: how a report is named; what is quoted stays.
_DATED = re.compile(r"«[^»]*»|(?P<dated>, ngày (?=\d))")


def told_in(words: Words, explanation: str) -> str:
    """The explanation in the user's language; what has no English stays as it is.

    >>> told_in(Words("en"), "29 − 1 = 28: không tính «01 lớp» thì khớp. Cũng phần này giải thích số lớp (9 − 1 = 8).")
    '29 − 1 = 28: it holds without «01 lớp». The same part explains the number of lớp (9 − 1 = 8).'
    """
    return _translated(explanation) if words.language == "en" else explanation


def _translated(text: str) -> str:
    said = _sentences(text)
    return text if said is None else _DATED.sub(lambda found: " of " if found["dated"] else found.group(), said)


def _sentences(text: str) -> str | None:
    """One known sentence or phrase after the other; None where one is not known."""
    if not text:
        return ""
    for whole in (False, True):
        for pattern, english in _patterns():
            found = pattern.fullmatch(text) if whole else pattern.match(text)
            told = _filled(english, found) if found else None
            following = _sentences(text[found.end() :].lstrip()) if found and told is not None else None
            if following is not None:
                return f"{told} {following}".rstrip()
    return None


def _filled(english: str, found: re.Match[str]) -> str | None:
    told: dict[str, str] = {}
    for name, said in found.groupdict().items():
        known = _sentences(said) if name.startswith("x") else said
        if known is None:
            return None
        told[name] = known
    return english.format(**told)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each sentence as a pattern whose slots are as short as what follows them allows; `_long` ones as long."""
    made = []
    for vietnamese, english in _ENGLISH.items():
        parts = _SLOT.split(vietnamese)
        pattern = "".join(
            re.escape(part) if at % 2 == 0 else f"(?P<{part}>.+{'' if part.endswith('_long') else '?'})"
            for at, part in enumerate(parts)
        )
        made.append((re.compile(rf"{pattern}(?=\s|$)"), english))
    return tuple(made)
