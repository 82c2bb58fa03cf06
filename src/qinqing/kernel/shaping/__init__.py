"""What people type, put into shape once, at the edge: accept what a human would understand, show what was corrected.

Names and long text keep their form; only codes, telephone numbers, dates, amounts and search keys are normalised.
"""

from qinqing.kernel.shaping.amounts import shape_amount
from qinqing.kernel.shaping.credit_codes import (
    Shaped,
    complete_credit_code,
    complete_old_number,
    complete_organisation_code,
    shape_credit_code,
    valid_credit_code,
    valid_old_number,
    valid_organisation_code,
)
from qinqing.kernel.shaping.dates import ShapedDate, read_date, shape_date
from qinqing.kernel.shaping.phones import Phone, Phones, shape_phone
from qinqing.kernel.shaping.text import (
    LINE_LIMIT,
    TEXT_LIMIT,
    clean_line,
    clean_text,
    count_points,
    count_seen,
    fold,
    has_bidi_controls,
    private_use,
    private_use_zh,
    remove_invisible,
)

__all__ = [
    "LINE_LIMIT",
    "TEXT_LIMIT",
    "Phone",
    "Phones",
    "Shaped",
    "ShapedDate",
    "clean_line",
    "clean_text",
    "complete_credit_code",
    "complete_old_number",
    "complete_organisation_code",
    "count_points",
    "count_seen",
    "fold",
    "has_bidi_controls",
    "private_use",
    "private_use_zh",
    "read_date",
    "remove_invisible",
    "shape_amount",
    "shape_credit_code",
    "shape_date",
    "shape_phone",
    "valid_credit_code",
    "valid_old_number",
    "valid_organisation_code",
]
