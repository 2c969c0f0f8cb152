"""A PDF as an office's scanner would hand it on: 200 dots an inch, a little askew, grey, dusty, packed hard."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

DOTS = 200  # an inch


def write_scan(printed: Path, scan: Path, seed: int = 1) -> None:
    """Write the pictures of a PDF's pages as a PDF that holds nothing else; the same seed, the same dust."""
    rng, dust = Random(seed), np.random.default_rng(seed)
    pages: list[Path] = []
    with pdfium.PdfDocument(printed) as pdf:
        for number, page in enumerate(pdf):
            picture = page.render(scale=DOTS / 72, grayscale=True).to_pil().convert("L")
            picture = picture.rotate(rng.uniform(-0.8, 0.8), fillcolor=255, resample=Image.Resampling.BICUBIC)
            grey = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.6))).astype(float)
            grey = 0.9 * grey + 12 + dust.normal(0, 9, grey.shape)
            pages.append(scan.with_suffix(f".{number}.jpg"))
            Image.fromarray(grey.clip(0, 255).astype("uint8")).save(pages[-1], quality=55)
    first, *rest = map(Image.open, pages)
    first.save(scan, save_all=True, append_images=rest, resolution=DOTS)
    for path in pages:
        path.unlink()
