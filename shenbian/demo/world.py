"""The district's units, unions and people at the beginning of the year and what became of them. One model, one seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

from shenbian.demo import identities, place

YEAR = 2022
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)


@dataclass(slots=True)
class Body:
    """A unit: `union` is the number of the union that covers it from `covered_on`; empty where there is none."""

    number: str
    name: str
    uscc: str
    kind: str  # as the register's drop-down says it
    parent: str  # number
    town: str  # number of the town's or zone's union
    workers: int
    industry: str = "S"
    rank: str = "无级别"
    two_new: bool = False
    party: bool = False
    should: bool = True
    union: str = ""
    covered_on: date | None = None
    people: range = range(0)


@dataclass(slots=True)
class Union:
    number: str
    name: str
    level: str
    parent: str
    division: str = ""
    founded_on: date = date(2010, 5, 1)
    how: str = "原有"
    unit: str = ""
    status: str = "已批复"


@dataclass(slots=True)
class Human:
    index: int
    name: str
    number: str
    unit: Body

    @property
    def sex(self) -> str:
        return "男" if int(self.number[16]) % 2 else "女"

    @property
    def phone(self) -> str:
        return identities.mobile(self.index)


class World:
    """Deterministic: the same seed and scale make the same district."""

    def __init__(self, *, scale: int = 1, seed: int = 2022) -> None:
        self.scale = scale
        self.random = Random(seed)
        self.unions: list[Union] = []
        self._numbered: dict[str, Union] = {}
        self.bodies: list[Body] = []
        self._credit = 0
        self._trunk()
        self._public_bodies()
        self._employers()
        self._hire()

    def n(self, count: int) -> int:
        """A count that grows with the scale."""
        return count * self.scale

    def day(self, first: date = FIRST, last: date = LAST) -> date:
        return first + timedelta(days=self.random.randrange((last - first).days + 1))

    # -- unions and units -------------------------------------------------------------------------------------------

    def _body(self, name: str, **more: object) -> Body:
        self._credit += 1
        kind = str(more.pop("kind", "机关"))
        prefix = {"机关": "11", "事业单位": "12", "学校": "12", "社区": "55", "村": "54", "社会组织": "52"}.get(
            kind, "91"
        )
        body = Body(
            number=f"DW{self._credit:05d}",
            name=name,
            uscc=identities.credit_code(self._credit, kind=prefix),
            kind=kind,
            **more,  # type: ignore[arg-type]  # the fields of Body
        )
        self.bodies.append(body)
        return body

    def _union(self, name: str, level: str, parent: str, **more: object) -> Union:
        return self._kept(Union(f"GH{len(self.unions) + 1:05d}", name, level, parent, **more))  # type: ignore[arg-type]  # fields

    def _kept(self, union: Union) -> Union:
        self.unions.append(union)
        self._numbered[union.number] = union
        return union

    def _covered(self, body: Body, union: Union, on: date | None = None) -> None:
        body.union, body.covered_on = union.number, on or union.founded_on

    def _trunk(self) -> None:
        number, name = place.FEDERATION
        self._kept(Union(number, name, "区总工会", "", "110113", date(1950, 5, 1)))
        self._kept(Union(place.OUTSIDE[0], place.OUTSIDE[1], "区总工会", "", "110112", date(1950, 5, 1)))
        self.outside = self._kept(Union("TZJC01", "通州区某基层工会联合会", "基层工会", place.OUTSIDE[0]))
        self.towns = [
            Union(f"ZJ{code[-3:]}", f"{title}总工会", "镇街总工会", number, code, date(2003, 6, 1))
            for code, title in place.TOWNS
        ]
        self.zones = [Union(code, f"{title}总工会", "功能区总工会", number) for code, title in place.ZONES]
        for union in (*self.towns, *self.zones):
            self._kept(union)
        self.system = self._union("顺义区机关工会联合会", "系统工会", number)
        self.education = self._union("顺义区教育工会", "系统工会", number)
        self.health = self._union("顺义区卫生健康系统工会", "系统工会", number)

    def _public_bodies(self) -> None:
        number = place.FEDERATION[0]
        self.institutions = {
            name: self._body(
                f"顺义{name}" if name.startswith("区") else name,
                parent="",
                town=number,
                workers=60 + 7 * i % 190,
                rank="处级",
                party=True,
            )
            for i, name in enumerate(place.INSTITUTIONS)
        }
        self.office = self._body("顺义区总工会机关", parent="", town=number, workers=70, rank="处级", party=True)
        self._covered(self.office, self._union("顺义区总工会机关工会", "基层工会", number, unit=self.office.number))
        governments = [
            self._body(
                f"{title}办事处" if "街道" in title else f"{title}人民政府",
                parent="",
                town=union.number,
                workers=160,
                rank="处级",
                party=True,
            )
            for (_, title), union in zip(place.TOWNS, self.towns, strict=True)
        ]
        committees = [
            self._body(f"{title}管理委员会", parent="", town=union.number, workers=90, rank="处级", party=True)
            for (_, title), union in zip(place.ZONES, self.zones, strict=True)
        ]
        self.government = {body.town: body for body in [*governments, *committees]}
        for body in [*self.institutions.values(), *governments, *committees]:
            self._covered(body, self._union(f"{body.name}工会", "基层工会", self._parent_of(body), unit=body.number))
        self._schools_and_hospitals()
        self._communities()
        self._groups()

    def _parent_of(self, body: Body) -> str:
        return self.system.number if body.town == place.FEDERATION[0] else body.town

    def _schools_and_hospitals(self) -> None:
        education, health = self.institutions["区教育委员会"], self.institutions["区卫生健康委员会"]
        for i in range(self.n(90)):
            town = self.towns[i % 25]
            school = self._body(
                f"{town.name[:-3]}第{i // 25 + 1}学校",
                kind="学校",
                parent=education.number,
                town=town.number,
                workers=45 + (i * 13) % 60,
                industry="P",
                party=True,
            )
            self._covered(
                school, self._union(f"{school.name}工会", "基层工会", self.education.number, unit=school.number)
            )
        for i in range(self.n(30)):
            town = self.towns[(i * 7) % 25]
            clinic = self._body(
                f"{town.name[:-3]}社区卫生服务中心第{i // 25 + 1}站",
                kind="事业单位",
                parent=health.number,
                town=town.number,
                workers=60 + (i * 17) % 110,
                industry="Q",
                party=True,
            )
            self._covered(clinic, self._union(f"{clinic.name}工会", "基层工会", self.health.number, unit=clinic.number))

    def _communities(self) -> None:
        for i in range(self.n(200)):
            town = self.towns[i % 25]
            word = place.COMMUNITY_WORDS[(i // 25) % len(place.COMMUNITY_WORDS)]
            kind = "社区" if "街道" in town.name else "村"
            body = self._body(
                f"{town.name[:-3]}{word}{i // 25 + 1}{kind}",
                kind=kind,
                parent=self.government[town.number].number,
                town=town.number,
                workers=9 + i % 6,
                party=True,
            )
            self._covered(body, self._union(f"{body.name}联合工会", "联合工会", town.number, unit=body.number))
        self.communities = [body for body in self.bodies if body.kind in {"社区", "村"}]

    def _groups(self) -> None:
        assets = self.institutions["区国有资产监督管理委员会"]
        for name in place.GROUPS:
            head = self._body(
                f"{name}有限公司",
                kind="企业",
                parent=assets.number,
                town=place.FEDERATION[0],
                workers=150,
                industry="L",
                party=True,
            )
            group = self._union(f"{name}工会", "集团工会", place.FEDERATION[0], unit=head.number)
            self._covered(head, group)
            for i in range(self.n(6)):
                child = self._body(
                    f"{name}第{i + 1}分公司",
                    kind="企业",
                    parent=head.number,
                    town=place.FEDERATION[0],
                    workers=120 + (i * 37) % 260,
                    industry="E",
                    party=True,
                )
                self._covered(child, self._union(f"{child.name}工会", "基层工会", group.number, unit=child.number))

    # -- private employers: with an old union, with one founded in the year, or still without -----------------------

    def _employers(self) -> None:
        self.old_private = [self._employer(i, size) for i, size in enumerate(self._sizes(self.n(1290), 6, 62))]
        for body in self.old_private:
            self._old_union(body)
        offset = len(self.old_private)
        self.new_two_new = [self._employer(offset + i, 40 + (i * 11) % 45) for i in range(self.n(90))]
        self.new_other = [
            self._body(
                f"{self.towns[i % 25].name[:-3]}{place.TRADES[i % 14]}服务中心第{i + 1}站",
                kind="事业单位",
                parent=self.government[self.towns[i % 25].number].number,
                town=self.towns[i % 25].number,
                workers=20 + i % 25,
                industry="O",
            )
            for i in range(self.n(36))
        ]
        offset += len(self.new_two_new)
        self.without = [self._employer(offset + i, 5 + (i * 7) % 70) for i in range(self.n(235))]
        self._large_ones()
        self.no_duty = [
            self._employer(offset + 5000 * self.scale + i, 1 + i % 4, should=False) for i in range(self.n(300))
        ]
        self.founded = [self._new_union(body, i) for i, body in enumerate([*self.new_two_new, *self.new_other])]
        self._joint_unions()
        self._reregistered()

    def _sizes(self, count: int, low: int, spread: int) -> list[int]:
        return [low + int(spread * self.random.random() ** 2) for _ in range(count)]

    def _employer(self, index: int, workers: int, *, should: bool = True) -> Body:
        places = [*self.towns, *self.zones[:3]]
        union = places[index % len(places)]
        trade = place.TRADES[(index // 3) % len(place.TRADES)]
        words = place.COMPANY_WORDS
        name = (
            f"北京{words[index % 20]}{words[(index // 20) % 20]}{words[(index * 7 + index // 400) % 20]}{trade}有限公司"
        )
        return self._body(
            f"{name}" if index < 8000 else f"{name}第{index // 8000}分部",
            kind="企业",
            parent=self.government[union.number].number,
            town=union.number,
            workers=workers,
            industry=place.INDUSTRIES.get(trade, "C"),
            two_new=True,
            party=index % 9 == 0,
            should=should,
        )

    def _old_union(self, body: Body) -> None:
        founded = date(2006, 3, 1) + timedelta(days=self.random.randrange(5700))
        self._covered(
            body, self._union(f"{body.name}工会", "基层工会", body.town, founded_on=founded, unit=body.number)
        )

    def _new_union(self, body: Body, index: int) -> Union:
        founded = FIRST + timedelta(days=(index * 29) % 365)
        union = self._union(f"{body.name}工会", "基层工会", body.town, founded_on=founded, how="新建", unit=body.number)
        self._covered(body, union)
        return union

    def _large_ones(self) -> None:
        """Employers of a hundred workers and more with a party organisation: most founded a union in the year."""
        self.large = [*self.new_two_new[: self.n(9)], *self.without[: self.n(3)]]
        for i, body in enumerate(self.large):
            body.workers, body.party = 104 + i % 12 * 9, True
        for body in self.new_two_new[self.n(9) :] + self.without[self.n(3) :]:
            body.party = body.party and body.workers < 100

    def _joint_unions(self) -> None:
        """Some of the new unions are joint: one founding, several employers."""
        self.joint = self.founded[: self.n(6)]
        members = iter(self.without[self.n(3) : self.n(3) + 4 * len(self.joint)])
        for union in self.joint:
            union.level, union.name = "联合工会", union.name.replace("工会", "联合工会")
            for _ in range(4):
                self._covered(next(members), union)

    def _reregistered(self) -> None:
        """Old unions that were registered anew or merged in the year: no foundings."""
        for i, body in enumerate(self.old_private[: self.n(17)]):
            union = self.union(body.union)
            union.founded_on, union.how = FIRST + timedelta(days=20 * i % 360), "重新登记"
        for i, body in enumerate(self.old_private[self.n(17) : self.n(22)]):
            union = self.union(body.union)
            union.founded_on, union.how = FIRST + timedelta(days=(60 * i + 9) % 360), "合并重组"
        parent = self.towns[0].number
        self.preparing = [
            self._union(
                f"筹备中企业第{i + 1}工会",
                "基层工会",
                parent,
                founded_on=date(YEAR, 11, 1 + i),
                how="新建",
                status="筹备中",
            )
            for i in range(8)
        ]

    def union(self, number: str) -> Union:
        """The union of this number. Raises KeyError when there is none."""
        return self._numbered[number]

    # -- people -----------------------------------------------------------------------------------------------------

    def _hire(self) -> None:
        """Every covered employer's people are known by name; a few workers of each are not members."""
        self.people: list[Human] = []
        for body in self.bodies:
            if not body.union:
                continue
            known = max(1, int(body.workers * 0.94))
            body.people = range(len(self.people), len(self.people) + known)
            self.people += [self._human(len(self.people) + i, body) for i in range(known)]
        self.workers = len(self.people)

    def _human(self, index: int, body: Body) -> Human:
        return Human(index, identities.name(self.random), identities.identity(index), body)

    def newcomers(self, count: int, body: Body) -> list[Human]:
        """People who are nobody's member yet: riders, job seekers, people aided."""
        start = len(self.people)
        made = [self._human(start + i, body) for i in range(count)]
        self.people += made
        return made

    def top(self, body: Body) -> Body:
        """The nearest unit of division rank at or above a unit."""
        while body.rank != "处级":
            body = self.body(body.parent)
        return body

    @cached_property
    def _bodies(self) -> dict[str, Body]:
        return {body.number: body for body in self.bodies}

    def body(self, number: str) -> Body:
        return self._bodies[number]

    @cached_property
    def members(self) -> list[Human]:
        """Everybody who works for a covered unit of ours."""
        return self.people[: self.workers]

    def sample(self, people: Sequence[Human], count: int) -> list[Human]:
        return self.random.sample(list(people), count)
