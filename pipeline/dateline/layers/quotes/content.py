"""What hangs on a verb that is a cue: the complement clause, infinitive, object or phrase that is its content."""

from spacy.tokens import Doc, Token

from dateline.doc.predicates import (
    AUXILIARIES,
    CLAUSAL_SUBJECTS,
    FINITE_OR_MODAL,
    RELATIVE_PRONOUNS,
    VERBAL,
    Range,
    direct_object,
    extent,
    heads_finite_clause,
    is_gerund,
    is_infinitive,
    is_passive,
    minus,
    own_subject,
    sentence_extent,
    trim,
)
from dateline.layers.quotes.lexicon import Cue, Lexicon

_CLAUSES = frozenset({"xcomp", "ccomp", "advcl"})
_WITHIN = frozenset({"at", "for", "of", "against", "during"})
_TIMES = frozenset({"DATE", "TIME"})
_PHRASAL = frozenset({"ADP", "NOUN", "PROPN", "DET", "ADJ", "NUM"})


def verb_content(verb: Token, cue: Cue, lex: Lexicon) -> tuple[str, list[Range]]:
    """The frame in which the parse gives content to a verb, and the parts; none where no frame of the cue fits."""
    for frame, find in (
        ("clause", _clause),
        ("infinitive", _infinitive),
        ("gerund", _gerund),
        ("small", _small),
        ("predicate", _predicate),
        ("prep", _phrase),
        ("object", _object),
        ("evidence", _shown),
    ):
        if frame in ("prep", "predicate") or cue.takes(frame):
            found = find(verb, cue, lex)
            if found:
                return frame, [part for part in (trim(verb.doc, p) for p in found) if part[0] < part[1]]
    return "", []


def _clause(verb: Token, cue: Cue, lex: Lexicon) -> list[Range]:
    after = next((c for c in verb.rights if c.dep_ == "ccomp" and heads_finite_clause(c)), None)
    before = _clauses_before(verb, cue) if after is None or _is_cut_off(after) else []
    if before:
        return before
    if after is not None and _is_cut_off(after) and (around := _parenthetical(verb, cue, lex)):
        return around
    if after is not None:
        lead = _lead(verb, after)
        start, end = extent(after)
        whole = _with_subject(verb, after, start, lex), _with_modal(verb, _with_further(verb, end, lex))
        return lead + [part for part in minus(whole, _core(verb)) if not _is_relative(verb, part)]
    return (
        _stray_that(verb, cue, lex)
        or _parenthetical(verb, cue, lex)
        or _figure(verb, lex)
        or _as_saying(verb, lex)
        or _host_after(verb, cue)
    )


def _host_after(verb: Token, cue: Cue) -> list[Range]:
    """ "The radio reported in June, 62 shops had closed": the clause after the comma, which the parser put above."""
    host, (start, end) = verb.head, extent(verb)
    said_of = {c.dep_ for c in verb.rights}
    if said_of & {"dobj", "xcomp"} or not said_of & {"prep", "npadvmod"} or all(c.is_punct for c in host.rights):
        return []
    named = own_subject(verb)
    if verb.dep_ != "ccomp" or host.i < end or not cue.takes("quote") or named is None or named.i > verb.i:
        return []
    return [(end + 1, host.right_edge.i + 1)] if verb.doc[end].text == "," and start == sentence_extent(verb)[0] else []


def _as_saying(verb: Token, lex: Lexicon) -> list[Range]:
    """ "12 died, the agency quoted a minister as saying": the clause before the verb that quotes."""
    role = verb.head
    if verb.dep_ != "pcomp" or role.lower_ not in lex.words.role_markers or role.head.pos_ != "VERB":
        return []
    return next(([extent(c)] for c in role.head.lefts if c.dep_ == "ccomp" and heads_finite_clause(c)), [])


