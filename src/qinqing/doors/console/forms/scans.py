"""The words of a scan, looked over before they are taken into the form."""

from django import forms

from qinqing.doors.web.fields import Text


class Words(forms.Form):
    """用到登记表里: what the machine read, as the clerk corrected it."""

    text = Text("识别出的文字", rows=22, help_text="逐字对照扫描件改正；用到登记表后还可以再改")
