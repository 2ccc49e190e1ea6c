"""Page images for browsers and other systems: encoded anew, so that nothing a stranger wrote is handed on as it is."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

from PIL import Image

from outputs.images import JPEG_QUALITY, UNREADABLE

MOST_PIXELS = 120_000_000
"""Pixels of the biggest page that is shown: A3 at 600 dpi has 70 million, and decoding takes 3 bytes for each."""
_FORMATS = ("JPEG", "PNG")
_KEPT = 32  # encoded pages in memory, about 20 MB


class ImageError(Exception):
    """The image is missing, damaged, of another kind or too big; the text says which."""


def safe_image(path: Path, most_pixels: int = MOST_PIXELS) -> tuple[bytes, str]:
    """Return the image at ``path`` encoded anew, with its media type: the same pixels and nothing beside them.

    Black-and-white images become PNG, all others JPEG in grey or colour. Comments, colour profiles, EXIF and whatever
    follows the image's end are gone; the size in pixels stays, so that boxes stay valid.

    Raises:
        ImageError: when the image cannot be shown.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise ImageError(error.strerror or "missing") from error
    return _encoded(str(path), status.st_mtime_ns, status.st_size, most_pixels)


@lru_cache(maxsize=_KEPT)
def _encoded(path: str, _changed: int, _size: int, most_pixels: int) -> tuple[bytes, str]:
    try:
        with Image.open(path, formats=_FORMATS) as image:
            if image.width * image.height > most_pixels:  # known from the head, before anything is decoded
                raise ImageError(f"{image.width} x {image.height} pixels")
            return _written(_pixels(image))
    except UNREADABLE as error:
        raise ImageError(str(error)) from error


def _pixels(image: Image.Image) -> Image.Image:
    """Return a copy without the notes that Pillow would write along."""
    grey = image.mode in {"L", "LA", "I;16", "I"}
    mode = "1" if image.mode == "1" else "L" if grey else "RGB"
    copy = image.convert(mode)
    copy.info.clear()
    return copy


def _written(image: Image.Image) -> tuple[bytes, str]:
    stream = io.BytesIO()
    if image.mode == "1":
        image.save(stream, "PNG")
        return stream.getvalue(), "image/png"
    image.save(stream, "JPEG", quality=JPEG_QUALITY)
    return stream.getvalue(), "image/jpeg"
