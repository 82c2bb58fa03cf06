"""Bulletins as Django knows them."""

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    """Label ``bulletins``: figures, which need no tables of their own."""

    name = "qinqing.procedure.bulletins"
    label = "bulletins"
    verbose_name = "通报"
