"""What the words around an event make of it: negated, planned, tried, feared, simulated, hedged (DESIGN section 4).

What a word makes of the clause under it, affirmed and negated, is its signature in models/frames/factuality.jsonl.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Token

from dateline.doc.arguments import is_bare_passive, participles
from dateline.doc.predicates import (
    FINITE,
    VERBAL,
    is_contrast,
    is_imperative,
    is_infinitive,
    is_main_under_participle,
    is_passive,
    is_reduced,
    own_subject,
    particle,
    tense,
)
from dateline.layers.claims.coming import coming_into_force
from dateline.layers.claims.contents import noun_of_content
from dateline.layers.claims.lexicon import Lexicon, Signature, Words

_UP = frozenset({
    "xcomp", "ccomp", "pcomp", "pobj", "dobj", "prep", "acl", "conj", "nsubjpass", "nsubj", "attr", "oprd", "relcl",
    "advcl", "acomp",
})  # fmt: skip
_NEGATING = frozenset({"neg", "det", "preconj", "cc"})
_NEGATED_BY_HEAD = frozenset({"xcomp", "dobj", "pobj", "prep", "nsubjpass", "pcomp"})
_MODALITIES: Mapping[str, str] = {
    "planned": "planned", "intended": "intended", "attempted": "intended", "requested": "requested",
    "agreed": "agreed", "hypothetical": "hypothetical",
}  # fmt: skip
"""What an effect makes of the modality, as the table has it."""
_PARTICIPLES = frozenset({"VBN", "VBG"})
_GIVEN = frozenset({"following", "since", "amid", "despite"})
_IN_WHICH = frozenset({"where", "when", "which"})
_ASKING = frozenset({"WRB", "WP", "WDT", "WP$"})
_ONLY = frozenset({"only", "just", "merely"})
_INDEFINITE = frozenset({"a", "an", "any"})
_BE, _ABOUT, _BY, _ALONGSIDE = "be", "about", "by", "alongside"
_BECOMING = frozenset({"be", "become"})
_IT = "it"
_IN = frozenset({"in", "during"})
_LISTING = frozenset({"include", "comprise"})
_LISTED = frozenset({"dobj", "conj"})
_SAID_TO_BE = frozenset({"acomp", "oprd"})
_BESIDE = frozenset({"advmod", "acomp"})
_CLAUSAL = frozenset({"xcomp", "ccomp", "pcomp", "prep"})
_GOVERNED = frozenset({
    "xcomp", "ccomp", "pcomp", "dobj", "nsubjpass", "prep", "pobj", "acl", "oprd", "acomp", "nsubj", "advcl",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Factuality:
    """Polarity and modality of a clause. hedge: its token; unspecified: the source is left open ("were reported").

    modality: as in the table, or `reported` for what is future in reported speech only.
    denied: a noun that somebody denies; confirmed: one that was confirmed. cue: the token that decided.
    unreal: it is only simulated, told in a film, or the like.
    alleged: it is the content of a noun ("an allegation he beat a man"), whose day and place are not its own.
    """

    negated: bool = False
    modality: str = "actual"
    hedge: int | None = None
    unspecified: bool = False
    cue: int | None = None
    unreal: bool = False
    denied: bool = False
    alleged: bool = False
    confirmed: bool = False


def factuality(trigger: Token, verb: Token, lexicon: Lexicon) -> Factuality:
    """What the words around a trigger make of it.

    verb: the trigger itself, or the verb that carries the noun.
    """
    words = lexicon.words
    found = _of_itself(trigger, verb, lexicon)
    seldom = any(c.dep_ == "advmod" and c.lower_ in words.seldom_adverbs for c in verb.children)
    if _is_either_way(trigger) or _is_of_any(trigger) or _is_judged(verb):
        return replace(found, unreal=True)
    if seldom or _is_told_in(verb, lexicon) or _is_of_a_story(verb, lexicon):
        return replace(found, unreal=True)
    said_by = noun_of_content(verb, lexicon)
    if said_by is not None:
        return replace(_with(found, said_by[1].affirmed, said_by[0]), alleged=True)
    token = trigger
    for _ in range(lexicon.limits.governing_heads):
        head = token.head
        if _is_supposed(token, head, words):
            return replace(found, modality="hypothetical", cue=head.i) if found.modality == "actual" else found
        if head == token or token.dep_ not in _UP or (token.dep_ == "conj" and token.pos_ != head.pos_):
            break
        if is_main_under_participle(token) or _is_means(token) or _is_given(token):
            break
        if _is_told_in(head, lexicon):
            return replace(found, unreal=True)
        if token.lower_ == _ALONGSIDE and token.dep_ == "prep" and head.dep_ == "advcl" and head.tag_ == "VBG":
            token = head.head  # "agreed to free ten men, giving their names, alongside the return of bodies"
            continue
        loose = token.dep_ == "advcl" and not _is_complement(token)
        loose = loose or (token.dep_ == "relcl" and not is_infinitive(token))
        if loose or (token.dep_ == "acl" and _describes(token)):
            # No complement: what governs its head is none of its own, but what is told in a drill or a film.
            told_in = lexicon.signatures.get((head.lemma_.lower(), "NOUN"))
            return replace(found, unreal=found.unreal or (told_in is not None and told_in.affirmed == "none"))
        if token.dep_ != "conj":
            found = _governed(token, head, found, lexicon)
        if _is_own_statement(token, head):
            break
        found = _shared_modality(token, head, found, words)
        token = head
    return found


def _is_either_way(trigger: Token) -> bool:
    """ "To leave with or without a deal": nothing is said of whether there is one."""
    before = trigger.head
    return before.lower_ == "without" and before.i > 1 and before.nbor(-1).lower_ == "or"


def _is_of_any(trigger: Token) -> bool:
    """ "Events where four people are killed", "attacks in which civilians die": said of all of their kind."""
    for verb in (trigger, *trigger.ancestors):
        if verb.dep_ != "relcl":
            continue
        whole = verb.head
        bare = whole.tag_ == "NNS" and not any(c.dep_ in ("det", "poss", "nummod", "amod") for c in whole.lefts)
        where = any(c.lower_ in _IN_WHICH for c in verb.subtree if c.i < verb.i)
        return bare and where and tense(verb) == "present" and not any(c.lemma_ == "have" for c in verb.lefts)
    return False


def _is_judged(verb: Token) -> bool:
    """ "It is illegal to attack doctors", "it is never an easy decision to end a search": said of doing so at all."""
    above = verb.head.head if verb.head.dep_ in ("acomp", "attr") else verb.head
    if not is_infinitive(verb) or above.lemma_ != _BE or tense(above) != "present":
        return False
    found = own_subject(above)
    judged = any(c.dep_ in ("acomp", "attr") for c in above.rights)
    return judged and found is not None and found.lower_ == "it"


def _is_supposed(token: Token, head: Token, words: Words) -> bool:
    """ "Bombing the town would not help", "a raid on it would be a crime": what only might be has consequences."""
    noun = token.dep_ == "nsubj" and token.pos_ == "NOUN" and any(c.lower_ in _INDEFINITE for c in token.lefts)
    if not noun and not (token.dep_ == "csubj" and token.tag_ == "VBG"):
        return False
    perfect = any(c.dep_ == "aux" and c.lower_ == "have" for c in head.lefts)
    return not perfect and any(c.dep_ == "aux" and c.lower_ in words.supposing_modals for c in head.lefts)


def _describes(clause: Token) -> bool:
    """Whether a participle behind a noun only says more of it; "reports that it had been freed" has it for content."""
    return clause.tag_ in _PARTICIPLES and not any(c.dep_ in ("mark", "aux") for c in clause.lefts)


def _is_complement(clause: Token) -> bool:
    """ "Ruled out attacking": an -ing form right behind a verb and its particle, taken for an adjunct."""
    before = clause.nbor(-1) if clause.i else clause
    bare = clause.tag_ == "VBG" and not any(c.i < clause.i for c in clause.children)
    return bare and before.dep_ == "prt" and before.head == clause.head


def _is_means(token: Token) -> bool:
    """ "Prevented a raid by arresting ten men": by what something is done is done, whatever becomes of the rest."""
    return token.dep_ == "prep" and token.lower_ == _BY and any(c.dep_ == "pcomp" for c in token.rights)


def _is_given(token: Token) -> bool:
    """ "Planned a raid following the killing of ten": what is behind such a word has happened already."""
    return token.dep_ == "prep" and token.lower_ in _GIVEN


def _is_told_in(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb tells what happens in a drill, a film or a game: "in the exercise jets bombed a bridge"."""
    if verb.pos_ not in VERBAL:
        return False
    nouns = [o for c in verb.children if c.dep_ == "prep" and c.lower_ in _IN for o in c.rights if o.dep_ == "pobj"]
    found = own_subject(verb)
    if found is not None and found.pos_ == "NOUN":
        nouns.append(found)
    signatures = (lexicon.signatures.get((noun.lemma_.lower(), "NOUN")) for noun in nouns)
    return any(signature is not None and signature.affirmed == "none" for signature in signatures)


