"""Three raw pages that know one another, and what tests of whole imports do with them."""

from pathlib import Path

from wenda.content.store import load_articles
from wenda.importing.report import ImportReport
from wenda.importing.run import import_pages
from wenda.model import Article

FULL = """住院押金能退吗？

能退，出院结算时多退少补。

一、怎么退

1. 现金
   窗口当场退。
2. 刷卡
   三个工作日之内原路退回。

提示：本页不能代替医院的答复。
大家都在搜
押金 退费
相关推荐

欠费能出院吗

可以先出院，欠的费用之后补上。

就医问答 2025-03-04

住院要带什么

带身份证和社保卡，最好带上

就医问答 2025-03-02
"""
EXCERPT = """住院要带什么？

带齐证件和日用品就行。

相关推荐

住院押金能退吗

能退，凭收据到窗口

费用问答 2025-02-01
"""
LONGER = """欠费能出院吗？

相关推荐

住院押金能退吗

能退，凭收据到窗口办理，刷卡的原路退回，现金当场退

费用问答 2025-05-06

欠费能出院吗

就医问答 2024-12-31
"""
PAGES = {"a.txt": FULL, "b.txt": EXCERPT, "c.txt": LONGER}


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def titled(folder: Path, title: str) -> Article:
    return next(article for article in load_articles(folder)[0] if article.title.startswith(title))


def imported(*paths: Path, into: Path) -> ImportReport:
    report = import_pages(list(paths), into)
    assert not report.problems
    return report
