"""A converter in a process of its own that writes a PDF of so many empty pages, or fails as it is told by LANG."""

import os
import shutil
import sys
import time

from tests.documents.making import scanned

mode = os.environ.get("LANG", "")
if mode == "cell":
    sys.stderr.write("unshare: Operation not permitted")
    sys.exit(3)
if mode == "gone":
    sys.exit(4)
if len(sys.argv) > 4:
    if mode == "die":
        os.abort()
    if mode == "hang":
        time.sleep(30)
    if mode == "echo":
        shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)
    else:
        sys.stdout.buffer.write(b"%PDF-1.7 nothing" if mode == "blank" else scanned(31 if mode == "long" else 3))
