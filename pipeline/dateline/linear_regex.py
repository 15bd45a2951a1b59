"""Whether a regular expression can cost more than its text is long, told from the expression alone, without a clock.

A backtracking matcher is slow where a text can be read in many ways, and each is tried before it gives up. So the
expression is made into an automaton of positions (Glushkov's: one state a character of the expression, the edges say
which may follow which), and three things are looked for in it, after Weideman, van der Merwe, Berglund and Watson,
"Analyzing matching time behavior of backtracking regular expression matchers by using ambiguity of NFA" (CIAA 2016):

- exponential: a state from which two different ways lead back to it over the same text, as in (a+)+ or (a|a)*;
- polynomial: two loops, one after the other, that can both read the same text, as in \\s*\\s*$ or .*a.*b;
- quadratic search: a loop that can be entered anew at every character that it reads itself, and may fail afterwards, as
  in \\d+x over digits. Searching is a loop over any text before the expression, so this is the polynomial case again.

Bounded repeats are no loops: they cost a factor, not a power. Only for the exponential case are those of MANY rounds
taken for loops, as 2 to the tenth is a cost too. Their bodies are otherwise repeated three times at most.

What is not modelled errs on the side of doubt: look-arounds of more than one character hold anywhere (what is in a
lookahead is judged by itself), back references read any character, atomic groups give back. A possessive repeat of one
character class gives nothing back. A text is taken to be able to fail at its end, as in fullmatch; but where an
expression is searched for, a loop is no fault if each round comes to a place where the expression may end: the search
goes on from there.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, product
from typing import Any, NamedTuple

MANY = 10  # rounds of a bounded repeat from which two ways through it are taken for a fault
WAYS = 4  # ways to match nothing that are told apart
BEFORE = -1  # stands for any text before the expression, among its positions
EDGE = 1  # the bit of the edge of the text; all other bits stand for characters
CATEGORIES: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdecimal,
    "SPACE": str.isspace,
    "WORD": lambda char: char.isalnum() or char == "_",
}
SAMPLE = [*map(chr, range(128)), *"éÉßſKİı٣²½\u00a0\u2003\u2028中И—’”…\ue000\ud800\U0001f1fa"]


class Look(NamedTuple):
    """What is asked at a place in the text: the characters before and after it, as sets of bits."""

    before: int
    after: int

    def __and__(self, other: "Look") -> "Look":
        return Look(self.before & other.before, self.after & other.after)


class Part(NamedTuple):
    """A part of the expression: its first and last positions, what is asked there, and the ways to match nothing."""

    first: list[tuple[int, Look]]
    last: list[tuple[int, Look]]
    empty: list[Look]


def faults(pattern: str, flags: int = 0, *, searched: bool = True) -> list[str]:
    """Why the expression may cost more than its text is long; nothing where it cannot.

    searched: it is looked for at every character; else only asked at one.
    """
    tree = re._parser.parse(pattern, flags)  # type: ignore[attr-defined]
    wide, narrow = Automaton(tree, loops_from=MANY), Automaton(tree)
    found = [f"exponential: {fault}" for fault in wide.ambiguous()]
    found += [f"polynomial: {fault}" for fault in narrow.in_a_row()]
    found += [f"quadratic search: {fault}" for fault in narrow.entered_anew()] if searched else []
    for ahead, its_flags in narrow.lookaheads:
        found += [f"in a lookahead, {fault}" for fault in faults_of_tree(ahead, its_flags)]
    return list(dict.fromkeys(found))


def faults_of_tree(tree: Any, flags: int) -> list[str]:
    """The same of a parsed part, which is asked at every character."""
    wide, narrow = Automaton(tree, flags, loops_from=MANY), Automaton(tree, flags)
    return [*wide.ambiguous(), *narrow.in_a_row(), *narrow.entered_anew()]


class Automaton:
    """The positions of an expression, the edges between them, and its whole as a Part."""

    def __init__(self, tree: Any, flags: int | None = None, *, loops_from: int | None = None) -> None:
        self.loops_from = loops_from
        self.codes = sorted({*map(ord, SAMPLE), *_codes(tree)})
        self.alphabet = list(map(chr, self.codes))
        self._known: dict[tuple[int, int | None], set[tuple[int, Look]]] = {}
        self.all = (1 << len(self.alphabet) + 1) - 1
        self.any = self.all ^ EDGE
        self.categories = {name: self._bits(holds) for name, holds in CATEGORIES.items()}
        self.word, self.newline = self.categories["WORD"], self._bits("\n".__eq__)
        self.reads: list[int] = []  # the characters of a position
        self.names: list[str] = []
        self.edges: dict[int, list[tuple[int, Look]]] = defaultdict(list)
        self.lookaheads: list[tuple[Any, int]] = []
        self.loops: list[range] = []  # the positions in the body of each loop
        self.whole = self._sequence(tree, tree.state.flags if flags is None else flags)
        self.loop_of: dict[int, int] = {}  # the outermost loop that a position is in, by its first position
        for loop in sorted(self.loops, key=len):
            self.loop_of |= dict.fromkeys(loop, loop.start)

    # What is looked for.

    def ambiguous(self) -> Iterator[str]:
        """Loops through which two ways lead over one text."""
        for loop, inside in self._outermost():
            if any(self._twice(p) for p in inside):
                yield f"two ways from a character to the next in the loop of {self._named(inside)}"
                continue
            steps = {pair: self._steps(pair, (loop, loop)) for pair in product(inside, repeat=2)}
            same = {(p, p) for p in inside}
            apart = {pair for pair in _reached(same, steps.__getitem__) if pair[0] != pair[1]}
            if any(not same.isdisjoint(_reached([pair], steps.__getitem__)) for pair in apart):
                yield f"two ways through the loop of {self._named(inside)}"

    def in_a_row(self) -> Iterator[str]:
        """Two loops that can read the same text, one after the other."""
        for (first, ones), (second, others) in combinations(self._outermost(), 2):
            pairs = (pair for pair in product(ones, others) if self.reads[pair[0]] & self.reads[pair[1]])
            if any(self._leads(one, other, (first, second, None)) for one, other in pairs):
                yield f"the loops of {self._named(ones)} and {self._named(others)} can read the same"

    def entered_anew(self) -> Iterator[str]:
        """Loops that can be entered at every character that they read, and can fail after it."""
        ends = {p for p, look in self.whole.last if look.after == self.all and self.reads[p] & ~look.before == 0}
        for loop, inside in self._outermost():
            if any(self._entered(p, loop, ends) for p in inside if p not in ends):
                yield f"the loop of {self._named(inside)} can begin at any character of its own"

    def _outermost(self) -> list[tuple[int, list[int]]]:
        """The outermost loops, by their first positions, with their positions."""
        found: dict[int, list[int]] = defaultdict(list)
        for position, loop in sorted(self.loop_of.items()):
            found[loop].append(position)
        return sorted(found.items())

    def _leads(self, one: int, other: int, loops: tuple[int | None, ...]) -> bool:
        """Whether some text leads from one to one, from other to other, and from one to other."""
        return (one, other, other) in _reached([(one, other, one)], lambda state: self._steps(state, loops))

    def _entered(self, position: int, loop: int, ends: set[int]) -> bool:
        """Whether some text leads from before the expression to the position, and to itself but by no end."""

        def steps(state: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
            return (new for new in self._steps(state, (loop, None)) if new[0] not in ends)

        return (position, position) in _reached([(position, BEFORE)], steps)

    def _twice(self, position: int) -> bool:
        """Whether two edges lead from the position to the same other in its loop, over the same text."""
        found: dict[int, list[Look]] = defaultdict(list)
        for target, look in self.edges[position]:
            if self.loop_of.get(target) == self.loop_of[position]:
                if any(all(look & other) for other in found[target]):
                    return True
                found[target].append(look)
        return False

    def _steps(self, state: tuple[int, ...], loops: tuple[int | None, ...]) -> set[tuple[int, ...]]:
        """Where the positions can go together over one character, each within the loop that is said, if one is."""
        asked = Look(self.any, self.any)
        for position in state:
            asked &= Look(self.any if position == BEFORE else self.reads[position], self.any)
        ways: set[tuple[tuple[int, ...], Look]] = {((), asked)}
        for position, loop in zip(state, loops, strict=True):
            ways = {
                ((*way, target), asked & look)
                for target, look in self._out(position, loop)
                for way, asked in ways
                if asked.before & look.before and asked.after & look.after
            }
        return {way for way, _ in ways}

    def _out(self, position: int, loop: int | None) -> set[tuple[int, Look]]:
        """The edges of a position, those within a loop alone if one is said; remembered."""
        if (position, loop) not in self._known:
            edges = self.edges[position]
            if position == BEFORE:
                first = [(p, look & Look(self.any, self.reads[p])) for p, look in self.whole.first]
                edges = [(BEFORE, Look(self.any, self.any)), *first]
            self._known[position, loop] = {e for e in edges if loop is None or self.loop_of.get(e[0]) == loop}
        return self._known[position, loop]

    def _named(self, positions: list[int]) -> str:
        return " ".join(self.names[p] for p in positions[:5]) + (" …" if len(positions) > 5 else "")

    # How the automaton is made.

    def _bits(self, holds: Callable[[str], bool]) -> int:
        return sum(2 << n for n, char in enumerate(self.alphabet) if holds(char))

    def _nothing(self, before: int | None = None, after: int | None = None) -> Part:
        """A part without a character that asks for those before and after it."""
        return Part([], [], [Look(self.all if before is None else before, self.all if after is None else after)])

    def _sequence(self, tree: Any, flags: int) -> Part:
        part = self._nothing()
        for op, value in tree:
            part = self._then(part, self._piece(str(op), value, flags))
        return part

    def _then(self, one: Part, other: Part) -> Part:
        self._join(one.last, other.first)
        first = one.first + [(p, look & empty) for empty in one.empty for p, look in other.first]
        last = other.last + [(p, look & empty) for empty in other.empty for p, look in one.last]
        empty = [a & b for a in one.empty for b in other.empty]
        return Part(first, last, [look for look in empty if all(look)][:WAYS])

    def _join(self, ends: list[tuple[int, Look]], starts: list[tuple[int, Look]]) -> None:
        for (p, after), (q, before) in product(ends, starts):
            look = after & before & Look(self.reads[p], self.reads[q])
            if all(look):
                self.edges[p].append((q, look))

    def _piece(self, op: str, value: Any, flags: int) -> Part:
        if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            least, most, tree = value
            return self._repeat(least, most, tree, flags, possessive=op == "POSSESSIVE_REPEAT")
        if op == "SUBPATTERN":
            return self._sequence(value[3], (flags | value[1]) & ~value[2])
        if op == "ATOMIC_GROUP":
            return self._sequence(value, flags)
        if op == "BRANCH":
            parts = [self._sequence(tree, flags) for tree in value[1]]
            return Part(*([entry for part in parts for entry in part[i]] for i in range(3)))  # type: ignore[arg-type]
        if op in ("ASSERT", "ASSERT_NOT"):
            direction, tree = value
            return self._assertion(op == "ASSERT", direction, tree, flags)
        if op == "AT":
            return self._at(str(value), flags)
        if op == "GROUPREF":
            return self._optional(self._character(self.any, f"\\{value}"))
        return self._character(self._set(op, value, flags), _shown(op, value))

    def _character(self, reads: int, name: str) -> Part:
        self.reads.append(reads)
        self.names.append(name)
        here = (len(self.reads) - 1, Look(self.all, self.all))
        return Part([here], [here], [])

    def _optional(self, part: Part) -> Part:
        return part._replace(empty=[*part.empty, Look(self.all, self.all)][:WAYS])

    def _repeat(self, least: int, most: int, tree: Any, flags: int, *, possessive: bool) -> Part:
        endless = most >= (self.loops_from or re._constants.MAXREPEAT)  # type: ignore[attr-defined]
        part = self._nothing()
        for _ in range(min(least, 2) - (endless and least > 0)):
            part = self._then(part, self._sequence(tree, flags))
        if endless:
            start = len(self.reads)
            loop = self._loop(least, self._sequence(tree, flags), possessive=possessive)
            self.loops.append(range(start, len(self.reads)))
            return self._then(part, loop)
        rest = self._nothing()
        for _ in range(min(most, 3) - min(least, 2)):
            rest = self._optional(self._then(self._sequence(tree, flags), rest))
        return self._then(part, rest)

    def _loop(self, least: int, body: Part, *, possessive: bool) -> Part:
        for _ in range(2 if body.empty and least > 1 else 1):  # which rounds are empty is one more way
            self._join(body.last, body.first)
        loop = body if least else body._replace(empty=[Look(self.all, self.all)])
        if possessive and len(body.first) == 1 and body.first == body.last:
            go_on = Look(self.all, self.all ^ self.reads[body.first[0][0]])  # it goes on as long as it can
            last, empty = [(p, look & go_on) for p, look in loop.last], [look & go_on for look in loop.empty]
            return Part(loop.first, last, empty)
        return loop

    def _assertion(self, positive: bool, direction: int, tree: Any, flags: int) -> Part:
        if len(tree) == 1 and str(tree[0][0]) in ("IN", "LITERAL", "NOT_LITERAL", "ANY"):
            asked = self._set(str(tree[0][0]), tree[0][1], flags)
            asked = asked if positive else self.all ^ asked
            return self._nothing(after=asked) if direction > 0 else self._nothing(before=asked)
        if direction > 0:
            self.lookaheads.append((tree, flags))
        return self._nothing()

    def _at(self, where: str, flags: int) -> Part:
        line = self.newline if flags & re.MULTILINE else 0
        other = self.all ^ self.word
        if where == "AT_BOUNDARY":
            return Part([], [], [Look(self.word, other), Look(other, self.word)])
        if where == "AT_NON_BOUNDARY":
            return Part([], [], [Look(self.word, self.word), Look(other, other)])
        if where.startswith("AT_BEGINNING"):
            return self._nothing(before=EDGE | (line if where == "AT_BEGINNING" else 0))
        return self._nothing(after=EDGE | (self.newline if where == "AT_END" else 0))

    def _set(self, op: str, value: Any, flags: int) -> int:
        """The characters that a part of one character reads."""
        if op == "ANY":
            return self.any if flags & re.DOTALL else self.any ^ self.newline
        if op == "NOT_LITERAL":
            return self.any ^ self._set("LITERAL", value, flags)
        if op == "LITERAL":
            return self._range(value, value, flags)
        if op == "RANGE":
            least, most = value
            return self._range(least, most, flags)
        if op == "CATEGORY":
            name = str(value).removeprefix("CATEGORY_")
            bits = self.categories[name.removeprefix("NOT_")]
            return self.any ^ bits if name.startswith("NOT_") else bits
        if op != "IN":
            raise ValueError(f"no analysis of {op}")
        bits, negated = 0, str(value[0][0]) == "NEGATE"
        for inner, what in value[negated:]:
            bits |= self._set(str(inner), what, flags)
        return self.any ^ bits if negated else bits

    def _range(self, least: int, most: int, flags: int) -> int:
        """The characters of a range of codes, with those of the other case where case is ignored."""
        first, end = bisect_left(self.codes, least), bisect_right(self.codes, most)
        bits = (1 << end + 1) - (1 << first + 1)
        if flags & re.IGNORECASE:
            for char in self.alphabet[first:end]:
                for other in {char.lower(), char.upper()} - {char}:
                    bits |= self._range(ord(other), ord(other), 0) if len(other) == 1 else 0
        return bits


def _codes(tree: Any) -> set[int]:
    """The characters that the expression names, and those beside them: with them every set can be told from another."""
    found: set[int] = set()
    for op, value in _atoms(tree):
        for code in value if op == "RANGE" else [value]:
            found |= {code - 1, code, code + 1}
            found |= {ord(c) for c in (chr(code).lower(), chr(code).upper()) if len(c) == 1}
    return {code for code in found if 0 <= code < 0x110000}


def _atoms(tree: Any) -> Iterator[tuple[str, Any]]:
    """The literals and ranges of a parsed expression, wherever they are."""
    for item in tree:
        if isinstance(item, tuple) and str(item[0]) in ("LITERAL", "NOT_LITERAL", "RANGE"):
            yield str(item[0]), item[1]
        elif isinstance(item, tuple | list | re._parser.SubPattern):  # type: ignore[attr-defined]
            yield from _atoms(item)


def _shown(op: str, value: Any) -> str:
    if op == "LITERAL":
        return repr(chr(value))
    return "." if op == "ANY" else f"[{' '.join(f'{o}:{v}' for o, v in value[:3])}]" if op == "IN" else op


def _reached(starts: Iterable[Any], steps: Callable[[Any], Iterable[Any]]) -> set[Any]:
    """All that can be come to from the starts, by one step at least."""
    found: set[Any] = set()
    queue = list(starts)
    while queue:
        new = [state for state in steps(queue.pop()) if state not in found]
        found.update(new)
        queue += new
    return found
