"""反映提示 of one category."""

import re

from django import forms

from qinqing.doors.web.fields import Line, Text
from qinqing.procedure.appeals.rules.prompts import Prompt


class Prompting(forms.Form):
    """What to write, how others wrote, and what is usually needed."""

    ask = Line("写清什么", help_text="一句话，企业选了这一类就看到")
    examples = Text("别人怎么写", rows=8, required=False, help_text="虚构的，不要写真实企业；每例之间空一行，最多六例")
    materials = Text("一般要的材料", rows=5, required=False, help_text="一行一样，最多六样")

    def clean_examples(self) -> list[str]:
        """Divided by blank lines."""
        return re.split(r"\n\s*\n", self.cleaned_data["examples"].replace("\r\n", "\n"))

    def clean_materials(self) -> list[str]:
        """Divided by lines."""
        return self.cleaned_data["materials"].splitlines()


def values_of(told: Prompt) -> dict[str, str]:
    """A prompt as the form begins with it."""
    return {"ask": told.ask, "examples": "\n\n".join(told.examples), "materials": "\n".join(told.materials)}
