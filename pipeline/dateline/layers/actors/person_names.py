"""The boundaries of a person's name: titles cut off, particles, hyphens and syllables taken in, initials left out."""

from collections.abc import Sequence

from dateline.layers.actors.view import DocumentView, Range

_NO_SYLLABLE = frozenset({"VBN", "VBG", "VBD"})


def core_name(parts: Sequence[str], suffixes: frozenset[str]) -> Sequence[str]:
    """First and last names without initials between them and what follows them: "Joseph R. Biden Jr."."""
    last = max((i for i, p in enumerate(parts) if p not in suffixes), default=0)
    core = [
        p
        for i, p in enumerate(parts[: last + 1])
        if i in (0, last) or len(p.rstrip(".")) > 1 or "-" in parts[i - 1 : i + 2]
    ]
    return core if len(core) > 1 else parts


def name_tokens(view: DocumentView, start: int, end: int) -> Range | None:
    """The tokens of a person's name within [start, end): titles, brackets, "'s" and what follows them cut off."""
    while start < end and (
        drop := next((stop for stop, _ in view.lexicon.titles.at(view.lower, start) if stop < end), 0)
    ):
        start = drop
    particles = view.lexicon.words["person-particles"]
    stop = start
    while stop < end and _may_name(view.text[stop], particles):
        stop += 1
    while stop > start and (view.text[stop - 1] == "-" or (view.lower[stop - 1] in particles and stop < end)):
        stop -= 1
    return _with_tied_parts(view, start, stop) if stop > start and view.text[stop - 1][0].isupper() else None


def _may_name(word: str, particles: frozenset[str]) -> bool:
    letters = word.replace(".", "").replace("'", "").replace("-", "")
    return (letters.isalpha() and (word[0].isupper() or _is_elided(word))) or word in particles or word == "-"


def _is_elided(word: str) -> bool:
    """Whether a word is a name with a particle tied to it: "d'Estaing"."""
    return len(word) > 3 and word[1] == "'" and word[2].isupper()


def _with_tied_parts(view: DocumentView, start: int, end: int) -> Range:
    """The name with the parts that a hyphen or a particle ties to it: "Abdel Fattah el-Sisi", "Ana Paz-Ruiz"."""
    particles, given = view.lexicon.words["person-particles"], view.lexicon.words["given-names"]
    if end - start > 1 and end < len(view.tag) and view.tag[end] == "HYPH" and view.capital(end + 1):
        end += 2 if view.text[end + 1] not in given and view.text[end + 1][-1].islower() else 0
    while view.is_(end, "-") and view.is_(end + 2, "-") and view.text[end + 1].islower():
        end += 4
    if view.is_(end, "-") and end + 1 < len(view.text) and _is_second_syllable(view, start, end):
        end += 2
    while view.is_(end, "-") and view.lower[end - 1] in particles and view.capital(end + 1):
        end += 2
    while view.among(end, "person-particles") and len(view.text[end]) > 1 and view.text[end].islower():
        step = 2 if view.is_(end + 1, "-") else 1
        if not view.capital(end + step):
            break
        end += step + 1
    return start, end + (end < len(view.text) and _is_elided(view.text[end]))


def _is_second_syllable(view: DocumentView, start: int, end: int) -> bool:
    """Whether the small word behind a hyphen at token `end` ends a Chinese or Korean name: "Chan Wai-man"."""
    words, word = view.lexicon.words, view.text[end + 1]
    small = word.islower() and word.isalpha() and len(word) <= view.lexicon.limits.syllable_letters
    families = words["family-first"] | words["family-names"] if small and end - start > 1 else frozenset()
    return view.tag[end + 1] not in _NO_SYLLABLE and not families.isdisjoint(view.text[start : end - 1])


def article_start(view: DocumentView, i: int) -> int:
    """Where the last name at token i begins with its article: "Al-Taweel", "Al Rawi"; i where it has none."""
    start = i - 2 if view.is_(i - 1, "-") else i - 1
    named = view.among(start, "name-articles") and (start == i - 2 or view.capital(start)) and view.capital(i)
    alone = not view.is_(start - 1, "-") and (not view.capital(start - 1) or view.opens(start))
    return start if named and alone else i


def follows_first_name(view: DocumentView, i: int) -> bool:
    """Whether a known first name stands before the word at token i, and no further name before that."""
    words = view.lexicon.words
    if i < 1 or view.text[i - 1] not in words["given-names"] or not (view.capital(i) and view.capital(i - 1)):
        return False
    plain = view.text[i] not in words["thing-heads"] and view.text[i][-1].islower() and not view.opens(i)
    return plain and not view.capital(i + 1) and (not view.capital(i - 2) or i - 2 in view.date_tokens)
