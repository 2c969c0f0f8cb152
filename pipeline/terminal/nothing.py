"""What is said where a question finds nothing: what there is not, and what to do next, «Hãy nạp báo cáo trước …»."""

from __future__ import annotations

from pipeline.messages import Words, number
from pipeline.store import Store
from pipeline.terminal.screen import put, to_screen


def tell_nothing(store: Store, told: str, words: Words) -> None:
    """Print `told`, or where the store has no report yet how to fill it; and what older readings may lack."""
    console = to_screen()
    if not store.ask("SELECT 1 FROM documents LIMIT 1"):
        put(console, words("Kho chưa có báo cáo nào. Hãy nạp báo cáo trước: baocao ingest THƯ_MỤC"))
        return
    put(console, told)
    if others := tell_others(store, words):
        put(console, others)


def tell_others(store: Store, words: Words) -> str:
    """How many reports another version read and how they are read anew; empty where there are none."""
    others = len(store.read_by_others())
    if not others:
        return ""
    sentence = (
        "{n} báo cáo do phiên bản khác của baocao đọc nên có thể thiếu dữ kiện. "
        "Đọc lại bằng: baocao ingest --reread THƯ_MỤC"
    )
    return words(sentence, n=number(others))
