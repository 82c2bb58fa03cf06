"""Drawing choices without a template for each option: a list's filters have more options than the list has rows."""

from functools import lru_cache
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

Options = list[dict[str, Any]]


class Renderer(DjangoTemplates):
    """Django's own form templates, but for ``<select>``."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        if template_name == "django/forms/widgets/select.html":
            return _select(context["widget"])
        return mark_safe(super().render(template_name, context, request))  # Django's own templates escape


def _select(widget: dict[str, Any]) -> SafeString:
    inside = "".join(_group(label, options) for label, options, _ in widget["optgroups"])
    start = format_html('<select name="{}"{}>', widget["name"], flatatt(widget["attrs"]))
    return mark_safe(f"{start}{inside}</select>")  # escaped option by option


def _group(label: str | None, options: Options) -> str:
    inside = "".join(map(_option, options))
    return f'<optgroup label="{escape(label)}">{inside}</optgroup>' if label else inside


def _option(option: dict[str, Any]) -> str:
    attributes = flatatt(option["attrs"]) if option["attrs"] else ""
    return _line(str(option["value"]), str(option["label"]), attributes)


@lru_cache(maxsize=2048)
def _line(value: str, label: str, attributes: str) -> str:
    return f'<option value="{escape(value)}"{attributes}>{escape(label)}</option>'
