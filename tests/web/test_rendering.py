"""Choices are drawn as Django draws them, only faster."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from qinqing.doors.web.rendering import Renderer

CHOICES = [
    ("", "请选择"),
    ("a&b", "用电<script>"),
    (7, '"七"'),
    ("乡镇", [("x", "岭城"), ("y", "石溪")]),
]


class Chosen(forms.Form):
    one = forms.ChoiceField(choices=CHOICES, required=False)
    many = forms.MultipleChoiceField(choices=CHOICES, required=False)
    off = forms.ChoiceField(
        choices=CHOICES, disabled=True, widget=forms.Select(attrs={"class": "wide", "hidden": False})
    )


@pytest.mark.parametrize("data", [{}, {"one": "a&b", "many": ["x", "7"]}, {"one": "<no such>"}])
def test_selects_are_the_same_elements_as_from_templates(data):
    ours, djangos = Chosen(data, renderer=Renderer()), Chosen(data, renderer=DjangoTemplates())
    for name in ours.fields:
        assert parse_html(str(ours[name])) == parse_html(str(djangos[name]))


def test_labels_cannot_become_markup():
    drawn = str(Chosen(renderer=Renderer())["one"])
    assert "用电&lt;script&gt;" in drawn
    assert 'value="a&amp;b"' in drawn
