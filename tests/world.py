"""A small county with secrets in it: what exists, who may see it, and which words must never reach whom.

``SEES`` and ``SECRETS`` are written by hand from the procedure's table of who sees what: they are the expectation, and
ask no scope of the product.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import NOW, Stage
from tests.documents.making import docx
from tests.peopled import peopled
from tests.written import written

from qinqing.doors.web.models import Draft as Waiting
from qinqing.kernel.actors import PUBLIC, Actor
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries
from qinqing.procedure.bulletins import actions as bulletins
from qinqing.procedure.city.actions import hand_over
from qinqing.procedure.decisions import actions as items
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.decisions.rules import NewMilestone
from qinqing.procedure.outreach import actions as outreach
from qinqing.procedure.outreach.rules import Heard
from qinqing.procedure.receptions import actions as hearings
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.receptions.actions.dossier_step import ask
from qinqing.procedure.register import actions as people
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.actions import resets, second_factors
from qinqing.procedure.register.actions.tokens import issue_token
from qinqing.procedure.register.queries import staffing
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries as after
from qinqing.procedure.supervision.actions.urging import propose
from qinqing.procedure.supervision.queries.chased import chased
from qinqing.services.accounts import queries as accounts
from qinqing.services.accounts.actions import note_login
from qinqing.services.accounts.rules import one_time
from qinqing.services.calendar.actions import Clocks, propose_notice
from qinqing.services.calendar.rules import Draft
from qinqing.services.documents import actions as documents
from qinqing.services.documents import queries as papers
from qinqing.services.exchange import actions as exchange
from qinqing.services.exchange import queries as exchanges
from qinqing.services.exchange.rules.keys import new_key, public_of
from qinqing.services.notifications import actions as sending
from qinqing.services.notifications import queries as messages
from qinqing.services.notifications.rules import Kind
from qinqing.services.notifications.rules.media import Medium
from qinqing.services.notifications.rules.signatures import new_secret

NAME, CONTACT, PHONE = "云岭秘藏金属有限公司", "欧阳秘莲", "13911112222"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000" "1f15c4890000000d49444154789c63f8ffff3f030008fc02fe"
    "a7e8c3a80000000049454e44ae426082"
)  # fmt: skip
POSTS = {
    "intake": "intake-1", "bureau head": "bureau-head", "lead officer": "power-supply-officer",
    "lead head": "power-supply-head", "helping officer": "park-west-officer",
    "uninvolved officer": "housing-officer", "office": "office-1", "deputy": "deputy-industry",
    "other deputy": "deputy-agriculture", "mayor": "mayor", "inspector": "inspector-1", "city": "city-liaison",
    "system admin": "system-admin", "security admin": "security-admin", "audit admin": "audit-admin",
}  # fmt: skip
SPEAKERS = {"own enterprise": "hengxin", "other enterprise": "xinggui"}
VISITOR = "visitor"
EVERYBODY = (*POSTS, *SPEAKERS, VISITOR)
BUREAU = {"intake", "bureau head"}
DEPARTMENTS = {"lead officer", "lead head", "helping officer", "uninvolved officer"}
LEADERS = {"deputy", "mayor"}
LEAD = {"lead officer", "lead head"}

SEES: dict[str, set[str]] = {
    "own": BUREAU | LEAD | LEADERS | {"own enterprise"},
    "secret": BUREAU | LEAD | {"helping officer"} | {"mayor"},  # its industry is unknown: nobody's portfolio
    "unsorted": BUREAU | LEADERS | {"own enterprise"},
    "foreign": BUREAU | {"mayor", "deputy", "other enterprise", "uninvolved officer"},
    "withdrawn": BUREAU | LEAD | LEADERS | {"own enterprise"},
    "implementing": BUREAU | LEAD | LEADERS | {"own enterprise", "office", "inspector"},
    "with city": BUREAU | LEAD | LEADERS | {"own enterprise", "office", "city"},
    "closed": BUREAU | LEAD | LEADERS | {"own enterprise"},
}
SECRETS: dict[str, set[str]] = {
    NAME: BUREAU | {"office", "deputy", "other deputy", "mayor", "inspector"},  # who read the register of enterprises
    CONTACT: BUREAU | {"mayor"},
    PHONE: BUREAU | {"mayor"},
    "秘文甲": SEES["secret"],
    "秘见乙": SEES["secret"],
    "秘稿丙": SEES["secret"] - {"helping officer"},
    "秘文庚": SEES["unsorted"],
    "秘文己": SEES["foreign"],
    "秘文辛": SEES["implementing"],
    "秘信癸": {"intake"},
    "秘闻壬": BUREAU | {"office", "deputy", "mayor", "inspector", "helping officer"},
}


@dataclass
class World:
    """The people, their browsers, and the codes of what exists."""

    cast: Any
    codes: dict[str, str] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)

    def actor(self, who: str) -> Actor:
        """Who acts."""
        if who == VISITOR:
            return PUBLIC
        return self.cast.post(POSTS[who]) if who in POSTS else self.cast.actor(SPEAKERS[who])

    def browser(self, who: str) -> Client:
        """A browser signed in as them; errors come back as pages."""
        browser = Client(raise_request_exception=False, headers={"origin": "http://testserver"})
        if who == VISITOR:
            return browser
        actor = self.actor(who)
        browser.force_login(accounts.account(actor.person))
        session = browser.session
        session.update({"post": actor.post, "since": int(NOW.timestamp())} if actor.post else {})
        session.save()
        return browser

    def appeal(self, key: str) -> queries.Appeal:
        """One of the appeals, as the bureau sees it."""
        return queries.fetch(self.cast.intake, self.codes[key])


def build(cast: Any) -> World:
    """Everything that exists, made through the public actions."""
    world, stage = World(cast), Stage(cast)
    world.codes = {
        "own": stage("handling").code,
        "secret": _secret(cast),
        "unsorted": stage("lodged", text="秘文庚：厂门口积水").code,
        "foreign": stage(
            "transferred", enterprise="xinggui-garment", lead="housing", text="秘文己：宿舍漏雨", returned=None
        ).code,
        "withdrawn": stage("closed", result="withdrawn").code,
        "implementing": stage("implementing", rung=2, text="秘文辛：线路迁改").code,
        "with city": stage("with_city", rung=4).code,
        "closed": _rated(cast, stage("closed")),
    }
    world.things = _things(world)
    return world


def _secret(cast: Any) -> str:
    """A confidential appeal: an opinion given, an answer drafted, and its enterprise named in every text field."""
    intake, officer, helper = cast.intake, cast.officer("power-supply"), cast.officer("park-west")
    appeal = appeals.lodge(
        text=f"秘文甲：{NAME}的线路跳闸，请打{PHONE}找{CONTACT}", title=f"{NAME}线路跳闸", enterprise_name=NAME,
        contact_name=CONTACT, contact_phone=PHONE, confidential=True, by=PUBLIC, at=NOW,
    ).appeal  # fmt: skip
    appeals.register_appeal(appeal, note=f"{NAME}来电核实过", by=intake, at=NOW)
    appeals.sort(appeal, kind="ordinary", matter="trouble", category="power", by=intake, at=NOW)
    lead, helps = cast.organ("power-supply"), [cast.organ("park-west")]
    appeals.transfer(appeal, lead=lead, assisting=helps, note=f"请保护{NAME}", by=intake, at=NOW)
    appeals.assist(appeal, opinion=f"秘见乙：园区配合，{NAME}所在片区已排查", by=helper, at=NOW)
    appeals.sign_for(appeal, by=officer, at=NOW)
    appeals.draft_outcome(
        appeal, outcome="resolved", checked="秘稿丙", answer="秘稿丙：已换线", contact="陆工", by=officer, at=NOW
    )
    return appeal.code


def _rated(cast: Any, appeal: queries.Appeal) -> str:
    """A closed appeal whose enterprise is not satisfied: the department owes a correction."""
    rating = supervision.evaluate(
        appeal, solved=True, level=1, reasons=["slow"], comment="拖得太久", by=cast.actor("hengxin"), at=NOW
    )
    assert rating.level == 1
    return appeal.code


def _minutes(world: World, day: str) -> str:
    """The minutes of the day on which ``implementing`` was heard, issued: who reads them reads what they were told."""
    cast, host = world.cast, world.cast.deputy("C")
    drafted = items.draft_minutes(receptions.fetch(cast.intake, day), by=cast.intake, at=NOW)
    items.send_minutes(drafted, by=cast.intake, at=NOW)
    hearings.confirm_minutes(receptions.fetch_minutes(host, drafted.code), by=host, at=NOW)
    items.issue_minutes(receptions.fetch_minutes(cast.office, drafted.code), by=cast.office, at=NOW)
    return str(drafted.code)


def _prove(cast: Any, code: str) -> None:
    """The lead department has planned a step of the item, and shown that it is done."""
    officer = cast.officer("power-supply")
    picture = SimpleUploadedFile("勘查.png", PICTURE, content_type="image/png")
    item = decisions.fetch(officer, code)
    items.plan_milestones(item, milestones=[NewMilestone("现场勘查", NOW.date())], by=officer, at=NOW)
    items.finish_milestone(item, milestone=1, proof="勘查记录", files=[picture], by=officer, at=NOW)


def _part(entry: Any, office: Actor) -> str:
    """A department's part of the day's dossier; asked for now, unless announcing the day asked for it."""
    ask(entry.day, [entry.appeal], by=office, at=NOW)
    sheet = next(one for one in receptions.sheets(entry.day, office, at=NOW) if one.entry == entry)
    return str(sheet.parts[0].part.code)


def _reset(world: World, lost: Actor) -> str:
    """Somebody lost the authenticator, and the security administrator asks to take it off."""
    account, secret = accounts.account(lost.person), one_time.draw_secret()
    code = one_time.code_at(secret, one_time.step_of(NOW))
    second_factors.enrol(secret=secret, code=code, by=lost, at=NOW)
    asked = resets.ask_reset(username=account.username, reason="手机丢了", by=world.actor("security admin"), at=NOW)
    return str(asked.pk)


def _things(world: World) -> dict[str, str]:
    """What hangs on the appeals, and what the register keeps, each by the word its address uses."""
    cast, intake = world.cast, world.cast.intake
    item = decisions.items_of(world.appeal("implementing"), intake)[0]
    clock = Clocks.of(world.appeal("secret").subject).get("handle")
    speaker = cast.actor("hengxin")
    enterprise = register.find_enterprises(intake, "云岭恒信", 1)[0]
    member = staffing.members(enterprise)[0]
    holding = staffing.tenures([cast.post("housing-officer").post], NOW.date())
    leave = people.take_leave(account=intake.person, since=NOW.date(), until=NOW.date(), by=intake, at=NOW)
    picture = SimpleUploadedFile("照片.png", PICTURE, content_type="image/png")
    letter = SimpleUploadedFile("情况说明.docx", docx())
    appeals.supplement(world.appeal("own"), note="现场照片", files=[picture, letter], by=speaker, at=NOW)
    _prove(cast, item.code)
    return {
        "item": item.code,
        "item file": decisions.files(item, intake)[0].code,
        "day": item.agenda_item.day.code,
        "login": str(note_login(accounts.account(intake.person), key="k" * 32, device="Chrome", address="", at=NOW).pk),
        "reset": _reset(world, intake),
        "token": issue_token(name="平台", scopes=["read"], days=30, by=intake, at=NOW)[0].code,
        "feed": receptions.feed_token(hearings.renew_feed(by=intake, at=NOW)),
        "dossier": _part(item.agenda_item, cast.office),
        "slot": receptions.slots_of(item.appeal, intake)[0].code,
        "minutes": (minutes := _minutes(world, item.agenda_item.day.code)),
        "minutes paper": _paper(f"minutes/{minutes}"),
        "item paper": _sheet(f"minutes/{minutes}", cast.organ("power-supply")),
        "batch": world.appeal("with city").batch.code,
        "correction": after.corrections(intake)[0].code,
        "file": queries.files(world.appeal("own"), intake)[0].code,
        "office file": queries.files(world.appeal("own"), intake)[1].code,
        "import": _handed_in(intake),
        "enterprise": register.find_enterprises(intake, NAME, 1)[0].code,
        "member of": enterprise.code,
        "member": str(member.pk),
        "speaker": str(speaker.person),
        "leave": leave.code,
        "holding": str(next(iter(holding.values()))[0].id),
        "clock": str(clock.pk),
        "message": str(_told(intake)),
        **_outside(cast, world.appeal("with city")),
        "wording": str(_worded(cast)),
        "urging": (urging := _urged(cast, world.appeal("own"))),
        "urging paper": _paper(f"urging/{urging}"),
        **_inspected(cast),
        **_sampled(cast),
        **_visited(cast, enterprise),
        **_told_of(cast, enterprise),
        **peopled(cast, enterprise),
        "bulletin": (month := _published(cast)),
        "bulletin paper": papers.papers_of(f"bulletin/{month}")[0].code,
        "own message": str(_told(speaker)),
        "upload": _chosen(speaker),
        **written(cast, PICTURE),
        "rating": (rating := after.links_of(world.appeal("closed"))[0].code),
        "rating link": after.rating_token(rating),
        "account": str(intake.person),
        "post": "housing-officer",
        "organ": "housing",
        "edition": "1",
        "proposal": _holidays(cast),
        "paper": queries.papers(world.appeal("own"), intake)[0].code,
    }


def _handed_in(intake: Actor) -> str:
    """A roster that was read, with a row that cannot be taken over."""
    roster = SimpleUploadedFile(
        "名册.csv", "企业名称,统一社会信用代码\n云岭县新河竹器厂,\n云岭县山泉饮品厂,9.135E+17\n".encode()
    )
    made = documents.hand_in("enterprises", file=roster, name="名册.csv", by=intake, at=NOW)
    documents.work_on(made, at=NOW, clock=lambda: NOW)
    return made.code


def _chosen(speaker: Actor) -> str:
    """A file that the enterprise has begun to send with an appeal it has not lodged yet."""
    Waiting.objects.create(
        owner=f"account:{speaker.person}", form="/appeals/new", data="{}", shelf="enterprise", saved_at=NOW
    )
    return documents.begin_upload("enterprise", name="秘传.pdf", size=10, at=NOW).code


def _paper(subject: str) -> str:
    """The newest paper written of a subject."""
    return papers.papers_of(subject)[-1].code


def _sheet(minutes: str, organ: int) -> str:
    """The sheet with which issued minutes assign their items to a department."""
    return _paper(f"{minutes}/excerpt/{organ}")


def _outside(cast: Any, reported: queries.Appeal) -> dict[str, str]:
    """A channel that is not in use, and a trial over it that did not go: it leads into the house. A peer alike, and what
    waits to be sent to it."""
    by = cast.post("system-admin")
    told = {
        "settings": {"url": "https://127.0.0.1/"}, "secrets": {"secret": new_secret()}, "kinds": [], "mailboxes": [],
    }  # fmt: skip
    peer = exchange.add_peer(
        name="岚江市",
        rank="above",
        organ=None,
        url="https://127.0.0.1",
        their_keys=[public_of(new_key())],
        by=by,
        at=NOW,
    )
    channel = sending.add_channel(Medium.WEBHOOK, name="城市大脑", by=by, at=NOW, **told)
    thread = hand_over(reported, by=cast.office, at=NOW)
    return {
        "channel": channel.code, "delivery": sending.try_channel(channel, by=by, at=NOW).code, "peer": peer.code,
        "parcel": exchanges.legs([thread])[0].code,
    }  # fmt: skip


def _worded(cast: Any) -> int:
    """Other words for text messages, that wait for a second person."""
    told = {"body": "{kind}：{title}", "by": cast.office, "at": NOW}
    return sending.propose_wording(Medium.SMS, Kind.TURN, **told).version


def _holidays(cast: Any) -> str:
    """Next year's holiday notice, proposed and not yet confirmed."""
    draft = Draft(2027, (date(2027, 1, 1),))
    return propose_notice(draft, by=cast.post("system-admin"), at=NOW).code