def _is_of_a_story(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a clause above has a film or a book tell of it: "the film follows a girl who is kidnapped"."""
    words = lexicon.words
    for above in (verb, *verb.ancestors):
        told = own_subject(above) if above.pos_ in VERBAL and above.lemma_ in words.telling_verbs else None
        if told is not None and told.lemma_.lower() in words.fiction:
            return True
        if above.dep_ == "prep" and above.lower_ == _ABOUT and above.head.lemma_.lower() in words.fiction:
            return True  # "an opera about the bombing of a town"
        if above.lemma_.lower() in words.fiction and above.dep_ == "dobj" and _is_told_by_it(above.head, words):
            return True  # "it tells the story of a detective who is shot"
    return False


def _is_told_by_it(verb: Token, words: Words) -> bool:
    """Whether what tells a story is no person."""
    teller = own_subject(verb) if verb.pos_ in VERBAL and verb.lemma_ in words.telling_verbs else None
    return teller is not None and teller.lower_ == _IT


def _of_itself(trigger: Token, verb: Token, lexicon: Lexicon) -> Factuality:
    """What hangs on the trigger and the verb that carries it: negators, auxiliaries, hedges, adjectives."""
    words = lexicon.words
    modality, cue = _modality(verb, words)
    if modality is None and (coming := coming_into_force(verb)) is not None:
        modality, cue = "planned", coming.i
    negator = _negator(trigger, words) or (_negator(verb, words) if verb != trigger else None)
    hedge = _hedge(trigger, verb, words)
    doubted = lexicon.signatures.get((trigger.lemma_.lower(), "PASSIVE")) if is_passive(trigger) else None
    if hedge is None and doubted is not None and doubted.affirmed == "unverified":
        hedge = trigger.i  # "is suspected of"
    found = Factuality(
        negator is not None,
        modality or "actual",
        hedge,
        unspecified=hedge is not None and trigger.doc[hedge].lower_ in words.hearsay,
        cue=cue if cue is not None or negator is None else negator.i,
    )
    for child in trigger.lefts:
        if child.dep_ in ("amod", "compound") and trigger.pos_ in ("NOUN", "PROPN"):
            signature = lexicon.signatures.get((child.lower_, "MOD"))
            if signature is not None:
                found = _with(found, signature.affirmed, child)
    return found


def _with(found: Factuality, effect: str, cue: Token) -> Factuality:
    """The factuality with what a word makes of it; what is nearer to the event decides on its modality."""
    if effect in ("none", "general"):
        return replace(found, unreal=True, cue=cue.i)
    if effect == "negative":
        return replace(found, negated=True, cue=cue.i)
    if effect == "unverified":
        return replace(found, hedge=cue.i if found.hedge is None else found.hedge, cue=found.cue or cue.i)
    if effect == "reported":
        return replace(found, unspecified=True, cue=found.cue or cue.i)
    modality = _MODALITIES.get(effect)
    weaker = ("actual", "reported", "planned") if effect == "hypothetical" else ("actual", "reported")
    if modality is None or found.modality not in weaker:
        return found
    return replace(found, modality=modality, cue=cue.i)


def _is_own_statement(token: Token, head: Token) -> bool:
    """Whether the clause is the subject or the finite content of an active verb, whose modality is not its own."""
    return head.pos_ in VERBAL and token.dep_ in ("nsubj", "ccomp") and not is_passive(head)


def _shared_modality(token: Token, head: Token, found: Factuality, words: Words) -> Factuality:
    """With the modality of the verb above: "will attack and bomb"; not where a tense of its own starts anew."""
    anew = token.dep_ == "conj" and token.tag_ in FINITE
    if head.pos_ not in VERBAL or anew:
        return found
    modality, cue = _modality(head, words)
    weaker = ("actual", "agreed") if modality == "hypothetical" else ("actual",)
    return found if modality is None or found.modality not in weaker else replace(found, modality=modality, cue=cue)


def _negator(token: Token, words: Words) -> Token | None:
    """The negator that hangs on the token, makes its subject or object nobody, or stands before it ("without")."""
    for child in token.children:
        if (
            child.dep_ in _NEGATING
            and child.lower_ in words.negators
            and not (is_contrast(child) or _is_not_only(child))
        ):
            return child
        if child.dep_ in ("nsubjpass", "nsubj", "dobj", "attr", "advmod") and _is_nobody(child, words):
            return child  # "nobody", "no longer"
    if token.dep_ not in ("pobj", "pcomp"):
        return None
    return next((t for t in (token.head, token.head.head) if t.lower_ in words.negators and t.dep_ != "neg"), None)


def _is_not_only(negator: Token) -> bool:
    """ "Not only did they put out the fire": it was done, and more."""
    after = negator.doc[negator.i + 1 : negator.i + 2]
    return any(token.lower_ in _ONLY for token in after)


def _is_nobody(noun: Token, words: Words) -> bool:
    """ "None", "no one", "no civilians", "neither Kenya nor Somalia"."""
    if noun.lower_ in words.negative_pronouns:
        return True
    if any(c.dep_ in ("det", "preconj", "cc") and c.lower_ in words.negators for c in noun.lefts):
        return True
    return noun.lower_ in words.negated_indefinites and any(c.lower_ in words.negative_articles for c in noun.lefts)


def _modality(verb: Token, words: Words) -> tuple[str | None, int | None]:
    """What the verb's own auxiliaries and conjunction make of it, and which; the last one counts."""
    found, cue = ("requested", verb.i) if is_imperative(verb) else (None, None)
    if verb.dep_ in ("ROOT", "ccomp") and (to := next((c for c in verb.lefts if c.tag_ == "TO"), None)) is not None:
        subject = own_subject(verb)
        if subject is not None and subject.i < to.i and (verb.dep_ == "ROOT" or verb.i < verb.head.i):
            found, cue = "planned", to.i  # "Israel to withdraw, officials say"
    for child in verb.lefts:
        if child.dep_ in ("aux", "auxpass") and child.lower_ in words.modals:
            unable = child.lower_ in words.past_abilities and _is_negated(verb)
            if unable and verb.lemma_ not in words.confirming_verbs:
                continue  # "could not take the town" and so did not; "could not be confirmed" leaves it open
            found, cue = words.modals[child.lower_], child.i
            if child.lower_ in words.supposing_modals and _is_perfect(verb):
                found = "hypothetical"  # "would have died"
            if verb.dep_ == "advcl" and (own := own_subject(verb)) is not None and own.i > child.i:
                found = "hypothetical"  # "should rebels attack, ..."
        elif child.dep_ == "mark" and child.lower_ in words.conditions and not _is_correction(child, words):
            found, cue = "hypothetical", child.i
    return found, cue


def _is_correction(mark: Token, words: Words) -> bool:
    """ "Hundreds, if not thousands, died": no condition."""
    after = mark.doc[mark.i + 1 : mark.i + 3]
    return len(after) > 1 and after[0].lower_ in words.negation and after[1].pos_ in ("NUM", "NOUN")


def _hedge(trigger: Token, verb: Token, words: Words) -> int | None:
    found = own_subject(verb)
    doer = [c for c in found.rights if c.dep_ in ("prep", "acl")] if found is not None else []
    said_of = participles(trigger) if trigger.pos_ == "NOUN" else ()  # "a raid reportedly carried out by"
    hedges = [
        child.i
        for token in (*doer, trigger, verb, *(c for c in said_of if c.lemma_ in words.light_verbs))
        for child in token.children
        if child.dep_ in ("advmod", "amod") and child.lower_ in words.hedges
    ]
    return hedges[-1] if hedges else None


def _governed(token: Token, head: Token, found: Factuality, lexicon: Lexicon) -> Factuality:
    """What the head makes of a clause or noun that is its complement: a plan, a demand, a belief, a failure."""
    if token.dep_ == "dobj" and head.pos_ == "NOUN" and head.lemma_.lower() in lexicon.words.denying_verbs:
        return replace(found, denied=True, cue=head.i)  # "Lamu disputes the withdrawal", taken for two nouns
    if head.pos_ in VERBAL or head.pos_ == "ADJ":
        return _governed_by_verb(token, head, found, lexicon)
    if head.pos_ == "ADV" and token.dep_ == "prep":
        signature = lexicon.signatures.get((head.lower_, "ADV"))  # "stopped short of"
        signature = signature or lexicon.signatures.get((f"{head.head.lemma_} {head.lower_}", "VERB"))  # "held back"
        return found if signature is None else _with(found, signature.affirmed, head)
    if head.pos_ in ("NOUN", "PROPN") and token.dep_ in ("prep", "acl", "relcl", "pobj", "pcomp"):
        led = token.lower_ if token.dep_ == "prep" else "to" if is_infinitive(token) else ""
        signature = lexicon.signatures.get((f"{head.lemma_.lower()} {led}", "NOUN"))  # "talks on the release"
        signature = signature or lexicon.signatures.get((head.lemma_.lower(), "NOUN"))
        reduced = token.dep_ == "acl" and is_reduced(token)
        if signature is not None and not reduced and not _is_counted(head, signature):
            negated = any(c.lower_ in lexicon.words.negative_articles for c in head.lefts) or _is_any_of_none(head)
            return _with(found, signature.negated if negated else signature.affirmed, head)
    return found


def _is_asked(clause: Token) -> bool:
    """ "Did not say how many were killed": what is left open is only how, where or why."""
    return any(t.tag_ in _ASKING for t in clause.subtree if t.i < clause.i)


def _is_counted(noun: Token, signature: Signature) -> bool:
    """ "40 cases of cholera": what is counted has happened, where without a figure it only may."""
    return signature.affirmed == "hypothetical" and any(c.dep_ == "nummod" for c in noun.lefts)


def _is_any_of_none(noun: Token) -> bool:
    """ "Has not announced any plans to leave": there is none that is known of."""
    verb = noun.head
    return any(c.lower_ == "any" for c in noun.lefts) and noun.dep_ == "dobj" and _is_negated(verb)


def _is_negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.lefts)


