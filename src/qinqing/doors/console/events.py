"""Recorded events in Chinese, for the auditor; what a chapter has not named is shown as recorded."""

from collections import Counter
from collections.abc import Iterable, Mapping

from qinqing.procedure.appeals.events import EVENTS as APPEALS
from qinqing.procedure.bulletins.events import EVENTS as BULLETINS
from qinqing.procedure.decisions.events import EVENTS as DECISIONS
from qinqing.procedure.outreach.events import EVENTS as OUTREACH
from qinqing.procedure.receptions.events import EVENTS as RECEPTIONS
from qinqing.procedure.supervision.events import EVENTS as SUPERVISION
from qinqing.procedure.supervision.events import ON_DOSSIERS, ON_ITEMS
from qinqing.services.documents.events import EVENTS as DOCUMENTS
from qinqing.services.exchange.events import EVENTS as EXCHANGE
from qinqing.services.letters.events import EVENTS as LETTERS
from qinqing.services.notifications.events import EVENTS as NOTIFICATIONS

EVENTS: dict[str, str] = {
    **APPEALS,
    **RECEPTIONS,
    **DECISIONS,
    **SUPERVISION,
    **ON_ITEMS,
    **ON_DOSSIERS,
    **BULLETINS,
    **OUTREACH,
    **DOCUMENTS,
    **NOTIFICATIONS,
    **EXCHANGE,
    **LETTERS,
    "accounts.account.signed_in": "登录",
    "accounts.account.sign_in_failed": "登录失败",
    "accounts.account.signed_out": "退出",
    "accounts.account.locked": "试错太多，暂停登录",
    "accounts.account.reconfirmed": "再次确认身份",
    "accounts.account.reconfirm_failed": "再次确认身份没有通过",
    "accounts.account.second_factor_failed": "验证码不对",
    "accounts.account.second_factor_locked": "验证码试错太多，暂停",
    "accounts.account.second_factor_enrolled": "开通二次验证",
    "accounts.account.second_factor_replaced": "换验证器",
    "accounts.account.second_factor_given_up": "停用二次验证",
    "accounts.account.recovery_codes_renewed": "换发恢复码",
    "accounts.account.second_reset_asked": "申请重置二次验证",
    "accounts.account.second_reset_granted": "重置二次验证",
    "accounts.account.second_reset_declined": "不同意重置二次验证",
    "accounts.account.bound": "绑定统一身份认证",
    "accounts.account.unbound": "解除统一身份认证绑定",
    "accounts.unknown.outside_refused": "统一身份认证登录失败（没有绑定账号）",
    "accounts.account.lock_lifted": "解除登录限制",
    "accounts.account.login_ended": "结束一次登录",
    "accounts.account.logins_ended": "结束其他或全部登录",
    "accounts.unknown.sign_in_failed": "登录失败（没有这个用户名）",
    "accounts.unknown.locked": "试错太多，暂停登录（没有这个用户名）",
    "accounts.account.created": "建立账号",
    "accounts.account.first_password": "发放首次密码",
    "accounts.account.renamed": "更改姓名和联系方式",
    "accounts.account.password_changed": "修改密码",
    "accounts.account.password_reset": "重置密码",
    "accounts.account.deactivated": "停用账号",
    "accounts.account.activated": "启用账号",
    "accounts.account.token_issued": "发放令牌",
    "accounts.account.token_revoked": "作废令牌",
    "calendar.notice.proposed": "提出放假通知，待另一人确认",
    "calendar.notice.declined": "不录入放假通知",
    "calendar.notice.entered": "录入放假通知",
    "calendar.notice.imported": "由命令导入放假通知，未经第二人确认",
    "calendar.notice.seconded": "确认由命令导入的放假通知",
    "calendar.notice.taken_back": "撤回由命令导入的放假通知",
    "calendar.clock.moved": "放假安排调整，时限重算",
    "calendar.clock.confirmed": "放假安排已定，时限不再暂定",
    "plan.edition.adopted": "发布制度新版本",
    "plan.edition.closed": "制度版本失效",
    "register.county.named": "更改县名",
    "register.county.points_set": "更改联系点",
    "register.county.elsewhere_set": "更改不在接待范围的事项",
    "register.organ.added": "增加机构",
    "register.organ.amended": "更改机构",
    "register.organ.abolished": "撤销机构",
    "register.organ.duties_set": "更改权责清单",
    "register.post.added": "设岗",
    "register.post.amended": "更改岗位",
    "register.post.closed": "撤岗",
    "register.post.held": "任职",
    "register.post.substituted": "指定代班人",
    "register.post.left": "任职结束",
    "register.post.portfolio_set": "调整分管行业",
    "register.leave.taken": "请假",
    "register.leave.ended": "销假",
    "register.enterprise.added": "企业入册",
    "register.enterprise.amended": "更改企业信息",
    "register.enterprise.code_told": "补录企业代码",
    "register.enterprise.contacts_set": "更改企业联系人",
    "register.enterprise.membership_asked": "申请关联企业",
    "register.enterprise.membership_confirmed": "确认关联企业",
    "register.enterprise.membership_ended": "解除企业关联",
    "register.enterprise.administrator_named": "设为企业管理员",
    "register.enterprise.invited": "邀请为企业办事",
    "register.enterprise.invitation_withdrawn": "撤回邀请",
    "accounts.account.opened": "企业的人自己建账号",
    "accounts.account.mobile_bound": "绑定登录手机号",
}
SUBJECTS: dict[str, str] = {
    "appeal": "诉求",
    "advice": "推荐",
    "prompt": "反映提示",
    "batch": "汇总批次",
    "reception": "接待日",
    "slot": "接待名额",
    "feed": "日历订阅",
    "minutes": "会议纪要",
    "dossier": "接待材料",
    "item": "决定事项",
    "follow_up": "回访",
    "evaluation": "评价",
    "sample": "抽样回访",
    "sample_call": "抽样通话",
    "correction": "差评整改",
    "urging": "督办单",
    "round": "季度督查",
    "finding": "督查结论",
    "enterprise": "企业",
    "import": "导入",
    "organ": "机构",
    "post": "岗位",
    "leave": "请假",
    "letter": "来信",
    "account": "账号",
    "knocking": "陌生用户名",
    "edition": "制度版本",
    "calendar": "放假通知",
    "bulletin": "通报",
    "visit": "走访",
    "campaign": "宣传进企业",
    "visit_finding": "走访发现",
    "ledger": "台账",
    "channel": "发送通道",
    "wording": "消息文字",
    "paper": "文书",
    "template": "公文模板",
    "rating_link": "评价链接",
    "peer": "对接系统",
    "exchange": "对接往来",
    "county": "本县",
}


