"""Figures and addresses that tell who somebody is, however they are written. Pure.

Read on texts whose widths are made one; ``S`` is what may stand between two signs of the same number.
"""

import re

from qinqing.procedure.bulletins.rules.scanning.words import NO_VILLAGE

S = r"[\s\-\u2010\u2011\u2013—_·•・.*~/\\|,、()<>\[\]]{0,3}"
N = r"[\s\-\u2010\u2011\u2013—_·•・*~/\\|]{0,3}"
D = "[0-9]"
NOT_MONEY = r"(?!\s*(?:元|万|亿|吨|平方|千瓦|%))"
# What looks like such a number and is none: dates, and the number of an appeal.
HARMLESS = re.compile(r"(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|JDR-[0-9]{4}-[0-9]{6}")
# Read with letters that look like figures as figures.
PHONES = (
    re.compile(rf"(?<![0-9])(?:(?:\+|00){S}8{S}6{S})?1{S}[3-9](?:{S}{D}){{9}}(?![0-9]){NOT_MONEY}"),
    re.compile(rf"(?<![0-9])0{S}{D}(?:{S}{D}){{1,2}}{S}[2-9](?:{S}{D}){{6,7}}(?![0-9])"),
    re.compile(rf"(?<![0-9])[48]00{S}{D}(?:{S}{D}){{6}}(?![0-9])"),
)
CALLED = re.compile(
    rf"(?:电话|致电|拨打|座机|传真|手机|热线|TEL|号码)[^0-9一-鿿]{{0,4}}(?:是|为|号|[:：])?[^0-9一-鿿]{{0,4}}"
    rf"([1-9](?:{S}{D}){{5,10}})(?![0-9])"
)
# Read with Chinese figures as figures.
IDENTITY = re.compile(rf"(?<![0-9A-Z])[1-8](?:{S}{D}){{16}}{S}[0-9X](?![0-9A-Z])")
CREDIT = re.compile(rf"(?<![0-9A-Z])[159Y]{S}[1-59](?:{S}[0-9OIL]){{6}}(?:{S}[0-9A-Z]){{10}}(?![0-9A-Z])")
ORGANISATION = re.compile(r"(?<![0-9A-Z])(?=[A-Z]*[0-9][A-Z]*[0-9][0-9A-Z]*-)[0-9A-Z]{8}-[0-9X](?![0-9A-Z])")
ACCOUNT = re.compile(rf"(?<![0-9])(?:{D}{{9,}}|{D}(?:{N}{D}){{11,}})(?![0-9]){NOT_MONEY}")
PLATE = re.compile(
    rf"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]{S}[A-HJ-NP-Z]{S}"
    rf"(?=(?:{S}[A-Z])*{S}[0-9])[A-Z0-9](?:{S}[A-Z0-9]){{4,5}}(?![A-Z0-9])"
)
AT = r"\s*(?:@|[(\[{]\s*(?:AT|艾特)\s*[)\]}]|\sAT\s|艾特|#)\s*"
DOT = r"\s*(?:[.。]|[(\[]\s*(?:DOT|点)\s*[)\]]|\sDOT\s|点)\s*"
EMAIL = re.compile(rf"[A-Z0-9][A-Z0-9._%+\-]*{AT}[A-Z0-9\-]+(?:{DOT}[A-Z0-9\-]+)*{DOT}[A-Z]{{2,6}}(?![A-Z])")
WECHAT = re.compile(
    r"(?:微\s*[-·.]?\s*信|薇信|威信|WEIXIN|WECHAT|WX|VX|V信|加V|加微|抖音|QQ|扣扣|企鹅)\s*(?:账|帐)?\s*(?:号|群|ID|码|名)*\s*"
    rf"(?:[:：]|是|为|=|-)?\s*([A-Z](?:{N}[A-Z0-9_\-]){{4,19}}|{D}(?:{S}{D}){{4,11}})"
)
NUMERAL = "[0-9十百]"
ADDRESSES = (
    re.compile(
        rf"[一-鿿0-9]{{1,6}}(?:路|街|大道|巷|弄|胡同|道|里){S}(?:东|西|南|北|中)?段?{S}(?:{NUMERAL}{S}){{1,6}}(?:号|弄|栋|幢|院)"
    ),
    re.compile(rf"(?:{NUMERAL}{S}){{1,5}}(?:号楼|号院|号厂房|号门面|号商铺|号仓库|单元|室(?![内外温]))"),
    re.compile(rf"{NUMERAL}{{1,4}}(?:栋|幢){S}{NUMERAL}{{1,4}}"),
    re.compile(r"[一-鿿0-9]{2,4}(?:路|街|大道)(?:与|和)[一-鿿0-9]{2,4}(?:路|街|大道)(?:交叉|交汇|路口)"),
)
VILLAGE = re.compile(rf"[一-鿿]{{1,2}}[一-鿿](?<![{NO_VILLAGE}])(?:村|屯|寨|社区|小区)(?:委会|民小组)?")
