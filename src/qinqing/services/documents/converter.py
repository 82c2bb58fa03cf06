"""Makes a PDF of an office file with LibreOffice: ``python -m qinqing.services.documents.converter PLACE SOFFICE FONTS [READ WRITE]``.

Reads the file from its input and writes the PDF to its output, in a cell that stands on the folder ``PLACE``; without the two
names of filters it only looks whether the converter is there. Ends with 0, with ``NO_CELL`` where there is no such place, or
otherwise. Knows nothing of the rest of the house.
"""

import os
import resource
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

from qinqing.services.documents.cell import HOME, confine

MEMORY, SECONDS, LARGEST = 2 << 30, 60, 64 << 20  # of addresses; of the processor; of any file
NO_CELL, NOTHING = 3, 4
PROFILE, FILE, MADE = HOME / "profile", HOME / "file", HOME / "made"
SURROUNDINGS = {
    "HOME": str(HOME),
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "TMPDIR": "/tmp",
    "SAL_USE_VCLPLUGIN": "svp",
}
QUIET = ("--headless", "--norestore", "--nolockcheck", "--nologo", "--nodefault", "--nofirststartwizard")
ITEM = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
# What the document asks for is not done either: no macros, nothing fetched, no link followed. Newer versions know more of it.
SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "DisablePythonRuntime", "true"),
    ("Office.Common/Security/Scripting", "DisableOLEAutomation", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),  # never
    ("Office.Calc/Content/Update", "Link", "1"),  # never
    ("Setup/L10N", "ooSetupSystemLocale", "zh-CN"),  # whose fonts and paper, where the file names none
)


def main(place: str, soffice: str, fonts: str, *filters: str) -> int:
    """Limits itself before it opens what a stranger sent."""
    os.nice(5)
    for which, most in (
        (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, LARGEST), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        resource.setrlimit(which, (most, most))
    act = partial(_convert, soffice, *filters) if filters else lambda: 0 if os.access(soffice, os.X_OK) else NOTHING
    try:
        return confine(place, act, show=[str(Path(soffice).resolve().parent.parent)], fonts=fonts)
    except OSError as trouble:
        sys.stderr.write(trouble.strerror or str(trouble))
        return NO_CELL


def _convert(soffice: str, read: str, write: str) -> int:
    (PROFILE / "user").mkdir(parents=True)
    (PROFILE / "user/registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
    with FILE.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    profile = f"-env:UserInstallation=file://{PROFILE}"
    _run(soffice, profile, *QUIET, f"--infilter={read}", "--convert-to", write, "--outdir", str(MADE), str(FILE))
    made = MADE / "file.pdf"
    if made.is_symlink() or not made.is_file():
        return NOTHING
    with made.open("rb") as file:
        shutil.copyfileobj(file, sys.stdout.buffer)
    sys.stdout.buffer.flush()
    return 0


def _run(*command: str) -> int:
    silent = subprocess.DEVNULL
    return subprocess.run(command, env=SURROUNDINGS, stdin=silent, stdout=silent, stderr=silent, check=False).returncode


def _settings() -> str:
    head = '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    return head + "".join(ITEM.format(*one) for one in SETTINGS) + "</oor:items>"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
