"""Which cue a quoted part belongs to: the verb after it, the verb before it, or a colon or dash and a name."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.doc.predicates import VERBAL, Range, has_finite, sentence_extent, trim
from dateline.layers.quotes.attribution import Attribution, Attributions, View, attribute, by_name, cut_out
from dateline.layers.quotes.lexicon import Cue, Lexicon
from dateline.layers.quotes.source_phrase import source_outside

_FULL_STOPS = frozenset({".", "!", "?", "…"})
_STOPS = frozenset({".", ";", "!", "?", "…"})
_OPENING = frozenset({"“", "''", '"', "„", "«", "‹", "「", "『", "〝", "＂"})
_DASHES = frozenset({"—", "–", "―", "--", "---"})
_LEADS = frozenset({",", ":", "--", "—", "–"})
_SENTENCE_ENDS = frozenset({".", "!", "?", "”", '"', "''", "’", "…"})
_ENDS = (",", "?", "!", "—", "–", "…", "--")
_INNER = frozenset({"relcl", "acl", "amod", "compound", "advcl", "aux", "auxpass", "pcomp"})


def attach_quoted(view: View, found: Attributions) -> Attributions:
    """The attributions with every quoted part that is speech put to its own, new ones included."""
    attached, last = dict(found), None
    edges = [*view.paragraphs, len(view.doc)]
    following = [*(start for start, _ in view.quoted), len(view.doc)][1:]
    for part, stop in zip(view.quoted, following, strict=True):
        number = max(1, bisect_right(view.paragraphs, part[0]))
        owner = _owner(view, part, _within(view.doc, part, edges, number, stop), attached)
        if owner is None and last is not None and _continues(view, part, attached[last], edges, number):
            owner = attached[last]
        owner = owner or told_of(view, part, edges[number - 1])
        if owner is not None:
            last = owner.at[0]
            attached[last] = owner.adding(part, "quotation marks")
    return attached


def _within(doc: Doc, part: Range, edges: Sequence[int], number: int, stop: int) -> Range:
    """Where the cue of a quoted part may stand: in its paragraph, or the one before after a colon."""
    start, end = edges[number - 1], edges[number]
    opens = part[0] == start
    back = edges[number - 2] if opens and number > 1 and doc[start - 1].text == ":" else start
    return back, min(end, stop)


def _owner(view: View, part: Range, within: Range, found: Attributions) -> Attribution | None:
    """The attribution that a quoted part belongs to, found already or new."""
    doc, lex = view.doc, view.lex
    at = cue_after(doc, part, view.cues, within[1], lex)
    if at is not None and not _has_content_after(found.get(at), part, doc):
        return _before_cue(view, part, at, found)
    at = cue_before(doc, part, view.cues, within[0], lex)
    if at is not None:
        return _after_cue(view, part, at, found)
    return (
        name_before(doc, part[0] - 1, within[0], lex)
        or name_after(doc, part[1], within[1], lex)
        or subject_before(doc, part, within[0], lex)
    )


def told_of(view: View, part: Range, start: int) -> Attribution | None:
    """The person of whom the sentence before a quoted one tells ("Anna Berg shook her head. “The pump broke.”").

    Only where a whole sentence stands in quotation marks, in one paragraph with the other. Rule: quotes/told-of.
    """
    doc, lex = view.doc, view.lex
    at = part[0] - 1
    if at <= start or part[1] - part[0] < lex.limits.speech or not _is_whole_sentence(doc, part):
        return None
    if doc[at].text not in _FULL_STOPS:
        return None
    first = max(start, sentence_extent(doc[at])[0])
    named = _person(doc, first, at, lex)
    return None if named is None else by_name("quotes/told-of", at, named)


def _is_whole_sentence(doc: Doc, part: Range) -> bool:
    """Whether a quoted part is a sentence of its own, with a verb and a full stop in the marks."""
    inner = doc[part[0] + 1 : part[1] - 1]
    if not len(inner) or not inner[0].text[0].isupper() or inner[-1].text not in _SENTENCE_ENDS:
        return False
    after = doc[part[1]] if part[1] < len(doc) else None
    return has_finite(doc, part) and (after is None or not (after.is_lower or after.text in (",", ";")))


def _person(doc: Doc, start: int, end: int, lex: Lexicon) -> Range | None:
    """The one whom a sentence is about: its subject, or the only person that it names as whose the subject is."""
    subject = next((t for t in doc[start:end] if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ == "ROOT"), None)
    if subject is not None and (subject.ent_type_ == "PERSON" or subject.lower_ in lex.words.personal_pronouns):
        return trim(doc, (subject.left_edge.i, subject.i + 1))
    if subject is not None and subject.lemma_.lower() in lex.words.person_nouns and subject.tag_ in ("NN", "NNP"):
        return trim(doc, (subject.left_edge.i, subject.i + 1))
    if subject is not None and any(t.lower_ in lex.words.person_nouns for t in subject.lefts if t.dep_ == "compound"):
        return trim(doc, (subject.left_edge.i, subject.i + 1))  # "Nurse Grace Phiri"
    if (
        subject is not None
        and subject.tag_ == "NNP"
        and [t.tag_ for t in doc[subject.left_edge.i : subject.i]] == ["NNP"]
    ):
        return subject.i - 1, subject.i + 1  # a first name and a surname, whatever the model takes them for
    names = [e for e in doc[start:end].ents if e.label_ == "PERSON"]
    if len(names) != 1:
        return None
    own = subject is not None and subject.left_edge.i <= names[0].start < subject.i
    led = names[0].start > start and doc[names[0].start - 1].lower_ in lex.words.for_whom
    owns = names[0].start == start and doc[names[0].end].tag_ == "POS"  # "Anna Berg’s voice breaks"
    return (names[0].start, names[0].end) if own or led or owns else None


def _known(view: View, at: int, found: Attributions) -> Attribution:
    return found[at] if at in found else attribute(view.doc[at], view.cues[at], [], view.lex)


def _before_cue(view: View, part: Range, at: int, found: Attributions) -> Attribution:
    """The attribution of a cue after a quoted part, with a source that is no word of that part."""
    known = _known(view, at, found)
    source = source_outside(view.doc, known.source, at, part, view.lex)
    return replace(known, source=source, parts=cut_out(known.parts, source))


def _after_cue(view: View, part: Range, at: int, found: Attributions) -> Attribution:
    """The attribution of a cue before a quoted part, without what little stands between it and a colon."""
    known, colon = _known(view, at, found), view.doc[part[0] - 1].text == ":"
    if colon and all(part[0] - p[0] <= view.lex.limits.fragment for p in known.parts if at < p[0]):
        return replace(known, parts=cut_out(known.parts, (at, part[0])))
    return known


def _has_content_after(attribution: Attribution | None, part: Range, doc: Doc) -> bool:
    """Whether a cue has its content behind it: what is quoted before it is a name ("On “The Hour,” he said ...")."""
    if attribution is None or doc[part[0]].is_sent_start:
        return False
    return bool(attribution.parts) and all(start > attribution.at[0] for start, _ in attribution.parts)


def _continues(view: View, part: Range, last: Attribution, edges: Sequence[int], number: int) -> bool:
    """Whether a quoted part without a cue goes on with the last attribution's speech."""
    before = max(last.at[1], last.parts[-1][1])
    if part[1] - part[0] < view.lex.limits.speech or before > part[0]:
        return False
    if part[0] == edges[number - 1]:
        return number > 1 and before > edges[number - 2]
    ended = max(before, last.source[1] if last.source else 0)
    goes_on = view.doc[part[0] - 1].text in _SENTENCE_ENDS or part[0] == ended
    return before > edges[number - 1] and goes_on