def _governed_by_verb(token: Token, head: Token, found: Factuality, lexicon: Lexicon) -> Factuality:
    words, lemma = lexicon.words, head.lemma_.lower()
    if lemma in words.denying_verbs and token.dep_ == "dobj" and token.pos_ in ("NOUN", "PROPN"):
        return replace(found, denied=True, cue=head.i)
    if token.dep_ == "ccomp" and lemma in words.unsaying_verbs and _is_negated(head) and not _is_asked(token):
        return replace(found, unreal=True)  # "did not say he had ordered it"
    if lemma == _BE and token.lower_ == _ABOUT and any(c.dep_ == "neg" for c in head.children):
        return replace(found, unreal=True)  # "this is not about clashes"
    if lemma in _LISTING and token.dep_ in _LISTED and (listed := own_subject(head)) is not None:
        signature = lexicon.signatures.get((listed.lemma_.lower(), "NOUN"))
        if signature is not None and signature.affirmed in _MODALITIES:
            return _with(found, signature.affirmed, listed)  # "their demands include an inquiry"
    if token.dep_ in ("dobj", "nsubjpass") and _is_plan_dropped(token, head, lexicon):
        return replace(found, negated=True, cue=head.i)
    copula = head.head if head.pos_ == "ADJ" and head.dep_ in ("acomp", "attr") else None
    negated = any(c.dep_ == "neg" for verb in (head, copula) if verb is not None for c in verb.children)
    negated = negated or ((own := own_subject(head)) is not None and _is_nobody(own, words))  # "no one tried to"
    outstanding = lemma in words.outstanding_verbs and is_infinitive(token)
    if outstanding and any(c.lower_ in words.outstanding_adverbs for c in head.children):
        return replace(found, negated=True, cue=head.i)  # "has yet to", "is yet to"
    if lemma in words.confirming_verbs and token.dep_ == "nsubjpass":
        hedge = head.i if negated and found.hedge is None else found.hedge
        return replace(found, confirmed=not negated, hedge=hedge, unspecified=True, cue=head.i)
    signature = _signature(token, head, lexicon)
    if signature is None or token.dep_ not in _GOVERNED:
        carried = lemma in words.light_verbs or lemma in words.bare_light_verbs or token.dep_ != "nsubjpass"
        plain = negated and token.dep_ in _NEGATED_BY_HEAD and head.pos_ in VERBAL and carried
        return replace(found, negated=True, cue=head.i) if plain else found
    if lemma in words.warning_verbs and token.dep_ == "ccomp" and token.tag_ in FINITE:
        return found  # "warned that two million face hunger"
    effect = signature.negated if negated else signature.affirmed
    if (lemma in words.done_in_past or effect == "general") and not negated and _is_past(head):
        return found
    if effect == "general" and (_is_perfect(token) or token.lemma_ == _BE or not _is_habit(token)):
        return found
    passive = is_passive(head)
    if effect in ("unverified", "reported"):
        passive = passive or is_bare_passive(head)
        if not passive and lemma not in words.raising_verbs and token.dep_ != "dobj":
            return found
        hedged = _with(found, effect, head) if effect == "unverified" else found
        return replace(hedged, unspecified=hedged.unspecified or passive)
    if token.dep_ == "nsubj" and effect != "negative":
        return found
    if effect == "negative" and token.dep_ == "nsubj":
        return replace(found, negated=True, cue=head.i) if lemma in ("fail", "collapse") else found
    return _with(found, effect, head)


