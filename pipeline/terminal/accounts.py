"""The commands about people: «baocao user add an.nv --role reviewer», «baocao trail --json»."""

# ruff: noqa: PLC0415, T201  each command loads what it needs when it runs; JSON and keys go out as they are
from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.messages import RefusedError, Words, printable
from pipeline.terminal.arguments import positive
from pipeline.terminal.writing import put_json

if TYPE_CHECKING:
    from pipeline.store import Store
    from pipeline.store.users import User

_DONE = 0
_ROLES = ("viewer", "reviewer", "admin")
_DEEDS = ("add", "list", "remove", "password", "role", "disable", "enable", "token", "revoke")


def add_accounts(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add `user` and `trail`; `command` makes the parser of one."""
    user = command("user", _user, "ai được dùng các trang, với vai trò nào")
    user.add_argument("deed", metavar="|".join(_DEEDS), choices=_DEEDS, help=words("việc cần làm"))
    user.add_argument("name", metavar="NAME", nargs="?", default="", help=words("tên người dùng"))
    user.add_argument("--role", choices=_ROLES, help=words("xem (viewer), soát và nộp (reviewer), quản trị (admin)"))
    user.add_argument("--password-stdin", action="store_true", help=words("đọc mật khẩu từ đầu vào, không hỏi"))
    trail = command("trail", _trail, "ai đã đổi gì, khi nào, từ đâu")
    trail.add_argument("--by", metavar="NAME", default="", help=words("chỉ việc của người này"))
    trail.add_argument("--action", metavar="ACTION", default="", help=words("chỉ việc loại này"))
    trail.add_argument("--limit", metavar="N", type=positive, default=100, help=words("số dòng (%(default)s)"))


def _user(args: argparse.Namespace, words: Words) -> int:
    from pipeline.store import open_store

    if args.deed == "list":
        _print_users(open_store(args.store), words, as_json=args.json)
        return _DONE
    if not args.name:
        raise RefusedError("Hãy ghi tên người dùng.")
    if args.deed in ("add", "role") and not args.role:
        raise RefusedError("Hãy ghi vai trò: --role viewer, reviewer hoặc admin.")
    store = open_store(args.store, create=args.deed == "add")
    print(words(_DEED[args.deed](store, args), name=printable(args.name)), file=sys.stderr)
    return _DONE


def _add(store: Store, args: argparse.Namespace) -> str:
    from pipeline.store.users import add_user, find_user

    if find_user(store, args.name) is not None:
        raise RefusedError("Đã có người dùng «{name}». Muốn đổi mật khẩu: baocao user password", name=args.name)
    add_user(store, args.name, args.role, _password(args), actor=_actor())
    return "Đã thêm người dùng «{name}»."


def _remove(store: Store, args: argparse.Namespace) -> str:
    from pipeline.store.users import remove_user

    remove_user(store, args.name, actor=_actor())
    return "Đã xóa người dùng «{name}»; phiên đăng nhập của người này đã hết."


def _new_password(store: Store, args: argparse.Namespace) -> str:
    from pipeline.store.users import set_password

    set_password(store, args.name, _password(args), actor=_actor())
    return "Đã đổi mật khẩu của «{name}»; người này phải đăng nhập lại."


def _role(store: Store, args: argparse.Namespace) -> str:
    from pipeline.store.users import set_role

    set_role(store, args.name, args.role, actor=_actor())
    return "Đã đổi vai trò của «{name}»."


def _disable(store: Store, args: argparse.Namespace) -> str:
    from pipeline.store.users import disable_user

    disable_user(store, args.name, actor=_actor())
    return "Đã khóa «{name}»; phiên đăng nhập của người này đã hết."


def _enable(store: Store, args: argparse.Namespace) -> str:
    from pipeline.store.users import enable_user

    enable_user(store, args.name, actor=_actor())
    return "Đã mở khóa «{name}»."


def _token(store: Store, args: argparse.Namespace) -> str:
    from pipeline.store.sessions import make_token

    print(make_token(store, args.name, actor=_actor()))
    return "Mã truy cập API của «{name}», chỉ hiện một lần. Gửi trong đầu mục: Authorization: Bearer MÃ"


def _revoke(store: Store, args: argparse.Namespace) -> str:
    from pipeline.store.sessions import revoke_token

    revoke_token(store, args.name, actor=_actor())
    return "Đã thu hồi mã truy cập của «{name}»."


_DEED: Mapping[str, Callable[..., str]] = {
    "add": _add, "remove": _remove, "password": _new_password, "role": _role, "disable": _disable, "enable": _enable,
    "token": _token, "revoke": _revoke,
}  # fmt: skip


def _actor() -> Any:
    from pipeline.store import Actor

    return Actor(getpass.getuser())


def _password(args: argparse.Namespace) -> str:
    """The password, from the terminal without showing it, twice, or the first line of the input."""
    if args.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise RefusedError("Không có bàn phím để hỏi mật khẩu. Hãy thêm --password-stdin.")
    first = getpass.getpass("Mật khẩu / password: ", sys.stderr)
    if first != getpass.getpass("Nhập lại / again: ", sys.stderr):
        raise RefusedError("Hai lần nhập mật khẩu không giống nhau. Hãy chạy lại lệnh.")
    return first


def _print_users(store: Store, words: Words, *, as_json: bool) -> None:
    from pipeline.store.users import users

    known = users(store)
    if as_json:
        put_json([_record(one) for one in known])
        return
    if not known:
        print(words("Chưa có người dùng nào: các trang chỉ mở trên máy này, không hỏi mật khẩu."))
    told = [(printable(one.name), one.role, one.created_at[:10], words("đã khóa") if one.disabled else "")
            for one in known]  # fmt: skip
    _print_columns([(words("Tên"), words("Vai trò"), words("Từ ngày"), ""), *told] if told else [])


def _record(user: User) -> dict[str, object]:
    return {"name": user.name, "role": user.role, "created_at": user.created_at, "disabled": user.disabled}


def _trail(args: argparse.Namespace, words: Words) -> int:
    from pipeline.store import open_store
    from pipeline.store.change import ACTIONS
    from pipeline.store.trail import read_changes

    if args.action and args.action not in ACTIONS:
        raise RefusedError("--action là một trong: {actions}", actions=", ".join(ACTIONS))
    found, _ = read_changes(open_store(args.store), who=args.by, action=args.action, limit=args.limit)
    if args.json:
        put_json(found)
        return _DONE
    if not found:
        none = "Nhật ký chưa có việc nào: chưa ai sửa, kết luận, nộp tệp hay đăng nhập."
        print(words("Nhật ký không có việc nào như vậy. Hãy bỏ --by, --action." if args.by or args.action else none))
        return _DONE
    told = [(one["at"][:19].replace("T", " "), one["who"], words(ACTIONS[one["action"]]), one["subject"],
             _difference(one), one["address"]) for one in found]  # fmt: skip
    _print_columns([tuple(printable(" ".join(cell.split())) for cell in row) for row in told])
    return _DONE


def _difference(change: Mapping[str, Any]) -> str:
    """«decision: open → confirmed»: what of it is another now."""
    before, after = change["before"], change["after"]
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return "; ".join(f"{name}: {before.get(name, '')} → {after.get(name, '')}" for name in names)


def _print_columns(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
