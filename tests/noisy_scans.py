"""A PDF as an office's scanner would hand it on: a little askew, grey, dusty, packed hard; or pale, or in two tones."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter


@dataclass(frozen=True)
class Scanner:
    """How the pages are scanned: dots an inch, degrees askew, how dark ink is (of 255), and from where on it is black.

    Without `black` the picture is grey.
    """

    dots: int = 200
    skew: float = 0.8
    ink: int = 12
    black: int = 0


USUAL = Scanner()


def write_scan(printed: Path, scan: Path, scanner: Scanner = USUAL, seed: int = 1) -> None:
    """Write the pictures of a PDF's pages as a PDF that holds nothing else; the same seed, the same dust."""
    rng, dust = Random(seed), np.random.default_rng(seed)
    pages: list[Path] = []
    with pdfium.PdfDocument(printed) as pdf:
        for number, page in enumerate(pdf):
            picture = page.render(scale=scanner.dots / 72, grayscale=True).to_pil().convert("L")
            picture = picture.rotate(
                rng.uniform(-scanner.skew, scanner.skew), fillcolor=255, resample=Image.Resampling.BICUBIC
            )
            grey = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.6))).astype(float)
            grey = (241.5 - scanner.ink) / 255 * grey + scanner.ink + dust.normal(0, 9, grey.shape)
            if scanner.black:
                grey = np.where(grey < scanner.black, 0, 255)
            pages.append(scan.with_suffix(f".{number}.jpg"))
            Image.fromarray(grey.clip(0, 255).astype("uint8")).save(pages[-1], quality=55)
    first, *rest = map(Image.open, pages)
    first.save(scan, save_all=True, append_images=rest, resolution=scanner.dots)
    for path in pages:
        path.unlink()
