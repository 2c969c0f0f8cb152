"""How lists and groups of units open: «các huyện: …», «các sở, ban, ngành», «UBND ba huyện biên giới …»."""

from __future__ import annotations

import re

from extractors.patterns import one_tone
from extractors.places import CAPITALS, HEADS
from extractors.unit_numbers import NUMBER_ENDS

_U = "(?:uỷ|ủy)"
# «các huyện ủy, thành ủy», «cấp huyện và tương đương», «các sở, ban, ngành», «các đảng ủy xã, phường, thị trấn».
_COMMITTEE_ITEM = rf"(?:(?:tỉnh|thành|huyện|quận|thị|đảng)[ ]{_U})"  # also «các huyện, thành, thị ủy»
_LEVEL_ITEM = r"""(?:
    thành[ ]phố | thị[ ]xã | thị[ ]trấn | đặc[ ]khu | huyện | quận | phường
  | thành(?=,[ ]thị|[ ]và[ ]thị|[ ]?[:;.)]|[ ](?:gồm|là|như|trong|trên|cả)[ ]|$)
  | thị(?=[ ]?[,;.:)\n]|[ ]và|$)
  | tỉnh(?![ ](?:lỵ|táo)) | xã(?![ ](?:hội|viên|luận))
)(?![ ](?:đoàn|đội|uỷ|ủy)\b)"""
CUT_SHORT = {"thành": "thành phố", "thị": "thị xã"}  # «các huyện, thành, thị»
_ITEM = rf"""(?:
    {_COMMITTEE_ITEM} | {_LEVEL_ITEM} | đảng[ ]bộ | chi[ ]bộ | cấp[ ]{_U}
  | bộ(?=[ ]?:|[ ](?-i:[{CAPITALS}])|$) | sở(?![ ](?:hữu|thích|dĩ))
  | ban(?=[ ]?[,;.):]|$|[ ](?:ngành|đảng|của|thuộc|có)) | ngành | đoàn[ ]thể
  | phòng(?=[ ]?[,;.):]|$|[ ](?:ban|của|thuộc|có)) | thôn | bản(?=[ ]?[,;.)]|$|[ ](?:của|thuộc|trên)) | tổ[ ]dân[ ]phố
)(?!\w)"""
_OF_ALL = rf"(?(rank){_LEVEL_ITEM}(?!\w)|{_ITEM})"  # «cấp huyện, đảng bộ» ends with its level
_TAIL = r"""(?: [ ](?:và[ ]tương[ ]đương|[(]và[ ]tương[ ]đương[)]) | [ ]cơ[ ]sở | [ ]bộ[ ]phận
  | [ ]trực[ ]thuộc(?:[ ](?:(?:đảng[ ]bộ[ ])?tỉnh(?:[ ](?:uỷ|ủy))?|trung[ ]ương|TW|T\.Ư))? ){0,3}"""
GROUP = re.compile(
    rf"""
    (?P<all>(?P<rank>cấp)|các|những)
    (?P<items> [ ]{_OF_ALL} (?: (?:[ ]?[,/][ ]?|[ ]-[ ]|[ ])(?:và[ ])? {_OF_ALL} ){{0,7}} | (?<=các)[ ]cấp )
    (?P<tail> {_TAIL} )
    (?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# «UBND ba huyện biên giới: Mèo Vạc, Đồng Văn và Yên Minh»: so many places, where their names follow.
SOME = re.compile(
    rf"""
    (?P<all> hai|ba|bốn|năm|\d{{1,3}} )
    (?P<items> [ ]{_LEVEL_ITEM}(?!\w) (?: (?:,[ ]|[ ]và[ ]|[ ]) {_LEVEL_ITEM}(?!\w) ){{0,3}} )
    (?P<tail> )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What a place is, before its name, or all places of a list: «huyện đảo Cô Tô», «các huyện biên giới Mèo Vạc, Đồng Văn».
OF_KIND = "(?:[ ](?:biên giới|vùng cao|vùng biên|ven biển|miền núi|nghèo|đảo)){1,2}"
KIND = re.compile(rf"(?:{OF_KIND}|[ ](?:phía|vùng)[ ](?:Bắc|Nam|Đông|Tây)){{1,2}}[ ](?=[{CAPITALS}])")
# After «ban tổ chức tỉnh ủy»: «, thành ủy và tương đương» shows that nobody in particular is meant.
MORE = re.compile(
    rf"""
    (?P<items> (?: (?:,[ ]|/|[ ]và[ ]) (?:{_COMMITTEE_ITEM}|{_LEVEL_ITEM}) (?!\w) ){{0,6}} )
    (?P<tail> {_TAIL} )
    (?![ ](?-i:[{CAPITALS}\d]))
    """,
    re.VERBOSE | re.IGNORECASE,
)
# «13 tỉnh, thành phố gồm: Bắc Giang, Cần Thơ»: the levels before the one that opens the list.
LEVEL = re.compile("|".join(HEADS))
LEVELS_BEFORE = re.compile(rf"(?<!\w)(?:(?:{'|'.join(HEADS)})(?:,[ ]|[ ]và[ ])){{1,3}}$", re.IGNORECASE)
ITEMS = re.compile(_ITEM, re.VERBOSE | re.IGNORECASE)
# What stands between a head and its names: «:», «như:», «như», «(»; after «các huyện», also what they have in common.
COLON = re.compile(r"[ ]?(?:(?:như|gồm|là|nhất[ ]là)[ ]?:?|[:(])[ ]?", re.VERBOSE)
COMMON = re.compile(
    rf"(?:[ ](?!và[ ])(?:[^\W\d_{CAPITALS}]{{1,7}}|Bắc|Nam|Đông|Tây)){{0,6}}?{COLON.pattern}"
    rf"(?=[{CAPITALS}]|\d{{1,2}}(?:{NUMBER_ENDS}))",
    re.VERBOSE,
)
# «các tỉnh phía Nam từ Quảng Trị trở vào», «các xã từ Cán Chu Phìn đến Lũng Pù»: where a stretch begins and ends.
FROM = re.compile(rf"(?:[ ](?!và[ ])[^\W\d_]{{1,7}}){{0,4}}?[ ]từ[ ](?=[{CAPITALS}])")
ONWARD = re.compile(r"[ ](?:trở[ ](?:vào|ra|vô|lên|xuống)(?!\w)|(?P<to>đến|tới)[ ])")


def in_words(words: str) -> str:
    """The words of a group as its name has them."""
    name = one_tone(" ".join(words.split()))
    return name.lower() if name.isupper() else name[:1].lower() + name[1:]
