"""For machines that watch."""

import pytest

from qinqing.doors.web.models import Draft


def test_alive_asks_nothing_of_the_database(client):
    assert client.get("/healthz").text == "ok\n"


@pytest.mark.django_db
def test_ready_when_every_migration_is_applied(client):
    assert client.get("/readyz").json() == {"ready": True}


@pytest.mark.django_db
def test_not_ready_while_a_migration_waits(client):
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="web").delete()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["why"]) == (503, "migrations")


@pytest.mark.django_db
def test_measures_are_for_this_machine_or_the_token(client, settings, account):
    Draft.objects.create(owner="account:1", form="/", data="{}", saved_at=account.created_at)
    assert "qinqing_drafts 1\n" in client.get("/metrics").text
    assert client.get("/metrics", headers={"x-forwarded-for": "203.0.113.9"}).status_code == 403
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 403
    settings.QINQING_METRICS_TOKEN = "t" * 30
    answer = client.get("/metrics", REMOTE_ADDR="203.0.113.9", headers={"authorization": "Bearer " + "t" * 30})
    assert answer.status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9", headers={"authorization": "Bearer "}).status_code == 403
