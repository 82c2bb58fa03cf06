"""The converter's cell: no network, no files but the system's, nothing left after a kill; and the real LibreOffice in it. Trust C5."""

import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from tests.documents.making import RELATION, RELATIONS, TYPES, docx, zipped

from qinqing.services.documents import children
from qinqing.services.documents.queries import previews
from qinqing.services.documents.rules.previews import filters

SOFFICE = shutil.which("soffice") or ""
CI = os.environ.get("CI", "").lower() in {"1", "true"}
SECRET = "a-canary-of-this-machine"
WORDS = "云岭县关于供电线路的请示"


def convert(place, soffice, content, kind="docx", patience=100):
    source = place.parent / "source"
    source.write_bytes(content)
    with source.open("rb", buffering=0) as file:
        words = (str(place), str(soffice), "", *filters(kind, content[:2]))
        return children.ask(previews.CONVERTER, *words, patience=patience, source=file)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder for a cell to stand on; skipped where this kernel has none, which is a case of its own below."""
    monkeypatch.setenv("QINQING_SECRET_KEY", SECRET)
    found = tmp_path / "data/previews"
    found.mkdir(parents=True)
    (tmp_path / "data/secret.txt").write_text(SECRET)
    if children.ask(previews.CONVERTER, str(found), "/bin/sh", "", patience=30).returncode == previews.NO_CELL:
        pytest.skip("这台机器的内核不让程序隔离运行，没有预览")
    return found


@pytest.fixture
def stand_in(tmp_path):
    """A converter of three lines that does what a hostile file would like it to: ``stand_in("id")``."""

    def write(does):
        program = tmp_path / "office/program/soffice"
        program.parent.mkdir(parents=True)
        program.write_text(f'#!/bin/sh\nmkdir /home/made; exec > /home/made/file.pdf 2>&1\necho "$@"\n{does}\n')
        program.chmod(0o755)
        return program

    return write


def test_the_converter_sees_no_network_no_file_of_ours_and_no_secret(place, stand_in, tmp_path):
    heard = socket.create_server(("127.0.0.1", 0))
    heard.settimeout(1)
    tries = f"""
