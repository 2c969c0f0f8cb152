"""Pages that are pictures → the same sheets as pages with text, by Tesseract: words, their places, how sure it is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from functools import cache
from time import monotonic

import pypdfium2 as pdfium

from pipeline.readers.children import TooSlowError, run
from pipeline.readers.drawn_rules import find_rules, without_rules
from pipeline.readers.errors import UnreadableError
from pipeline.readers.glyphs import BOLD, Glyphs
from pipeline.readers.grids import find_grids, table_edges
from pipeline.readers.handwritten import read_handwritten
from pipeline.readers.hocr import Recognised, Seen, read_hocr, settle_sizes
from pipeline.readers.layout import Sheet
from pipeline.readers.mark_numbers import number_marks
from pipeline.readers.numerals import read_numerals
from pipeline.readers.pictures import Picture, picture_of, to_pgm
from pipeline.readers.raised import find_raised
from pipeline.readers.scans import Scan
from pipeline.readers.second_look import read_doubtful_cells, read_doubtful_figures
from pipeline.readers.semicolons import read_semicolons
from pipeline.readers.specks import without_noise
from pipeline.readers.stamps import without_stamps
from pipeline.readers.syllables import readability

LANGUAGE = "vie"
FIGURES = "eng"  # reads loose figures better; it comes with Debian's tesseract-ocr
LETTERHEADS = 2  # so many first pages may have the letterhead
SECONDS = 60.0  # a page
PROCESSES = 2
LOW = 0.47  # the height of an «x» against the size of the letters
MARK = 0.6  # the size of a raised mark against its line's
GAP = 1 / 6  # of the size: words stand at least so far apart
TURNS = (0, 2, 1, 3)  # right angles by which a page may have to be turned, the likely first
LEAST_INK = 0.005  # a page with a smaller share of ink is blank
INSTALL = "apt-get install tesseract-ocr tesseract-ocr-vie"


class NoRecogniserError(UnreadableError):
    """Tesseract or its Vietnamese data is not installed, and the file cannot be read without."""


def require_tesseract() -> None:
    """`NoRecogniserError` where Tesseract or its Vietnamese is not installed."""
    if LANGUAGE not in _languages():
        raise NoRecogniserError(
            "Tệp có trang quét (chỉ có hình ảnh); muốn đọc phải có Tesseract với dữ liệu tiếng Việt.",
            reason="NEEDS_OCR",
            next_step=f"Hãy cài bằng lệnh: {INSTALL} rồi nạp lại với --retry-failed.",
        )


@cache
def _languages() -> frozenset[str]:
    if shutil.which("tesseract") is None:
        return frozenset()
    return frozenset(run(["tesseract", "--list-langs"], seconds=20).output.decode("utf-8", "replace").split())


def recognise(
    pdf: pdfium.PdfDocument, numbers: Sequence[int], *, processes: int = PROCESSES, seconds: float = SECONDS
) -> dict[int, Sheet]:
    """The pages of these numbers as sheets; a page on which Tesseract failed or was too slow is left out.

    `NoRecogniserError` where Tesseract is not installed; `UnreadableError` where no page could be read in time.
    """
    return to_sheets(read_scans(pdf, numbers, processes=processes, seconds=seconds), seconds=seconds)


def read_scans(
    pdf: pdfium.PdfDocument, numbers: Sequence[int], *, processes: int = PROCESSES, seconds: float = SECONDS
) -> list[Scan]:
    """What is on the pages of these numbers, each by itself; without those on which Tesseract failed.

    `NoRecogniserError` where Tesseract is not installed.
    """
    require_tesseract()
    return [scan for scan in _scans(pdf, numbers, processes, seconds) if scan is not None]


def to_sheets(scans: Sequence[Scan], *, seconds: float = SECONDS) -> dict[int, Sheet]:
    """All recognised pages of a document as sheets, with what they settle between them: sizes and numbers of notes.

    `UnreadableError` where there is none, for then no page could be read in `seconds`.
    """
    if not scans:
        raise UnreadableError(
            f"Nhận dạng chữ không xong: mỗi trang quá {seconds:g} giây hoặc Tesseract bị lỗi.",
            reason="TIMEOUT",
            next_step="Hãy thử lại với --retry-failed khi máy rảnh, hoặc quét lại ở 300 dpi.",
        )
    seen = [scan.seen for scan in scans]
    settle_sizes(seen)
    number_marks(seen)
    return {scan.number: _sheet(scan) for scan in scans}


def _scans(pdf: pdfium.PdfDocument, numbers: Sequence[int], processes: int, seconds: float) -> Iterator[Scan | None]:
    """The pages in order: drawn one by one, for PDFium does one thing at a time, and recognised in parallel."""
    with ThreadPoolExecutor(processes) as pool:
        waiting: list[tuple[int, Future[tuple[Picture, Recognised] | None]]] = []
        for number in numbers:
            with closing(pdf[number - 1]) as page:
                picture = picture_of(page)
            waiting.append((number, pool.submit(_read, picture, seconds)))
            if len(waiting) > processes:  # so many pictures are in memory at a time, and no more
                yield _scan(*waiting.pop(0))
        for number, future in waiting:
            yield _scan(number, future)


def _read(picture: Picture, seconds: float) -> tuple[Picture, Recognised] | None:
    """What is on the picture, held as it reads best; None where Tesseract failed or was too slow."""
    until = monotonic() + seconds
    best: tuple[Picture, Recognised] | None = None
    for turn in TURNS:
        held = picture.turned(turn) if turn else picture
        edges = table_edges(find_rules(held))
        given = to_pgm(without_rules(held, edges)) if edges else held.pgm
        try:
            ended = run(_command(held), given=given, seconds=until - monotonic(), settings={"OMP_THREAD_LIMIT": "1"})
        except TooSlowError:
            break
        if ended.status:
            break
        seen = read_hocr(ended.output)
        seen.edges = edges
        if best is None or _worth(seen) > _worth(best[1]):
            best = held, seen
        upright = seen.sideways <= len(seen.lines)
        if (upright and readability(seen.text).is_vietnamese) or picture.ink < LEAST_INK or until < monotonic():
            break
    return best


def _command(picture: Picture) -> list[str]:
    dots = round(picture.scale * 72)
    wanted = ["-l", LANGUAGE, "--psm", "3", "--dpi", str(dots), "-c", "hocr_char_boxes=1"]
    return ["tesseract", "stdin", "stdout", *wanted, "hocr"]


def _worth(seen: Recognised) -> float:
    found = readability(seen.text)
    return found.words * found.syllables * seen.sure


def _scan(number: int, future: Future[tuple[Picture, Recognised] | None]) -> Scan | None:
    """The page with what only its picture tells: raised marks and bold words."""
    found = future.result()
    if found is None:
        return None
    picture, seen = found
    seen.lines = without_stamps(sorted(without_noise(seen, headed=number == 1), key=lambda line: line.base))
    settle_sizes([seen])
    find_raised(seen, picture.pixels)
    read_numerals(seen, picture.pixels)
    read_semicolons(seen, picture.pixels)
    if FIGURES in _languages():
        read_doubtful_figures(seen, picture.pixels)
        read_doubtful_cells(seen, picture.pixels, find_grids(seen.edges), picture.scale)
        if number <= LETTERHEADS:
            read_handwritten(seen, picture.pixels)
    return Scan(number, picture.scale, seen)


def _sheet(scan: Scan) -> Sheet:
    """The page as the layout takes it, in points."""
    seen, scale = scan.seen, scan.scale
    glyphs = Glyphs()
    for line in seen.lines:
        _add_line(line, scale, glyphs)
    rules = [(left / scale, right / scale, y / scale) for left, right, y in seen.rules]
    width, height = seen.width / scale, seen.height / scale
    return Sheet.of(
        scan.number, width, height, glyphs.tidied(width, height), rules=rules, grids=find_grids(seen.edges),
        quality=seen.sure, source="ocr",
    )  # fmt: skip


def _add_line(line: Seen, scale: float, glyphs: Glyphs) -> None:
    """Add the letters of a line: those of a word side by side, words apart."""
    size = round(line.low / LOW / scale * 2) / 2
    for word, after in zip(line.words, [*line.words[1:], None], strict=True):
        end = word.letters[-1].x1
        if after is not None:
            end = min(end, after.letters[0].x0 - GAP * size * scale)
        ends = [*(letter.x0 for letter in word.letters[1:]), end]
        for letter, right in zip(word.letters, ends, strict=True):
            if letter.text:
                glyphs.text.append(letter.text)
                glyphs.x0.append(letter.x0 / scale)
                glyphs.x1.append(max(right, letter.x0) / scale)
                glyphs.base.append((letter.bottom if letter.raised else line.base) / scale)
                glyphs.size.append(MARK * size if letter.raised else size)
                glyphs.style.append(BOLD if word.bold else 0)
