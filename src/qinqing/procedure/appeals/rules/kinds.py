"""The words an appeal is described in (glossary; procedure, section 2)."""

from qinqing.kernel.labels import Labelled


class Channel(Labelled):
    """Ways in. 四, 五(四), 三(四); where the house stands at a city centre, 四(一)4."""

    PORTAL = "portal", "网上提交"
    TELEPHONE = "telephone", "电话"
    FAX = "fax", "传真"
    EMAIL = "email", "电子邮件"
    COUNTER = "counter", "来访"
    VISIT = "visit", "主动下访"
    CITY = "city", "市企业服务中心转来"
    COUNTY = "county", "县里报来"
    RECEPTION = "reception", "接待日现场"
    LEDGER = "ledger", "台账导入"


class Kind(Labelled):
    """How much work an appeal is; sets the handling limit under 四(一)1."""

    ENQUIRY = "enquiry", "咨询类"
    SIMPLE = "simple", "简单事项"
    ORDINARY = "ordinary", "一般事项"
    COMPLEX = "complex", "复杂事项"


class Matter(Labelled):
    """The five kinds of matter the Plan receives, 三."""

    ADVICE = "advice", "对全县经济发展的意见和建议"
    TROUBLE = "trouble", "企业生产经营、项目建设中的重大困难和问题"
    MANY_DEPARTMENTS = "many_departments", "涉及多部门、需县领导协调的重大事项"
    FROM_CITY = "from_city", "市企业服务中心转来的诉求"
    OTHER = "other", "其他需县人民政府解决的重大问题"

    @property
    def clause(self) -> str:
        """三(一) to 三(五)."""
        return "三({})".format("一二三四五"[list(Matter).index(self)])


class Urgency(Labelled):
    """五(一): 有事即办、急事快办、特事特办、难事帮办."""

    NORMAL = "normal", "有事即办"
    URGENT = "urgent", "急事快办"
    SPECIAL = "special", "特事特办"
    HARD = "hard", "难事帮办"


class Outcome(Labelled):
    """What a rung brings about; only the unresolved climbs."""

    RESOLVED = "resolved", "已解决"
    EXPLAINED = "explained", "已解释"
    UNRESOLVED = "unresolved", "未解决"


class Result(Labelled):
    """The one result an appeal is closed with."""

    RESOLVED = "resolved", "已解决"
    PARTLY = "partly_resolved", "部分解决"
    EXPLAINED = "explained", "已解释"
    REFUSED = "refused", "不予受理"
    WITHDRAWN = "withdrawn", "撤回"
    MERGED = "merged", "并件"
    SHELVED = "shelved", "挂账"


class PartKind(Labelled):
    """What another department owes on an appeal."""

    ASSISTING = "assisting", "配合办理"
    OPINION = "opinion", "征求意见"


class PartState(Labelled):
    """Where such a part stands."""

    OPEN = "open", "待提交"
    GIVEN = "given", "已提交"
    RELEASED = "released", "已免除"


class Category(Labelled):
    """What the appeal is about, in the words lists of such appeals use."""

    LAND = "land", "用地"
    TITLE = "title", "不动产登记"
    PLANNING = "planning", "规划与项目审批"
    CONSTRUCTION = "construction", "施工与验收"
    PERMIT = "permit", "证照办理"
    ENVIRONMENT = "environment", "环保环评"
    SAFETY = "safety", "安全与消防"
    POWER = "power", "用电"
    WATER = "water", "供水供气供热"
    DRAINAGE = "drainage", "排水排污"
    TELECOM = "telecom", "通信网络"
    ROAD = "road", "道路交通"
    LOGISTICS = "logistics", "物流运输"
    STREET = "street", "市容市政"
    FINANCE = "finance", "融资信贷"
    ARREARS = "arrears", "拖欠账款"
    SUBSIDY = "subsidy", "政策兑现与奖补"
    TAX = "tax", "税费"
    PROCUREMENT = "procurement", "招标采购"
    CONTRACT = "contract", "合同履约与政府诚信"
    LABOUR = "labour", "用工与社保"
    TALENT = "talent", "人才与培训"
    SCHOOLING = "schooling", "子女入学与住房"
    ORDER = "order", "治安与周边环境"
    MARKET = "market", "市场开拓"
    INQUIRY = "inquiry", "政策咨询"
    SUGGESTION = "suggestion", "意见建议"
    OTHER = "other", "其他"
