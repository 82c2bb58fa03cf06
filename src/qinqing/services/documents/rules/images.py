"""Photographs: upright, without place and device, and nothing but the picture.

Pictures are written anew, which removes metadata and whatever was hidden behind the picture; HEIC and WebP become what every
computer opens: JPEG, or PNG where one sees through.
"""

import warnings
from typing import Any, BinaryIO

from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from qinqing.kernel.errors import Refused
from qinqing.services.documents.rules.kinds import Kind

PIXELS = 50_000_000
ORIENTATION, PLACE = 0x0112, 0x8825
QUALITY = 92
FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP", Kind.HEIC: "HEIF"}
KEPT = frozenset({"icc_profile", "dpi", "transparency"})

register_heif_opener()


def rewrite(source: BinaryIO, target: BinaryIO, kind: Kind) -> tuple[Kind, tuple[str, ...]]:
    """Writes the picture upright and bare to ``target``; returns what it is now, and what was done to it, for people.

    Raises Refused above 50 million pixels and for moving pictures; whatever the decoder raises when it is broken.
    """
    source.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            image = Image.open(source, formats=[FORMATS[kind]])
        except Image.DecompressionBombError as error:
            raise _too_large() from error
    with image:
        _refuse_image(image, kind)
        image.load()
        done = _done(image)
        return _save(image, target, kind), done


def _done(image: Image.Image) -> tuple[str, ...]:
    """A HEIC comes upright from its decoder, which says how it lay; an empty place is none."""
    exif = image.getexif()
    lay = image.info.get("original_orientation") or exif.get(ORIENTATION, 1)
    done = {"已转正": lay != 1, "拍摄地点已去掉": bool(exif.get_ifd(PLACE))}
    return tuple(words for words, true in done.items() if true)


def _refuse_image(image: Image.Image, kind: Kind) -> None:
    if image.width * image.height > PIXELS:
        raise _too_large()
    if kind in (Kind.PNG, Kind.WEBP) and getattr(image, "is_animated", False):
        raise Refused("不能上传动图，请截取需要的画面存为 JPG 或 PNG")


def _too_large() -> Refused:
    return Refused(f"图片超过 {PIXELS // 10_000} 万像素，请缩小或分成几张后上传")


def _save(image: Image.Image, target: BinaryIO, kind: Kind) -> Kind:
    turned = image.getexif().get(ORIENTATION, 1) != 1
    untouched = kind is Kind.JPEG and image.format == "JPEG" and not turned
    upright = ImageOps.exif_transpose(image) if turned else image
    kept: dict[str | tuple[int, int], Any] = {key: value for key, value in image.info.items() if key in KEPT}
    upright.info = kept
    profile = {"icc_profile": kept["icc_profile"]} if kept.get("icc_profile") else {}
    if kind is Kind.PNG or upright.has_transparency_data:
        upright.save(target, "PNG", **profile)
        return Kind.PNG
    if upright.mode not in ("RGB", "L", "CMYK"):
        upright, untouched = upright.convert("RGB"), False
    upright.save(target, "JPEG", quality="keep" if untouched else QUALITY, **profile)
    return Kind.JPEG
