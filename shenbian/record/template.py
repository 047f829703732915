"""The shape of a year's record: sections of sentences whose numbers are references to metrics.

A reference stands in braces: `{S72}` or `{S09|余}`, or a metric's key where the record gives it no number of its own:
`{culture_festival.turns}`. After the bar stand styles, the first of which that is true of the value is used:
`{S29|近/}` says 近百 if that is true and the exact number otherwise. With no alternative left the sentence is refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

REFERENCE = re.compile(r"\{(?P<name>[A-Za-z_.0-9]+)(?:\|(?P<styles>[^}]*))?\}")


@dataclass(frozen=True)
class Reference:
    """One number of a sentence: which metric, and how it may be said."""

    ref: str  # S-number, or empty
    metric: str
    styles: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Template:
    """`refs` gives the numbers of the record (S-numbers) the metrics that they stand for."""

    key: str
    title: str
    refs: Mapping[str, str]
    sections: tuple[Section, ...]

    def reference(self, found: re.Match[str]) -> Reference:
        name, styles = found["name"], found["styles"]
        ref = name if name in self.refs else ""
        return Reference(ref, self.refs.get(name, name), tuple((styles or "").split("/")))

    def references(self) -> Iterator[Reference]:
        for section in self.sections:
            for sentence in section.sentences:
                yield from (self.reference(found) for found in REFERENCE.finditer(sentence))
