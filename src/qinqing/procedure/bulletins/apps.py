"""Bulletins as Django knows them."""

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    """Label ``bulletins``: the measures, counted from the record."""

    name = "qinqing.procedure.bulletins"
    label = "bulletins"
    verbose_name = "通报"