cat /proc/net/dev /proc/net/route; cat /etc/passwd {tmp_path}/data/secret.txt /proc/1/environ; env; ls /root /work /tmp /data
for word in $(ls /proc | grep '^[0-9]'); do cat /proc/$word/environ; done
python3 -c 'import socket; socket.create_connection(("127.0.0.1", {heard.getsockname()[1]}))'
echo x > /usr/x; echo x > {tmp_path}/office/x; unshare -Urm true && echo escaped; id -u
"""
    done = convert(place, stand_in(tries), docx())
    told = done.stdout.decode()
    assert done.returncode == 0, done.stderr
    assert "--headless" in told, "it ran"
    assert SECRET not in told
    assert "root:" not in told, "/etc/passwd is not there"
    assert "eth" not in told
    assert told.count("Read-only file system") == 2
    assert "escaped" not in told
    assert "CapEff" not in told
    with pytest.raises(TimeoutError):
        heard.accept()
    heard.close()
    assert list(place.iterdir()) == [], "what it wrote is gone"


def test_it_is_told_to_ask_nothing_and_to_run_nothing(place, stand_in):
    done = convert(place, stand_in("cat /home/profile/user/registrymodifications.xcu; head -c 2 /home/file"), docx())
    told = done.stdout.decode()
    for said in (
        "--headless",
        "--norestore",
        "-env:UserInstallation=file:///home/profile",
        "--infilter=MS Word 2007 XML",
    ):
        assert said in told
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true<' in told
    assert '"BlockUntrustedRefererLinks" oor:op="fuse"><value>true<' in told
    assert told.endswith("PK"), "the file itself is there"


@pytest.mark.parametrize(
    "does",
    ["head -c 90000000 /dev/zero", "dd if=/dev/zero of=/home/full bs=1M count=500 && echo filled", "rm -r /home/made"],
)
def test_what_it_writes_has_limits(place, stand_in, does):
    done = convert(place, stand_in(does), docx())
    assert done.returncode != 0 or (len(done.stdout) <= 64 << 20 and b"filled" not in done.stdout)


def test_links_and_pipes_in_the_place_of_a_pdf_are_no_pdf(place, stand_in):
    done = convert(place, stand_in("rm /home/made/file.pdf; ln -s /home/file /home/made/file.pdf"), docx())
    assert (done.returncode, done.stdout) == (4, b"")


def test_a_converter_that_breaks_is_not_taken_for_a_kernel_without_cells(place, tmp_path):
    assert convert(place, tmp_path / "office/program/gone", docx()).returncode not in {0, previews.NO_CELL}


def test_after_a_kill_nothing_runs_on_and_nothing_is_left(place, stand_in):
    sleeps = f"sleep 4321.{os.getpid()}"
    program = stand_in(f"{sleeps} & {sleeps}")
    words = [str(place), str(program), "", *filters("docx", b"PK")]
    child = subprocess.Popen([sys.executable, "-m", previews.CONVERTER, *words], stdin=subprocess.DEVNULL)
    try:
        assert eventually(lambda: running(sleeps)), "it never began"
    finally:
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    assert eventually(lambda: not running(sleeps))
    assert list(place.iterdir()) == []


def test_where_the_data_lies_among_programs_there_is_no_cell(place, stand_in):
    program = stand_in("true")
    within = program.parent.parent / "previews"
    within.mkdir()
    done = convert(within, program, docx())
    assert done.returncode == previews.NO_CELL
    assert b"lies within" in done.stderr


def running(command):
    words = command.replace(" ", "\0").encode()
    found = []
    for one in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(one.read_bytes())
        except OSError:
            continue
    return any(words in told for told in found)


def eventually(holds, seconds=20):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.1)
    return False


# --- the real one


@pytest.fixture
def soffice(place):
    """Without a LibreOffice its tests are skipped on a desk and fail where CI=true, which installs it."""
    if not SOFFICE:
        (pytest.fail if CI else pytest.skip)("没有找到 soffice（libreoffice-writer-nogui 等），只试了替身")
    return SOFFICE


def as_old(soffice, tmp_path, content, name, form):
    """The same file as programs of the nineties wrote it."""
    source = tmp_path / name
    source.write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", form, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return source.with_suffix(f".{form.partition(':')[0]}").read_bytes()


def text_of(done):
    assert done.returncode == 0, done.stderr
    with pypdfium2.PdfDocument(done.stdout) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def letter(body="", relations="", extra=None):
    main = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>'
        f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>{body}</w:body></w:document>"
    )
    roots = '<Relationship Id="r0" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    return zipped({
        "[Content_Types].xml": TYPES.replace("<Override", '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override', 1),
        "_rels/.rels": RELATIONS.format(roots),
        "word/document.xml": main,
        "word/_rels/document.xml.rels": RELATIONS.format(relations),
        **(extra or {}),
    })  # fmt: skip


def sheet(*formulas):
    import openpyxl

    buffer, book = io.BytesIO(), openpyxl.Workbook()
    for row, formula in enumerate((WORDS, *formulas), 1):
        book.active[f"A{row}"] = formula
    book.save(buffer)
    return buffer.getvalue()


def test_the_real_one_reads_word_and_wps_old_and_new(soffice, place, tmp_path):
    assert WORDS in text_of(convert(place, soffice, letter()))
    old = as_old(soffice, tmp_path, letter(), "请示.docx", "doc:MS Word 97")
    assert WORDS in text_of(convert(place, soffice, old, "wps"))


def test_the_real_one_reads_tables_old_and_new(soffice, place, tmp_path):
    assert WORDS in text_of(convert(place, soffice, sheet(), "xlsx"))
    old = as_old(soffice, tmp_path, sheet(), "旧表.xlsx", "xls:MS Excel 97")
    assert WORDS in text_of(convert(place, soffice, old, "et"))


def test_the_real_one_reads_slides(soffice, place, tmp_path):
    old = as_old(soffice, tmp_path, SLIDES.encode(), "汇报.fodp", "ppt:MS PowerPoint 97")
    assert WORDS in text_of(convert(place, soffice, old, "dps"))


@pytest.mark.parametrize(
    "content", [b"\xd0\xcf\x11\xe0" + b"x" * 4000, b"<html><body>text</body></html>", b"{\\rtf1 text}"]
)
def test_the_real_one_tries_no_other_way_than_it_is_told(soffice, place, content):
    assert convert(place, soffice, content, "doc").returncode == 4


def test_a_hostile_file_fetches_nothing_and_shows_nothing_of_this_machine(soffice, place, tmp_path):
    planted = tmp_path / "data/planted.png"
    Image.new("RGB", (400, 400), (255, 0, 0)).save(planted)
    with Trap() as trap:
        relations = RELATION.format("image", f"{trap.url}/a.png") + RELATION.format("image", planted.as_uri()).replace(
            "r1", "r2"
        )
        relations = relations.replace("http://x/", "http://schemas.openxmlformats.org/officeDocument/2006/")
        pictures = "".join(PICTURE.format(name) for name in ("r1", "r2"))
        fields = "".join(
            f'<w:p><w:fldSimple w:instr=" {word} "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
            for word in (f"INCLUDEPICTURE {trap.url}/b.png", f"INCLUDETEXT {tmp_path}/data/secret.txt", "INCLUDETEXT /etc/passwd")
        )  # fmt: skip
        done = convert(place, soffice, letter(pictures + fields, relations))
        told = text_of(done)
        table = sheet(
            f'=WEBSERVICE("{trap.url}/c")', f'=WEBSERVICE("file://{tmp_path}/data/secret.txt")',
            f"='file://{tmp_path}/data/[secret.txt]Sheet1'!A1",
        )  # fmt: skip
        told += text_of(convert(place, soffice, table, "xlsx"))
    assert WORDS in told
    assert trap.requests == []
    assert SECRET not in told
    assert "root:" not in told
    assert not shows_red(done.stdout)


def shows_red(content):
    with pypdfium2.PdfDocument(content) as document:
        sheets = [page.render().to_pil().convert("RGB").getcolors(1 << 24) for page in document]
    return any(red > 200 and green < 60 and blue < 60 for sheet in sheets for _, (red, green, blue) in sheet)


class Trap:
    """A server on the loopback that answers nobody and remembers who knocked."""

    def __enter__(self):
        self.requests, self.server = [], socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.server.getsockname()[1]}"
        threading.Thread(target=self._wait, daemon=True).start()
        return self

    def _wait(self):
        while True:
            try:
                connection, _ = self.server.accept()
            except OSError:
                return
            self.requests.append(connection.recv(200))
            connection.close()

    def __exit__(self, *how):
        time.sleep(0.2)
        self.server.close()


PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="2000000" cy="2000000"/><wp:docPr id="1" name="p"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="{}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="2000000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SLIDES = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="{OASIS}:office:1.0" xmlns:draw="{OASIS}:drawing:1.0" xmlns:text="{OASIS}:text:1.0" '
    f'xmlns:svg="{OASIS}:svg-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.presentation">'
    '<office:body><office:presentation><draw:page draw:name="p"><draw:frame svg:width="20cm" svg:height="4cm" svg:x="2cm" svg:y="2cm">'
    f"<draw:text-box><text:p>{WORDS}</text:p></draw:text-box></draw:frame></draw:page></office:presentation></office:body></office:document>"
)
