"""Which rules there are, each told once: what is listed here can be dated, looked up and amended."""

from shenbian.rulebook.kinds import activities, giving, house, money

RULE_KINDS = {each.key: each for each in (*house.KINDS, *activities.KINDS, *giving.KINDS, *money.KINDS)}


def rule_titles() -> list[tuple[str, str]]:
    """What there is to choose from. A function, so that one rule more is no migration."""
    return [(key, kind.title) for key, kind in RULE_KINDS.items()]
