"""My certificates on my phone, on paper, and under the eyes of a stranger."""

import re

from django.test import Client

from shenbian.certificates.actions import issue, revoke
from shenbian.certificates.models import Certificate
from shenbian.certificates.rules import new_code, written
from shenbian.kit.period import today
from tests.certificates.conftest import award
from tests.editions.conftest import OPERATOR, Cast, person_of
from tests.portal.conftest import signed_in


def one_of(cast: Cast, **said: object) -> tuple[Certificate, Client]:
    wang = cast.worker(of=cast.plant)
    certificate = issue([award(cast, wang, "a", issued_on=today(), **said)], by=OPERATOR)[0]
    return certificate, signed_in(person_of(wang))[1]


def test_a_holder_sees_their_certificates_and_nobody_elses(cast: Cast) -> None:
    certificate, phone = one_of(cast, minutes=90)
    listed = phone.get("/me/certificates/").content.decode()
    assert listed.count("2026年志愿服务") == 1
    page = phone.get(f"/me/certificates/{certificate.pk}/").content.decode()
    assert all(text in page for text in ("职工1", certificate.number or "-", "1小时30分", written(certificate.code)))
    stranger = signed_in(person_of(cast.worker()))[1]
    assert stranger.get(f"/me/certificates/{certificate.pk}/").status_code == 404
    assert "您还没有证书" in stranger.get("/me/certificates/").content.decode()


def test_a_list_of_certificates_costs_the_same_for_one_and_for_three(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    certificate, phone = one_of(cast)
    phone.get("/me/certificates/")
    with django_assert_num_queries(5):
        phone.get("/me/certificates/")
    issue([award(cast, cast.worker(), "z")], by=OPERATOR)
    for source in ("b", "c"):
        Certificate.objects.filter(pk=issue([award(cast, cast.worker(), source)], by=OPERATOR)[0].pk).update(
            person=certificate.person
        )
    with django_assert_num_queries(5):
        assert phone.get("/me/certificates/").content.decode().count("2026年志愿服务") == 3


def test_a_stranger_verifies_by_scanning_or_typing_and_learns_no_name(cast: Cast) -> None:
    certificate, _ = one_of(cast)
    anybody = Client()
    typed = anybody.get("/verify/certificate/", {"code": f" {written(certificate.code).lower()} "}, follow=True)
    scanned = anybody.get(f"/verify/certificate/{certificate.code}/")
    for answer in (typed, scanned):
        text = answer.content.decode()
        assert (answer.status_code, "证书是真的，现在有效" in text, "职*1" in text, "职工1" in text) == (
            200,
            True,
            True,
            False,
        )
        assert "它不证明" in text and "no-store" in answer["Cache-Control"]
    revoke(certificate, reason="职工1重复领取", by=OPERATOR)
    text = anybody.get(f"/verify/certificate/{certificate.code}/").content.decode()
    assert ("已经撤销" in text, "职工1重复领取" in text) == (True, False)


def test_an_unknown_code_is_told_what_to_do(cast: Cast) -> None:
    for wrong in (new_code(), "x", "Z" * 300):
        answer = Client().get(f"/verify/certificate/{wrong}/")
        assert (answer.status_code, "没有这份证书" in answer.content.decode()) == (404, True)
    assert Client().get("/verify/certificate/", {"code": " / "}).headers["Location"] == "/verify/"
    assert Client().get("/verify/certificate/", {"code": "../../x"}, follow=True).status_code == 404


def test_the_way_to_certificates_stands_under_mine(cast: Cast) -> None:
    _, phone = one_of(cast)
    assert re.search(r'href="/me/certificates/"', phone.get("/me/").content.decode())
