"""A few invented questions to search in, for the tests of both engines."""

import datetime as dt

from wenda.search.document import Document
from wenda.search.synonyms import Synonyms

SYNONYMS = Synonyms(
    (
        (("报销", "报账"), ("报销", "报账")),
        (("没钱了",), ("余额为0",)),
        (("胳膊", "手臂"), ("胳膊", "手臂")),
    )
)


def document(id_: str, title: str, *, region: str = "", **fields: object) -> Document:
    """Return a document at q/<id>/; `region` is a path such as "辽宁 丹东"."""
    known: dict[str, object] = {
        "topic": "医保",
        "date": dt.date(2025, 3, 1),
        "region_path": tuple(region.split()),
    }
    return Document(id=id_, url=f"q/{id_}/", title=title, **(known | fields))  # type: ignore[arg-type]


LIBRARY = (
    document("guo-duanjiao", "医保断缴了还能报销吗", summary="断缴后统筹不报，个人账户照用。"),
    document("bj-duanjiao", "北京医保断缴多久恢复", region="北京", alt_titles=("北京医保停了几个月能接上",)),
    document("sz-duanjiao", "深圳医保断缴个人账户能用吗", region="广东 深圳"),
    document("gd-zhuanyi", "广东医保关系怎么转移", region="广东"),
    document("dd-shoubi", "丹东手臂麻木挂什么科", region="辽宁 丹东", topic="就医", tags=("神经内科",)),
    document("yc-shoubi", "盐城手臂麻木挂什么科", region="江苏 盐城", topic="就医", date=dt.date(2024, 6, 1)),
    document("dd-niao", "丹东尿中有血看哪家医院", region="辽宁 丹东", topic="就医", excerpt=True),
    document("yue", "医保卡余额为0是怎么回事", body="余额为零不影响住院报销。"),
    document("tuixiu", "医保缴费不满20年能退休吗", summary="差的年限可以按60%的基数补缴。"),
    document("beian", "异地就医备案怎么办理", body="在手机上提交备案，三个工作日内办好。"),
    document("jintie", "生育津贴男方可以领吗", alt_titles=("老婆没工作能领产假工资吗",), date=None),
)
