"""What the workbook says for the codes of the tables: «đã thực hiện» for `implemented`; other formats keep codes."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.statuses import ACTIVITIES, CORRECTED, DATE_KINDS, DECIDED, FACTS, OUTCOMES, RULES, STATUSES

_UNIT_KINDS: Mapping[str, str] = {
    "province": "tỉnh", "district": "huyện", "commune": "xã", "village": "thôn, tổ dân phố",
    "party_committee": "tổ chức đảng", "agency": "cơ quan", "group": "nhóm đơn vị",
}  # fmt: skip

# By column: a code, and what it is called.
CALLED: Mapping[str, Mapping[str, str]] = {
    "status": STATUSES,
    "activity": ACTIVITIES,
    "rule": RULES,
    "verdict": {"match": "khớp", "mismatch": "không khớp", "unverifiable": "chưa kiểm tra được"},
    "outcome": OUTCOMES,
    "kind": {**DATE_KINDS, **_UNIT_KINDS},
    "zone": {
        "body": "nội dung", "footnote": "cước chú", "table": "bảng", "letterhead": "đầu văn bản",
        "recipients": "nơi nhận", "signature": "chữ ký",
    },
    "how": {
        "explicit": "ghi đủ", "elliptical": "ghi lược", "short": "ghi tắt", "named": "gọi bằng tên",
    },
    "relation": {
        "implements": "thực hiện", "continues": "tiếp tục thực hiện", "sums_up": "sơ kết, tổng kết",
        "amends": "sửa đổi, bổ sung", "replaces": "thay thế",
    },
    "text_source": {"digital": "chữ số hóa", "ocr": "nhận dạng chữ", "mixed": "một phần nhận dạng chữ"},
    "decision": {"open": "để ngỏ", **DECIDED},
    "action": CORRECTED,
    "table": FACTS,
}  # fmt: skip
