"""A public notice runs its working days, stands still while somebody objects, and ends by itself."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from shenbian.awards.models import NoticeLine, Objection, PublicNotice
from shenbian.awards.queries import notices_covered, objections_covered, objections_of, public_notices
from shenbian.awards.timed import end_notices
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours
from shenbian.jobs.timed import clockwork
from shenbian.kit.period import BEIJING
from shenbian.kit.refusal import Refused
from shenbian.rights.actor import Actor
from tests.awards.conftest import FRIDAY, Office, On, later

CLOCK = clockwork["awards.end_notices"].actor
LAST = date(2022, 9, 19)  # Friday 9 September, the Monday of Mid-Autumn, then five working days


def ends(on: On, day: date) -> str:
    """What the clock does on this day."""
    on(day)
    return end_notices(CLOCK, datetime(day.year, day.month, day.day, 9, tzinfo=BEIJING))


def states(office: Office) -> list[str]:
    for each in office.things:
        each.refresh_from_db()
    return [each.status for each in office.things]


def outcomes(notice: PublicNotice) -> list[str]:
    return list(notice.lines.values_list("outcome", flat=True))


def why(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return list(refused.value.reasons.values())


def test_a_notice_runs_five_working_days_that_the_holiday_does_not_shorten(office: Office) -> None:
    notice = office.running()
    assert (notice.status, notice.starts_on, notice.due_on, notice.last_on) == ("running", FRIDAY, LAST, LAST)
    assert states(office) == ["open", "open", "open"]
    assert outcomes(notice) == ["open", "open", "open"]


def test_on_its_last_day_it_still_runs_and_the_day_after_it_ends_by_itself(office: Office, on: On) -> None:
    notice = office.running()
    assert ends(on, LAST) == ""
    assert ends(on, date(2022, 9, 20)) == "1个公示期满"
    assert ends(on, date(2022, 9, 20)) == ""
    notice.refresh_from_db()
    assert (notice.status, notice.ended_on, outcomes(notice)) == ("ended", date(2022, 9, 20), ["clean"] * 3)
    assert states(office) == ["closed", "closed", "closed"]


def test_nobody_ends_it_sooner_by_hand(office: Office, on: On) -> None:
    notice = office.running()
    on(LAST)
    with pytest.raises(Refused) as no:
        perform("end", on=notice, by=office.dan)
    assert why(no) == ["时限到2022年9月19日，期满后才能办理。"]


def test_an_objection_stops_the_clock_and_it_goes_on_with_what_was_left(office: Office, on: On) -> None:
    notice = office.running()
    on(date(2022, 9, 14))  # two of the five working days are over
    objection = office.object(notice)
    notice.refresh_from_db()
    assert (notice.status, notice.due_on, notice.last_on, notice.days_left) == ("paused", None, None, 3)
    assert ends(on, date(2022, 9, 27)) == ""
    perform("dismiss", on=objection, by=office.fang, said={"found": "证书已到发证机构核验，是本人的。"})
    notice.refresh_from_db()
    assert (notice.status, notice.last_on) == ("running", date(2022, 9, 30))
    assert outcomes(notice) == ["open", "open", "open"]


def test_an_upheld_objection_strikes_its_line_and_no_other(office: Office, on: On) -> None:
    notice = office.running()
    perform("uphold", on=office.object(notice, 2), by=office.fang, said={"found": "证书查不到。"})
    notice.refresh_from_db()
    assert (notice.status, outcomes(notice)) == ("running", ["open", "struck", "open"])
    assert ends(on, later(30)) == "1个公示期满"
    assert outcomes(notice) == ["clean", "struck", "clean"]
    assert states(office) == ["closed", "cancelled", "closed"]


def test_the_clock_goes_on_only_when_the_last_objection_is_answered(office: Office) -> None:
    notice = office.running()
    first, second = office.object(notice, 1), office.taken_down(notice, 2, by=office.dan)
    perform("dismiss", on=first, by=office.fang, said={"found": "不属实。"})
    notice.refresh_from_db()
    assert notice.status == "paused"
    perform("uphold", on=second, by=office.fang, said={"found": "属实。"})
    notice.refresh_from_db()
    assert (notice.status, outcomes(notice)) == ("running", ["open", "struck", "open"])


def test_an_objection_to_all_of_it_that_is_right_calls_it_off(office: Office) -> None:
    notice = office.running()
    perform("uphold", on=office.object(notice, None), by=office.fang, said={"found": "名单贴错了。"})
    notice.refresh_from_db()
    assert (notice.status, outcomes(notice)) == ("cancelled", ["called_off"] * 3)
    assert {each.title for each in office.things if each.refresh_from_db() is None} == {"待公示"}


def test_whoever_objected_may_take_it_back(office: Office) -> None:
    notice = office.running()
    objection = office.object(notice)
    with pytest.raises(NotYours):
        perform("withdraw", on=objection, by=office.stranger)
    perform("withdraw", on=objection, by=office.mei)
    notice.refresh_from_db()
    assert notice.status == "running"


def test_nobody_objects_twice_to_one_line_nor_to_what_is_not_public(office: Office, on: On) -> None:
    draft = office.draft()
    with pytest.raises(Refused) as no:
        office.object(draft)
    assert no.value.args == ("这个公示还没有开始。",)
    notice = perform("start", on=draft, by=office.dan)
    office.object(notice)
    with pytest.raises(Refused) as no:
        office.object(notice)
    assert why(no) == ["您已经提出过这项异议，正在核实，结果会通知您。"]
    office.object(notice, by=office.stranger)
    assert Objection.objects.filter(status="open").count() == 2
    for each in Objection.objects.all():
        perform("dismiss", on=each, by=office.fang, said={"found": "不属实。"})
    ends(on, later(40))
    notice.refresh_from_db()
    with pytest.raises(Refused) as no:
        office.object(notice, by=office.mei)
    assert no.value.args == ("公示已经期满，不再受理对公示的异议；有新情况请向顺义区总工会反映。",)


def test_an_objection_is_judged_by_another_hand(office: Office) -> None:
    notice = office.running()
    fang_objects = office.object(notice, 1, by=office.fang)
    with pytest.raises(Refused) as no:
        perform("dismiss", on=fang_objects, by=office.fang, said={"found": "不属实。"})
    assert no.value.args == ("不能办理自己的事项。",)
    with pytest.raises(NotYours):
        perform("dismiss", on=fang_objects, by=office.dan, said={"found": "不属实。"})
    taken = office.taken_down(notice, 2, by=office.fang)
    with pytest.raises(Refused) as no:
        perform("uphold", on=taken, by=office.fang, said={"found": "属实。"})
    assert no.value.args == ("同一事项的不同环节须由不同的人办理，您已办理过其中一个环节。",)


def test_whoever_handled_the_thing_does_not_judge_what_is_said_against_it(office: Office) -> None:
    perform("amend", on=office.things[0], by=office.fang, said={"title": "甲", "opens_at": "2022-09-01T08:00"})
    notice = office.running()
    with pytest.raises(Refused) as no:
        perform("dismiss", on=office.object(notice, 1), by=office.fang, said={"found": "不属实。"})
    assert no.value.args == ("被异议的事项您经办过，请由没有经办过的同事核实。",)
    perform("dismiss", on=office.object(notice, 2), by=office.fang, said={"found": "不属实。"})


def test_one_thing_stands_in_one_notice(office: Office) -> None:
    office.draft(office.things[0])
    with pytest.raises(Refused) as no:
        office.draft(*office.things)
    assert no.value.reasons == {0: "已列入“职业资格证书助推拟发放名单公示”。"}
    with pytest.raises(Refused) as no:
        office.draft(office.things[1], office.things[1])
    assert no.value.reasons == {1: "在这一批里出现了两次。"}


def test_what_was_called_off_may_be_made_public_again(office: Office) -> None:
    notice = office.draft()
    perform("cancel", on=notice, by=office.dan, said={"reason": "写错名称"})
    again = office.running()
    assert (outcomes(notice), outcomes(again)) == (["called_off"] * 3, ["open"] * 3)


def test_names_are_masked_where_everybody_reads_them(office: Office) -> None:
    notice = office.running()
    lines = list(notice.lines.select_related("person"))
    assert [(each.masked, each.told, each.amount_fen) for each in lines] == [
        ("王*梅", "第1项", 60_000),
        ("王*军", "第2项", 60_000),
        ("王*", "第3项", 60_000),
    ]


def test_a_draft_is_public_to_nobody_and_an_officer_sees_what_is_within_their_duty(office: Office) -> None:
    office.draft(office.things[0])
    notice = perform("start", on=office.draft(office.things[1]), by=office.dan)
    office.object(notice)
    assert list(public_notices()) == [notice]
    assert [each.open_count for each in notices_covered(office.dan)] == [1, 0]
    assert list(notices_covered(office.wei)) == []
    assert [each.person_key for each in objections_covered(office.fang)] == [office.mei.person]
    assert list(objections_covered(office.wei)) == []
    assert [str(each) for each in objections_of(office.mei)] == ["对“职业资格证书助推拟发放名单公示”第1行的异议"]
    assert list(objections_of(Actor.operator("test"))) == []


# The law of the database.


def refuses(statement: str, *values: object) -> str:
    with pytest.raises(IntegrityError) as no, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(no.value).splitlines()[0]


def test_no_line_is_clean_before_its_notice_ended(office: Office) -> None:
    notice = office.running()
    sql = "UPDATE awards_noticeline SET outcome = 'clean' WHERE notice_id = %s"
    assert refuses(sql, notice.pk) == "公示没有期满，不能按无异议处理。"


def test_no_notice_ends_on_or_before_its_last_day_nor_with_an_open_objection(office: Office) -> None:
    notice = office.running()
    sql = "UPDATE awards_publicnotice SET status = 'ended', phase = 'done', waits_for = '', ended_on = %s WHERE id = %s"
    assert "notice_ran_to_its_end" in refuses(sql, LAST, notice.pk)
    office.object(notice)
    assert refuses(sql, later(30), notice.pk) == "还有异议待核实，公示不能期满。"


def test_what_was_public_is_not_changed_and_nothing_is_slipped_in(office: Office) -> None:
    notice = office.running()
    assert refuses("UPDATE awards_noticeline SET amount_fen = 1 WHERE notice_id = %s", notice.pk) == (
        "公示过的内容不能改动。"
    )
    with pytest.raises(IntegrityError, match="公示开始以后不能再加一行"), transaction.atomic():
        NoticeLine.objects.create(notice=notice, place=9, subject="editions.edition:9")


def test_what_ended_stays_ended(office: Office, on: On) -> None:
    notice = office.running()
    ends(on, later(20))
    sql = "UPDATE awards_publicnotice SET status = 'running', phase = 'waiting', waits_for = 'x' WHERE id = %s"
    assert refuses(sql, notice.pk) == "公示已经结束，不能改动。"
