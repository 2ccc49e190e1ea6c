"""Page images in a document's folder: small, without metadata, in pixels that the boxes speak of."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageFile

from corpus.document import Page
from corpus.files import write_atomically

JPEG_QUALITY = 82
_ORIENTATION = 0x0112

UNREADABLE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)
"""What Pillow raises for an image that it cannot decode."""


def save_page_image(page: Page, folder: Path) -> str | None:
    """Write the image of ``page`` to ``folder`` and return its file name; None when the page has no image.

    Black-and-white images become PNG, all others JPEG. The size in pixels never changes, so that boxes stay valid.
    The source stays where it is: it may be the user's own file.

    Raises:
        OutputError: when the folder cannot be written.
        UNREADABLE: when the image cannot be read or decoded.
    """
    if page.image is None:
        return None
    with Image.open(page.image) as image:
        if image.format == "JPEG" and image.getexif().get(_ORIENTATION, 1) == 1:
            # encoding a JPEG again would only lose quality
            data, suffix = page.image.read_bytes(), "jpg"
        else:
            data, suffix = _encoded(image)
    name = f"{page.number:04d}.{suffix}"
    write_atomically(folder / name, data)
    return name


def _encoded(image: ImageFile.ImageFile) -> tuple[bytes, str]:
    stream = io.BytesIO()
    if image.mode == "1":
        image.save(stream, "PNG", optimize=True)
        return stream.getvalue(), "png"
    grey = image.mode in {"L", "LA", "I;16", "I"}
    image.convert("L" if grey else "RGB").save(stream, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return stream.getvalue(), "jpg"
