"""What a clause is about and what it says: «Đã mở 02 lớp bồi dưỡng» says of «lớp bồi dưỡng» that it is done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from extractors.counts import Count
from extractors.dates import DateSpan
from extractors.mention import Span
from extractors.units import UnitName
from pipeline.compliance.directives import find_directives, lower
from pipeline.compliance.pieces import Piece, Report
from pipeline.compliance.status import Mood, find_act, read_mood
from pipeline.document import Document, Letterhead
from pipeline.extract import find_mentions
from pipeline.facts import Extraction
from pipeline.resolve import resolve

_WORD = re.compile(r"[^\W\d_]+")
# The lexicon of acts has «tổ chức hội» for associations, and so no act in «tổ chức hội nghị».
_HOLDS = re.compile(r"(?<!\w)tổ chức (?:\w+ ){0,2}hội (?:nghị|thảo|thi|thao|diễn|đàm|báo)(?!\w)")
# Words that join others, and words of which every report is full: they say nothing of what a task is about.
JOINING = frozenset((
    "và", "với", "cho", "của", "các", "những", "về", "trong", "trên", "tại", "từ", "đến", "tới", "để", "do", "bởi",
    "theo", "cùng", "là", "có", "được", "bị", "này", "đó", "khi", "sau", "trước", "nhằm", "vào", "ra", "lên", "một",
    "số", "mọi", "mỗi", "nhất", "hoặc", "hay", "như", "gồm", "năm", "tháng", "quý", "ngày", "kỳ", "thứ", "đối", "qua",
    "giữa", "còn", "nữa", "cần", "phải",
))  # fmt: skip
_GENERAL = frozenset((
    "công tác", "nhiệm vụ", "trọng tâm", "địa bàn", "cơ quan", "đơn vị", "tình hình", "kết quả", "nội dung",
    "hoạt động", "liên quan", "cụ thể", "thời gian", "các cấp", "cấp trên", "quy định", "kịp thời", "hiệu quả",
    "tổ chức", "chức hội",
))  # fmt: skip
# Acts that stand before any matter; «rà soát», «kiện toàn» are a part of theirs.
_LIGHT = frozenset((
    "triển khai", "thực hiện", "chỉ đạo", "lãnh đạo", "tổ chức", "tham mưu", "tiếp tục", "đẩy mạnh", "tăng cường", "mở",
    "chú trọng", "duy trì", "nâng cao", "phối hợp", "tiến hành", "quan tâm", "tập trung", "phát huy", "hoàn thành",
    "hoàn tất", "thực hiện xong", "thực hiện tốt", "làm tốt", "bám sát", "đôn đốc", "chuẩn bị", "hoàn thiện",
))  # fmt: skip
# What says whether, how or when, and not what.
_MANNER = frozenset({
    "done", "in_progress", "planned", "not_yet", "quality", "flawed", "if", "though", "contrast", "anaphor", "example",
    "none", "except", "basis",
})  # fmt: skip
_MOODS = ("done", "in_progress", "planned", "not_yet", "flawed", "if", "none", "hears")
# A unit that stands among the first words of a clause is who acts.
_OPENING = 12  # characters


@dataclass(frozen=True, slots=True)
class Gist:
    """A clause as far as a task and its outcome are compared by it.

    `pairs` are its neighbouring syllables, most Vietnamese words having two; without figures, names, cited titles and
    what only says how or whether. `denies` is true for «chưa» also where it
    tells nothing of a directive: «chưa kiểm tra». `cues` say whether and when,
    `measures` are its figures by what they count, `stretches` its periods. `actor` is
    the unit in the place of the subject, `units` all of them.
    """

    pairs: frozenset[str]
    mood: Mood
    activity: str
    acts: bool
    denies: bool
    cues: tuple[str, ...]
    measures: tuple[tuple[str, str], ...]
    stretches: tuple[tuple[str, str, str], ...]
    actor: str
    units: frozenset[str]


@lru_cache(maxsize=20_000)
def read_gist(text: str, on: date, but: tuple[str, ...] = ()) -> Gist:
    """The gist of a clause of a report whose period ends on that day: its «tháng 6» is that of this year.

    `but` are cues that say nothing where they stand last, for the task has them in its words: «hồ sơ đang lưu trữ».
    """
    document = Document(text, letterhead=Letterhead(period_start=on.replace(day=1), period_end=on))
    mentions = tuple(find_mentions(document))
    extraction = Extraction(document, mentions, resolve(document, mentions))
    small = lower(text)
    directives = find_directives(extraction, small)
    pieces = Report(extraction, small, directives).pieces(Span(0, len(text)))
    acts = [
        piece for at, piece in enumerate(pieces) if not any(one.means("basis") for one in pieces[max(at - 2, 0) : at])
    ]
    act = find_act(acts, 0, len(acts))
    units = [(mention.start, mention.value.unit_id or mention.value.name) for mention in mentions
             if isinstance(mention.value, UnitName)]  # fmt: skip
    counts = (
        (m.value.measure, f"{m.value.value:f}") for m in mentions if isinstance(m.value, Count) and m.value.measure
    )
    periods = ((m.value.kind, m.value.start_on.isoformat(), m.value.end_on.isoformat()) for m in mentions
               if isinstance(m.value, DateSpan) and m.value.start_on and m.value.end_on)  # fmt: skip
    return Gist(
        pairs=frozenset(_pairs(pieces, small)),
        mood=read_mood(_without_last(pieces, but)),
        activity=act.activity if act else "",
        acts=act is not None or _HOLDS.search(small) is not None,
        denies=any(p.means("not_yet") for p in pieces) and not any(p.means("none", "if") for p in pieces),
        cues=tuple(piece.word for piece in pieces if piece.means(*_MOODS) and not piece.in_title),
        measures=tuple(counts),
        stretches=tuple(periods),
        actor=next((unit for start, unit in units if start <= _OPENING), ""),
        units=frozenset(unit for _, unit in units),
    )


def _without_last(pieces: Sequence[Piece], but: Sequence[str]) -> Sequence[Piece]:
    """The pieces without the last one of each of these words, as often as the word is given."""
    kept = list(pieces)
    for word in but:
        at = max((at for at, piece in enumerate(kept) if piece.word == word), default=-1)
        if at >= 0:
            del kept[at]
    return kept


def _pairs(pieces: Sequence[Piece], small: str) -> Iterator[str]:
    """The neighbouring syllables of what is told, no pair reaching over a word that is left out."""
    run: list[str] = []
    for piece in pieces:
        kept = not piece.in_title and (
            piece.kind == "word" or (piece.kind == "cue" and not piece.means(*_MANNER) and piece.word not in _LIGHT)
        )
        for word in _WORD.findall(small[piece.start : piece.end]) if kept else ("",):
            if word in JOINING or not word:
                yield from _joined(run)
                run = []
            else:
                run.append(word)
    yield from _joined(run)


def _joined(run: Sequence[str]) -> Iterator[str]:
    pairs = [f"{one} {other}" for one, other in pairwise(run)]
    yield from (pair for pair in pairs if pair not in _GENERAL)


def words_of(text: str) -> frozenset[str]:
    """The syllables of a clause, to see at once that two have nothing in common."""
    return frozenset(_WORD.findall(lower(text))) - JOINING
