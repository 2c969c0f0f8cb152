"""The version of this program, «1.2.0»: what reads differently has another one."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def ours() -> str:
    """The version of this program, «?» where it was never installed."""
    try:
        return version("baocao")
    except PackageNotFoundError:
        return "?"