def _with_subject(verb: Token, after: Token, start: int, lex: Lexicon) -> int:
    """The start of a clause with the subject that the parser took for the cue's object ("noted paper is bulky")."""
    opens = after.left_edge.lower_ in lex.words.complementizers
    lost = start > verb.i + 1 and own_subject(after) is None and not opens
    thing = next((c for c in verb.rights if c.dep_ == "dobj" and extent(c) == (verb.i + 1, start)), None)
    return verb.i + 1 if lost and thing is not None and verb.lemma_ not in lex.words.addressing_verbs else start


def _with_further(verb: Token, end: int, lex: Lexicon) -> int:
    """The end of a clause with further ones: "said he had left, and that nobody had seen him"."""
    doc, last = verb.doc, sentence_extent(verb)[1]
    while end > verb.i:
        at = end
        while at < last and (doc[at].text in (",", ";") or doc[at].dep_ == "cc"):
            at += 1
        if at in (end, last) or doc[at].lower_ not in lex.words.complementizers or doc[at].dep_ != "mark":
            break
        end = max(at + 1, doc[at].head.right_edge.i + 1)
    return end


def _with_modal(verb: Token, end: int) -> int:
    """The end of a clause with what is put to it with a modal: "said she had doubts, but could not stay silent"."""
    further = (c for c in verb.rights if c.dep_ == "conj" and c.i > end and own_subject(c) is None)
    modal = next((c for c in further if any(a.tag_ == "MD" for a in c.lefts)), None)
    if modal is None or verb.tag_ == "MD" or any(a.tag_ == "MD" for a in verb.lefts):
        return end
    return modal.right_edge.i + 1


def _lead(verb: Token, after: Token) -> list[Range]:
    """ "His death, they reported, was an accident": the subject before a cue that the parser left out of the clause."""
    start, (core, _) = sentence_extent(verb)[0], _core(verb)
    if not _is_cut_off(after) or core - 1 <= start or verb.doc[core - 1].text != ",":
        return []
    named = own_subject(after)
    if named is not None and named.i > verb.i:
        return []
    first = next((i + 1 for i in range(core - 2, start, -1) if verb.doc[i].text == ";"), start)
    return [(first, core - 1)]


def _figure(verb: Token, lex: Lexicon) -> list[Range]:
    """ "The ministry later said 29", "The minister said no": a bare number or answer."""
    answers = verb.lemma_ in lex.words.answering_verbs and verb.i + 1 < len(verb.doc)
    word = verb.nbor(1) if answers else None
    if word is None or word.head.i != verb.i:
        return []
    return [extent(word)] if word.pos_ == "NUM" or (word.pos_ == "INTJ" and word.lower_ in lex.words.answers) else []


def _is_cut_off(clause: Token) -> bool:
    """Whether a comma or semicolon right after the cue parts it from a clause (", he said, days after ...")."""
    return clause.head.nbor(1).text in (",", ";")


def _is_relative(verb: Token, part: Range) -> bool:
    return part[1] - part[0] == 1 and part[0] < verb.i and verb.doc[part[0]].tag_ in RELATIVE_PRONOUNS


def _clauses_before(verb: Token, cue: Cue) -> list[Range]:
    """ "The road is closed and buses run, he said": all clauses before the cue; none where it has its own after it."""
    before = [c for c in verb.lefts if c.dep_ == "ccomp" and heads_finite_clause(c)]
    last = all(c.is_punct or c.dep_ == "npadvmod" for c in verb.rights)
    if not before or _has_own(verb, cue) or not (last or cue.takes("quote")):
        return []
    start, end = before[0].left_edge.i, before[-1].right_edge.i + 1
    core = _core(verb)
    if any(token.text in (";", ":") for token in verb.doc[before[-1].i : core[0]]):
        return []
    parts = [part for part in minus((start, end), core) if part[0] < core[0] or not _is_other_clause(verb.doc, part)]
    return parts + _going_on(verb)


