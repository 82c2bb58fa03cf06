"""Mails become letters whatever happens to the workers that read them: none is lost, none is there twice. 四(一)1.

With a worker who says too early how far it has read, and is found out.
"""

import json

import pytest
from tests.documents.making import pdf
from tests.faults.houses import House
from tests.letters import postbox as boxes

COUNT, DEATHS = 30, 12


@pytest.fixture
def box(house, monkeypatch):
    with boxes.postbox() as one:
        for number in range(COUNT):
            made = boxes.mail(f"第{number}件", message_id=f"<{number}@x.example>")
            made.add_attachment(pdf(), maintype="application", subtype="pdf", filename=f"{number}.pdf")
            one.put(made)
        told = {
            "HOST": "127.0.0.1",
            "PORT": str(one.port),
            "USER": "jdr@example.gov.cn",
            "PASSWORD": "right",
            "TLS": "none",
        }
        house.more |= {f"QINQING_IMAP_{name}": value for name, value in told.items()}
        yield one


def read(house: House, honesty: str, workers: int) -> list[list]:
    said = house.run("tests.faults.readers", "kill", honesty, str(DEATHS), str(workers), str(COUNT), patience=300)
    assert json.loads(said.splitlines()[-1]) == {"deaths": DEATHS}, said
    return json.loads(house.run("tests.faults.readers", "tell").splitlines()[-1])


def test_each_mail_is_a_letter_once_with_its_file_and_marked_as_seen(house, box):
    rows = read(house, "honest", 2)
    assert sorted(text for text, *_ in rows) == sorted(f"第{number}件" for number in range(COUNT))
    assert all(files == [text.removeprefix("第").removesuffix("件") + ".pdf"] for text, files, _ in rows)
    assert all(one.seen for one in box.mails)
    assert house.verify()[0] == 0


def test_a_worker_who_says_too_early_how_far_it_has_read_is_found_out(house, box):
    assert len(read(house, "hasty", 1)) < COUNT
