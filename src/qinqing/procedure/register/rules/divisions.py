"""The divisions 大类 of GB/T 4754-2017, from which the section 门类 of an industry is known."""

import re
from functools import cache

from qinqing.kernel.shaping import fold
from qinqing.procedure.register.rules.kinds import SECTIONS

# By section; the standard numbers them from 01 in this order.
DIVISIONS: dict[str, str] = {
    "A": "农业 林业 畜牧业 渔业 农、林、牧、渔专业及辅助性活动",
    "B": "煤炭开采和洗选业 石油和天然气开采业 黑色金属矿采选业 有色金属矿采选业 非金属矿采选业 开采专业及辅助性活动 其他采矿业",
    "C": "农副食品加工业 食品制造业 酒、饮料和精制茶制造业 烟草制品业 纺织业 纺织服装、服饰业 皮革、毛皮、羽毛及其制品和制鞋业 "
    "木材加工和木、竹、藤、棕、草制品业 家具制造业 造纸和纸制品业 印刷和记录媒介复制业 文教、工美、体育和娱乐用品制造业 "
    "石油、煤炭及其他燃料加工业 化学原料和化学制品制造业 医药制造业 化学纤维制造业 橡胶和塑料制品业 非金属矿物制品业 "
    "黑色金属冶炼和压延加工业 有色金属冶炼和压延加工业 金属制品业 通用设备制造业 专用设备制造业 汽车制造业 "
    "铁路、船舶、航空航天和其他运输设备制造业 电气机械和器材制造业 计算机、通信和其他电子设备制造业 仪器仪表制造业 其他制造业 "
    "废弃资源综合利用业 金属制品、机械和设备修理业",
    "D": "电力、热力生产和供应业 燃气生产和供应业 水的生产和供应业",
    "E": "房屋建筑业 土木工程建筑业 建筑安装业 建筑装饰、装修和其他建筑业",
    "F": "批发业 零售业",
    "G": "铁路运输业 道路运输业 水上运输业 航空运输业 管道运输业 多式联运和运输代理业 装卸搬运和仓储业 邮政业",
    "H": "住宿业 餐饮业",
    "I": "电信、广播电视和卫星传输服务 互联网和相关服务 软件和信息技术服务业",
    "J": "货币金融服务 资本市场服务 保险业 其他金融业",
    "K": "房地产业",
    "L": "租赁业 商务服务业",
    "M": "研究和试验发展 专业技术服务业 科技推广和应用服务业",
    "N": "水利管理业 生态保护和环境治理业 公共设施管理业 土地管理业",
    "O": "居民服务业 机动车、电子产品和日用产品修理业 其他服务业",
    "P": "教育",
    "Q": "卫生 社会工作",
    "R": "新闻和出版业 广播、电视、电影和录音制作业 文化艺术业 体育 娱乐业",
    "S": "中国共产党机关 国家机构 人民政协、民主党派 社会保障 群众团体、社会团体和其他成员组织 基层群众自治组织及其他组织",
    "T": "国际组织",
}
CODE = re.compile(r"([A-T])(?:[0-9]{2,4})?(?![0-9A-Z])|([0-9]{2})[0-9]{0,2}(?![0-9])")


def _plain(name: str) -> str:
    return re.sub(r"[\s、，,/和及与\-—.·:：]+", "", fold(name))


NUMBERED = [letter for letter, names in DIVISIONS.items() for _ in names.split()]
BY_NAME = {
    **{_plain(name): letter for letter, names in DIVISIONS.items() for name in names.split()},
    **{_plain(name): letter for letter, name in SECTIONS.items()},
}


def section_of(industry: str) -> str:
    """The section an industry belongs to, by its name, its letter or its number in the standard; empty: not known."""
    text = fold(industry).upper().strip()
    code = CODE.match(text)
    if code and code[1]:
        return code[1]
    if code and 1 <= int(code[2]) <= len(NUMBERED):
        return NUMBERED[int(code[2]) - 1]
    plain = _plain(text)
    return BY_NAME.get(plain) or BY_NAME.get(f"{plain}业", "")


def is_section(industry: str) -> bool:
    """Whether the text says no more than the section itself does: 制造业, C, C 制造业."""
    rest = _plain(re.sub(r"^[A-T](?![0-9A-Z])", "", fold(industry).upper().strip()))
    return not rest or rest in _plain_names()


@cache
def _plain_names() -> frozenset[str]:
    return frozenset(map(_plain, SECTIONS.values()))