def cue_after(doc: Doc, part: Range, cues: Mapping[int, Cue], limit: int, lex: Lexicon) -> int | None:
    """The cue verb that follows a quoted part, as in: "...," the minister said."""
    inner = doc[part[1] - 2] if part[1] - part[0] > 2 else doc[part[0]]
    at = part[1]
    ends = inner.text.endswith(_ENDS)
    if at < limit and doc[at].text in (",", "--", "—", "–", "―"):
        ends, at = True, at + 1
    if at >= limit or not (ends or doc[at].is_lower):
        return None
    for i in range(at, min(limit, at + lex.limits.cue_distance)):
        token = doc[i]
        cue = cues.get(i)
        if cue is not None and cue.name == "cite" and (saying := _as_saying(doc, i, limit, cues, lex)):
            return saying
        if cue is not None and cue.takes("quote") and _can_lead(token, at):
            return i if token.tag_ != "VBG" or any(c.dep_ == "aux" for c in token.lefts) else None
        if token.text in _STOPS or token.text in _OPENING or (token.pos_ == "VERB" and token.dep_ not in _INNER):
            return None
    return None


def _as_saying(doc: Doc, quoting: int, limit: int, cues: Mapping[int, Cue], lex: Lexicon) -> int | None:
    """The cue in "was quoted as saying" and "quoted the general as saying"."""
    near = range(quoting + 2, min(limit, quoting + lex.limits.name))
    return next((i for i in near if doc[i - 1].lower_ in lex.words.role_markers and i in cues), None)


def _can_lead(token: Token, at: int) -> bool:
    return token.i == at or (token.pos_ == "VERB" and token.dep_ not in ("relcl", "amod", "compound"))


