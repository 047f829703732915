"""The model of the year: the same seed makes the same district, and the scale multiplies it."""

from collections import Counter

from shenbian.demo.world import World
from shenbian.demo.year import books
from tests.demo.books import Books


def rows_by_register(scale: int) -> Counter[str]:
    counted: Counter[str] = Counter()
    for book in books(World(scale=scale)):
        counted[book.register] += len(book.rows)
    return counted


def test_the_same_seed_types_the_same_sheets(sheets: Books) -> None:
    again = {book.name: book for book in books(World())}
    assert again == sheets.by_name


def test_another_seed_makes_other_people() -> None:
    names = [[person.name for person in World(seed=seed).people[:50]] for seed in (2022, 2023)]
    assert names[0] != names[1]


# What a district has once, whatever its size: a rota of weeks, counters, lists, deliveries, leads, task lists.
FIXED = {
    "举办场次",
    "平台数据采集",
    "引用外部数据",
    "列入名录",
    "物品采购入库",
    "物品调拨",
    "预算批复",
    "事前审批",
    "结余退回",
    "线索移送",
    "任务完成上报",
    "结业合格",
}


def test_the_scale_multiplies_people_bodies_and_happenings() -> None:
    once, twice = rows_by_register(1), rows_by_register(2)
    grown = {register: twice[register] / count for register, count in once.items() if register not in FIXED}
    assert {register: ratio for register, ratio in grown.items() if not 1.85 <= ratio <= 2.1} == {}
    assert twice.total() > 1.95 * once.total()


def test_each_person_has_one_number_and_many_share_a_name() -> None:
    people = World().people
    assert len({person.number for person in people}) == len(people)
    shared = [name for name, count in Counter(person.name for person in people).items() if count > 1]
    assert len(shared) > 1000


def test_large_registers_come_by_month(sheets: Books) -> None:
    months = Counter(name[:-8] for name in sheets.by_name if name[-8:-3].startswith("-20") and name[-3] == "-")
    assert months["志愿服务签到表"] == 14  # December before and January after lie at the edges
    assert months["防疫一线慰问签收"] == 12
