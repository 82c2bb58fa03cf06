"""Addresses of the interface, all under /api/v1/."""

from qinqing.doors.api.house import patterns

app_name = "api"
urlpatterns = patterns()
