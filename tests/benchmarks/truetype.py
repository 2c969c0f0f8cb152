"""As much of a TrueType file as it takes to set Vietnamese in a PDF: a letter's glyph, its width, and a subset."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_ROOT = "/usr/share/fonts/truetype"
_FOLDERS = (f"{_ROOT}/liberation2", f"{_ROOT}/liberation", f"{_ROOT}/dejavu")
_KEPT = ("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
_ARGS_ARE_WORDS, _SCALE, _MORE, _TWO_SCALES, _FOUR_SCALES = 1, 8, 32, 64, 128


@dataclass(frozen=True, slots=True)
class Font:
    """A subset of one face: letter → glyph, glyph → width in thousandths, and the file to embed (deflated)."""

    name: str
    style: str
    glyphs: dict[str, int]
    widths: dict[int, int]
    data: bytes
    length: int

    def width(self, text: str, size: float) -> float:
        """How wide the text is."""
        return sum(self.widths[self.glyphs[letter]] for letter in text) * size / 1000

    def encoded(self, text: str) -> str:
        """The text as the hexadecimal glyph numbers of a content stream."""
        return "".join(f"{self.glyphs[letter]:04X}" for letter in text)


@cache
def load(style: str, letters: str) -> Font:
    """The first serif face of that style («Regular», «Bold», «Italic») with all these letters, cut down to them."""
    for path in _faces(style):
        tables = _tables(path.read_bytes())
        cmap = _cmap(tables["cmap"])
        if all(ord(letter) in cmap for letter in letters):
            return _cut(path.stem, style, tables, {letter: cmap[ord(letter)] for letter in letters})
    raise FileNotFoundError(
        "no Liberation Serif 2 or DejaVu Serif with Vietnamese letters on this computer; "
        "on Debian and Ubuntu: apt-get install fonts-liberation fonts-dejavu-core"
    )


def _faces(style: str) -> Iterator[Path]:
    for folder in _FOLDERS:
        for name in (f"LiberationSerif-{style}", f"DejaVuSerif-{style}".removesuffix("-Regular"), "DejaVuSerif"):
            if (path := Path(folder) / f"{name}.ttf").exists():
                yield path


def _cut(name: str, style: str, tables: dict[str, bytes], glyphs: dict[str, int]) -> Font:
    per_em = struct.unpack_from(">H", tables["head"], 18)[0]
    measured = struct.unpack_from(">H", tables["hhea"], 34)[0]
    widths = {
        glyph: struct.unpack_from(">H", tables["hmtx"], 4 * min(glyph, measured - 1))[0] * 1000 // per_em
        for glyph in glyphs.values()
    }
    subset = _subset(tables, set(glyphs.values()))
    return Font(name, style, glyphs, widths, zlib.compress(subset, 9), len(subset))


def _tables(data: bytes) -> dict[str, bytes]:
    count = struct.unpack_from(">H", data, 4)[0]
    entries = (struct.unpack_from(">4sIII", data, 12 + 16 * at) for at in range(count))
    return {tag.decode(): data[start : start + length] for tag, _, start, length in entries}


def _cmap(table: bytes) -> dict[int, int]:
    """Code point → glyph, from the subtable of format 4."""
    count = struct.unpack_from(">H", table, 2)[0]
    starts = [struct.unpack_from(">HHI", table, 4 + 8 * at)[2] for at in range(count)]
    start = next(at for at in starts if struct.unpack_from(">H", table, at)[0] == 4)
    twice = struct.unpack_from(">H", table, start + 6)[0]
    size = twice // 2
    ends, firsts, deltas, offsets = (
        struct.unpack_from(f">{size}H", table, start + 14 + part * twice + (2 if part else 0)) for part in range(4)
    )
    found = {}
    for at, (first, last) in enumerate(zip(firsts, ends, strict=True)):
        for code in range(first, last + 1):
            glyph = code
            if offsets[at]:
                place = start + 16 + 3 * twice + 2 * at + offsets[at] + 2 * (code - first)
                glyph = struct.unpack_from(">H", table, place)[0]
            if code != 0xFFFF and (not offsets[at] or glyph):
                found[code] = (glyph + deltas[at]) & 0xFFFF
    return found


def _subset(tables: dict[str, bytes], glyphs: Iterable[int]) -> bytes:
    """The font with the outlines of these glyphs and of what they are composed of; all others are empty."""
    long = struct.unpack_from(">h", tables["head"], 50)[0]
    count = struct.unpack_from(">H", tables["maxp"], 4)[0]
    loca = struct.unpack_from(f">{count + 1}{'I' if long else 'H'}", tables["loca"])
    places = loca if long else tuple(2 * at for at in loca)
    kept, waiting = {0}, [0, *glyphs]
    while waiting:
        glyph = waiting.pop()
        kept.add(glyph)
        waiting += [part for part in _parts(tables["glyf"][places[glyph] : places[glyph + 1]]) if part not in kept]
    outlines, starts = b"", []
    for glyph in range(count):
        starts.append(len(outlines))
        if glyph in kept:
            outlines += tables["glyf"][places[glyph] : places[glyph + 1]]
            outlines += b"\0" * (-len(outlines) % 4)
    starts.append(len(outlines))
    head = tables["head"][:50] + struct.pack(">h", 1) + tables["head"][52:]
    new = tables | {"glyf": outlines, "loca": struct.pack(f">{count + 1}I", *starts), "head": head}
    return _packed({name: new[name] for name in _KEPT if name in new})


def _parts(outline: bytes) -> list[int]:
    """The glyphs that a composed glyph is made of."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return []
    found, at, flags = [], 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        found.append(glyph)
        at += 4 + (4 if flags & _ARGS_ARE_WORDS else 2)
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _FOUR_SCALES else 0
    return found


def _packed(tables: dict[str, bytes]) -> bytes:
    power = 2 ** (len(tables).bit_length() - 1)
    search = (16 * power, power.bit_length() - 1, 16 * (len(tables) - power))
    header = struct.pack(">IHHHH", 0x00010000, len(tables), *search)
    directory, body = b"", b""
    for name, content in sorted(tables.items()):
        place = len(header) + 16 * len(tables) + len(body)
        padded = content + b"\0" * (-len(content) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", name.encode(), checksum, place, len(content))
        body += padded
    return header + directory + body
