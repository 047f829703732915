"""A union hands in for its members by sheet: in each worker's name, by their consent, with every guard of the phone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from shenbian.awards.models import Benefit
from shenbian.editions.actions import begin_entry, withdraw
from shenbian.editions.models import Edition, Entry
from shenbian.editions.queries import papers_of
from shenbian.flow.actions import perform
from shenbian.flow.models import Trace
from shenbian.kit.env import Unable
from shenbian.kit.refusal import Refused
from shenbian.notices.models import Notice
from shenbian.offices.models import Assistance
from shenbian.people.actions import admit
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.sheets.actions import reverse
from shenbian.sheets.actions.importing import bring_in
from shenbian.sheets.entries.columns import register_of
from shenbian.sheets.models import Batch
from shenbian.sheets.report import Summary
from shenbian.sheets.template import write_template
from tests.awards.claiming import LAST_YEAR
from tests.awards.union_sheet import TRAINING, Union, make_union
from tests.sheets.books import book

JUDGED = 26  # queries of a sheet of which no row is handed in


@pytest.fixture
def union(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Union:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    return make_union(tmp_path / "sheets")


def why(summary: Summary) -> list[tuple[str, str]]:
    return [(field, reason) for _, field, reason in summary.sheets[0].refused]


def test_each_row_is_handed_in_in_the_workers_name_with_the_consent_in_the_trace(union: Union) -> None:
    one, two = union.member(), union.member()
    summary = union.bring([union.row(one), union.row(two, 证书编号="ZS-2")])
    assert why(summary) == []
    assert summary.total("new") == 2

    entries = list(Entry.objects.order_by("pk"))
    assert [(each.owner, each.status, each.answers["number"]) for each in entries] == [
        (one.person, "submitted", "ZS-1"),
        (two.person, "submitted", "ZS-2"),
    ]
    assert "account" not in entries[0].answers
    assert entries[0].answers_sealed is not None
    assert [len(papers) for papers in papers_of(entries[0]).values()] == [1]

    consents = list(Assistance.objects.order_by("pk"))
    assert [(each.owner, each.status, each.how, each.witness) for each in consents] == [
        (one.person, "closed", "signed", "签字单 3 号"),
        (two.person, "closed", "signed", "签字单 3 号"),
    ]
    begun, submitted = Trace.objects.filter(subject=entries[0].subject).order_by("id")
    assert (begun.actor, begun.said["under"]) == (union.bo.ref, [consents[0].subject])
    assert (submitted.actor, submitted.said["under"]) == (union.bo.ref, [Batch.objects.get().subject])
    assert "按您的同意替您提交了申报" in Notice.objects.filter(to=one.person).values_list("body", flat=True)[0]

    entry = perform("endorse", on=entries[0], by=union.bo)
    assert perform("review", on=entry, by=union.claims.yu).status == "reviewed"
    assert Benefit.objects.get().person.key == one.person


def test_a_sheet_with_several_pictures_and_an_amount_goes_the_same_way(union: Union) -> None:
    worker = union.member()
    assert why(union.bring([union.row(worker, TRAINING)], TRAINING)) == []
    entry = Entry.objects.get()
    assert entry.answers["fee"] == 120_000
    assert sorted(papers_of(entry)) == ["invoice_photo", "photo"]


def test_the_same_sheet_again_changes_nothing_and_one_person_may_have_two_rows(union: Union) -> None:
    worker = union.member()
    rows = [union.row(worker), union.row(worker, 证书编号="ZS-2"), union.row(worker)]
    first = union.bring(rows)
    assert (first.total("new"), first.total("same"), why(first)) == (2, 1, [])
    again = union.bring(rows)
    assert (again.total("new"), again.total("same")) == (0, 3)
    assert {said for _, said in again.sheets[0].same} == {
        f"已经申报过（编号{each.number}）" for each in Entry.objects.all()
    }
    assert (Entry.objects.count(), Assistance.objects.count(), Batch.objects.count()) == (2, 2, 1)


def test_wrong_rows_go_back_with_column_and_reason_and_the_others_stand(union: Union, tmp_path: Path) -> None:
    good, other = union.member(), union.member()
    stranger = union.claims.cast.worker()
    admit(Person.objects.get(key=union.bo.person), to=union.claims.cast.plant, on=date(2020, 1, 1), by="test")
    rows = [
        union.row(good),
        union.row(other, 证书等级="大师"),
        union.row(other, 姓名="别人"),
        union.row(stranger),
        union.row(other, 证书照片="没有这张.jpg"),
        union.row(other, 证书照片=None),
        union.row(other, 本人怎样同意的=None),
        union.row(other, 发证日期=date(LAST_YEAR - 3, 1, 1)),
        union.row(other, 本人银行账号="12"),
        union.row(other, **{next(t for t in union.row(other) if t.startswith("我保证")): "否"}),
        union.row(union.bo),
    ]
    summary = union.bring(rows, returned=tmp_path / "back")
    said = {number: (field, reason) for number, field, reason in summary.sheets[0].refused}
    assert (summary.total("new"), sorted(said)) == (1, list(range(3, 13)))
    fields = {number: field for number, (field, _) in said.items()}
    assert fields == {
        3: "证书等级", 4: "姓名", 5: "证件号码", 6: "证书照片", 7: "证书照片", 8: "本人怎样同意的", 9: "整行",
        10: "整行", 11: next(t for t in rows[0] if t.startswith("我保证")), 12: "证件号码",
    }  # fmt: skip
    assert "您负责的工会里没有这位在册会员" in said[5][1]
    assert "自己的申报请自己在手机上提交" in said[12][1]
    assert "没有找到照片“没有这张.jpg”" in said[6][1]
    assert f"本期受理{LAST_YEAR}年取得的成果" in said[9][1]
    assert "须同意后才能继续" in said[11][1]
    assert Entry.objects.count() == Assistance.objects.count() == 1

    copy = summary.sheets[0].returned
    assert copy is not None
    page = openpyxl.load_workbook(copy).worksheets[0]
    assert page.title == register_of(union.edition()).title
    assert page.max_row == 11


def test_who_may_not_act_for_workers_hands_in_nothing(union: Union) -> None:
    worker = union.member()
    for by in (Actor.operator("test"), union.claims.yu):
        assert {field for field, _ in why(union.bring([union.row(worker)], by=by))} == {"整行"}
    assert not Entry.objects.exists()


def test_what_the_worker_is_writing_is_not_written_over(union: Union) -> None:
    worker = union.member()
    draft = begin_entry(union.edition(), by=worker)
    ((field, reason),) = why(union.bring([union.row(worker)]))
    assert (field, "本人" in reason) == ("姓名", True)
    withdraw(draft, by=worker)
    assert union.bring([union.row(worker)]).total("new") == 1


def test_a_preview_keeps_nothing(union: Union) -> None:
    worker = union.member()
    assert union.bring([union.row(worker)], preview=True).total("new") == 1
    assert not Entry.objects.exists()
    assert not Assistance.objects.exists()


def test_a_sheet_is_taken_back_by_withdrawing_the_workers_are_told_and_it_may_come_again(union: Union) -> None:
    one, two = union.member(), union.member()
    rows = [union.row(one), union.row(two, 证书编号="ZS-2")]
    union.bring(rows)
    withdraw(Entry.objects.latest("pk"), by=two)
    reverse(Batch.objects.get(), by=union.bo, reason="报错了届期")
    assert set(Entry.objects.values_list("status", flat=True)) == {"withdrawn"}
    assert Notice.objects.filter(body__startswith="工会撤回了替您提交的这件申报").count() == 1
    assert union.bring(rows).total("new") == 2


def test_what_has_come_too_far_keeps_its_sheet(union: Union) -> None:
    worker = union.member()
    union.bring([union.row(worker)])
    entry = perform("endorse", on=Entry.objects.get(), by=union.bo)
    union.claims.noticed(perform("review", on=entry, by=union.claims.yu))
    with pytest.raises(Refused, match="1 件本批的申报已经是“公示中”，不能再撤回"):
        reverse(Batch.objects.get(), by=union.bo, reason="报错了")
    assert Entry.objects.get().status == "noticed"


def test_a_sheet_of_no_edition_is_refused_as_a_file(union: Union) -> None:
    path = book(union.folder / "申报.xlsx", "集体申报999999", ["姓名"], [["张三"]])
    with pytest.raises(Unable, match="没有这一期，或者它不收集体申报"):
        bring_in(path, by=union.bo)


def test_the_template_is_a_sheet_that_is_recognised_whatever_the_edition_is_called_later(union: Union) -> None:
    path = union.folder / "模板.xlsx"
    write_template(register_of(union.edition()), path)
    Edition.objects.update(title="改了名的一期")
    summary = bring_in(path, by=union.bo)
    assert [each.register for each in summary.sheets] == [register_of(union.edition()).title]
    assert summary.total("refused") == 0  # the example row is passed over


@pytest.mark.parametrize("rows", [1, 3])
def test_judging_who_the_rows_name_costs_the_same_for_many(
    union: Union, rows: int, django_assert_num_queries: Any
) -> None:
    """What each row does is its worker's own business and costs what it costs; refused ones cost nothing more."""
    workers = [union.claims.cast.worker() for _ in range(rows)]
    path = union.sheet([union.row(each) for each in workers])
    with django_assert_num_queries(JUDGED):
        assert bring_in(path, by=union.bo).total("refused") == rows
