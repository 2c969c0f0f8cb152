"""What a board or an office is for, up to whose it is: «Ban Chỉ đạo an sinh xã hội tỉnh», «Ban Khoa giáo Tỉnh ủy»."""

from __future__ import annotations

import re

from extractors.places import CAPITALS

BOARD_NUMBER = re.compile(r"[ \u00a0](\d{2,4})(?![\w/.-])")  # «Ban Chỉ đạo 35»
_U = "(?:uỷ|ủy)"
# Words that show a clause, not a name.
_NO_TOPIC = (
    "đã|sẽ|đang|chưa|họp|yêu|giao|báo|được|do|là|có(?![ ]công)|tại|cho|với|tham[ ]mưu|phân[ ]công"
    "|Trung[ ]ương|Quốc[ ]gia|TW|UBND|HĐND|MTTQ"
)
_SMALL = rf"[^\W\d_{CAPITALS}]{{1,8}}"
_SHORT = rf"[{CAPITALS}&-]{{2,8}}"
_TOPIC_WORD = rf"(?!(?:{_NO_TOPIC})\b)(?:{_SMALL}|[{CAPITALS}]{{2,6}}|(?i:covid)-19)"
_CAPITAL_WORD = rf"(?!Trung ương|Quốc gia)[{CAPITALS}]{_SMALL}"
_LEVEL = r"(?:của )?(?:Đảng bộ|tỉnh|huyện|thành phố|TP|thị xã|quận|(?<!hợp tác )xã(?! (?:hội|viên))|phường|thị trấn)\b"
BOARD_TOPIC = re.compile(
    rf"(?:[ \u00a0](?:về|các|thực hiện|công tác))?[ \u00a0](?:{_CAPITAL_WORD}|{_TOPIC_WORD})"
    rf"(?:(?:,|[ ][-–])[ \u00a0](?:{_CAPITAL_WORD}|{_TOPIC_WORD})|[ \u00a0]{_TOPIC_WORD}){{0,22}}?[ \u00a0](?={_LEVEL})"
)
# «Ban Chỉ đạo cấp tỉnh phòng, chống tham nhũng, tiêu cực»: its topic ends with the clause.
BOARD_OF_RANK = re.compile(
    rf"[ ]cấp[ ](?P<level>tỉnh|thành phố)(?:[ ]về)?[ ]"
    rf"(?P<topic>(?:(?:công tác[ ])?phòng, chống|{_TOPIC_WORD})(?:[ ]{_TOPIC_WORD}){{1,9}}?"
    rf"(?:, (?:lãng phí|tiêu cực)){{0,2}})"
    rf"(?=[ ]?(?:[,.;:)\n\t]|$)|[ ](?:{_NO_TOPIC}|và|tỉnh|ban hành)\b)"
)
_NO_OFFICE = (
    f"{_NO_TOPIC}|toàn|trên|từ|theo|ở|đến|khi|này|năm|tháng|ngày|của|thuộc|các|những|mỗi|cấp|phối|chủ|hướng|đề|trình"
    "|ban|gửi|sang|để|nhằm|vì|rồi|xin|nghe|làm|mời|cùng|như"
)
# Rooms, meetings and those who lead a body are no bodies of it: «Ban Giám đốc Công an tỉnh».
_NO_BODIES = "Giám|Lãnh|Biên[ ]tập|Họp|Hội[ ]nghị|Truyền[ ]thống|Trưởng|Thường|Đón|Tiếp|Soạn|Thư[ ]ký"
_OWNER = rf"""(?:
    (?:tỉnh|huyện|thành[ ]phố|thị[ ]xã|quận|(?<!hợp[ ]tác[ ])xã(?![ ](?:hội|viên))|phường|thị[ ]trấn)\b
  | (?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng)[ ]{_U}\b | UBND\b | HĐND\b | Ủy[ ]ban[ ]nhân[ ]dân\b
  | Công[ ]an[ ](?:tỉnh|huyện|thành|thị|quận|TP) | (?:Sở|Bộ|Hội|Liên[ ]minh|Liên[ ]đoàn|Ngân[ ]hàng)[ ][{CAPITALS}]
)"""
# Where another body begins: «Phòng Hậu cần và Phòng Tham mưu Công an tỉnh».
_ANOTHER = (
    r"(?:Phòng|Ban|Vụ|Cục|Chi[ ]cục|Trung[ ]tâm|Trạm|Đội|Hạt|Văn[ ]phòng|Hội|Đoàn|Trường|Viện"
    r"|T[oò][aà]|Kho|Đài|Bệnh|Công[ ]ty)\b"
)
_OFFICE_TOPIC = re.compile(
    rf"""
    [ ](?!(?:{_NO_BODIES})\b|{_OWNER}|Hội[ ]đồng)(?:[{CAPITALS}]{_SMALL}|{_SHORT})
    (?:
        (?:[ ][-–])?[ ] (?!{_OWNER}|{_ANOTHER}) (?!(?:{_NO_OFFICE})\b) (?:[{CAPITALS}]{_SMALL}|{_SHORT}|{_SMALL})
      | ,[ ] (?!{_OWNER}) (?!(?:{_NO_OFFICE})\b) {_SMALL}
    ){{0,11}}
    (?= [ ]{_OWNER} )
    """,
    re.VERBOSE,
)


def office_topic_end(text: str, at: int) -> int | None:
    """Where the words end that an office has between its head and its owner; None where they are no name.

    >>> words = "Phòng Tham mưu Công an tỉnh"
    >>> words[5 : office_topic_end(words, 5)]
    ' Tham mưu'
    """
    topic = _OFFICE_TOPIC.match(text, at)
    return topic.end() if topic is not None and not topic.group().isupper() else None
