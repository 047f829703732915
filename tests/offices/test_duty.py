"""No silent omnipotence: an administrator acts for some hours, says why, and every trace names it."""

from datetime import timedelta

import pytest
from django.db.models import F

from shenbian.flow.actions import perform
from shenbian.flow.models import Trace
from shenbian.flow.refusals import NotYours
from shenbian.kit.refusal import Refused
from shenbian.offices.actions import assist, open_duty
from shenbian.offices.models import Assistance, Duty
from shenbian.offices.queries import assisting, duties_seen, open_assistance
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.models import Grant
from shenbian.rights.rules import may
from tests.offices.conftest import Cast


def on_duty(cast: Cast, role: str = "desk_officer", hours: int = 2, who: str = "系统管理员") -> Duty:
    return open_duty(
        role=role,
        at=cast.federation,
        reason="名册导入出错，帮组织部核对",
        hours=hours,
        by=cast.actor(who),
    )


def test_an_administrator_on_duty_may_for_some_hours_and_no_longer(cast: Cast) -> None:
    def keeps() -> bool:
        return may(cast.actor("系统管理员"), Right.REGISTER_KEEP, duty)

    duty = on_duty(cast)
    assert keeps()
    Grant.objects.update(from_at=F("from_at") - timedelta(hours=3), until_at=F("until_at") - timedelta(hours=3))
    assert not keeps()


def test_closing_ends_it_at_once_and_another_may_then_be_opened(cast: Cast) -> None:
    duty = on_duty(cast)
    with pytest.raises(Refused, match="您有一次值守还没有结束"):
        on_duty(cast)
    perform("close", on=duty, by=cast.actor("系统管理员"))
    assert not may(cast.actor("系统管理员"), Right.REGISTER_KEEP, duty)
    assert on_duty(cast).status == "open"


def test_every_trace_under_it_names_it(cast: Cast) -> None:
    duty = on_duty(cast)
    perform("close", on=duty, by=cast.actor("系统管理员"))
    told = Trace.objects.filter(subject=duty.subject).order_by("id").values_list("move", "actor", "said")
    ref = f"person:{cast.people['系统管理员'].key}"
    assert list(told) == [("begin", ref, {}), ("open", ref, {}), ("close", ref, {"under": [duty.subject]})]


@pytest.mark.parametrize("role", ["chair", "desk_head", "treasurer", "mediator", "system_administrator", "auditor"])
def test_nobody_decides_pays_signs_or_audits_on_duty(cast: Cast, role: str) -> None:
    with pytest.raises(Refused, match="值守不能担任"):
        on_duty(cast, role)
    assert (Duty.objects.count(), Grant.objects.count()) == (0, 0)


@pytest.mark.parametrize(("hours", "why"), [(5, "最长4小时"), (0, "至少一小时")])
def test_it_is_neither_long_nor_empty(cast: Cast, hours: int, why: str) -> None:
    with pytest.raises(Refused, match=why):
        on_duty(cast, hours=hours)


def test_only_the_system_administrator_goes_on_duty_as_a_person(cast: Cast) -> None:
    with pytest.raises(NotYours):
        on_duty(cast, who="李干事")
    with pytest.raises(NotYours):
        open_duty(role="desk_officer", at=cast.federation, reason="命令行", hours=1, by=Actor.operator("root"))


def test_the_audit_administrator_sees_all_sessions_an_officer_none(cast: Cast) -> None:
    duty = on_duty(cast)
    assert list(duties_seen(cast.actor("审计管理员"))) == [duty]
    assert list(duties_seen(cast.actor("系统管理员"))) == [duty]
    assert list(duties_seen(cast.actor("李干事"))) == []


def help_out(cast: Cast, hours: int = 1) -> Assistance:
    return assist(
        cast.people["王师傅"],
        at=cast.town,
        purpose="申请入会",
        how="fingerprint",
        witness="窗口同事赵某",
        hours=hours,
        by=cast.actor("李干事"),
    )


def test_a_helper_acts_for_a_worker_without_their_own_posts_and_traces_name_the_consent(cast: Cast) -> None:
    help_out(cast)
    open_now = open_assistance(cast.actor("李干事"))
    assert open_now is not None
    actor = assisting(open_now)
    worker = cast.people["王师傅"]
    assert (actor.person, actor.posts, actor.under) == (worker.key, (), (open_now.subject,))
    assert actor.ref == f"person:{cast.people['李干事'].key}"
    perform("close", on=open_now, by=cast.actor("李干事"))
    assert open_assistance(cast.actor("李干事")) is None


def test_assistance_needs_the_words_of_consent_and_is_short(cast: Cast) -> None:
    with pytest.raises(Refused, match="最长2小时"):
        help_out(cast, hours=3)
    with pytest.raises(Refused, match="请写明见证人或凭证"):
        assist(
            cast.people["王师傅"],
            at=cast.town,
            purpose="申请入会",
            how="spoken",
            witness=" ",
            hours=1,
            by=cast.actor("李干事"),
        )
    assert Assistance.objects.count() == 0


def test_one_worker_at_a_time(cast: Cast) -> None:
    help_out(cast)
    with pytest.raises(Refused, match="正在为另一位职工代办"):
        help_out(cast)
