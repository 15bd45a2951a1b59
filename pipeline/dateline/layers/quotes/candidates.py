"""What could be an attribution: cues in the Doc, parts in quotation marks, and cues with their content in the parse."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.doc.offsets import in_sentences
from dateline.doc.predicates import FINITE, Range, own_subject
from dateline.doc.tokens import text_of
from dateline.layers.quotes.adjuncts import adjunct_content, noun_content
from dateline.layers.quotes.attribution import Attribution, Attributions, View, attribute
from dateline.layers.quotes.content import verb_content
from dateline.layers.quotes.lexicon import Cue, Lexicon
from dateline.layers.quotes.marks import quoted_parts
from dateline.layers.quotes.word_order import clause_before

_NOMINAL = frozenset({"DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_BARE = frozenset({"VB", "VBG"})
_VERBAL = frozenset({"VERB", "AUX"})


def find_cues(doc: Doc, hashes: Collection[int], lex: Lexicon) -> dict[int, Cue]:
    """The cues by token; hashes: the lemmas that cues begin with, as their numbers in the vocabulary."""
    hits = [i for i, lemma in enumerate(doc.to_array("LEMMA").tolist()) if lemma in hashes]
    return {i: cue for i in in_sentences(doc, hits) if (cue := _cue(doc[i], lex)) is not None}


def _cue(token: Token, lex: Lexicon) -> Cue | None:
    pos = _part_of_speech(token)
    lemma = token.lemma_
    for child in token.rights if pos == "VERB" else ():
        joined = f"{lemma} {child.lower_}"
        fits = child.lower_ in lex.words.particle_pronouns or (child.i == token.i + 1 and child.n_rights == 0)
        if child.dep_ == "prt" or (fits and (joined, pos) in lex.cues):
            lemma = joined
            break
    return lex.cues.get((lemma, pos))


def _part_of_speech(token: Token) -> str:
    """VERB, NOUN or neither; a noun with a subject of its own is a verb that the tagger misread ("the army claims")."""
    if token.pos_ == "NOUN" and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.lefts):
        return "VERB"
    return token.pos_ if token.pos_ in ("NOUN", "VERB") else ""


def find_quoted(doc: Doc, paragraphs: Sequence[int], cues: Mapping[int, Cue], lex: Lexicon) -> list[Range]:
    """The quoted parts as token ranges; one that is not closed ends before its speaker."""
    found, speaking = [], [i for i in sorted(cues) if cues[i].takes("quote")]
    starts = [doc[i].idx for i in paragraphs] if len(doc) else ()
    for part in quoted_parts(text_of(doc), starts, reach=lex.limits.mark_distance):
        span = doc.char_span(part.start, part.end, alignment_mode="expand")
        if span is not None:
            whole = span.start, span.end
            found.append(whole if part.closed else (span.start, _before_speaker(doc, whole, speaking, lex)))
    return found


def _before_speaker(doc: Doc, part: Range, cues: Sequence[int], lex: Lexicon) -> int:
    """Where a quoted part ends that is not closed: before ", the mayor said", else with its paragraph."""
    for i in cues[bisect_left(cues, part[0]) : bisect_left(cues, part[1])]:
        said = clause_before(doc[i], lex)
        if said is not None and part[0] < said[1][1]:
            return said[1][1]
    return part[1]


def in_parse(view: View) -> Attributions:
    """The cues to which the parse gives content, in their order."""
    doc, lex = view.doc, view.lex
    actors = {start: end for end, start in view.speakers.items()}
    found: Attributions = {}
    for i, cue in view.cues.items():
        frame, parts = _parsed(doc[i], cue, lex)
        if parts:
            parts = [_after_aside(doc[i], _after_day(doc[i], parts[0], lex), lex), *parts[1:]]
            parts = _after_addressee(doc[i], parts, actors, lex)
            found[i] = attribute(doc[i], cue, parts, lex, how=frame)
    return _with_cited_source(doc, _with_shared_source(doc, found))


def _parsed(token: Token, cue: Cue, lex: Lexicon) -> tuple[str, list[Range]]:
    """The frame in which the parse gives content to a cue, and the parts of that."""
    if cue.adjuncts:
        return "adjunct", adjunct_content(token.head) if token.head.lower_ in cue.adjuncts else []
    if cue.pos == "NOUN":
        return "complement of the noun", noun_content(token, cue, lex)
    if cue.takes("adjunct"):
        return "adjunct", adjunct_content(token)
    return verb_content(token, cue, lex)


def _after_day(verb: Token, part: Range, lex: Lexicon) -> Range:
    """ "said Monday the town had fallen", "told us this week he had": without when it was said."""
    start, end = part
    if start > verb.i + 1 and verb.doc[start].ent_type_ == "DATE" and start + 1 < end:
        stop = next((i for i in range(start, end) if verb.doc[i].ent_type_ != "DATE"), end)
        clause = stop < end and verb.doc[stop].dep_ == "nsubj" and verb.doc[stop].pos_ == "PRON"
        return (stop, end) if clause and verb.doc[start].dep_ != "nsubj" else part
    if start != verb.i + 1 or end - start < lex.limits.fragment or verb.doc[start].lower_ not in lex.words.days:
        return part
    follows = verb.doc[start + 1]
    opens = follows.pos_ in _NOMINAL or follows.is_quote or follows.lower_ in lex.words.complementizers
    return (start + 1, end) if opens else part


def _after_aside(verb: Token, part: Range, lex: Lexicon) -> Range:
    """ "claims, as ever without proof, the town has fallen": without an aside that holds no clause."""
    doc, (start, end) = verb.doc, part
    if start < verb.i or doc[verb.i + 1].text != "," or doc[start].lower_ not in lex.words.aside_openers:
        return part
    comma = next((i for i in range(start, end) if doc[i].text == ","), None)
    if comma is None or any(t.pos_ in _VERBAL for t in doc[start:comma]):
        return part
    return comma + 1, end


def _after_addressee(verb: Token, parts: list[Range], actors: Mapping[int, int], lex: Lexicon) -> list[Range]:
    """ "told Agence France-Presse troops had fled": without whom the parser took for a part of the subject.

    actors: the start of every actor mention, and its end.
    """
    start, end = parts[0]
    at = actors.get(start, start)
    if verb.lemma_ not in lex.words.verbs_with_addressee or start != verb.i + 1 or not start < at < end:
        return parts
    alone = all(c.dep_ not in ("dobj", "dative") for c in verb.rights)
    return [(at, end), *parts[1:]] if alone and verb.doc[at].pos_ in _NOMINAL else parts


def _with_shared_source(doc: Doc, found: Attributions) -> Attributions:
    """ "She said it rained and added that ...": a second cue that the parser took into the content of the first."""
    shared = dict(found)
    for i in found:
        over = _first_cue(doc[i], shared)
        if over is None:
            continue
        second, first, verb = shared[i], shared[over], doc[i].head
        if second.cue.takes("quote") or second.cue.name == "say":
            joint = next((c.i for c in verb.rights if c.dep_ == "cc"), i)
            parts = tuple((start, min(end, joint) if start < joint else end) for start, end in first.parts)
            shared[i] = replace(second, source=first.source)
            shared[over] = replace(first, parts=parts)
    return shared


def _first_cue(second: Token, found: Attributions) -> int | None:
    """The cue whose content a second cue, without a subject of its own, is coordinated with."""
    if second.dep_ != "conj" or second.pos_ != "VERB" or own_subject(second) is not None:
        return None
    verb = second.head
    bare = second.tag_ in FINITE and verb.tag_ in _BARE and verb.dep_ in ("xcomp", "ccomp", "advcl")
    return verb.head.i if (verb.dep_ == "ccomp" or bare) and verb.head.i in found and verb.i not in found else None


def _with_cited_source(doc: Doc, found: Attributions) -> Attributions:
    """ "The army reported a raid, citing an officer": what the parser hung on the raid is done by who reported it."""
    passed = dict(found)
    for i in found:
        over = passed.get(doc[i].head.head.i) if _hangs_on_content(doc[i], passed[i]) else None
        if over is not None and over.source is not None and over.at[0] < i:
            passed[i] = replace(passed[i], source=over.source)
    return passed


def _hangs_on_content(cue: Token, attribution: Attribution) -> bool:
    """Whether a participle that is a cue hangs on what may be content of another: on a noun, or to cite on a verb."""
    noun = cue.tag_ == "VBG" and cue.dep_ == "acl" and cue.head.dep_ in ("dobj", "pobj", "nsubj")
    verb = cue.tag_ == "VBG" and cue.dep_ == "advcl" and cue.head.dep_ in ("xcomp", "ccomp")
    return noun or (verb and attribution.cue.name == "cite")
