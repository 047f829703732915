"""An umbrella's page counts nobody twice and is cloned whole; a line of work says what it has not reached."""

import re
from datetime import date

from shenbian.desk.lines.targets import SHOWN, Target, by_name, targets_of
from shenbian.desk.notices.links import link_of
from shenbian.editions.actions import SettingUp, set_up
from shenbian.editions.models import Edition
from shenbian.facts.actions import write
from shenbian.facts.fact import NewFact
from shenbian.flow.actions import perform
from shenbian.gatherings.actions import There, set_quotas, take_roll
from shenbian.gatherings.models import Quota, Session
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.standard.programme import catalogue
from tests.desk_sessions.conftest import Cast, SeenBy, text
from tests.editions.conftest import person_of
from tests.gatherings.conftest import OPERATOR, held, opened


def edition(cast: Cast, programme: str, title: str, umbrella: Edition | None = None) -> Edition:
    said = SettingUp(
        programme=programme, title=title, year=2029, organisation=cast.district, desk="culture", umbrella=umbrella
    )
    return set_up(said, by=OPERATOR)


def test_who_came_to_two_activities_is_one_person_of_the_umbrella(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    theme = edition(cast, "theme_campaign", "2029年主题活动")
    person = person_of(cast.worker(of=cast.plant))
    for title in ("公益课", "书法课"):
        session = held(opened(cast, edition=edition(cast, "public_training", title, theme)))
        take_roll(session, [There(person=person)], by=OPERATOR)
    page = text(seen_by(host), f"/desk/editions/{theme.pk}/")
    assert re.findall(r"(\d)场，已办(\d)场，(\d)人，(\d)人次", page) == [
        ("2", "2", "1", "2"),
        ("1", "1", "1", "1"),
        ("1", "1", "1", "1"),
    ]


def test_cloning_says_what_came_along(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    theme = edition(cast, "theme_campaign", "2029年主题活动")
    session = opened(cast, edition=edition(cast, "public_training", "公益课", theme), capacity=9)
    set_quotas(session, {cast.plant.pk: 4}, by=OPERATOR)
    client = seen_by(host)
    answer = client.post(f"/desk/editions/{theme.pk}/clone/", follow=True)
    assert "带上了下属1项，1场次和1份工会名额" in answer.content.decode()
    assert (Session.objects.count(), Quota.objects.count()) == (2, 2)
    below = Edition.objects.get(umbrella__title="2030年主题活动")
    assert "安排场次" in text(client, f"/desk/editions/{below.pk}/")


def reached(cast: Cast, on: date) -> dict[str, Target]:
    programmes = [catalogue["model_lectures"], catalogue["mediator_training"]]
    return {each.metric: each for each in targets_of(programmes, at=cast.district, year=on.year, on=on)}


def listed(body: Organisation) -> NewFact:
    return NewFact(
        kind="list.entry",
        happened_on=date(2020, 1, 1),
        organisation=body.pk,
        org_path=body.path,
        facets={"list": "towns"},
        source=f"towns:{body.number}",
        evidence="test",
    )


def test_a_quarter_that_lacks_sessions_is_told_before_it_is_over(cast: Cast) -> None:
    target = reached(cast, date(2026, 5, 20))["model_lectures.quarterly"]
    assert target.lacks == ["2026年第一季度少3场，已经过了", "2026年第二季度还差3场，6月30日(周二)到期"]
    assert target.presses
    assert "2季度里0季度达到" in target.finding


def test_a_town_that_a_coverage_misses_is_named(cast: Cast) -> None:
    write([listed(cast.town)], by="test")
    target = reached(cast, date(2026, 5, 20))["mediator_training.coverage"]
    assert (target.finding, target.lacks) == ("应覆盖1家，已覆盖0家，还差1家", ["东镇总工会"])


def test_the_months_of_a_body_are_told_in_one_line_and_counted_each() -> None:
    told = ["东镇机床厂 1月", "东镇机床厂 2月", "东镇机床厂 5月", "百货大楼 1月"]
    assert by_name(told) == (["东镇机床厂：1—2月、5月", "百货大楼：1月"], 4)
    assert by_name([f"{number}厂 {month}月" for number in range(SHOWN + 1) for month in (1, 2)])[1] == 2 * SHOWN


def test_cloned_twice_leads_to_the_first_and_makes_no_second(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    theme = edition(cast, "theme_campaign", "2029年主题活动")
    below = edition(cast, "public_training", "2029年公益课", theme)
    client = seen_by(host)
    first = client.post(f"/desk/editions/{below.pk}/clone/")
    twin = Edition.objects.get(title="2030年公益课")
    assert first["Location"] == f"/desk/editions/{twin.pk}/"
    again = client.post(f"/desk/editions/{below.pk}/clone/", follow=True)
    assert again.redirect_chain[-1][0] == f"/desk/editions/{twin.pk}/"
    assert "2030年的“2030年公益课”已经有了，没有再建一份" in again.content.decode()
    whole = client.post(f"/desk/editions/{theme.pk}/clone/", follow=True)
    assert "已经在筹备的没有再建：2030年公益课" in whole.content.decode()
    assert Edition.objects.filter(year=2030).count() == 2
    perform("cancel", on=twin, by=OPERATOR, said={"reason": "不办了"})
    client.post(f"/desk/editions/{below.pk}/clone/")
    assert Edition.objects.filter(title="2030年公益课").count() == 2


def test_a_session_found_by_its_number_and_a_notice_about_it_lead_to_its_own_page(
    cast: Cast, host: Actor, seen_by: SeenBy
) -> None:
    session = opened(cast)
    client, room = seen_by(host), f"/desk/sessions/{session.pk}/"
    assert f'<a href="{room}">' in client.get("/desk/search/", {"q": session.number}).content.decode()
    assert link_of(session.subject) == room
    assert f'href="{room}"' in client.get("/desk/registers/thing.gatherings.session/").content.decode()
