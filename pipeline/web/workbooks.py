"""What a page shows as a spreadsheet, «so-lieu.xlsx», sent and kept nowhere."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from fastapi.responses import Response

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def send_workbook(name: str, write: Callable[[Path], None]) -> Response:
    """The file that `write` writes, under this name."""
    with tempfile.TemporaryDirectory(prefix="baocao-xlsx-") as folder:
        path = Path(folder) / name
        write(path)
        told = path.read_bytes()
    return Response(told, media_type=_XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