def _going_on(verb: Token) -> list[Range]:
    """ ", it said, and was looking into them": what goes on after the cue, with an auxiliary and no subject."""
    for conj in (c for c in verb.rights if c.dep_ == "conj" and own_subject(c) is None):
        joint = next((c for c in verb.rights if c.dep_ == "cc" and c.i < conj.i), None)
        auxiliary = conj.pos_ == "AUX" or any(c.dep_ in AUXILIARIES for c in conj.lefts)
        if joint is not None and auxiliary and joint.nbor(-1).text == ",":
            return [(joint.i, conj.right_edge.i + 1)]
    return []


def _has_own(verb: Token, cue: Cue) -> bool:
    """Whether the cue has content of its own to its right, so that a clause before it stands on its own."""
    for child in verb.rights:
        if child.dep_ == "ccomp" and own_subject(child) is not None and not _is_cut_off(child):
            return True
        if child.dep_ in ("dobj", "xcomp") and cue.takes("object") and child.ent_type_ != "PERSON":
            return True
    return False


def _is_other_clause(doc: Doc, part: Range) -> bool:
    """Whether what follows the cue has a subject of its own (", he said, and the army fired back")."""
    tokens = doc[part[0] : part[1]]
    first = next((t for t in tokens if not t.is_punct), None)
    subjects = (t for t in tokens if t.dep_ in CLAUSAL_SUBJECTS)
    return first is not None and first.dep_ == "cc" and any(t.head.dep_ == "conj" for t in subjects)


def _core(verb: Token) -> Range:
    """The verb with its subject, particles and auxiliaries: what is never content."""
    edges = [verb.i, verb.i + 1]
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "neg", "prt"):
            edges += extent(child) if child.i < verb.i or child.dep_ != "nsubj" else ()
    return min(edges), max(edges)


def _stray_that(verb: Token, cue: Cue, lex: Lexicon) -> list[Range]:
    """ "told journalists in a briefing that ...": the clause that the parser hung on a noun in between."""
    for noun in (c for c in verb.rights if c.dep_ in ("dobj", "prep", "npadvmod", "dative", "pobj")):
        if noun.dep_ == "dobj" and cue.takes("object"):
            continue
        for token in verb.doc[noun.i : noun.right_edge.i + 1]:
            if token.dep_ in ("relcl", "acl", "ccomp") and token.i > noun.i:
                first = token.left_edge
                if first.lower_ in lex.words.complementizers and own_subject(token) not in (None, first):
                    return [extent(token)]
    return []


def _parenthetical(verb: Token, cue: Cue, lex: Lexicon) -> list[Range]:
    """ "The bill, he said, is dead": the clause that the cue is put into."""
    if not cue.takes("quote") or verb.dep_ not in ("parataxis", "ccomp", "advcl", "dep"):
        return []
    if verb.head.pos_ not in VERBAL:
        return []
    if verb.dep_ == "advcl" and not any(c.dep_ == "mark" and c.lower_ in lex.words.role_markers for c in verb.children):
        return []
    start, end = extent(verb)
    if verb.dep_ == "ccomp" and (verb.doc[start].is_sent_start or not verb.doc[start - 1].is_punct):
        return []
    host = verb.head.head if verb.head.dep_ in AUXILIARIES else verb.head
    adjunct = next((c for c in host.lefts if c.lower_ in lex.words.adjunct_openers), None)
    whole = extent(host) if adjunct is None else (adjunct.right_edge.i + 1, host.right_edge.i + 1)
    parts = minus(whole, (start, end))
    return [part for part in parts if part[0] < start or not _is_other_clause(verb.doc, part)] + _going_on(verb)


