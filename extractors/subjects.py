"""What a cited document is about: «… của Bộ Chính trị về chuẩn mực đạo đức» is about «chuẩn mực đạo đức»."""

from __future__ import annotations

import re

_LONGEST = 300

# «, về “Đổi mới công tác …”», «“Về tổ chức học tập …”», and the same in angled quotes
_QUOTED = re.compile(r"[ ,]{1,3}(?:(?:về|Về)[ ](?:việc[ ])?)?[“\"«](?P<words>[^“”\"«»\n\t]{3,400})[”\"»]")
_ABOUT = re.compile(r"[ ,]{1,3}(?:về|Về|VỀ|v/v|V/v)[ ](?:việc[ ]|VIỆC[ ])?")
# «Nghị định số … quy định về giá đất»: the verb belongs to the subject.
_VERB = re.compile(
    r"[ ](?=(?:[Qq]uy định|[Hh]ướng dẫn|[Bb]an hành(?![ ](?:bởi|kèm|ngày|tại))"
    r"|[Ss]ửa đổi|[Bb]ổ sung|[Pp]hê duyệt|[Bb]ãi bỏ|[Kk]ết luận)[ ])"
)
# «Công văn số …, ngày 26/4/2024 tuyên truyền kỷ niệm …»: right after the date an act of the writer is the subject.
_ACT = re.compile(
    r"[ ](?=(?:tuyên truyền|định hướng|đề xuất|đề nghị|báo cáo|phối hợp|thực hiện|triển khai|tổ chức|tổng kết|sơ kết"
    r"|kiểm tra|giám sát|tăng cường|xin|mời|thành lập|kiện toàn|thi hành)[ ])"
)

# Where an unquoted subject surely ends.
_END = re.compile(r"[;:!?…()\n\t]|\.(?=[\s.”\"]|$)")
# Words that begin what is said of the document, or who does what with it.
_CLAUSE = re.compile(
    r"""(?<!không)[ ]được(?!\w)|[ ](?:đã|đang|sẽ|góp[ ]phần|sâu[ ]rộng|nghiêm[ ]túc
    |theo[ ](?:[Kk]ế[ ]hoạch|đúng|chỉ[ ]đạo|tinh[ ]thần)
    |(?:đến|tới)[ ](?:cán[ ]bộ|đội[ ]ngũ|toàn[ ]thể|các[ ]cấp|các[ ]chi|cơ[ ]sở|mọi|từng|đảng[ ]viên|100)
    |với[ ](?:các[ ]huyện|các[ ]đơn[ ]vị|Đảng[ ]ủy)
    |(?<!đối[ ])(?<!gắn[ ])(?<!so[ ])với[ ](?:(?:trên|gần|hơn|khoảng|tổng[ ]số)[ ])?\d[\d.]*(?=[ ]\w)
    |cho[ ](?:(?:trên|gần|hơn|khoảng)[ ]\d[\d.]*|\d{3,}|\d{1,3}[.]\d{3})(?=[ ]\w)
    |(?:đến|tới)[ ]\d{1,3}(?=[ ](?!giờ|tuổi|năm)\w)
    |đối[ ]với[ ](?:Đảng|Tỉnh|Thành|Huyện|Quận|Thị|Sở|UBND|HĐND|Ủy[ ]ban|Uỷ[ ]ban|Ban[ ]Thường)|như[ ]sau)(?!\w)
    |[ ]và[ ]theo(?!\w)
    |,[ ](?:đến|được|đã|góp[ ]phần|qua[ ]đó|trong[ ]đó|đồng[ ]thời|tham[ ]mưu|từ[ ]đó|nhất[ ]là|trong[ ](?:tháng|năm)
    |kết[ ]quả|hiện[ ]nay|bước[ ]đầu|theo|cấp[ ](?:ủy|uỷ|huyện|xã|tỉnh)|các[ ](?:cấp|chi[ ]bộ|đơn[ ]vị|địa[ ]phương)
    |toàn[ ](?:tỉnh|huyện|ngành|Đảng)|Ban|Bộ[ ]Chính|Đảng|Tỉnh|Thành|Huyện|Sở|UBND|HĐND|Ủy|Uỷ|Văn[ ]phòng|Hội[ ]đồng
    |Chủ[ ]tịch|Thủ[ ]tướng|Chi|Kế|Chỉ|Kết|Nghị|Quy|Quyết|Công|Chương|Hướng|Thông|Luật|Báo)(?!\w)""",
    re.VERBOSE,
)
# With these words a title is complete: «… trong tình hình mới», «… giai đoạn 2021-2025».
_COMPLETE = re.compile(
    r"trong (?:tình hình|giai đoạn|thời kỳ|bối cảnh) mới|giai đoạn \d{4} ?[-–] ?\d{4}"
    r"|đến năm \d{4}, tầm nhìn (?:đến )?năm \d{4}"
)
_CLOSED = re.compile(r"”(?=,|[ ]và[ ](?!“))")  # a quoted title is over: «ban hành Quy định “…” và Điều 2 Quyết định …»
_BEFORE_COLON = re.compile(r",?[ ](?:với|như|gồm|cụ thể|tại các|ở các|cho các|của các|trong đó)(?!\w)")
_JOINT = re.compile(r"(?:[ ]?[,;]|[ ]và|[ ]hoặc|[ ]số|[ ](?:theo|gắn với|cùng|các))+[ ]*$")


def read_subject(text: str, at: int, follower: int, *, after_date: bool) -> str:
    """The subject that begins at `at`, or «». `follower` is where the next citation begins.

    >>> read_subject(" về công tác khuyến học, khuyến tài; tiếp tục", 0, 99, after_date=True)
    'công tác khuyến học, khuyến tài'
    >>> read_subject(" đã đi vào cuộc sống", 0, 99, after_date=True)
    ''
    """
    quoted = _QUOTED.match(text, at)
    if quoted:
        return _without_about(quoted["words"])[:_LONGEST].strip()
    opening = _ABOUT.match(text, at) or _VERB.match(text, at) or (_ACT.match(text, at) if after_date else None)
    if opening is None:
        return ""
    start = opening.end()
    quoted = _QUOTED.match(text, start - 1)
    if quoted:
        return _without_about(quoted["words"])[:_LONGEST].strip()
    return _cut(text, start, follower).strip(" ,-–")


def _without_about(words: str) -> str:
    about = _ABOUT.match(f" {words}")
    return words[about.end() - 1 :] if about else words


def _cut(text: str, start: int, follower: int) -> str:
    end = _END.search(text, start, start + _LONGEST + 100)
    stop = end.start() if end else min(len(text), start + _LONGEST + 100)
    words = text[start:stop]
    if end and end.group() == ":":
        listing = list(_BEFORE_COLON.finditer(words))
        words = words[: listing[-1].start()] if listing else words
    if start < follower < start + len(words):
        joint = _JOINT.search(text[start:follower])
        words = words[: joint.start()] if joint else words
    for cue in (_CLAUSE, _COMPLETE):
        found = cue.search(words)
        if found:
            words = words[: found.start() if cue is _CLAUSE else found.end()]
    closed = _CLOSED.search(words)
    words = words[: closed.start() + 1] if closed else words
    if len(words) > _LONGEST:
        words = words[: max(words.rfind(",", 0, _LONGEST), 0)]
    return words
