"""Addresses of the desk, all under /desk/."""

from django.urls import path

from qinqing.doors.console.views import appeals, desk

app_name = "console"

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("appeals/", appeals.appeals, name="appeals"),
    path("appeals/new/", appeals.intake, name="intake"),
    path("appeals/handed-down/", appeals.hand_down, name="hand_down"),
    path("appeals/<slug:code>/", appeals.appeal, name="appeal"),
    path("appeals/<slug:code>/receipt/", appeals.receipt, name="receipt"),
    path("appeals/<slug:code>/files/<slug:file>/", appeals.file, name="file"),
    path("appeals/<slug:code>/<slug:name>/", appeals.move, name="move"),
]
