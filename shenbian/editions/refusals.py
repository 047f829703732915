"""What an entry answers besides the refusals of flow: a step is not right yet, a draft was saved elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shenbian.flow.refusals import Refused


class Invalid(Refused):
    """A step is not filled in rightly. `errors`: what is wrong, by field, in words for beside the field; `beside` says
    it by the field's title."""

    def __init__(self, errors: Mapping[str, Sequence[str]], labels: Mapping[str, str]) -> None:
        self.errors = {name: list(said) for name, said in errors.items()}
        self.beside = [(labels.get(name, name), "".join(said)) for name, said in errors.items()]  # title and what
        super().__init__("；".join(f"{title}：{said}" for title, said in self.beside))


class Stale(Refused):
    """The draft was saved from elsewhere since it was read."""

    def __init__(self) -> None:
        super().__init__("这份草稿刚在另一台设备或另一个页面上保存过。请刷新后接着填，以免互相覆盖。")
