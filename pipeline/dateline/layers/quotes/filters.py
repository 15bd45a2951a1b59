"""What is no attribution: nobody says it, it only points back, or it tells of silence."""

from spacy.tokens import Doc, Token

from dateline.doc.predicates import Range, is_infinitive, is_negated, is_passive
from dateline.layers.quotes.attribution import Attribution
from dateline.layers.quotes.lexicon import Cue, Lexicon

_QUESTIONS = frozenset({"WDT", "WP", "WRB"})
_POINTERS = frozenset({"PRON", "DET"})


def is_attribution(doc: Doc, attribution: Attribution, lex: Lexicon) -> bool:
    """Whether somebody is said to say something."""
    cue, source, parts, verb = attribution.cue, attribution.source, attribution.parts, doc[attribution.at[0]]
    if not parts or all(_points_back(doc, part, lex) for part in parts):
        return False
    if _is_neither(verb, lex) or _is_silence(verb, doc[parts[-1][0]], lex) or _is_refusal(doc, attribution, lex):
        return False
    if _is_open(verb, cue, lex):
        return False
    return _is_impersonal(verb, attribution, lex) if source is None else _speaks(verb, attribution, source, lex)


def _is_refusal(doc: Doc, attribution: Attribution, lex: Lexicon) -> bool:
    """Whether somebody refuses only to speak ("declined to say who had paid")."""
    silent = lex.words.silence_verbs | lex.words.disclosure_verbs
    return attribution.cue.name == "refuse" and _root(doc, attribution.parts[-1]).lemma_ in silent


def _is_impersonal(verb: Token, attribution: Attribution, lex: Lexicon) -> bool:
    """Whether a cue without a source is an attribution all the same: in the passive ("It was reported that ...")."""
    cue, (start, _) = attribution.cue, attribution.parts[-1]
    if "evidence" in attribution.how or cue.name in lex.words.sourced_classes:
        return False
    if verb.lemma_ in lex.words.naming_verbs and "small" in attribution.how:
        return False
    passive = cue.pos == "VERB" and is_passive(verb) and verb.dep_ != "acl"
    return passive and start > verb.i and verb.doc[start].tag_ != "TO"


def _speaks(verb: Token, attribution: Attribution, source: Range, lex: Lexicon) -> bool:
    """Whether a source is somebody, or something that shows what the cue says."""
    doc, first = verb.doc, verb.doc[source[0]]
    if (verb.tag_ == "VBG" and first.i == verb.i + 1) or _is_thing(first, lex):
        return False
    if "evidence" in attribution.how and _root(doc, source).lemma_ not in lex.words.evidence_nouns:
        return False
    if _is_speechless(_root(doc, source), lex):
        return False
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and not _is_uttered(verb, doc[attribution.parts[0][0]], lex):
        return False
    return first.lower_ not in lex.words.nobody and not _is_deal(doc, attribution.cue, source)


def _is_speechless(noun: Token, lex: Lexicon) -> bool:
    """Whether a source is a map, a photo or experience, which show things and say nothing.

    Pictures of satellites and the like are evidence.
    """
    words = lex.words
    if noun.lemma_.lower() not in words.speechless_nouns or noun.pos_ == "PROPN":
        return False
    is_picture = noun.lemma_.lower() in words.pictures
    return not (is_picture and any(child.lower_ in words.remote_eyes for child in noun.lefts))


def _is_uttered(verb: Token, first: Token, lex: Lexicon) -> bool:
    """Whether a participle after a noun speaks: with a clause of its own, after an utterance, or between commas."""
    clause = first.lower_ in lex.words.complementizers
    return clause or verb.head.lemma_ in lex.words.utterance_nouns or _is_aside(verb)


def _is_open(verb: Token, cue: Cue, lex: Lexicon) -> bool:
    """Whether nobody has said it: "plans to announce it", "if the army confirms it", "without saying so"."""
    infinitive = is_infinitive(verb)
    if (infinitive and verb.dep_ == "acl") or (verb.dep_ == "pcomp" and verb.head.lower_ in lex.words.privatives):
        return True
    if verb.dep_ != "advcl":
        return False
    return any(c.lower_ in lex.words.conditions for c in verb.lefts) or (infinitive and cue.name == "cite")


def _is_aside(verb: Token) -> bool:
    """ "The mayor, calling it a crime, left": what a subject does between commas."""
    return verb.i > 0 and verb.nbor(-1).text == "," and verb.head.dep_ in ("nsubj", "nsubjpass")


def _is_thing(word: Token, lex: Lexicon) -> bool:
    """Whether a source is only "that" and stands for a thing that says nothing ("a plan that promises ...")."""
    noun = word.head.head
    if word.lower_ not in lex.words.complementizers or word.head.dep_ != "relcl" or word.tag_ not in _QUESTIONS:
        return False
    speaking = lex.words.evidence_nouns, lex.words.utterance_nouns, lex.words.representative_nouns
    return not noun.ent_type_ and not any(noun.lemma_ in nouns for nouns in speaking)


def _root(doc: Doc, part: Range) -> Token:
    return doc[part[0] : part[1]].root


def _points_back(doc: Doc, part: Range, lex: Lexicon) -> bool:
    """Whether a content is only "this", "that claim" or "the figure"."""
    tokens = doc[part[0] : part[1]]
    if len(tokens) > lex.limits.anaphor or tokens[0].is_punct:
        return False
    nouns = lex.words.anaphoric_nouns
    return all(t.pos_ in _POINTERS or t.lower_ in nouns or t.lemma_ in nouns for t in tokens)


def _is_silence(verb: Token, first: Token, lex: Lexicon) -> bool:
    """ "has not confirmed", "could not be verified", "would not say how many": nobody says anything."""
    question = first.tag_ in _QUESTIONS or first.lower_ in lex.words.question_openers
    if verb.lemma_ not in lex.words.silence_verbs and not question:
        return False
    governors = [verb, verb.head] if verb.dep_ == "xcomp" or verb.head.pos_ == "ADJ" else [verb]
    refused = verb.dep_ == "xcomp" and verb.head.lemma_ in lex.words.refusing_verbs
    return refused or any(is_negated(governor) for governor in governors)


def _is_neither(verb: Token, lex: Lexicon) -> bool:
    """ "neither confirmed nor denied it", "would not confirm or deny it": two cues of silence, the second included."""
    joint = (
        next((c for c in verb.head.rights if c.dep_ == "cc" and c.i < verb.i), None) if verb.dep_ == "conj" else None
    )
    if joint is None or joint.lower_ not in lex.words.disjunctions:
        return False
    return joint.lower_ in lex.words.negative_disjunctions or is_negated(verb.head)


def _is_deal(doc: Doc, cue: Cue, source: Range) -> bool:
    """ "Kenya and Uganda agreed to ...": an act of both and nobody's words."""
    return cue.name == "agree" and any(t.dep_ == "conj" for t in doc[source[0] : source[1]])