def _infinitive(verb: Token, cue: Cue, lex: Lexicon) -> list[Range]:
    for child in verb.rights:
        if child.dep_ in ("xcomp", "ccomp", "advcl") and is_infinitive(child):
            if child.dep_ == "advcl" and not is_passive(verb) and child.lemma_ not in lex.words.copulas:
                continue
            start, end = extent(child)
            addressee = next((c for c in verb.rights if c.dep_ in ("dobj", "dative") and c.i < child.i), None)
            if addressee is not None:
                start = min(start, addressee.left_edge.i)
            parts = [(start, end)]
            if is_passive(verb):
                patient = own_subject(verb)
                parts = [extent(patient), *parts] if patient is not None and patient.i < verb.i else parts
            return parts
    return []


def _gerund(verb: Token, cue: Cue, lex: Lexicon) -> list[Range]:
    return next(([extent(c)] for c in verb.rights if c.dep_ in ("xcomp", "ccomp") and is_gerund(c)), [])


def _small(verb: Token, cue: Cue, lex: Lexicon) -> list[Range]:
    """ "called the vote a sham": the object with what is said of it."""
    rights = list(verb.rights)
    clause = next((c for c in rights if c.dep_ == "ccomp"), None)
    if clause is not None and own_subject(clause) is not None:
        return [extent(clause)]
    predicate = next((c for c in rights if c.dep_ in ("oprd", "xcomp") and not is_infinitive(c)), None)
    thing = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if predicate is None or thing is None:
        named = thing is not None and thing.i > verb.i and thing.left_edge.pos_ == "PROPN"
        return [extent(thing)] if thing is not None and named and any(t.is_quote for t in thing.subtree) else []
    if thing.tag_ in RELATIVE_PRONOUNS:
        return [extent(predicate)]
    if thing.i > predicate.i or thing.i < verb.i:
        return [extent(thing), extent(predicate)]
    return [(extent(thing)[0], _with_phrase(verb, extent(predicate)[1]))]


def _with_phrase(verb: Token, end: int) -> int:
    """The end of a predicate with the phrase right behind it that the parser hung on the cue: "a master at deals"."""
    behind = next((c for c in verb.rights if c.dep_ == "prep" and c.i == end and c.lower_ in _WITHIN), None)
    return end if behind is None or any(t.ent_type_ in _TIMES for t in behind.subtree) else behind.right_edge.i + 1


def _predicate(verb: Token, cue: Cue, lex: Lexicon) -> list[Range]:
    """ "accused them of lying", "put the toll at 20": the object and the phrase that is said of it."""
    thing = next((c for c in verb.rights if c.dep_ in ("dobj", "dative")), None)
    passive = is_passive(verb)
    if passive and thing is None:
        thing = own_subject(verb)
    if thing is None and cue.predicates:
        return _said_of_it(verb, cue, lex)
    if thing is None or not cue.predicates:
        return []
    last = max(thing.i, verb.i)
    for token in verb.doc[last + 1 : min(last + lex.limits.predicate_distance, sentence_extent(verb)[1])]:
        if token.dep_ == "prep" and token.lower_ in cue.predicates and _fits(token, lex):
            phrase = (token.i if passive else extent(thing)[0], token.right_edge.i + 1)
            return [extent(thing), phrase] if passive else [phrase]
    return []


def _said_of_it(verb: Token, cue: Cue, lex: Lexicon) -> list[Range]:
    """ "what analysts described as old tactics": what is said of a relative pronoun."""
    if not any(c.dep_ == "dobj" and c.tag_ in RELATIVE_PRONOUNS for c in verb.lefts):
        return []
    phrases = (c for c in verb.rights if c.dep_ == "prep" and c.lower_ in cue.predicates and _fits(c, lex))
    return next(([(c.i + 1, c.right_edge.i + 1)] for c in phrases), [])


def _fits(preposition: Token, lex: Lexicon) -> bool:
    """Whether "at" leads to a figure; of any other preposition true."""
    return preposition.lower_ not in lex.words.figure_prepositions or any(t.pos_ == "NUM" for t in preposition.subtree)


