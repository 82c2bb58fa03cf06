"""The chapter as Django knows it: it has no tables; threads and parcels are kept by services/exchange."""

from django.apps import AppConfig


class CityConfig(AppConfig):
    """Label ``city``: handed down, sent up, answered, by whatever house stands at the other end."""

    name = "qinqing.procedure.city"
    label = "city"
    verbose_name = "市县往来"
