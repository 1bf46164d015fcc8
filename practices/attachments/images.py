"""Pictures: read in full and written anew, without anything but what one sees."""

import re
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from practices.errors import InvalidFile

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 16_000  # in pixels: WebP has no longer ones

# Quick rather than small: somebody waits for the answer.
_SAVING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "optimize": True, "progressive": True},
    "PNG": {},
    "WEBP": {"quality": 88, "method": 2},
}
# What web pages, programs and documents begin with, which a picture may be made to hold.
_FOREIGN = re.compile(rb"<(?:script|html)[\s>]|<!doctype\s|<\?php\s|%PDF-\d\.\d", re.IGNORECASE)


def clean_image(data: bytes, form: str) -> tuple[bytes, int, int]:
    """The picture anew, upright and in sRGB, with its width and height in pixels.

    Args:
        form: "JPEG", "PNG" or "WEBP", as the file begins.

    Raises:
        InvalidFile: it is damaged, moves, is too large or is another file as well.
    """
    if _FOREIGN.search(data) or _more_behind(data, form):
        raise InvalidFile(_("The picture holds something else besides. Open it, and save it anew as JPEG or PNG."))
    try:
        with Image.open(BytesIO(data), formats=[form]) as image:
            _refuse_what_is_too_much(image, form)
            image.load()
            return _written_anew(image, form)
    except (InvalidFile, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise InvalidFile(_too_many_pixels()) from None
    except Exception:  # noqa: BLE001  # whatever a hostile file makes a decoder raise, it is damaged
        raise InvalidFile(_("The picture is damaged. Open it, save it anew, and choose it again.")) from None


def _refuse_what_is_too_much(image: Image.Image, form: str) -> None:
    """Before a single pixel is read; of the pictures in a JPEG, the first is the picture."""
    if image.width * image.height > MOST_PIXELS:
        raise InvalidFile(_too_many_pixels())
    if max(image.size) > LONGEST_SIDE:
        raise InvalidFile(
            _("The picture is more than %(most)s pixels long. Save it smaller.") % {"most": LONGEST_SIDE}
        )
    if form != "JPEG" and getattr(image, "is_animated", False):
        raise InvalidFile(_("The picture moves. Save one of its frames as JPEG or PNG."))


def _too_many_pixels() -> str:
    return _("The picture has more than %(most)s million pixels. Save it smaller.") % {"most": MOST_PIXELS // 10**6}


def _written_anew(image: Image.Image, form: str) -> tuple[bytes, int, int]:
    profile = image.info.get("icc_profile")
    ImageOps.exif_transpose(image, in_place=True)
    clean = _in_srgb(image, profile)
    clean.info = {}  # from where Pillow would write comments, profiles and resolutions
    written = BytesIO()
    clean.save(written, form, **_SAVING[form])
    return written.getvalue(), clean.width, clean.height


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In grey or in the colours that screens have, so that it needs no profile."""
    if image.mode.startswith(("I", "F")):
        return image.convert("I").point(lambda value: value / 256).convert("L")  # 16 bits of grey
    if image.mode in {"1", "L"} and not image.has_transparency_data:
        return image.convert("L")
    if profile and image.mode in {"RGB", "RGBA", "CMYK"}:
        converted = _by_profile(image, profile)
        if converted is not None:
            return converted
    mode = "RGBA" if image.has_transparency_data else "RGB"
    return image if image.mode == mode else image.convert(mode)  # a copy takes 160 MB


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    """None where the profile is not one of its colours."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return None


def _more_behind(data: bytes, form: str) -> bool:
    """Whether something follows the end of the picture; cameras append to a JPEG, where it is only left out."""
    if form == "WEBP":
        end = 8 + int.from_bytes(data[4:8], "little")
        return bool(data[end + end % 2 :])
    if form == "PNG":
        at = 8
        while at < len(data) and data[at + 4 : at + 8] != b"IEND":
            at += 12 + int.from_bytes(data[at : at + 4], "big")
        return bool(data[at + 12 :])
    return False
