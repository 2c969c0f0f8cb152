"""`baocao serve`: the pages on this machine, «http://127.0.0.1:8321»."""

from __future__ import annotations

import gc
import getpass
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from pipeline.messages import RefusedError, Words
from pipeline.store import Store
from pipeline.store.users import has_users
from pipeline.web.access import Login
from pipeline.web.app import create_app
from pipeline.web.front import warm
from pipeline.web.safety import LOOPBACK, host_in

_VIETNAMESE = Words()
# Kept views are millions of objects, and a full collection stops all pages while it walks them: 0.12 s at 10,000
# reports, each sixteenth page with Python's own thresholds. So one comes after fifty times as much.
_COLLECTING = (10_000, 20, 50)
_EVERYWHERE = frozenset({"0.0.0.0", "::"})


def serve(
    store: Store,
    *,
    host: str = "127.0.0.1",
    port: int = 8321,
    allow_hosts: Sequence[str] = (),
    proxy: str = "",
    no_login: bool = False,
    reviewer: str = "",
    told: Callable[[str], None] = print,
    words: Words = _VIETNAMESE,
) -> None:
    """Serve the pages until interrupted; `RefusedError` where others than this machine could reach them unasked.

    `allow_hosts` are the names that browsers may ask for, `proxy` the address of a reverse proxy whose
    X-Forwarded-For and X-Forwarded-Proto are believed; nobody else's are.
    """
    outside = host not in LOOPBACK or bool(allow_hosts) or bool(proxy)
    login: Login = "never" if no_login else "always" if outside else "with_users"
    if outside:
        _check_outside(store, host, allow_hosts, no_login=no_login)
    app = create_app(
        store, folder_of(store), reviewer=reviewer or getpass.getuser(), login=login, hosts=_hosts(host, allow_hosts)
    )
    warm(app.state.kept)
    gc.set_threshold(*_COLLECTING)
    settings = uvicorn.Config(
        app, host=host, port=port, log_level="warning", server_header=False, access_log=False,
        proxy_headers=bool(proxy), forwarded_allow_ips=proxy,
    )  # fmt: skip
    server = uvicorn.Server(settings)
    try:
        opened = settings.bind_socket()
    except SystemExit as error:  # uvicorn's way to say that the port is taken
        taken = "Cổng {port} đang có chương trình khác dùng. Hãy chọn cổng khác bằng --port."
        raise RefusedError(taken, port=port) from error
    opened.listen(settings.backlog)  # who is told the address can come at once
    told(f"http://{f'[{host}]' if ':' in host else host}:{opened.getsockname()[1]}")
    if outside and not proxy:
        told(words("Mật khẩu và báo cáo đi qua mạng không mã hóa. Hãy đặt sau máy chuyển tiếp có HTTPS (--proxy)."))
    server.run(sockets=[opened])


def _check_outside(store: Store, host: str, allow_hosts: Sequence[str], *, no_login: bool) -> None:
    """`RefusedError` unless every one who can reach the pages has to say who they are."""
    if no_login:
        raise RefusedError("--no-login chỉ dùng được khi trang chỉ mở trên máy này (127.0.0.1).")
    if not has_users(store):
        raise RefusedError(
            "Không mở trang cho máy khác ({host}): chưa có người dùng và mật khẩu nên ai cũng vào được. "
            "Hãy thêm người dùng trước: baocao user add TÊN --role admin",
            host=host,
        )
    if host in _EVERYWHERE and not allow_hosts:
        raise RefusedError(
            "Mở ở mọi địa chỉ ({host}) thì phải nêu tên máy mà người dùng gõ vào trình duyệt: --allow-host TÊN_MÁY",
            host=host,
        )
    for name in allow_hosts:
        if host_in(name) != name.lower() or "/" in name or not name:
            raise RefusedError("--allow-host «{name}»: chỉ ghi tên máy, không ghi http:// và số cổng.", name=name)


def _hosts(host: str, allow_hosts: Sequence[str]) -> frozenset[str]:
    """The names that a browser may ask for: those named, and the address itself where it is one."""
    ours = LOOPBACK if host in LOOPBACK else frozenset() if host in _EVERYWHERE else frozenset({host.lower()})
    return ours | {name.lower() for name in allow_hosts}


def folder_of(store: Store) -> Path:
    """The folder beside the store for pictures of pages and for submitted files."""
    database = store.engine.url.database
    if store.engine.url.get_backend_name() == "sqlite" and database:
        return Path(database).resolve().with_suffix(".web")
    return Path("outputs").resolve() / "baocao.web"
