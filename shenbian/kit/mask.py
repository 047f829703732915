"""How personal data is shown where it need not be read: enough to recognise one's own, too little to learn others'."""

from __future__ import annotations


def number(text: str) -> str:
    """An identity number: 110***********1234. Short ones (passports) keep two characters at each end."""
    return _keep(text, 3, 4) if len(text) >= 15 else _keep(text, 2, 2)


def name(text: str) -> str:
    """A person's name: 王*明, 王*, 欧**华. One character alone is hidden."""
    text = text.strip()
    if len(text) <= 2:
        return text[:1] + "*" if len(text) == 2 else "*" * len(text)
    return _keep(text, 1, 1)


def phone(text: str) -> str:
    """A telephone number: 138****1234."""
    return _keep(text, 3, 4) if len(text) >= 11 else _keep(text, 0, 2)


def account(text: str) -> str:
    """A bank account: only the last four digits."""
    return _keep(text, 0, 4)


def _keep(text: str, head: int, tail: int) -> str:
    """Stars for all but the ends. A text with nothing left to hide is hidden whole."""
    hidden = len(text) - head - tail
    if hidden <= 0:
        return "*" * len(text)
    return text[:head] + "*" * hidden + text[len(text) - tail :]
