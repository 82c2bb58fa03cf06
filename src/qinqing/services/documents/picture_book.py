"""A PDF of pictures and nothing else: no text, no date, no names. Written page by page, one picture in memory at a time."""

from typing import BinaryIO

HEAD = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
CATALOG, PAGES, FIRST = 1, 2, 3


class PictureBook:
    """Takes pages in their order; ``close`` makes the file whole."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._places: dict[int, int] = {}
        self._pages: list[int] = []
        target.write(HEAD)

    def add(self, jpeg: bytes, *, pixels: tuple[int, int], points: tuple[float, float]) -> None:
        """One page of this size in points (a 72nd of an inch), filled by a JPEG in three colours."""
        page = FIRST + 3 * len(self._pages)
        width, height = (f"{side:.2f}" for side in points)
        drawn = f"q {width} 0 0 {height} 0 0 cm /P Do Q".encode()
        self._write(
            page,
            f"<</Type/Page/Parent {PAGES} 0 R/MediaBox[0 0 {width} {height}]"
            f"/Resources<</XObject<</P {page + 2} 0 R>>>>/Contents {page + 1} 0 R>>".encode(),
        )
        self._write(page + 1, _stream("", drawn))
        across, down = pixels
        described = f"/Type/XObject/Subtype/Image/Width {across}/Height {down}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
        self._write(page + 2, _stream(described, jpeg))
        self._pages.append(page)

    def close(self) -> None:
        """The list of pages, and where everything stands."""
        kids = " ".join(f"{page} 0 R" for page in self._pages)
        self._write(CATALOG, f"<</Type/Catalog/Pages {PAGES} 0 R>>".encode())
        self._write(PAGES, f"<</Type/Pages/Count {len(self._pages)}/Kids[{kids}]>>".encode())
        start, count = self._target.tell(), len(self._places) + 1
        lines = [f"{self._places[number]:010} 00000 n \n" for number in range(1, count)]
        table = f"xref\n0 {count}\n0000000000 65535 f \n{''.join(lines)}"
        self._target.write(
            f"{table}trailer\n<</Size {count}/Root {CATALOG} 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
        )

    def _write(self, number: int, body: bytes) -> None:
        self._places[number] = self._target.tell()
        self._target.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))


def _stream(described: str, content: bytes) -> bytes:
    return f"<<{described}/Length {len(content)}>>\nstream\n".encode() + content + b"\nendstream"
