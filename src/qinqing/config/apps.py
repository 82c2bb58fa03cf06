from django.apps import AppConfig

from qinqing.config import wiring


class HouseConfig(AppConfig):
    name = "qinqing.config"
    label = "house"

    def ready(self) -> None:
        wiring.connect()
