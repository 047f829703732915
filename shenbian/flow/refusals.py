"""What the door answers when the answer is no. The text is for the person who asked, in Chinese; one that
holds data is a `Sentence`, which is translated where it is shown.
"""

from collections.abc import Mapping

from shenbian.kit import refusal
from shenbian.kit.sentence import Sentence, Sentences


class Refused(refusal.Refused):
    """The house does not allow this move; says why."""

    def __init__(self, why: str) -> None:
        super().__init__({0: why})
        self.why = why


class NotYours(Refused):
    """Outside one's coordinates a thing does not exist: the same words as for one that never was."""

    def __init__(self) -> None:
        super().__init__("没有找到这件事项，或者它不在您的职责范围内。")


class WrongMoment(Refused):
    """The thing is in a state in which this cannot be done."""

    def __init__(self, state: str, move: str) -> None:
        super().__init__(Sentence("当前是“%(state)s”状态，不能%(move)s。", state=state, move=move))


def words(errors: Mapping[str, list[str]], labels: Mapping[str, str]) -> str:
    """A form's errors as one sentence (理由：这个字段是必填项)."""
    told = [(labels.get(name, ""), each) for name, said in errors.items() for each in said]
    return Sentences(Sentence("%(label)s：%(text)s", label=label, text=each) if label else each for label, each in told)
