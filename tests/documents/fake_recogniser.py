"""A recogniser in a process of its own that reads what is written in a text behind the picture, or fails as it is told."""

import json
import os
import sys
import time

with open(sys.argv[2], "rb") as file:
    told = file.read().rpartition(b"%%EOF")[2].strip().decode() if sys.argv[1] == "pdf" else "园区二号线停电"
if os.environ.get("OMP_NUM_THREADS") != "1":
    sys.exit("must be limited to one thread")
mode = os.environ.get("LANG", "")
if mode == "die":
    os.abort()
if mode == "hang":
    time.sleep(30)
print(
    json.dumps(
        {"text": "" if mode == "blank" else told or "园区二号线停电", "why": "没有认出文字" if mode == "blank" else ""}
    )
)