def _is_plan_dropped(noun: Token, verb: Token, lexicon: Lexicon) -> bool:
    """ "Shelved its plans to strike": what was only meant to be, and now is not."""
    meant = lexicon.signatures.get((noun.lemma_.lower(), "NOUN"))
    part = particle(verb)
    dropped = f"{verb.lemma_} {part.lower_}" if part is not None else verb.lemma_.lower()
    if meant is None or meant.affirmed not in _MODALITIES or any(c.dep_ == "neg" for c in verb.children):
        return False
    return dropped in lexicon.words.dropping_verbs


def _is_habit(token: Token) -> bool:
    """Whether a complement can tell what is done as a rule: "used to treat", unlike "known whether it was hit"."""
    return token.dep_ in _CLAUSAL and (token.dep_ != "ccomp" or is_infinitive(token))


def _is_perfect(token: Token) -> bool:
    """ "Are known to have killed ten": what is said of the past is no habit."""
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in token.lefts)


def _is_past(head: Token) -> bool:
    """Whether a verb, or the copula of an adjective, is in the past: "had to fire", "were able to arrest"."""
    return tense(head.head if head.pos_ == "ADJ" else head) == "past"


def _signature(token: Token, head: Token, lexicon: Lexicon) -> Signature | None:
    """The signature of a verb, with its particle or without, or adjective; none where its clause is only stated."""
    pos = "ADJ" if head.pos_ == "ADJ" else "VERB"
    lemma, part = head.lemma_.lower(), particle(head) or next((c for c in head.rights if c.dep_ in _BESIDE), None)
    if pos == "VERB" and (is_passive(head) or is_bare_passive(head)):
        passive = lexicon.signatures.get((lemma, "PASSIVE"))
        if passive is not None:
            return passive
    found = lexicon.signatures.get((f"{lemma} {part.lower_}", pos)) if part is not None else None
    said_to_be = next((c for c in head.rights if c.pos_ == "ADJ" and c.dep_ in _SAID_TO_BE), None)
    if said_to_be is not None:
        found = found or lexicon.signatures.get((f"{lemma} {said_to_be.lower_}", pos))  # "pleaded guilty to"
    if token.dep_ == "prep":
        found = found or lexicon.signatures.get((f"{lemma} {token.lower_}", pos))
        if token.lower_ in lexicon.words.setting_prepositions:
            return found  # "considered during the talks", unlike "considered a raid"
    found = found or lexicon.signatures.get((lemma, pos))
    return None if found is None or _is_stated(token, lemma, lexicon.words) else found


def tells_of_rank(verb: Token, words: Words) -> bool:
    """ "Became the first state to do so", "was the last to leave": the infinitive behind it tells what came about."""
    ranked = (c for c in verb.rights if c.dep_ == "attr")
    return verb.lemma_ in _BECOMING and any(t.lower_ in words.ranks for noun in ranked for t in (noun, *noun.lefts))


def _is_stated(token: Token, lemma: str, words: Words) -> bool:
    """ "Told reporters that it rained", unlike "told them to leave": the complement is stated, not wanted."""
    if lemma == _BE:
        return not (token.dep_ == "xcomp" and is_infinitive(token)) or tells_of_rank(token.head, words)
    if lemma in words.coming_infinitive_verbs:
        return not is_infinitive(token) if token.dep_ in ("ccomp", "xcomp") else True
    if token.dep_ != "ccomp":
        return False
    return lemma in words.stating_verbs and any(t.tag_ in FINITE for t in (token, *token.lefts))
