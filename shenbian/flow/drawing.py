"""The pages of docs/made/flows: every table of the house, drawn and told in words. Derived; never edited by hand."""

import inspect
from collections.abc import Callable, Iterable
from typing import Any

from shenbian.flow.queries import flowing_models
from shenbian.flow.row import Effect, Guard
from shenbian.flow.table import Clock, Flow, Move, State

_TOLD = {"owner": "本人", "author": "提出的人", "other": "所涉的人", "next": "下一环节"}
_PHASES = {"draft": "草拟", "waiting": "待办", "done": "办结", "void": "作废"}

_SAYS = ("环节", "键", "从", "到", "权限", "条件", "须填", "效果", "记入台账", "告知")


def flows_of_the_house() -> dict[str, Flow]:
    """Every flow that a model of the house has, by name; two flows of one name are a slip (ValueError)."""
    found: dict[str, Flow] = {}
    for model in flowing_models():
        for flow in model.flows() if model.__module__.startswith("shenbian.") else ():
            if found.setdefault(flow.name, flow) is not flow:
                raise ValueError(f"two flows are called {flow.name}")
    return dict(sorted(found.items()))


def pages() -> dict[str, str]:
    """Markdown by file name, relative to docs/made."""
    return {f"flows/{name}.md": page(flow) for name, flow in flows_of_the_house().items()}


def page(flow: Flow) -> str:
    """One flow: its diagram, its states with their clocks, its moves with all they say."""
    states = _table(("状态", "键", "阶段", "时限"), (_state(state) for state in flow.states))
    told = f"建立时告知：{'、'.join(_TOLD[who] for who in flow.tells)}。\n\n" if flow.tells else ""
    moves = _table(_SAYS, (_move(flow, each) for each in flow.moves))
    return f"# {flow.title}（{flow.name}）\n\n```mermaid\n{flow.mermaid()}\n```\n\n{states}\n\n{told}{moves}\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = tuple(head)
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _state(state: State) -> tuple[str, ...]:
    notes = [_clock(state.clock)] if state.clock else []
    notes += ["上一状态的时限暂停"] if state.pauses else []
    notes += ["已停用"] if state.retired else []
    return state.title, state.key, _PHASES[state.phase], "；".join(notes)


def _clock(clock: Clock) -> str:
    days = f"{clock.days}" if isinstance(clock.days, int) else f"规则表 {clock.days} 所定"
    return f"{days}个{'工作日' if clock.working else '自然日'}（{clock.source}）"


def _move(flow: Flow, move: Move) -> tuple[str, ...]:
    asks: Any = move.asks
    return (
        move.title,
        move.name,
        "、".join(flow.state(key).title for key in move.source),
        flow.state(move.target).title,
        f"{move.right.label}（{move.right.value}）",
        "、".join(_told(each) for each in move.guards),
        "、".join(str(each.label or name) for name, each in asks.base_fields.items()) if asks else "",
        "、".join(_told(each) for each in move.effects),
        "、".join(_named(each) for each in move.facts),
        "、".join(_TOLD[who] for who in move.tells) + (f"：{move.says}" if move.says else ""),
    )


def _told(each: Guard | Effect) -> str:
    """What a guard or an effect says of itself: its title, or the first line of its docstring."""
    text = each.title or str(each)
    return (inspect.getdoc(each) or type(each).__name__).split("\n")[0] if " at 0x" in text else text


def _named(function: Callable[..., Any]) -> str:
    return getattr(function, "__name__", type(function).__name__)
