"""Which report a user means: «3f2a», «thang-5.pdf»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.messages import RefusedError

if TYPE_CHECKING:
    from pipeline.store import Store


def the_report(store: Store, wanted: str) -> str:
    """The id of the one report that is meant by an id, the beginning of one, or a file's name; else `RefusedError`."""
    match store.find(wanted):
        case [doc_id]:
            return doc_id
        case []:
            raise RefusedError("Không có báo cáo nào là «{doc}». Xem danh sách: baocao status", doc=wanted)
        case several:
            ids = ", ".join(several)
            raise RefusedError("«{doc}» có thể là nhiều báo cáo: {ids}. Hãy ghi rõ mã.", doc=wanted, ids=ids)
