"""What is made, sold and done in the demo county: words from which names of enterprises are put together."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trade:
    """One line of business: GB/T 4754 section, industry, what names say, where it settles, how often it occurs."""

    section: str
    industry: str
    words: tuple[str, ...]
    places: tuple[str, ...]
    weight: int


PARK = ("park-west",)
FOOD = ("park-east",)
SEAT = ("lingcheng",)
VILLAGES = ("shixi", "baishaping", "longtang", "fengmu", "qingshuihe", "daping", "chashan")

TRADES = (
    Trade(
        "A",
        "农业",
        ("果业", "茶叶种植", "蔬菜种植", "中药材种植", "食用菌"),
        ("daping", "chashan", "fengmu", "longtang"),
        16,
    ),
    Trade("A", "畜牧业", ("生态养殖", "畜牧", "禽业"), ("daping", "qingshuihe", "longtang"), 6),
    Trade("A", "渔业", ("水产养殖", "渔业"), ("longtang", "qingshuihe"), 3),
    Trade("A", "林业", ("林业开发", "苗木"), ("fengmu", "chashan"), 4),
    Trade("B", "非金属矿采选业", ("矿业", "石料", "砂石"), ("shixi", "baishaping"), 5),
    Trade("C", "农副食品加工业", ("粮油", "食品", "茶油", "果蔬加工"), FOOD, 12),
    Trade("C", "食品制造业", ("糕点食品", "调味品", "豆制品", "米粉"), FOOD, 8),
    Trade("C", "酒、饮料和精制茶制造业", ("茶业", "酒业", "饮品"), ("chashan", "park-east"), 6),
    Trade("C", "纺织服装、服饰业", ("制衣", "服饰", "针织"), PARK, 6),
    Trade("C", "木材加工和木、竹、藤、棕、草制品业", ("木业", "竹制品", "板材"), ("fengmu", "park-west"), 9),
    Trade("C", "家具制造业", ("家具", "竹藤家居"), PARK, 4),
    Trade("C", "造纸和纸制品业", ("纸品", "包装"), PARK, 4),
    Trade("C", "化学原料和化学制品制造业", ("日用化工", "涂料", "肥料"), ("baishaping",), 3),
    Trade("C", "橡胶和塑料制品业", ("塑料制品", "塑业"), PARK, 6),
    Trade("C", "非金属矿物制品业", ("建材", "陶瓷", "管桩", "新型墙材"), ("baishaping", "shixi"), 8),
    Trade("C", "金属制品业", ("金属制品", "五金", "钢结构", "门窗"), PARK, 9),
    Trade("C", "通用设备制造业", ("机械", "精密机械", "模具"), PARK, 6),
    Trade("C", "电气机械和器材制造业", ("电器", "电气", "线缆"), PARK, 5),
    Trade("C", "计算机、通信和其他电子设备制造业", ("电子", "光电"), PARK, 4),
    Trade("D", "电力、热力生产和供应业", ("水电", "新能源"), ("longtang", "fengmu", "chashan"), 4),
    Trade("E", "房屋建筑业", ("建筑工程", "建设"), SEAT, 6),
    Trade("E", "建筑装饰、装修和其他建筑业", ("装饰工程", "园林绿化", "机电安装"), SEAT, 6),
    Trade("F", "批发业", ("商贸", "农资", "建材贸易", "医药"), (*SEAT, "qingshuihe"), 14),
    Trade("F", "零售业", ("超市", "家电", "百货", "汽车销售"), (*SEAT, *VILLAGES), 12),
    Trade("G", "道路运输业", ("物流", "运输", "货运"), ("lingcheng", "park-west", "qingshuihe"), 9),
    Trade("G", "装卸搬运和仓储业", ("仓储", "码头装卸"), ("qingshuihe", "park-east"), 3),
    Trade("H", "住宿业", ("酒店", "宾馆", "民宿"), ("lingcheng", "chashan", "longtang"), 7),
    Trade("H", "餐饮业", ("餐饮", "酒楼"), (*SEAT, *VILLAGES), 7),
    Trade("I", "软件和信息技术服务业", ("网络科技", "软件", "信息技术"), SEAT, 5),
    Trade("J", "保险业", ("保险代理",), SEAT, 2),
    Trade("K", "房地产业", ("置业", "物业服务"), SEAT, 5),
    Trade("L", "商务服务业", ("人力资源", "广告传媒", "市场管理", "租赁"), SEAT, 8),
    Trade("M", "专业技术服务业", ("工程咨询", "检测", "测绘", "设计"), SEAT, 5),
    Trade("N", "生态保护和环境治理业", ("环保科技", "环境服务"), SEAT, 3),
    Trade("N", "公共设施管理业", ("旅游开发", "景区管理"), ("chashan", "longtang", "fengmu"), 4),
    Trade("O", "机动车、电子产品和日用产品修理业", ("汽车维修", "家电维修"), SEAT, 5),
    Trade("O", "居民服务业", ("家政服务", "洗涤服务"), SEAT, 3),
    Trade("P", "教育", ("职业培训", "教育咨询"), SEAT, 3),
    Trade("Q", "卫生", ("口腔门诊部", "康复医院"), SEAT, 3),
    Trade("R", "文化艺术业", ("文化传媒", "演艺"), SEAT, 3),
    Trade("R", "体育", ("健身服务", "体育发展"), SEAT, 2),
    Trade("S", "社会工作", ("养老服务",), (*SEAT, "qingshuihe"), 2),
)  # fmt: skip  (a table reads best with its columns where they are)

STALLS = (
    ("H", "餐饮业", ("米粉店", "早餐店", "农家菜馆")),
    ("F", "零售业", ("便利店", "五金店", "水果店", "土特产店")),
    ("O", "居民服务业", ("理发店", "洗衣店")),
    ("C", "农副食品加工业", ("榨油坊", "豆腐坊", "米酒坊")),
)

FIRST = "恒华宏鑫瑞丰盛泰安嘉顺达永兴金富源诚信和谐茂福祥隆德正昌旺荣锦佳美康益利通新创远博海天云岭岚山江清翠松竹梅兰盈卓越启航"
SECOND = "达丰盛源泰和兴隆发顺祥瑞康宁昌荣华茂辉腾远志诚信义联友邦成利益丰硕润泽恒久安佳美颖卓越创新捷通汇聚"

SURNAMES = "黄韦覃陆莫蒙农蓝梁罗潘李陈谭邓卢唐周林何吴杨曾谢石甘苏秦江叶方郭宋邱许冯赵钟庞"
GIVEN = (
    "建国",
    "志强",
    "海燕",
    "丽芳",
    "文斌",
    "春梅",
    "国栋",
    "永强",
    "晓峰",
    "秀珍",
    "桂兰",
    "明辉",
    "世杰",
    "小玲",
    "伟业",
    "家豪",
    "素芬",
    "立军",
    "荣光",
    "月娥",
    "振宇",
    "宏亮",
    "美琪",
    "金凤",
    "子涵",
    "大勇",
    "水生",
    "木荣",
    "少华",
    "翠萍",
    "庆丰",
    "德胜",
    "彩云",
    "东海",
    "文静",
    "耀祖",
    "克勤",
    "玉兰",
    "进才",
    "思远",
)  # fmt: skip  (words, read as a block)
