"""`baocao serve`: the pages on this machine, «http://127.0.0.1:8321»."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path

import uvicorn

from pipeline.messages import RefusedError
from pipeline.store import Store
from pipeline.web.app import create_app
from pipeline.web.safety import LOOPBACK


def serve(store: Store, *, host: str = "127.0.0.1", port: int = 8321, told: Callable[[str], None] = print) -> None:
    """Serve the pages until interrupted; `RefusedError` where others than this machine could reach them."""
    if host not in LOOPBACK:
        raise RefusedError(
            f"Không mở trang cho địa chỉ {host}: chưa có người dùng và mật khẩu nên ai cũng vào được. "
            "Hãy dùng 127.0.0.1; cần xem từ máy khác thì dùng SSH."
        )
    app = create_app(store, folder_of(store), reviewer=getpass.getuser())
    settings = uvicorn.Config(app, host=host, port=port, log_level="warning", server_header=False, access_log=False)
    server = uvicorn.Server(settings)
    try:
        opened = settings.bind_socket()
    except SystemExit as error:  # uvicorn's way to say that the port is taken
        raise RefusedError(f"Cổng {port} đang có chương trình khác dùng. Hãy chọn cổng khác bằng --port.") from error
    told(f"http://{host}:{opened.getsockname()[1]}")
    server.run(sockets=[opened])


def folder_of(store: Store) -> Path:
    """The folder beside the store for pictures of pages and for submitted files."""
    database = store.engine.url.database
    if store.engine.url.get_backend_name() == "sqlite" and database:
        return Path(database).resolve().with_suffix(".web")
    return Path("outputs").resolve() / "baocao.web"
