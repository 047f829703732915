"""People with numbers that pass every check and belong to nobody: the region 110199 was never given out."""

from shenbian.kit.identity import check_digit
from shenbian.people.actions import Enrolment, enrol
from shenbian.people.models import Person


def number(n: int, born: str = "19850612") -> str:
    body = f"110199{born}{n:03d}"
    return body + check_digit(body)


def old_number(n: int, born: str = "19850612") -> str:
    """The same person's number of fifteen digits."""
    return f"110199{born[2:]}{n:03d}"


def stated(n: int, name: str = "王小明", phone: str = "") -> Enrolment:
    return Enrolment(name, number(n % 1000, f"{1950 + n // 1000}0612"), phone=phone)


def person(n: int, name: str = "王小明", phone: str = "") -> Person:
    return Person.objects.get(pk=enrol(name, number=number(n), phone=phone, by="test").person)
