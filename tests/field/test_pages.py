"""The officer's phone page, its forms without script, what a phone sends, and where a scanned code leads."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shenbian.facts.models import Fact
from shenbian.fieldwork.models import FieldRecord
from shenbian.files.queries import attachments_of
from shenbian.kit.period import today
from shenbian.people.cards import code_of
from tests.field.conftest import JSON, SHOP_CODE, Field, main_of, posted
from tests.files.conftest import photo
from tests.people.making import number

# session, account, person, what they hold; the bell; what presses, (its things, whom it concerns,) how much else
# waits; how much is due and its first units; what I took down
HOME = 9
VERB = 5


def test_the_first_page_offers_the_verbs_and_what_is_due(field: Field) -> None:
    text = main_of(field.client(), "/desk/field/")
    assert re.findall(r"走访 本月还差1家|检查|扫一扫|审批", text) == ["走访 本月还差1家", "检查", "扫一扫", "审批"]
    assert "今天没有到期的事项。" in text
    assert "本月还没走访的 清风商店 等网络" in text  # the rest is for the script
    field.visit()
    text = main_of(field.client(), "/desk/field/")
    assert re.findall(r"本月都去过了|走访：清风商店", text) == ["本月都去过了", "走访：清风商店"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_for_one_record_and_three(
    field: Field, count: int, django_assert_num_queries: Any
) -> None:
    for back in range(count):
        field.visit(happened_at=field.said().happened_at - timedelta(days=back))
    client = field.client()
    client.get("/desk/field/")
    with django_assert_num_queries(HOME):
        assert client.get("/desk/field/").content.decode().count("走访：清风商店") == count
    with django_assert_num_queries(VERB):
        client.get("/desk/field/visit/")


def test_who_does_nothing_in_the_field_finds_what_waits_and_no_verb(field: Field) -> None:
    client = field.client("treasurer", field.place.federation)
    assert re.findall(r"走访|检查|扫一扫|审批", main_of(client, "/desk/field/")) == ["扫一扫", "审批"]
    assert client.get("/desk/field/visit/").status_code == 404
    assert field.client().get("/desk/field/dance/").status_code == 404


def test_without_script_the_form_records_and_leads_back(field: Field) -> None:
    shots = [SimpleUploadedFile(f"{n}.jpg", photo(colour=c), "image/jpeg") for n, c in enumerate(("teal", "navy"))]
    told = posted(photos=shots, latitude="40.1", longitude="116.6", accuracy="15")
    answer = field.client().post("/desk/field/visit/", told)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/field/")
    record = FieldRecord.objects.get()
    assert (record.unit, record.latitude, record.answers["workers"]) == (field.shop, 40.1, 24)
    assert attachments_of([record.subject]).count() == 2
    page = main_of(field.client(), f"/desk/things/fieldwork.fieldrecord/{record.pk}/")
    told = re.findall(r"人事负责人|北纬40.10000°，东经116.60000°，误差约15米|更正|作废|记入台账：走访", page)
    assert sorted(set(told)) == [
        "人事负责人",
        "作废",
        "北纬40.10000°，东经116.60000°，误差约15米",
        "更正",
        "记入台账：走访",
    ]


def test_what_is_missing_or_wrong_stands_at_its_field(field: Field) -> None:
    answer = field.client().post("/desk/field/visit/", posted(unit="远山商店", met=""))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "您的辖区里没有找到“远山商店”。请写单位全称或统一社会信用代码。" in text
    assert FieldRecord.objects.count() == 0


def test_a_refusal_keeps_what_was_typed(field: Field) -> None:
    answer = field.client().post("/desk/field/visit/", posted(result="电话联系"))
    text = answer.content.decode()
    assert (answer.status_code, "电话联系不算走访，没有登记。" in text, "招工难" in text) == (409, True, True)


def test_a_phone_sends_as_often_as_it_likes(field: Field) -> None:
    client, told = field.client(), posted()
    answers = [client.post("/desk/field/visit/", told, headers=JSON) for _ in range(3)]
    record = FieldRecord.objects.get()
    page = f"/desk/things/fieldwork.fieldrecord/{record.pk}/"
    assert [(each.status_code, each.json()) for each in answers] == [
        (201, {"url": page, "title": "走访：清风商店"})
    ] * 3
    assert Fact.objects.filter(kind="visit").count() == 1


def test_a_phone_hears_why_not(field: Field) -> None:
    client = field.client()
    refused = client.post("/desk/field/visit/", posted(result="未见到人"), headers=JSON)
    assert (refused.status_code, refused.json()["why"]) == (
        409,
        "未见到人,不算走访，没有登记。到了现场、见到了人，再登记。",
    )
    wrong = client.post("/desk/field/visit/", posted(unit="没有这家", met=""), headers=JSON)
    assert (wrong.status_code, sorted(wrong.json()["errors"])) == (422, ["met", "unit"])


def test_a_photo_named_by_its_instant_keeps_it(field: Field) -> None:
    shot = SimpleUploadedFile("1667030400000.jpg", photo(), "image/jpeg")
    field.client().post("/desk/field/visit/", posted(photos=[shot]))
    (attached,) = attachments_of([FieldRecord.objects.get().subject])
    assert attached.taken_at is not None
    assert attached.taken_at.isoformat() == "2022-10-29T08:00:00+00:00"


def test_too_many_photos_are_said_at_once(field: Field) -> None:
    shots = [SimpleUploadedFile(f"{n}.jpg", b"x", "image/jpeg") for n in range(7)]
    answer = field.client().post("/desk/field/visit/", posted(photos=shots), headers=JSON)
    assert answer.json()["errors"] == {"photos": "一次最多6张照片。请去掉几张。"}


def test_a_correction_begins_with_what_was_said(field: Field) -> None:
    record = field.visit()
    door = f"/desk/things/fieldwork.fieldrecord/{record.pk}/moves/correct/"
    assert 'value="人事负责人"' in field.client().get(door).content.decode()


def test_a_scanned_code_leads_to_what_it_names(field: Field) -> None:
    client = field.client()
    record = field.visit()
    (member,) = field.place.admit(field.place.plant, "王小梅")
    (stranger,) = field.place.admit(field.place.mill, "李远")
    found = f"/desk/field/?unit={field.shop.pk}"
    card = f"https://shenbian.example/verify/card/{code_of(member.person)}/"
    leads = {
        SHOP_CODE: found,
        f"http://www.gsxt.gov.cn/index.html?uniscid={SHOP_CODE}": found,
        "U2": found,
        f"/desk/units/{field.shop.pk}/": found,
        card: f"/desk/people/{member.person.key}/",
        f"https://x/desk/things/fieldwork.fieldrecord/{record.pk}/": f"/desk/things/fieldwork.fieldrecord/{record.pk}/",
        f"/desk/organisations/{field.place.plant.pk}/": f"/desk/organisations/{field.place.plant.pk}/",
        "清风": "/desk/search/?q=%E6%B8%85%E9%A3%8E",
    }
    assert {text: client.post("/desk/field/scan/", {"code": text}).headers.get("Location") for text in leads} == leads
    typed = client.post("/desk/field/scan/", {"code": number(1)}).headers["Location"]
    assert (typed.startswith("/desk/search/?q=%23"), number(1) in typed) == (True, False)
    gone = [
        f"/verify/card/{code_of(stranger.person)}/",
        "/verify/card/nonsense/",
        f"/desk/units/{field.far.pk}/",
        f"/desk/organisations/{field.place.mill.pk}/",
        "https://elsewhere.example/buy",
        "/desk/things/fieldwork.fieldrecord/99/",
        "/me/",
    ]
    assert [client.get("/desk/field/scan/", {"code": text}).status_code for text in gone] == [404] * len(gone)


def test_a_scanned_unit_is_shown_with_what_can_be_done_there(field: Field) -> None:
    client = field.client()
    text = main_of(client, f"/desk/field/?unit={field.shop.pk}")
    assert "清风商店 走访这家单位 检查这家单位 看单位情况" in text
    assert "远山商店" not in main_of(client, f"/desk/field/?unit={field.far.pk}")
    form = client.get(f"/desk/field/visit/?unit={field.shop.pk}").content.decode()
    assert 'name="unit" value="清风商店"' in form


def test_the_phone_may_keep_the_pages_of_who_is_signed_in(field: Field) -> None:
    client = field.client()
    kept = [client.get(path).headers.get("Shenbian-Offline") for path in ("/desk/field/", "/desk/field/visit/")]
    assert kept == ["keep", "keep"]
    assert client.get("/desk/field/scan/").headers.get("Shenbian-Offline") is None
    assert Client().get("/desk/field/").status_code == 302


def test_what_belongs_to_others_is_not_taken_by_its_key(field: Field) -> None:
    told = posted(client_key=str(uuid4()))
    field.client().post("/desk/field/visit/", told)
    other = field.client("town_officer").post("/desk/field/visit/", told, headers=JSON)
    assert (other.status_code, FieldRecord.objects.count()) == (409, 1)
    assert FieldRecord.objects.get().happened_on == today()
