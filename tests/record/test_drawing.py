"""What a record says, and what it refuses to say."""

from shenbian.kit.period import Period
from shenbian.record.actions import draft
from shenbian.record.draft import draw_up
from shenbian.record.template import Section, Template
from shenbian.record.told import Told, tell, untrue
from tests.record.conftest import District

TEMPLATE = Template(
    key="short",
    title="{place}{year}年",
    refs={"A": "dialogues.sessions", "B": "epidemic_fund.put_in"},
    sections=(
        Section("会", ("双沟通会{A|近/}场。", "沟通会{A|近}场。")),
        Section("钱", ("投入{B|万元/}。",)),
        Section("无", ("直播{live_stream.views}人次。",)),
    ),
)


def told(district: District, template: Template = TEMPLATE, year: int = 2022) -> Told:
    path, name = district.federation.path, district.federation.name
    return tell(draw_up(template, place=name, path=path, period=Period.year(year)))


def test_a_number_is_said_in_the_first_manner_that_is_true_of_it(district: District) -> None:
    district.write("session.held", 96, programme="dialogues")
    assert told(district)["sections"][0]["sentences"][0]["text"] == "双沟通会近百场。"
    district.write("session.held", 8, programme="dialogues")
    assert told(district)["sections"][0]["sentences"][0]["text"] == "双沟通会104场。"


def test_a_sentence_that_is_not_true_of_its_value_is_refused(district: District) -> None:
    district.write("session.held", 104, programme="dialogues")
    sentence = told(district)["sections"][0]["sentences"][1]
    assert (sentence["printed"], sentence["text"]) == (False, "沟通会104场。")
    assert len(untrue(told(district))) == 1


def test_values_are_unrounded_and_money_is_in_yuan(district: District) -> None:
    district.write("paid", programme="epidemic_fund", form="goods", amount_fen=389_829_999)
    figure = next(f for f in told(district)["figures"] if f["ref"] == "B")
    assert (figure["value"], figure["unit"], figure["rendered"]) == (3_898_299.99, "元", "389.83万元")
    assert (figure["facts"], figure["rests_on"], figure["exact"]) == (1, ["moves"], "3,898,299.99元")


def test_a_sentence_about_nothing_is_left_out_and_its_figure_stays(district: District) -> None:
    district.write("session.held", 3, programme="dialogues")
    last = told(district)["sections"][2]["sentences"][0]
    assert (last["printed"], last["untrue"]) == (False, "")
    assert told(district)["figures"][-1]["value"] == 0


def test_another_year_and_another_town_tell_their_own(district: District) -> None:
    district.write("session.held", 3, programme="dialogues")
    assert told(district, year=2021)["figures"][0]["value"] == 0
    assert next(f for f in draft(district.town, year=2022)["figures"] if f["ref"] == "S71")["value"] == 3


def test_a_part_larger_than_its_whole_is_told(district: District) -> None:
    """其中: finalists who never entered."""
    district.write("stage.entered", programme="singing_contest", stage="final", edition="歌手大赛", person=8)
    assert draft(district.federation, year=2022)["problems"] == [
        "“歌手大赛决赛选手”（1人）大于“歌手大赛参赛职工”（0人）。"
    ]
