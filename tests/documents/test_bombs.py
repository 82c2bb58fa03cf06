"""Files made to exhaust the machine: each is judged within two seconds and a hundred megabytes, in a process of its own."""

import io
import json
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from tests.documents import making

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="内存用量从 Linux 的 /proc 读取")
MOST_MEMORY, MOST_SECONDS = 100, 2.0
JUDGE = """
import io, json, re, sys, time
from qinqing.kernel.errors import Refused
from qinqing.services.documents.rules.inspection import inspect, picture
from qinqing.services.documents.rules.kinds import IMAGES
from tests.documents import making

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]) / 1024

for name, content in (("a.pdf", making.pdf()), ("a.docx", making.docx()), ("a.png", making.image("PNG"))):
    inspect(io.BytesIO(content), name)
before, began = peak(), time.process_time()
with open(sys.argv[1], "rb") as file:
    {judge}
print(json.dumps([verdict, peak() - before, time.process_time() - began]))
"""
INSPECT = """
    try:
        found = inspect(file, sys.argv[2])
        verdict = str(found.kind)
        if found.kind in IMAGES:
            picture(file, io.BytesIO(), found)
    except Refused:
        verdict = "refused"
"""
CARELESS = """
    import zlib
    data = file.read()
    verdict = str(len(zlib.decompressobj(-15).decompress(data[data.index(b"a.txt") + 5:])))
"""


def zeros(megabytes: int) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("a.txt", "w") as member,
    ):
        for _ in range(megabytes):
            member.write(bytes(1_000_000))
    return buffer.getvalue()


def laughs() -> str:
    lines = "".join(f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(9))
    return f"<!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'>{lines}]><l>&j;</l>"


def pages(count: int) -> bytes:
    kids = "".join(f"{n} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n" for n in range(3, count + 3))
    return making.pdf(kids)


def streams(count: int) -> bytes:
    packed = zlib.compress(bytes(5_000_000))
    objects = (b"%d 0 obj<</Filter/FlateDecode>>stream\n%s\nendstream endobj\n" % (n, packed) for n in range(count))
    return b"%PDF-1.7\n" + b"".join(objects) + b"startxref\n0\n%%EOF"


BOMBS = {
    "a gigabyte.zip": lambda: zeros(1000),
    "nested.zip": lambda: making.zipped({"a.zip": zeros(100)}),
    "in a document.zip": lambda: making.zipped({"a.docx": making.docx({"word/media/a.bin": bytes(30_000_000)})}),
    "laughs.docx": lambda: making.docx({"word/a.xml": laughs()}),
    "laughs.ofd": lambda: making.zipped({"OFD.xml": laughs()}),
    "long.docx": lambda: making.docx({"word/a.xml": f"<a>{'<b>x</b>' * 3_000_000}</a>"}),
    "pixels.png": lambda: making.png_header(60_000, 60_000),
    "ten thousand pages.pdf": lambda: pages(10_000),
    "packed.pdf": lambda: making.pdf(packed="0" * 60_000_000),
    "swollen.pdf": lambda: making.pdf(packed="0" * 80_000_000),
    "many streams.pdf": lambda: streams(200),
    "large.pdf": lambda: b"%PDF-1.7\n" + b"3 0 obj<</Type/Page>>endobj\n" * 1_500_000 + b"startxref\n0\n%%EOF",
    "long.txt": lambda: "一二三四五\n".encode() * 2_500_000,
}


def judged(path, name: str, judge: str = INSPECT) -> tuple[str, float, float]:
    script = JUDGE.replace("    {judge}\n", judge)
    done = subprocess.run([sys.executable, "-c", script, str(path), name], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return tuple(json.loads(done.stdout))


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_judged_in_little_time_and_memory(tmp_path, name):
    path = tmp_path / "waiting"
    path.write_bytes(BOMBS[name]())
    verdict, memory, seconds = judged(path, name)
    assert verdict in ("refused", "pdf", "text")
    assert memory < MOST_MEMORY, f"{memory:.0f} MB"
    assert seconds < MOST_SECONDS


def test_who_unpacks_before_asking_would_be_found_out(tmp_path):
    """The broken twin: a judge that reads what it is given."""
    path = tmp_path / "waiting"
    path.write_bytes(zeros(150))
    assert judged(path, "a.zip", CARELESS)[1] > MOST_MEMORY
