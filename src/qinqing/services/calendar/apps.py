"""The calendar as Django knows it."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """Label ``calendar``: notices, days, clocks."""

    name = "qinqing.services.calendar"
    label = "calendar"
    verbose_name = "工作日历"
    default_auto_field = "django.db.models.BigAutoField"
