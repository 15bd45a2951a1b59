"""The persons whom one document names in full, by the names that they go by after that."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.layers.actors.lexicon import Lexicon
from dateline.layers.actors.person_names import core_name
from dateline.layers.actors.resolve import Identity, actor_id, spelling_key, write


@dataclass(slots=True)
class PersonIndex:
    """The persons met so far, in the order of the text: a name means who had it first. Filled by find_people alone.

    last: by last name. first, middle: by these; None where two persons share one. parts: all words of a person's names.
    """

    lexicon: Lexicon
    last: dict[str, Identity] = field(default_factory=dict)
    first: dict[str, Identity | None] = field(default_factory=dict)
    middle: dict[str, Identity | None] = field(default_factory=dict)
    parts: dict[str, set[str]] = field(default_factory=dict)
    _by_key: dict[str, Identity] = field(default_factory=dict)
    _by_loose_key: dict[str, tuple[str, Identity]] = field(default_factory=dict)
    _by_end: dict[str, Identity] = field(default_factory=dict)

    def person(self, parts: Sequence[str]) -> Identity:
        """The person of a name of several words: known to the data, met before under another spelling, or new."""
        name, core = write(parts), core_name(parts, self.lexicon.words["name-suffixes"])
        key = spelling_key(write(core), self.lexicon.folds)
        known = self._by_key.get(key) or self._by_end.get(name) or self._namesake(core[0], core[-1])
        known = known or self.lexicon.spellings.get(key) or self._other_spelling(core)
        person = known or Identity(actor_id("person", name), name, "person")
        self._by_key[key] = person
        self._by_loose_key.setdefault(self._loose_key(core), (core[0], person))
        return person

    def _other_spelling(self, core: Sequence[str]) -> Identity | None:
        """A person met before whose name sounds alike; two known first names are two persons, "Lena" and "Lana"."""
        first, known = self._by_loose_key.get(self._loose_key(core), ("", None))
        given = self.lexicon.words["given-names"]
        return None if first in given and core[0] in given else known

    def _loose_key(self, core: Sequence[str]) -> str:
        return spelling_key(write(core), self.lexicon.loose_folds)

    def _namesake(self, first: str, last: str) -> Identity | None:
        """A person met before with that last name, whose first name begins alike: "Mitch", "Mitchell"."""
        known = self.last.get(last)
        if known is None or len(first) < 3:
            return None
        other = known.name.split()[0]
        return known if other.startswith(first) or (first.startswith(other) and len(other) > 2) else None

    def learn(self, parts: Sequence[str], person: Identity) -> None:
        """Lets the last name stand for the first person who has it, and the first name where nobody shares it."""
        words = self.lexicon.words
        parts = core_name(parts, words["name-suffixes"])
        for i in range(1, len(parts)):
            self._by_end.setdefault(write(parts[i:]), person)
        self.last.setdefault(parts[-1], person)
        if parts[0] in words["family-first"] and (len(parts) > 2 or parts[0] not in words["given-names"]):
            self.last.setdefault(parts[0], person)
        self.parts.setdefault(person.actor_id, set()).update(parts)
        for word, names in ((parts[0], self.first), *((word, self.middle) for word in parts[1:-1] if word != "-")):
            known = names.get(word, person)
            names[word] = person if known is not None and known.actor_id == person.actor_id else None