def told_apart(events: Iterable[str]) -> dict[str, str]:
    """Events in Chinese, for choosing one: where two are called the same, each says of what."""
    known = {event: event_zh(event) for event in events}
    often = Counter(known.values())
    return {event: f"{zh}（{_of_what(event)}）" if often[zh] > 1 else zh for event, zh in known.items()}


def _of_what(event: str) -> str:
    kind = event.split(".")[1]
    return SUBJECTS.get(kind, kind)


def event_zh(event: str) -> str:
    """The event in Chinese."""
    return EVENTS.get(event, event)


def subject_zh(subject: str) -> str:
    """``诉求 k3j9x2m4qp``."""
    kind, _, code = subject.partition("/")
    return f"{SUBJECTS.get(kind, kind)} {code}"


# What is told of an account, in the order it is told. Other facts stay where they are.
FACTS = {
    "address": "地址", "device": "设备", "way": "方式", "second": "二次验证", "reason": "原因", "ended": "次数", "policy": "密码规则",
    "asked_by": "申请人", "outside": "标识", "name": "姓名", "token": "令牌",
}  # fmt: skip


def facts_zh(facts: Mapping[str, object]) -> str:
    """``地址 10.0.0.1；设备 Chrome · Windows``."""
    return "；".join(f"{zh} {facts[name]}" for name, zh in FACTS.items() if facts.get(name))
