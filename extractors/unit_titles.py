"""Names that no register holds: «Trường THPT Lê Lợi», «Công ty cổ phần Than Cao Sơn», «Trường Cao đẳng Y tế»."""

from __future__ import annotations

import re

from extractors.places import CAPITALS

# Small words that stand in no name: «Bệnh viện Nhi tỉnh …», «Công ty Mai Linh đã …».
_NO_NAME = (
    "và|tỉnh|huyện|thành|thị|xã|phường|quận|đã|của|thuộc|tại|ở|với|do|cho|có|là|được|về|trong|trên|chưa|tổ|phối|thực|theo|từ|khi|để"
    "|xin|nộp|gửi|đang|vẫn|không|sẽ|cũng|hiện|chậm|đến|triển|hoàn|đề|còn"
)
# Words with capitals, and single small ones between them: «Hữu nghị Việt Nam - Cu Ba».
_TITLE = re.compile(
    rf"(?:[ \u00a0](?:[-–][ ])?[{CAPITALS}][^\W_]{{0,9}}"
    rf"(?:[ ](?!(?:{_NO_NAME})[ ])[^\W\d_{CAPITALS}]{{1,6}}(?=[ ](?:[-–][ ])?[{CAPITALS}]))?){{1,6}}(?![^\W_])"
)
# «Tổng công ty Đầu tư phát triển đường cao tốc Việt Nam»: of a company of the State, all before its country.
_OF_THE_COUNTRY = re.compile(
    rf"[ ][{CAPITALS}][^\W\d_]{{0,9}}(?:[ ](?!(?:của|tại|với|do|đã|là|thuộc)[ ])[^\W\d_]{{1,7}}){{0,8}}?"
    r"[ ]Việt Nam(?!\w)"
)
_OF_THE_STATE = ("Tổng công ty", "Tập đoàn")
# What shows that a name has ended; «Tổng công ty Hàng hải» goes on.
_END = re.compile(rf"[ ]?(?:[,.;:()\n\t/]|$)|[ ][-–][ ]|[ ](?:{_NO_NAME})(?!\w)")
_LAST_WORD = re.compile(rf"[ ](?!(?:{_NO_NAME})(?!\w))[^\W\d_{CAPITALS}]{{1,6}}(?!\w)")
_NUMBER = re.compile(r"[ ]\d{1,2}(?![\w%])")  # «Trường THPT Đồng Văn 2»
_NAMED_IN_CAPITALS = (
    "Trường Trung học",
    "Trường Tiểu học",
    "Trường Mầm non",
    "Trường Mẫu giáo",
    "Trường Phổ thông",
    "Đồn Biên phòng",
)


def read_title(text: str, at: int, head: str) -> int:
    """Where a name of its own ends after its head, or `at` where none stands there.

    A school's or a border post's ends with its capitals, another's only where its clause shows that it does.

    >>> words = "Tổng công ty Hàng hải Việt Nam, Tổng công ty Hàng xuất khẩu"
    >>> words[12 : read_title(words, 12, "Tổng công ty")], read_title(words, 44, "Tổng công ty")
    (' Hàng hải Việt Nam', 44)
    """
    whole = _OF_THE_COUNTRY.match(text, at) if head in _OF_THE_STATE else None
    if whole is not None:
        return whole.end()
    title = _TITLE.match(text, at)
    if title is None or text[at - 2 : title.end()].isupper():
        return at
    end = title.end()
    number = _NUMBER.match(text, end)
    if number is not None and _END.match(text, number.end()):
        return number.end()
    if head.startswith(_NAMED_IN_CAPITALS) or _END.match(text, end):
        return end
    last = _LAST_WORD.match(text, end)  # «Trường Cao đẳng Y tế, …»
    return last.end() if last is not None and _END.match(text, last.end()) else at
