"""Which attributions are none: nobody says them, they only point back, or they tell of silence."""

from spacy.tokens import Doc, Token

from dateline.doc.predicates import Range, is_passive
from dateline.layers.quotes.lexicon import Attribution, Cue, Words

ANAPHOR = 3
"""How many tokens a content has at most that only points back ("that same claim")."""

_CONDITIONS = frozenset({"if", "unless"})
_QUESTIONS = frozenset({"WDT", "WP", "WRB"})
_POINTERS = frozenset({"PRON", "DET"})


def is_sound(doc: Doc, attribution: Attribution, words: Words) -> bool:
    """Whether somebody is said to say something."""
    cue, source, parts, verb = attribution.cue, attribution.source, attribution.parts, doc[attribution.at[0]]
    if not parts or all(_points_back(doc, part, words) for part in parts):
        return False
    if _is_neither(verb) or _is_silence(verb, doc[parts[-1][0]], words):
        return False
    if cue.name == "refuse" and _root(doc, parts[-1]).lemma_ in words["silent"] | words["telling"]:
        return False
    if _is_open(verb, cue) or (verb.tag_ == "VBG" and source is not None and source[0] == verb.i + 1):
        return False
    if source is not None and _is_thing(doc[source[0]], words):
        return False
    if "evidence" in attribution.how and (source is None or _root(doc, source).lemma_ not in words["evidence"]):
        return False
    if source is None:
        sourced = cue.name in words["sourced"] or (verb.lemma_ in words["naming"] and "small" in attribution.how)
        passive = cue.pos == "VERB" and is_passive(verb) and verb.dep_ != "acl"
        return passive and not sourced and parts[-1][0] > verb.i and doc[parts[-1][0]].tag_ != "TO"
    uttered = doc[parts[0][0]].lower_ == "that" or verb.head.lemma_ in words["utterances"] or _is_aside(verb)
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and not uttered:
        return False
    return doc[source[0]].lower_ not in words["nobody"] and not _is_deal(doc, cue, source)


def _is_open(verb: Token, cue: Cue) -> bool:
    """Whether nobody has said it: "plans to announce it", "if the army confirms it", "without saying so"."""
    infinitive = any(c.tag_ == "TO" for c in verb.lefts)
    if (infinitive and verb.dep_ == "acl") or (verb.dep_ == "pcomp" and verb.head.lower_ == "without"):
        return True
    if verb.dep_ != "advcl":
        return False
    return any(c.lower_ in _CONDITIONS for c in verb.lefts) or (infinitive and cue.name == "cite")


def _is_aside(verb: Token) -> bool:
    """ "The mayor, calling it a crime, left": what a subject does between commas."""
    return verb.i > 0 and verb.nbor(-1).text == "," and verb.head.dep_ in ("nsubj", "nsubjpass")


def _is_thing(word: Token, words: Words) -> bool:
    """Whether a source is only "that" and stands for a thing that says nothing ("a plan that promises ...")."""
    noun = word.head.head
    if word.lower_ != "that" or word.head.dep_ != "relcl" or word.tag_ not in _QUESTIONS:
        return False
    return not noun.ent_type_ and not any(
        noun.lemma_ in words[name] for name in ("evidence", "utterances", "spokesmen")
    )


def _root(doc: Doc, part: Range) -> Token:
    return doc[part[0] : part[1]].root


def _points_back(doc: Doc, part: Range, words: Words) -> bool:
    """Whether a content is only "this", "that claim" or "the figure"."""
    tokens = doc[part[0] : part[1]]
    if len(tokens) > ANAPHOR or tokens[0].is_punct:
        return False
    return all(t.pos_ in _POINTERS or t.lower_ in words["anaphor"] or t.lemma_ in words["anaphor"] for t in tokens)


def _is_silence(verb: Token, first: Token, words: Words) -> bool:
    """ "has not confirmed", "could not be verified", "would not say how many": nobody says anything."""
    if verb.lemma_ not in words["silent"] and not (first.tag_ in _QUESTIONS or first.lower_ in words["whether"]):
        return False
    governors = [verb, verb.head] if verb.dep_ == "xcomp" or verb.head.pos_ == "ADJ" else [verb]
    refused = verb.dep_ == "xcomp" and verb.head.lemma_ in words["refusing"]
    return refused or any(child.dep_ == "neg" for governor in governors for child in governor.children)


def _is_neither(verb: Token) -> bool:
    """ "neither confirmed nor denied it", "would not confirm or deny it": two cues of silence, the second included."""
    joint = (
        next((c for c in verb.head.rights if c.dep_ == "cc" and c.i < verb.i), None) if verb.dep_ == "conj" else None
    )
    if joint is None or joint.lower_ not in ("or", "nor"):
        return False
    return joint.lower_ == "nor" or any(c.dep_ == "neg" for c in verb.head.children)


def _is_deal(doc: Doc, cue: Cue, source: Range) -> bool:
    """ "Kenya and Uganda agreed to ...": an act of both and nobody's words."""
    return cue.name == "agree" and any(t.dep_ == "conj" for t in doc[source[0] : source[1]])
