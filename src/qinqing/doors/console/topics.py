"""Which entry of the guide each place of the menu leads to; where several posts work there, to each post's own."""

from qinqing.doors.web.guide import guide
from qinqing.kernel.actors import Actor

# By the place's address: chapter and entry, the reader's own chapter first, else the first that is named.
TOPICS: dict[str, tuple[tuple[str, str], ...]] = {
    "console:leader": (("leaders", "一屏"),),
    "console:appeals": (("intake", "梳理"), ("officer", "办理"), ("office", "直送的"), ("everybody", "查找")),
    "console:intake": (("intake", "登记"),),
    "console:letters": (("intake", "来信"),),
    "console:hand_down": (("city", "转来诉求"),),
    "console:batches": (("intake", "汇总报县政府办"), ("office", "征求意见")),
    "console:consultations": (("office", "征求意见"), ("officer", "配合和征求意见")),
    "console:themes": (("leaders", "相似诉求"),),
    "console:days": (("office", "安排接待日"), ("intake", "接待日当天"), ("officer", "接待材料"), ("leaders", "待办")),
    "console:minutes_list": (("intake", "接待日当天"), ("office", "安排接待日"), ("leaders", "待办")),
    "console:items": (("officer", "决定事项"), ("intake", "验收"), ("inspector", "督办单")),
    "console:papers": (("everybody", "公文"),),
    "console:circulations": (("office", "圈阅"), ("leaders", "待办")),
    "console:inspections": (("inspector", "季度督查"),),
    "console:urgings": (("inspector", "督办单"),),
    "console:follow_ups": (("intake", "回访和办结"), ("officer", "回访"), ("bureau-head", "批准和裁定")),
    "console:samples": (("intake", "抽样回访"),),
    "console:statistics": (("inspector", "督办单"), ("everybody", "月度通报")),
    "console:checks": (("leaders", "执行检查"),),
    "console:foresight": (("leaders", "推演"),),
    "console:bulletins": (("intake", "月度通报"), ("bureau-head", "月度通报"), ("leaders", "月度通报")),
    "console:wall": (("leaders", "大屏"),),
    "console:visits": (("intake", "走访"), ("officer", "走访")),
    "console:campaigns": (("intake", "宣传进企业"), ("officer", "走访")),
    "console:poster": (("intake", "宣传栏海报"),),
    "console:coverage": (("intake", "覆盖面"), ("officer", "走访")),
    "console:enterprises": (("intake", "登记"),),
    "console:imports": (("intake", "导入"), ("new-county", "机构")),
    "console:parcels": (("exchange", "往来"),),
    "console:peers": (("exchange", "往来"),),
    "console:organs": (("administrators", "系统管理员"), ("administrators", "安全管理员"), ("everybody", "请假")),
    "console:setup": (("new-county", "开始之前"),),
    "console:county": (("intake", "联系方式"), ("administrators", "系统管理员")),
    "console:prompts": (("intake", "反映提示"), ("administrators", "系统管理员")),
    "console:duties": (("intake", "梳理"), ("administrators", "系统管理员")),
    "console:plan": (("administrators", "系统管理员"), ("bureau-head", "批准和裁定"), ("everybody", "时限的颜色")),
    "console:calendar": (("administrators", "系统管理员"), ("bureau-head", "批准和裁定"), ("everybody", "时限的颜色")),
    "console:templates": (("administrators", "系统管理员"), ("everybody", "公文")),
    "console:resets": (("administrators", "安全管理员"),),
    "console:channels": (("administrators", "系统管理员"),),
    "console:wordings": (("office", "消息文字"),),
    "console:deliveries": (("office", "发送情况"), ("administrators", "系统管理员")),
    "console:accounts": (("administrators", "安全管理员"),),
    "console:journal": (("administrators", "审计管理员"),),
    "console:openings": (("administrators", "审计管理员"),),
}
# Also of what is no place of the menu.
PAGES: dict[str, tuple[tuple[str, str], ...]] = {
    "console:package_new": (("exchange", "收数据包"),),
    "console:first_passwords": (("new-county", "发放首次密码"),),
    "web:tokens": (("everybody", "令牌"),),
    "interface:page": (("everybody", "令牌"),),
    "interface:shapes": (("everybody", "令牌"),),
    "console:messages": (("everybody", "消息"),),
    "console:message_choices": (("everybody", "我的通知"),),
}


def topic(place: str, actor: Actor) -> str:
    """Where in the guide a place is told of, as ``chapter/#entry`` under the help's own address; empty: its front."""
    mine, _ = guide().for_reader(actor)
    keys = {chapter.key for chapter in mine}
    told = TOPICS.get(place) or PAGES.get(place) or ()
    found = next((one for one in told if one[0] in keys and one[0] != "everybody"), None) or next(iter(told), None)
    if found is None:
        return ""
    chapter, entry = found
    anchor = guide().chapter(chapter).entry(entry).anchor
    return f"{chapter}/#{anchor}"
