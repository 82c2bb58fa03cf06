"""Which door stands at which address. Inside, each door names its own rooms."""

from django.urls import include, path

urlpatterns = [
    path("", include("qinqing.doors.web.urls")),
    path("api/exchange/", include("qinqing.doors.api.exchange")),
    path("api/v1/", include("qinqing.doors.api.urls")),
    path("", include("qinqing.doors.api.page")),
    path("desk/", include("qinqing.doors.console.urls")),
    path("", include("qinqing.doors.portal.urls")),
]
handler400 = "qinqing.doors.web.errors.bad_request"
handler403 = "qinqing.doors.web.errors.forbidden"
handler404 = "qinqing.doors.web.errors.not_found"
handler500 = "qinqing.doors.web.errors.server_error"