def _phrase(verb: Token, cue: Cue, lex: Lexicon) -> list[Range]:
    """ "called for a truce", "accused them of lying": what follows the cue's own preposition."""
    for child in verb.rights:
        mark = child.left_edge
        if child.dep_ in _CLAUSES and mark.dep_ == "mark" and mark.lower_ in cue.prepositions:
            return [(mark.i + 1, child.right_edge.i + 1)]
    things = [c for c in verb.rights if c.dep_ == "dobj"]
    if things and cue.takes("small"):
        return []
    for child in [*verb.rights, *(c for thing in things for c in thing.rights)]:
        if child.dep_ == "prep" and child.lower_ in cue.prepositions:
            start, end = child.i + 1, child.right_edge.i + 1
            following = next((c for c in verb.rights if c.i > child.i and c.dep_ in ("xcomp", "advcl", "ccomp")), None)
            if following is not None and is_infinitive(following) and following.left_edge.i == end:
                end = following.right_edge.i + 1
            return [(start, end)] if start < end else []
    return []


def _object(verb: Token, cue: Cue, lex: Lexicon) -> list[Range]:
    """ "denied the raid", "cited the storm as a reason": the object, or what takes its place in the passive."""
    if is_passive(verb):
        return _patient(verb, lex)
    thing = direct_object(verb)
    if thing is None or any(token.lemma_ in cue.no_objects for token in thing.subtree):
        return []
    start, end = extent(thing)
    if cue.takes("clause") and (stop := _clause_end(verb, end)) is not None:
        return [(start, stop)]
    prepositions = (c for c in verb.rights if c.dep_ == "prep" and c.lower_ in lex.words.role_prepositions)
    role = next((c for c in prepositions if c.i == end), None)
    return [(start, end if role is None or _leads_to_clause(role, lex) else role.right_edge.i + 1)]


def _patient(verb: Token, lex: Lexicon) -> list[Range]:
    """ "The raid was denied": the subject of a passive, with what it is said to do."""
    patient = own_subject(verb)
    if patient is None or patient.i > verb.i or any(_leads_to_clause(role, lex) for role in verb.rights):
        return []
    infinitive = next((c for c in verb.rights if c.dep_ == "xcomp" and is_infinitive(c)), None)
    return [extent(patient)] if infinitive is None else [extent(patient), extent(infinitive)]


def _leads_to_clause(role: Token, lex: Lexicon) -> bool:
    """Whether "as" leads to a verb ("was quoted as saying")."""
    return role.lower_ in lex.words.role_markers and any(c.dep_ == "pcomp" for c in role.rights)


def _clause_end(verb: Token, end: int) -> int | None:
    """Where a clause ends that the parser cut after its subject: "reported the storm off Lund had grown"."""
    doc, last = verb.doc, sentence_extent(verb)[1]
    at = next((i for i in range(end, last) if doc[i].pos_ not in _PHRASAL), last)
    if at == last or doc[at].tag_ not in FINITE_OR_MODAL or doc[at].dep_ == "relcl":
        return None
    over = doc[at].head if doc[at].dep_ in AUXILIARIES else doc[at]
    return over.right_edge.i + 1 if over.i > verb.i and over.right_edge.i >= at else None


def _shown(verb: Token, cue: Cue, lex: Lexicon) -> list[Range]:
    """ "Video shows him with his hands up": the object with what follows it up to a comma."""
    thing = next((c for c in verb.rights if c.dep_ == "dobj" and c.tag_ not in RELATIVE_PRONOUNS), None)
    if thing is None or is_passive(verb):
        return []
    stop = next((c.i for c in verb.rights if c.i > thing.i and (c.is_punct or c.dep_ in ("cc", "advcl"))), None)
    inside = [c for c in verb.rights if c.i >= thing.i and (stop is None or c.i < stop)]
    return [(extent(thing)[0], inside[-1].right_edge.i + 1)]
