"""Passwords: hashed with Argon2id, never kept; «mật khẩu dài và dễ nhớ»."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from pipeline.messages import RefusedError

# NIST SP 800-63B asks for length and for no rules about signs; the longest that is taken keeps hashing cheap.
SHORTEST, LONGEST = 12, 200

# The library's own figures are those of RFC 9106 for machines with little memory: 64 MiB, three passes.
_HASHER = PasswordHasher()


def to_hash(password: str, name: str) -> str:
    """The hash of a new password; `RefusedError` where it is too short, too long, or the user's own name."""
    if not SHORTEST <= len(password) <= LONGEST:
        told = "Mật khẩu phải dài từ {least} đến {most} ký tự; một câu dễ nhớ là tốt nhất."
        raise RefusedError(told, least=SHORTEST, most=LONGEST)
    if name.casefold() in password.casefold() and len(password) - len(name) < SHORTEST // 2:
        raise RefusedError("Mật khẩu gần như chỉ là tên người dùng. Hãy chọn mật khẩu khác.")
    return _HASHER.hash(_same(password))


def is_right(password: str, known: str) -> bool:
    """True where the password is the one that was hashed; without a hash it is never, after as long a time."""
    try:
        right = _HASHER.verify(known or _decoy(), _same(password[: LONGEST + 1]))
    except (VerificationError, InvalidHashError):
        return False
    return right and bool(known)


@cache
def _decoy() -> str:
    """What a password is held against where there is no such user, so that the time tells nobody who exists."""
    return _HASHER.hash(secrets.token_hex(32))


def _same(password: str) -> str:
    """One form for what keyboards write differently: «mật» composed or not (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
