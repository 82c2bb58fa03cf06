"""Handing a table in, and letting it be taken over."""

from typing import Any

from django import forms


class HandIn(forms.Form):
    """The file; what it is, is judged when it is kept."""

    file = forms.FileField(
        label="文件",
        help_text=".xlsx .xls .et .ods，或 .csv .txt（UTF-8、GB18030、UTF-16 都可以），不超过 100 MB",
        max_length=200,
    )


class Confirm(forms.Form):
    """导入: with a word about the rows that cannot be taken over, where there are any."""

    skip = forms.BooleanField(required=False)

    def __init__(self, *args: Any, refused: int, **options: Any) -> None:
        super().__init__(*args, **options)
        if refused:
            self.fields["skip"].label = f"跳过这 {refused} 行，先导入其余各行"
        else:
            del self.fields["skip"]
