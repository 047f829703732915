"""The page of a flow says all that its table says, in words that people review."""

from shenbian.flow.drawing import flows_of_the_house, page, pages
from shenbian.flow.queries import flowing_models
from shenbian.flow.table import Flow
from tests.sample_app.flows import TICKET


def test_a_page_tells_states_with_their_clocks_and_moves_with_all_they_say():
    said = page(TICKET).splitlines()
    assert said[0] == "# 测试票（ticket）"
    assert "| 公示中 | noticed | 待办 | 5个工作日（测试办法第3条） |" in said
    assert "| 待补正 | stopped | 待办 | 上一状态的时限暂停 |" in said
    assert "| 旧状态 | forgotten | 作废 | 已停用 |" in said
    moves = {line.split(" | ")[1]: line for line in said[-6:]}
    assert list(moves) == ["hand_in", "notice", "stop", "go_on", "grant", "decline"]
    assert moves["hand_in"] == (
        "| 提交 | hand_in | 草稿 | 待核实 | 登记和更正台账（register.keep） |"
        " 在办理期限内、在册会员、一人一件、有名额 |  |  |  | 下一环节 |"
    )
    assert moves["notice"] == (
        "| 公示 | notice | 待核实 | 公示中 | 受理并签署基层意见（entry.endorse） | 不是本人的事项 | 分值、备注 |"
        " 记下points、不办理13分 |  |  |"
    )
    assert moves["grant"] == (
        "| 通过 | grant | 公示中 | 已通过 | 审批决定（entry.decide） |"
        " 不是本人的事项、不同环节由不同的人办理、时限已满 |  |  | ticket_fact | 本人 |"
    )


def test_every_flow_of_the_house_draws_and_those_of_tests_are_not_among_them():
    mine = {flow.name for model in flowing_models() for flow in model.flows()}
    house = flows_of_the_house()
    assert mine - set(house) == {"ticket", "shift"}
    assert pages() == {f"flows/{name}.md": page(flow) for name, flow in house.items()}
    assert all(isinstance(flow, Flow) for flow in house.values())
