"""A web process holds what pages need; what makes papers, spreadsheets and pictures comes with the first of them."""

import subprocess
import sys

HEAVY = (
    "docx",
    "docxtpl",
    "typst",
    "lxml",
    "xlsxwriter",
    "PIL",
    "pillow_heif",
    "icalendar",
    "jwt",
    "python_calamine",
    "segno",
)
PROCESS = f"""
import sys
from qinqing.config.wsgi import application
from django.urls import reverse
assert reverse("console:desk") == "/desk/"
print(*[name for name in {HEAVY} if name in sys.modules])
"""


def test_a_web_process_begins_without_what_few_ask_for():
    done = subprocess.run([sys.executable, "-c", PROCESS], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
