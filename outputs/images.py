"""Page images in a document's folder: small, without metadata, in pixels that the boxes speak of."""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image, ImageFile

from corpus.document import Page

JPEG_QUALITY = 82
_ORIENTATION = 0x0112


def save_page_image(page: Page, folder: Path) -> str | None:
    """Write the image of ``page`` to ``folder`` and return its file name; None when the page has no image.

    Black-and-white images become PNG, all others JPEG. The size in pixels never changes, so that boxes stay valid.
    The source stays where it is: it may be the user's own file.

    Raises:
        OSError: when the image cannot be read or decoded, or the folder cannot be written.
    """
    if page.image is None:
        return None
    with Image.open(page.image) as image:
        if image.format == "JPEG" and image.getexif().get(_ORIENTATION, 1) == 1:
            return _copied(page, folder)
        return _encoded(image, page, folder)


def _copied(page: Page, folder: Path) -> str:
    """A JPEG stays as it is: encoding it again would only lose quality."""
    name = f"{page.number:04d}.jpg"
    shutil.copyfile(str(page.image), folder / name)
    return name


def _encoded(image: ImageFile.ImageFile, page: Page, folder: Path) -> str:
    if image.mode == "1":
        name = f"{page.number:04d}.png"
        image.save(folder / name, optimize=True)
        return name
    name = f"{page.number:04d}.jpg"
    grey = image.mode in {"L", "LA", "I;16", "I"}
    image.convert("L" if grey else "RGB").save(folder / name, quality=JPEG_QUALITY, optimize=True)
    return name
