"""What the codes of the tables are called for people, «đã thực hiện» for `implemented`, and each status's letter."""

from __future__ import annotations

from collections.abc import Mapping

# In the order of a legend; the English stands in `messages`.
STATUSES: Mapping[str, str] = {
    "implemented": "đã thực hiện", "in_progress": "đang thực hiện", "planned": "có kế hoạch",
    "not_implemented": "chưa thực hiện", "monitored": "được giám sát", "conflict": "thông tin trái nhau",
    "no_evidence": "chưa có thông tin",
}  # fmt: skip

# What a check is called for a clerk.
RULES: Mapping[str, str] = {
    "breakdown": "tổng và các phần", "enumeration": "số nêu và số liệt kê", "footnote_total": "tổng và cước chú",
    "footnote_enumeration": "số nêu và cước chú liệt kê", "percentage": "tỷ lệ", "table_total": "tổng trong bảng",
    "anniversary": "số năm", "period": "kỳ báo cáo", "sequence": "các kỳ, số nối tiếp", "term": "khóa, nhiệm kỳ",
    "part_of_whole": "phần và toàn thể", "date_conflict": "ngày của cùng một văn bản",
    "repeated_figure": "số liệu nêu nhiều lần",
}  # fmt: skip

# What a unit did about a document.
ACTIVITIES: Mapping[str, str] = {
    "disseminated": "quán triệt, phổ biến", "issued_plan": "ban hành kế hoạch, văn bản", "propagated": "tuyên truyền",
    "registered_models": "đăng ký mô hình", "reviewed": "sơ kết, tổng kết", "supervised": "kiểm tra, giám sát",
    "other": "việc khác",
}  # fmt: skip

DATE_KINDS: Mapping[str, str] = {
    "day": "ngày", "month": "tháng", "quarter": "quý", "half": "nửa năm", "year": "năm", "years": "nhiều năm",
    "range": "khoảng thời gian",
}  # fmt: skip

# A letter for each status in each language: the first of what it is called, where that tells them apart.
LETTERS: Mapping[str, Mapping[str, str]] = {
    "vi": {"implemented": "Đ", "in_progress": "T", "planned": "K", "not_implemented": "C", "monitored": "G",
           "conflict": "!", "no_evidence": "·"},
    "en": {"implemented": "D", "in_progress": "P", "planned": "L", "not_implemented": "N", "monitored": "M",
           "conflict": "!", "no_evidence": "·"},
}  # fmt: skip

# The levels of units, as the matrix is narrowed down to one.
LEVEL_NAMES: Mapping[str, str] = {
    "province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã", "village": "thôn, tổ dân phố",
    "agency": "cơ quan",
}  # fmt: skip

# What became of a file; in the order of a chart, what was read first.
OUTCOMES: Mapping[str, str] = {
    "indexed": "đã đọc", "indexed_partial": "đọc một phần", "duplicate": "trùng", "skipped": "bỏ qua",
    "quarantined": "chưa đọc được",
}  # fmt: skip

# What a reviewer decided about a finding, where it is no longer open; and what was done to a fact.
DECIDED: Mapping[str, str] = {
    "confirmed": "đã xác nhận là sai", "explained": "đã được giải thích", "dismissed": "đã bỏ qua",
}  # fmt: skip
CORRECTED: Mapping[str, str] = {"correct": "sửa", "add": "thêm vào", "reject": "bỏ"}

# The kinds of facts that can be corrected.
FACTS: Mapping[str, str] = {
    "citations": "Văn bản", "dates": "Thời gian", "counts": "Số liệu", "unit_mentions": "Đơn vị",
    "implementations": "Thực hiện",
}  # fmt: skip

# What became of a report that a unit owes, and against which day it is told to be late.
OWED: Mapping[str, str] = {
    "missing": "chưa nộp", "late": "nộp chậm", "open": "chưa rõ", "not_due": "chưa đến hạn", "sent": "đã nộp",
}  # fmt: skip
UNREAD = "Trong kho có {n} tệp chưa đọc được: báo cáo còn thiếu có thể ở trong đó. Xem: baocao status --failed"
BASES: Mapping[str, str] = {
    "due_day": "theo bảng", "usual_day": "ngày thường nộp của đơn vị", "period_end": "ngày cuối kỳ",
}  # fmt: skip