def cue_before(doc: Doc, part: Range, cues: Mapping[int, Cue], limit: int, lex: Lexicon) -> int | None:
    """The cue verb before a quoted part, as in: the minister told reporters: "..."."""
    at = part[0] - 1
    if at < limit:
        return None
    last = doc[at]
    if last.text not in _LEADS and last.text not in lex.words.complementizers and at not in cues:
        return _cue_near(doc, part, cues, limit, lex)
    if last.text != ":" and doc[part[0]].is_sent_start and last.text in _STOPS:
        return None
    for i in range(at, max(limit - 1, at - lex.limits.cue_distance), -1):
        token = doc[i]
        cue = cues.get(i)
        if cue is not None and cue.takes("quote") and token.pos_ == "VERB" and token.dep_ not in ("amod", "compound"):
            return i
        if token.text in _STOPS or (last.text == "," and token.pos_ == "VERB" and token.dep_ not in _INNER):
            return None
    return None


def _cue_near(doc: Doc, part: Range, cues: Mapping[int, Cue], limit: int, lex: Lexicon) -> int | None:
    """The cue that only a channel or a day parts from a whole clause, as in: he wrote on Twitter "..."."""
    if doc[part[0] - 1].pos_ not in ("NOUN", "PROPN", "NUM") or not has_finite(doc, part):
        return None
    for i in range(part[0] - 2, max(limit - 1, part[0] - lex.limits.channel_distance), -1):
        if i in cues:
            near = cues[i].takes("quote") and doc[i].pos_ == "VERB" and doc[i].dep_ not in ("amod", "compound")
            direct = doc[i + 1].lower_ in lex.words.channel_prepositions or doc[i + 1].ent_type_ in ("DATE", "TIME")
            return i if near and direct else None
        if doc[i].is_punct or doc[i].pos_ == "VERB":
            return None
    return None


def name_before(doc: Doc, at: int, limit: int, lex: Lexicon) -> Attribution | None:
    """The name, or the noun phrase with an article, before the colon at a token ("Minister Anna Berg: “We ...”").

    Only up to where it spoke ("Minister Anna Berg on Telegram: “We ...”"). Rule: quotes/name-before-colon.
    """
    if at <= limit or doc[at].text != ":":
        return None
    longest = lex.limits.name
    start = max(limit, at - 2 * longest, sentence_extent(doc[at])[0])
    end = next((i for i in range(start + 1, at) if doc[i].lower_ in lex.words.channel_prepositions), at)
    start, end = trim(doc, (start, end))
    if not 0 < end - start <= longest or not (_is_name(doc, start, end) or _is_somebody(doc, start, end)):
        return None
    return by_name("quotes/name-before-colon", at, (start, end))


def subject_before(doc: Doc, part: Range, limit: int, lex: Lexicon) -> Attribution | None:
    """The person whom a clause before a colon is about ("Anna Berg was blunt: “The convoy is lost.”").

    Only before a quoted clause. Rule: quotes/subject-before-colon.
    """
    at = part[0] - 1
    if at <= limit or doc[at].text != ":" or not has_finite(doc, part):
        return None
    start = max(limit, sentence_extent(doc[at])[0])
    subjects = [t for t in doc[start:at] if t.dep_ == "nsubj" and t.head.i < at]
    named = next((t for t in subjects if t.head.dep_ == "ROOT"), subjects[0] if subjects else None)
    if named is None or (named.ent_type_ != "PERSON" and named.lower_ not in lex.words.personal_pronouns):
        return None
    return by_name("quotes/subject-before-colon", at, trim(doc, (named.left_edge.i, named.i + 1)))


def _is_somebody(doc: Doc, start: int, end: int) -> bool:
    """Whether tokens are a noun phrase that opens with an article ("A doctor at the hospital: ...")."""
    return doc[start].pos_ == "DET" and not any(t.pos_ in VERBAL or t.is_punct for t in doc[start:end])


def name_after(doc: Doc, at: int, limit: int, lex: Lexicon) -> Attribution | None:
    """The name after the dash at a token, up to the end of its paragraph ("“We will rebuild the port.” — Anna Berg").

    Rule: quotes/name-after-dash.
    """
    if at >= limit or doc[at].text not in _DASHES:
        return None
    end = limit
    while end > at + 1 and doc[end - 1].is_punct:
        end -= 1
    if not 0 < end - at - 1 <= lex.limits.name or not _is_name(doc, at + 1, end):
        return None
    return by_name("quotes/name-after-dash", at, (at + 1, end))


def _is_name(doc: Doc, start: int, end: int) -> bool:
    tokens = doc[start:end]
    return any(t.pos_ == "PROPN" for t in tokens) and not any(t.pos_ in VERBAL for t in tokens)
