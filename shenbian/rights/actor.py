"""Who acts: a person with their posts, or the operator of the machine. Made once per request, asked often."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shenbian.rights.catalogue import Right
    from shenbian.rights.models import Post


@dataclass(frozen=True)
class Actor:
    """`ref` is what traces keep ("person:<key>", "operator:<login>"); `label` is what a reader sees.

    `person` is Person.key, None for an operator. `posts` stand today, each with its organisation. `also`: the keys of
    duplicates that were merged into this person; what they own is owned by the same human being. `under`: by which
    duty session, delegation, consent or token they act beside or instead of themselves; every trace names it.
    `without`: rights that their posts do not give them here, whatever the roles say.
    """

    ref: str
    person: int | None = None
    posts: tuple[Post, ...] = ()
    label: str = ""
    also: frozenset[int] = frozenset()
    operates: bool = False
    under: tuple[str, ...] = ()
    without: frozenset[Right] = frozenset()

    def owns(self, key: int | None) -> bool:
        """Whether what concerns the person with this key concerns the actor."""
        return key is not None and (key == self.person or key in self.also)

    def operating(self) -> Actor:
        """The same actor, for what follows by itself from what they did."""
        return replace(self, operates=True)

    @classmethod
    def operator(cls, login: str) -> Actor:
        """Whoever gives a command on the machine itself."""
        return cls(f"operator:{login}", label=f"服务器操作员 {login}", operates=True)