# What became of a task; in the order in which a clerk looks at them.
KEPT: Mapping[str, str] = {
    "not_done": "báo cáo là chưa làm", "silent": "không thấy nhắc lại", "open": "chưa rõ",
    "planned": "vẫn trong kế hoạch", "in_progress": "đang làm", "no_later_report": "chưa có báo cáo sau đó",
    "done": "đã làm",
}  # fmt: skip
SAYS: Mapping[str, str] = {**{name: KEPT[name] for name in ("not_done", "planned", "in_progress", "done")},
                           "maybe": "có thể nói về việc này"}  # fmt: skip

# Why a file gave no report, by the reasons of the closed list, in a sentence: what its message says more of.
REASONS: Mapping[str, str] = {
    "EMPTY": "Tệp rỗng. Hãy xin lại tệp từ nơi gửi.",
    "NOT_REGULAR_FILE": "Không phải tệp thường. Không cần làm gì.",
    "UNREADABLE": "Không mở được tệp. Hãy kiểm tra quyền đọc và ổ đĩa rồi nạp lại.",
    "OUTSIDE_ROOT": "Lối tắt tới một tệp ngoài thư mục đang nạp. Nếu cần đọc, hãy nạp thẳng tệp đó.",
    "UNSUPPORTED_TYPE": "Loại tệp này không đọc được. Hãy lưu báo cáo thành .docx hoặc .pdf rồi nạp lại.",
    "TYPE_MISMATCH": "Tên tệp nói một loại, bên trong là loại khác. Hãy lưu thành .docx hoặc .pdf rồi nạp lại.",
    "ENCRYPTED": "Tệp được đặt mật khẩu. Hãy bỏ mật khẩu rồi nạp lại.",
    "CORRUPT": "Tệp bị hỏng. Hãy xin lại tệp từ nơi gửi.",
    "BOMB": "Tệp không an toàn: nở ra quá lớn khi đọc. Không mở tệp này; hãy báo cho người quản trị.",
    "TOO_LARGE": "Tệp hoặc nội dung của nó lớn quá giới hạn. Hãy tách thành các tệp nhỏ hơn, hoặc nâng giới hạn.",
    "TOO_MANY_PAGES": "Tệp có quá nhiều trang (BAOCAO_PAGES). Hãy tách thành các tệp nhỏ hơn, hoặc nâng giới hạn.",
    "XML_DTD": "Tệp Word không an toàn: có khai báo DTD. Không mở tệp này; hãy báo cho người quản trị.",
    "TIMEOUT": "Đọc quá lâu nên đã dừng. Hãy lưu lại thành tệp mới rồi nạp, hoặc thử lại với --retry-failed.",
    "MEMORY": "Đọc tệp này cần quá nhiều bộ nhớ (BAOCAO_MEMORY). Hãy tách tệp, hoặc nâng giới hạn rồi nạp lại.",
    "CRASH": "Tệp làm hỏng chương trình đọc. Hãy lưu lại thành tệp mới rồi nạp, hoặc thử lại với --retry-failed.",
    "NO_TEXT": "Tệp không có chữ nào. Hãy kiểm tra xem có gửi nhầm tệp không.",
    "NEEDS_OCR": "Tệp chỉ có ảnh. Hãy nạp lại với nhận dạng chữ (--ocr auto, cần Tesseract).",
    "PAGES_MISSING": "Chỉ đọc được một phần số trang. Hãy xin lại tệp đủ trang.",
    "GARBLED_TEXT": "Chữ trong tệp không nhận ra được. Hãy lưu lại bằng Unicode rồi nạp lại.",
    "CHANGED_DURING_READ": "Tệp bị sửa trong lúc đọc. Hãy nạp lại khi tệp đã yên.",
    "SYMLINK_DIR": "Lối tắt tới một thư mục. Nếu cần đọc, hãy nạp thẳng thư mục đó.",
    "IGNORED": "Tệp ẩn hoặc tệp tạm. Không cần làm gì.",
    "INTERNAL": "Lỗi của chương trình. Hãy báo cho người bảo trì, kèm tệp này.",
}
