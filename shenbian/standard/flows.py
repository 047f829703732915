"""The flows that programmes choose from. A programme adds guards, effects and facts; another path is another flow."""

from shenbian.editions.guards import complete, edition_open
from shenbian.flow.table import Clock, Flow, Move, Phase, State
from shenbian.rights.catalogue import Right
from shenbian.standard.entering import Opinion, Reason, Remark, numbered
from shenbian.standard.guards import FreshHand, HasPlace, not_own

HANDED_IN = (edition_open, complete, HasPlace("edition", "quota"))  # what every entry needs to be handed in
ENDORSE_DAYS = Clock(days="entry_endorse_days", source="区总工会办事时限")
DECIDE_DAYS = Clock(days="entry_decide_days", source="区总工会办事时限")


def application(
    *, grant: str = "批准", granted: str = "已批准", decides: Right = Right.ENTRY_DECIDE, words: str = "批准"
) -> Flow:
    """Apply, endorsed by one's union, decided above: APPLY. Sent back (补正) its clock stands still.

    `decides` is the right of the second hand; `words` what waits there is called (待批准).
    """
    return Flow(
        "apply",
        title="申请",
        states=(
            State("draft",     "填写中",     Phase.DRAFT),
            State("submitted", "待工会受理", Phase.WAITING, ENDORSE_DAYS),
            State("endorsed",  f"待{words}", Phase.WAITING, DECIDE_DAYS),
            State("returned",  "待补正",   Phase.WAITING, pauses=True),
            State("granted",   granted,      Phase.DONE),
            State("refused",   "未通过",     Phase.VOID),
            State("withdrawn", "已撤回",     Phase.VOID),
        ),
        moves=(
            Move(name="submit", title="提交申请", source=("draft",), target="submitted", right=Right.ENTRY_MAKE,
                 guards=HANDED_IN, effects=(numbered,), tells=("next",)),
            Move(name="submit", title="补正后提交", source=("returned",), target="submitted", right=Right.ENTRY_MAKE,
                 guards=HANDED_IN, effects=(numbered,), tells=("next",)),
            Move(name="endorse", title="受理", source=("submitted",), target="endorsed", right=Right.ENTRY_ENDORSE,
                 asks=Opinion, guards=(not_own,), effects=(Remark("endorse", "工会意见"),), tells=("owner", "next")),
            Move(name="grant", title=grant, source=("endorsed",), target="granted", right=decides,
                 guards=(not_own, FreshHand(than=("endorse",))), tells=("owner",)),
            Move(name="return", title="退回补正", source=("submitted",), target="returned", right=Right.ENTRY_ENDORSE,
                 asks=Reason, guards=(not_own,), effects=(Remark("return", "请您补正"),), tells=("owner",)),
            Move(name="return", title="退回补正", source=("endorsed",), target="returned", right=decides,
                 asks=Reason, guards=(not_own,), effects=(Remark("return", "请您补正"),), tells=("owner",)),
            Move(name="refuse", title="不予通过", source=("submitted",), target="refused", right=Right.ENTRY_ENDORSE,
                 asks=Reason, guards=(not_own,), effects=(Remark("refuse", "未通过的原因"),), tells=("owner",)),
            Move(name="refuse", title="不予通过", source=("endorsed",), target="refused", right=decides,
                 asks=Reason, guards=(not_own,), effects=(Remark("refuse", "未通过的原因"),), tells=("owner",)),
            Move(name="withdraw", title="撤回申请", source=("draft", "submitted", "endorsed", "returned"),
                 target="withdrawn", right=Right.ENTRY_WITHDRAW),
        ),
    )  # fmt: skip


APPLY = application()


def accepted(*, accept: str = "接收", done: str = "已接收", waits: str = "待接收") -> Flow:
    """Asked, and accepted by one hand at the union where it is handled. Sent back (补正) its clock stands still."""
    return Flow(
        "accept",
        title="接收",
        states=(
            State("draft",     "填写中",   Phase.DRAFT),
            State("submitted", waits,      Phase.WAITING, ENDORSE_DAYS),
            State("returned",  "待补正", Phase.WAITING, pauses=True),
            State("accepted",  done,       Phase.DONE),
            State("refused",   "未通过",   Phase.VOID),
            State("withdrawn", "已撤回",   Phase.VOID),
        ),
        moves=(
            Move(name="submit", title="提交申请", source=("draft",), target="submitted", right=Right.ENTRY_MAKE,
                 guards=HANDED_IN, effects=(numbered,), tells=("next",)),
            Move(name="submit", title="补正后提交", source=("returned",), target="submitted", right=Right.ENTRY_MAKE,
                 guards=HANDED_IN, effects=(numbered,), tells=("next",)),
            Move(name="accept", title=accept, source=("submitted",), target="accepted", right=Right.ENTRY_ENDORSE,
                 guards=(not_own,), tells=("owner",)),
            Move(name="return", title="退回补正", source=("submitted",), target="returned", right=Right.ENTRY_ENDORSE,
                 asks=Reason, guards=(not_own,), effects=(Remark("return", "请您补正"),), tells=("owner",)),
            Move(name="refuse", title="不予通过", source=("submitted",), target="refused", right=Right.ENTRY_ENDORSE,
                 asks=Reason, guards=(not_own,), effects=(Remark("refuse", "未通过的原因"),), tells=("owner",)),
            Move(name="withdraw", title="撤回申请", source=("draft", "submitted", "returned"), target="withdrawn",
                 right=Right.ENTRY_WITHDRAW),
        ),
    )  # fmt: skip