def _told(actor: Actor) -> int:
    """The first thing that this actor's post or enterprise was told."""
    return min(one.pk for one in messages.page(actor, messages.Wanted(size=100)).rows)


def _published(cast: Any) -> str:
    """The bulletin of the month before, out."""
    found = bulletins.open_bulletin(date(2026, 10, 1), at=NOW)
    assert found is not None
    bulletins.submit(found, by=cast.intake, at=NOW)
    bulletins.approve(found, by=cast.bureau_head, at=NOW)
    return str(bulletins.publish(found, by=cast.mayor, at=NOW).month)


def _urged(cast: Any, appeal: queries.Appeal) -> str:
    """An urging notice about an appeal's handling limit, issued to the department that leads it."""
    running = Clocks.of(appeal.subject).get("handle")
    urging = propose(running, chased([appeal.subject])[appeal.subject], at=NOW)
    assert urging is not None
    supervision.issue(urging, demand="请说明办理情况", by=cast.post("inspector-1"), at=NOW)
    return urging.code


def _inspected(cast: Any) -> dict[str, str]:
    """A round of inspection that found the decided item not implemented, with a picture; the department is told."""
    inspector = cast.post("inspector-1")
    one = supervision.open_round(year=2026, quarter=4, by=inspector, at=NOW)
    found = after.findings(one, inspector, after.FindingsWanted()).rows[0]
    picture = SimpleUploadedFile("现场.png", PICTURE, content_type="image/png")
    supervision.find_wanting(found, words="线路没有迁改", days=5, files=[picture], by=inspector, at=NOW)
    return {"round": one.code, "finding": found.code, "finding file": after.finding_files(found)[0].code}


