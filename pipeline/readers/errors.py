"""Why a file could not be read, with the next step for its user: «Tệp được đặt mật khẩu» → `ENCRYPTED`."""

from __future__ import annotations

# The closed list of THREATS: every file that is not indexed whole carries one of these.
REASONS = frozenset({
    "EMPTY", "NOT_REGULAR_FILE", "UNREADABLE", "OUTSIDE_ROOT", "UNSUPPORTED_TYPE", "TYPE_MISMATCH", "ENCRYPTED",
    "CORRUPT", "BOMB", "TOO_LARGE", "TOO_MANY_PAGES", "XML_DTD", "TIMEOUT", "MEMORY", "CRASH", "NO_TEXT", "NEEDS_OCR",
    "PAGES_MISSING", "GARBLED_TEXT", "CHANGED_DURING_READ", "SYMLINK_DIR", "IGNORED", "INTERNAL",
})  # fmt: skip


class UnreadableError(Exception):
    """A file that cannot be read: what is wrong, the reason from the closed list, and what its user can do next.

    `message` and `next_step` are Vietnamese sentences for a clerk.

    >>> error = UnreadableError("Tệp rỗng.", reason="EMPTY", next_step="Hãy xin lại tệp.")
    >>> str(error), error.reason, error.next_step
    ('Tệp rỗng.', 'EMPTY', 'Hãy xin lại tệp.')
    """

    def __init__(self, message: str, *, reason: str, next_step: str) -> None:
        if reason not in REASONS:
            raise ValueError(f"{reason} is not one of the reasons a file may fail for")
        super().__init__(message)
        self.reason = reason
        self.next_step = next_step

    def __reduce__(self) -> tuple[object, ...]:
        # An exception with keyword-only arguments cannot cross to the parent process without this.
        return _unreadable, (str(self), self.reason, self.next_step)


def _unreadable(message: str, reason: str, next_step: str) -> UnreadableError:
    return UnreadableError(message, reason=reason, next_step=next_step)
