"""One change as the audit trail keeps it: who changed what, when and from where; «An, finding_decided, confirmed»."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from pipeline.store.schema import METADATA
from pipeline.store.storable import storable

# What can be recorded, and how it is told.
ACTIONS: Mapping[str, str] = {
    "finding_decided": "kết luận về một chỗ", "fact_corrected": "sửa một dữ kiện", "fact_added": "thêm một dữ kiện",
    "fact_rejected": "bác một dữ kiện", "correction_undone": "bỏ một chỗ sửa", "files_submitted": "nộp tệp",
    "login": "đăng nhập", "login_failed": "đăng nhập không được", "logout": "đăng xuất",
    "user_added": "thêm người dùng", "user_removed": "xóa người dùng", "user_disabled": "khóa người dùng",
    "user_enabled": "mở khóa người dùng", "role_changed": "đổi vai trò", "password_changed": "đổi mật khẩu",
    "token_made": "cấp mã truy cập", "token_revoked": "thu hồi mã truy cập",
}  # fmt: skip

_CHANGES = METADATA.tables["changes"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: a user's name, and the address that the request came from; none on the command line."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: who did what (one of `ACTIONS`) to what, and how that was before and is now.

    `subject` names it for good: a finding by its id and its report's source, a fact by its report's source and words.
    """

    actor: Actor
    action: str
    subject: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.action not in ACTIONS:
            raise ValueError(f"no such action: {self.action}")

    def row(self) -> dict[str, str]:
        """The row of `changes`, of this moment; `before` and `after` as JSON, empty where there was nothing."""
        told = {
            "at": now(), "who": self.actor.name, "action": self.action, "subject": self.subject,
            "before": _json(self.before), "after": _json(self.after), "address": self.actor.address,
        }  # fmt: skip
        return {name: storable(cell) for name, cell in told.items()}


def now() -> str:
    """This moment, as the store writes it: in UTC, so that the order of the texts is the order of time."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _json(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False) if told else ""


def write_change(connection: sa.Connection, change: Change) -> None:
    """Write a change down in the transaction that makes it: both are there, or neither."""
    connection.execute(_CHANGES.insert(), change.row())
