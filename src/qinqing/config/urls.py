"""Which door stands at which address. Inside, each door names its own rooms."""

from django.conf import settings
from django.urls import include, path

PREFIXES = (
    ("doors.web", ""),
    ("doors.console", "desk/"),
    ("doors.portal", ""),
)
urlpatterns = [
    path(prefix, include(f"qinqing.{door}.urls"))
    for door, prefix in PREFIXES
    if f"qinqing.{door}" in settings.INSTALLED_APPS
]
handler400 = "qinqing.doors.web.errors.bad_request"
handler403 = "qinqing.doors.web.errors.forbidden"
handler404 = "qinqing.doors.web.errors.not_found"
handler500 = "qinqing.doors.web.errors.server_error"
