"""A kind of certificate that holds for a year, and one for good; the cast is that of entries."""

from collections.abc import Callable
from datetime import date

import pytest

from shenbian.certificates.actions import Award
from shenbian.certificates.declared import CertificateKind, certificate_kinds
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Desk
from tests.editions.conftest import Cast, cast, data_folder, person_of, queries

__all__ = ["cast", "data_folder", "queries"]
DAY = date(2026, 3, 10)


def kind(key: str, letters: str, **said: object) -> CertificateKind:
    told = {"title": "测试证书", "desk": Desk.CULTURE, "proves": "只在测试中有。", "leaves_open": "别的都不证明。"}
    return CertificateKind(**{"key": key, "letters": letters, **told, **said})  # type: ignore[arg-type]


YEARLY, LASTING = kind("test_yearly", "CY", months=12), kind("test_lasting", "CL")


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    for each in (YEARLY, LASTING):
        monkeypatch.setitem(certificate_kinds._all, each.key, each)


Awarding = Callable[..., Award]


def award(cast: Cast, of: Actor, source: str, **said: object) -> Award:
    told: dict[str, object] = {
        "person": person_of(of),
        "kind": "test_yearly",
        "title": "2026年志愿服务",
        "organisation": cast.plant,
        "issued_on": DAY,
        "source": source,
    }
    return Award(**{**told, **said})  # type: ignore[arg-type]
