"""Names of places that also mean something else, and words that tell which is meant."""

import re

from wenda.catalog.lexicon import word_set

EVERYDAY_CITIES = word_set(
    """
    白银 日照 开封 安康 来宾 阿里 中山 和田 普洱 大理 德州 百色 海东 海西 海北 黄南 山南 红河 怒江
    文山 北海 黄山 凉山 阿克苏 哈密 莆田 天水
    """
)
"""Cities whose short names are everyday words or parts of other names: they need a civic word after them."""

NEVER_ALONE = word_set("朝阳 兴安")
"""Short names of cities that are better known as districts elsewhere: they never count alone."""

EVERYDAY_COUNTIES = word_set(
    "公安 通道 互助 平安 民权 和平 平和 民和 长寿 光明 解放 前进 友好 东方 老城 新城 新市 市中"
)
"""Counties whose short names are everyday words: they count with their full names only."""

EVERYDAY_FULL_NAMES = word_set(
    "市中区 老城区 新城区 新市区 解放区 中心区 港口区 城中区 城东区 城西区 城北区 城关区 东方市"
)
"""Full names that are everyday words: they count with their city or province beside them only."""

BENIGN_TAILS = word_set("人 市 省 州 话 籍 站 港 区 县 盟 旗 市民 户口 地区 市区 自治区")
"""What may follow a name within one word of the segmenter's; what else does makes another word of it."""

INSTITUTIONS = ("大学", "医院")
"""Ends of such a word that keep the name a place: 北京天坛医院."""

FAINT_TAIL = re.compile(r"(?:医科|中医药|师范)?大学|学院")
"""A university's name says little about the place of what follows: 北京大学深圳医院 is in 深圳."""

CIVIC = re.compile(
    r"的?(?:医保|社保|公积金|养老|失业|生育|工伤|居民|职工|城乡|城镇|新农合|灵活|异地|本地|户口|户籍|落户"
    r"|居住证|最低工资|少儿|市民|人社|医疗保障|社会保险|人民医院|中心医院|妇幼|中医院|第[一二三四五]"
    r"|婚假|产假|退休|学区|中考|高考|公交|地铁)"
)
"""After such a word, an everyday name is a place: 中山医保, 日照人民医院."""

OTHER_THINGS = re.compile(
    r"大理[石寺]|哈密瓜|阿里(?:巴巴|健康|云|妈妈)|普洱[茶生熟]|和田[玉枣]|三明治|昆明山海棠|长春(?:西|新碱|花|瑞)"
    r"|广安门|莆田系|德州(?:扑克|扒鸡)|北海[道公]|中山(?:大学|装|陵|路)|金华火腿|扬州炒饭|兰州拉面|新疆大枣"
    r"|山西陈醋|云南白药|宁德时代|保定[期额]|南通[过向]|吉林人参|重庆大厦"
    r"|(?:北京|上海|南京|广州|天津|重庆|四川|延安|长安)[东西南北中]?路(?![费上过])"
    r"|大连接(?:[口头线器上不通数着了机]|电[话脑])|长沙发(?:[床垫套怎哪多好清坐上太很]|能)"
)
"""Names of other things that begin like a place, where the segmenter does not see it."""