def _visited(cast: Any, enterprise: Any) -> dict[str, str]:
    """The park was at an enterprise of its own, and heard something that waits to be registered."""
    visit = outreach.write_down_visit(
        enterprise, visited_at=NOW, visitors="园区", met="陈总", summary="生产正常", findings=[Heard("秘闻壬：路灯不亮")],
        by=cast.officer("park-west"), at=NOW,
    )  # fmt: skip
    return {"visit": visit.code, "visit finding": visit.findings.get().code}


def _told_of(cast: Any, enterprise: Any) -> dict[str, str]:
    """The park's campaign of today, with a picture to take away and a guest."""
    park = cast.officer("park-west")
    campaign = outreach.plan_campaign(title="政策进园区", on=NOW.date(), place="园区大厅", by=park, at=NOW)
    picture = SimpleUploadedFile("政策.png", PICTURE, content_type="image/png")
    outreach.add_material(campaign, files=[picture], by=park, at=NOW)
    outreach.invite(campaign, enterprises=[enterprise], by=park, at=NOW)
    return {"campaign": campaign.code, "campaign file": papers.attachments(campaign.subject)[0].code}


def _sampled(cast: Any) -> dict[str, str]:
    """The sample of this month, drawn in the next one."""
    intake = cast.intake
    sample = supervision.draw_sample(year=2026, month=11, seed="5eed", by=intake, at=NOW + timedelta(days=10))
    return {"sample": sample.code, "sample call": after.calls_of(sample, intake)[0][0].code}
