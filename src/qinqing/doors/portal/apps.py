from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "qinqing.doors.portal"
    label = "portal"
    verbose_name = "企业门户"
