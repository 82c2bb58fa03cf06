"""遮盖, at every door: what is covered leaves the house by no way but to the bureau and to the enterprise itself.

The canary is the file: its bytes must be in no answer, and in no file inside an answer. Row 32 of the bad inputs.
"""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests.answers import let_go
from tests.cast import NOW
from tests.policy import API, POLICY, parts_of
from tests.world import BUREAU, EVERYBODY, VISITOR

from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries
from qinqing.procedure.city.queries.telling import files_of
from qinqing.procedure.register.actions.tokens import issue_token
from qinqing.services.documents import queries as documents
from qinqing.services.documents.rules.coverings import Box

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]
WHOLE = BUREAU | {"own enterprise"}
OTHERS = [who for who in EVERYBODY if who not in WHOLE]
APPEAL = "with city"  # the one that most people see


def picture():
    """Unlike any other file."""
    buffer = io.BytesIO()
    Image.effect_noise((80, 50), 90).convert("RGB").save(buffer, "PNG")
    return SimpleUploadedFile("第三人身份证.png", buffer.getvalue(), content_type="image/png")


@pytest.fixture
def card(world):
    """Somebody else's identity card among the material."""
    found = world.appeal(APPEAL)
    appeals.supplement(found, note="证件", files=[picture()], by=world.cast.intake, at=NOW)
    return queries.files(found, world.cast.intake)[-1]


@pytest.fixture
def copy(world, card):
    """It is covered."""
    who = {"by": world.cast.intake, "at": NOW}
    with appeals.painted(world.appeal(APPEAL), card.code, [Box(1, 0, 0, 100, 100)], **who) as painted:
        appeals.cover(world.appeal(APPEAL), painted, reason="第三人的身份证照片", **who)
    return documents.copy_of(card)


def content_of(one):
    with documents.open_attachment(one.code).file as file:
        return file.read()


def browsers(world, who):
    """Their browser, and their program where they may have one."""
    yield world.browser(who), POLICY
    if who != VISITOR:
        _, token = issue_token(name="程序", scopes=["read"], days=30, by=world.actor(who), at=NOW)
        yield Client(raise_request_exception=False, headers={"authorization": f"Bearer {token}"}), API


def asked(world, policy, file):
    """Every address there is, for this appeal and this file wherever it is about an appeal or a file."""
    for name, line in policy.items():
        parts = parts_of(world, name if policy is POLICY else f"api:{name}")
        for part, key in line.of.items():
            if key in world.codes:
                parts[part] = world.codes[APPEAL]
            elif key == "file":
                parts[part] = file.code
        yield reverse(name if policy is POLICY else f"api:{name}", kwargs=parts)
    for what in ("appeal", "answer") if policy is POLICY else ():
        yield reverse("console:package_of", args=[world.codes[APPEAL], what])


def received(browser, url):
    """All the bytes of an answer, and of the files in it where it is a ZIP."""
    answer = browser.get(url)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    let_go(answer)
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return b"".join([body, *(parts.read(name) for name in parts.namelist())])
    return body


def found_at(world, who, canary, file):
    return [
        url
        for browser, policy in browsers(world, who)
        for url in asked(world, policy, file)
        if canary in received(browser, url)
    ]


@pytest.mark.parametrize("who", OTHERS)
def test_no_door_lets_the_original_out_to_others(world, card, copy, who):
    assert found_at(world, who, content_of(card), card) == []


def test_without_the_covering_many_doors_would(world, card):
    """The twin: what walks here finds what there is to be found."""
    found = found_at(world, "office", content_of(card), card)
    assert any(url.endswith("/package/appeal/") for url in found), found
    assert any(url.startswith("/api/") for url in found), found
    assert any("/files/" in url and url.startswith("/desk/") for url in found), found


@pytest.mark.parametrize("who", sorted(WHOLE))
def test_the_bureau_and_the_enterprise_have_the_original(world, card, copy, who):
    assert found_at(world, who, content_of(card), card)


@pytest.mark.parametrize("who", ["lead officer", "office", "deputy", "mayor", "city"])
def test_others_see_the_copy_and_get_it(world, card, copy, who):
    page = world.browser(who).get(reverse("console:appeal", args=[world.codes[APPEAL]])).text
    assert "第三人身份证（已遮盖）.png" in page
    assert reverse("console:file", args=[world.codes[APPEAL], card.code]) not in page
    assert content_of(copy) in received(
        world.browser(who), reverse("console:file", args=[world.codes[APPEAL], copy.code])
    )


def test_what_goes_to_another_house_is_the_copy(world, card, copy):
    told = files_of(world.appeal(APPEAL))
    assert copy.sha256 in {one.sha256 for one in told}
    assert card.sha256 not in {one.sha256 for one in told}


def test_the_same_file_brought_again_is_covered_at_once(world, card, copy):
    kept = SimpleUploadedFile("再传一次.png", content_of(card), content_type="image/png")
    appeals.supplement(world.appeal(APPEAL), note="", files=[kept], by=world.cast.intake, at=NOW)
    again = queries.files(world.appeal(APPEAL), world.cast.intake)[-1]
    assert again.sha256 == card.sha256
    assert again.code not in {one.code for one in queries.files(world.appeal(APPEAL), world.cast.office)}


def test_lifted_everybody_has_the_original_again_and_the_record_says_why(world, card, copy):
    found, who = world.appeal(APPEAL), {"by": world.cast.intake, "at": NOW + timedelta(minutes=1)}
    appeals.uncover(found, file=card.code, reason="遮错了，是企业自己的证件", **who)
    seen = {one.code for one in queries.files(found, world.cast.office)}
    assert card.code in seen
    assert copy.code not in seen
    told = [line for line in queries.timeline(found, world.cast.office) if "material" in line.event]
    assert [(line.what, line.clause) for line in told[:2]] == [("取消材料的遮盖", "四(一)1"), ("遮盖材料", "四(一)1")]
    assert ("原因", "第三人的身份证照片") in told[1].particulars
    assert any(label == "原件" and "第三人身份证.png" in words for label, words in told[1].particulars)


def test_the_enterprise_reads_it_in_plain_words(world, copy):
    told = queries.timeline(world.appeal(APPEAL), world.actor("own enterprise"))
    assert any("原件完好" in line.what and ("原因", "第三人的身份证照片") in line.particulars for line in told)
