"""What is said beside a text that is going to be printed as PDF."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from qinqing.services.documents import queries as documents

register = template.Library()


@register.simple_block_tag(takes_context=True)
def legible(context: Any, content: str) -> SafeString:
    """The text, under a warning when no font here draws one of its characters."""
    lacks = documents.lacked_zh(content)
    note = render_to_string("web/_lacks.html", {"lacks": lacks, "nav": context.get("nav")}) if lacks else ""
    return format_html("{}{}", note, content)
