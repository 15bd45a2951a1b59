"""Each line of a project on its example: it must find there what it is for, and nothing in its counter-example."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from dateline.data import adding
from dateline.doc.attributes import SPAN
from dateline.doc.make import make_doc
from dateline.doc.mentions import why
from dateline.errors import ConfigError
from dateline.layers.claims.component import Claims
from dateline.layers.claims.fillers import read_fillers
from dateline.layers.claims.nouns import kinds
from dateline.layers.claims.values import Claim, claims
from dateline.layers.dates.component import Dates
from dateline.project.folder import Line, Project
from dateline.reading.regions import TAIL_LENGTH, boilerplate_rule, regions

PUBLISHED = "2025-06-11"  # the day on which every example is read
SHOWN = 3  # lines that are named where more are wrong
BATCH = 64


class Reading(NamedTuple):
    """A text of a line, and how the Language with the line reads it."""

    nlp: Language
    line: Line
    text: str
    doc: Doc


Fires = Callable[[Reading], bool]


def prove(nlp: Language, project: Project) -> None:
    """Raises ConfigError with the lines whose example, or counter-example, is read otherwise than they say.

    nlp: the Language with the project's lines.
    """
    wrong = list(unproved(nlp, project))
    if wrong:
        more = f" And {len(wrong) - SHOWN} lines more." if len(wrong) > SHOWN else ""
        raise ConfigError(" ".join(wrong[:SHOWN]) + more)


def unproved(nlp: Language, project: Project) -> Iterator[str]:
    """The lines that do not prove themselves, each with file, line, what was expected and what was found."""
    with adding(project.added):
        docs = annotated(nlp, [text for line in project.lines for text in _texts(line)])
        for line in project.lines:
            layer, what, fires = PROOFS[line.kind.name]
            if layer and layer not in nlp.pipe_names:
                continue
            example, *counters = (docs[text] for text in _texts(line))
            if not fires(Reading(nlp, line, line.values["example"], example)):
                said = f"expected {what} by this line, got {_found(example, layer)}"
                yield f"{line.where}: the example {line.values['example']!r} does not show {line.id}; {said}."
            for text, doc in zip(_texts(line)[1:], counters, strict=True):
                if fires(Reading(nlp, line, text, doc)):
                    yield f"{line.where}: the line finds {what} in {text!r} too; expected none."


def _texts(line: Line) -> list[str]:
    """The example of a line, and its counter-example if it has one."""
    others = [line.values[name] for name in ("counter_example", "not") if name in line.values]
    return [line.values["example"], *others]


def annotated(nlp: Language, texts: Sequence[str]) -> dict[str, Doc]:
    """The texts as annotated Docs."""
    unique = list(dict.fromkeys(texts))
    made = [make_doc(nlp, text, published=PUBLISHED, doc_id="example", regions=regions(text)) for text in unique]
    return dict(zip(unique, nlp.pipe(made, batch_size=BATCH), strict=True))


def _found(doc: Doc, layer: str) -> str:
    """The mentions of a layer with their rules; what regions there are, for boilerplate."""
    if not layer:
        return "text of the article"
    return ", ".join(f"{span.text!r} by {span.id_}" for span in doc.spans.get(layer, ())) or "nothing"


def _value(span: Span, layer: str, name: str) -> Any:
    return getattr(span._.get(SPAN[layer]), name)


def _rule(layer: str) -> Fires:
    return lambda it: any(span.id_ == it.line.id for span in it.doc.spans[layer])


def _place(it: Reading) -> bool:
    return any(_value(span, "places", "place_id") == it.line.id for span in it.doc.spans["places"])


def _actor(it: Reading) -> bool:
    """Whether an actor is all that the line says: its id alone a name may get without a line."""
    said = {"actor_id": it.line.id} | {name: it.line.values.get(name) for name in ("name", "sector", "country")}
    said = {name: value for name, value in said.items() if value is not None}
    actors = it.doc.spans["actors"]
    return any(all(_value(span, "actors", name) == value for name, value in said.items()) for span in actors)


def _pattern(it: Reading) -> bool:
    if it.line.values["reading"] != "none":
        return any(span.id_ == it.line.id for span in it.doc.spans["dates"])
    dates = it.nlp.get_pipe("dates")
    assert isinstance(dates, Dates)
    return any(found[0].pattern.id == it.line.id for found in dates.grammar.candidates(it.doc))


def _holiday(it: Reading) -> bool:
    return any(why(span, "dates").get("holiday") == it.line.id for span in it.doc.spans["dates"])


def _word(it: Reading) -> bool:
    known = {word.lower() for word in it.line.values["words"]}
    return any(token.lower_ in known for span in it.doc.spans["dates"] for token in span)


def _unit(it: Reading) -> bool:
    return any(_value(span, "quantities", "unit") == it.line.values["unit"] for span in it.doc.spans["quantities"])


def _people(it: Reading) -> bool:
    return any(it.line.values["name"] in span.text for span in it.doc.spans["actors"])


def _frame(it: Reading) -> bool:
    return any(claim.rule == it.line.id for claim in claims(it.doc))


def _nouns(it: Reading) -> bool:
    component = it.nlp.get_pipe("claims")
    assert isinstance(component, Claims)
    lexicon = component.lexicon
    fillers = read_fillers(it.doc, lexicon.states)
    heads = [token for token in it.doc if token.lemma_.lower() in it.line.values["words"]]
    return any(it.line.values["class"] in kinds(token, lexicon.nouns, fillers, lexicon.words) for token in heads)


def _signature(it: Reading) -> bool:
    return has_effect(claims(it.doc), it.line.values["affirmed"])


def has_effect(found: Sequence[Claim], effect: str) -> bool:
    """Whether what a word makes of the clause under it is seen in a claim, or in that there is none."""
    if effect in ("none", "general"):
        return not found
    if effect == "unverified":
        return any(claim.status == "unverified" for claim in found)
    if effect == "reported":
        return any("unspecified" in claim.names("source") for claim in found)
    if effect == "negative":
        return any(claim.polarity == "-" and claim.modality == "actual" for claim in found)
    modality = "intended" if effect == "attempted" else effect
    return any(claim.polarity == "+" and claim.modality == modality for claim in found)


def _boilerplate(it: Reading) -> bool:
    values = it.line.values
    if values["scope"] == "tail":
        needed = not values.get("needs") or any(need in it.text.lower() for need in values["needs"])
        return needed and re.search(rf"(?:{values['pattern']})\s*$", it.text[-TAIL_LENGTH:]) is not None
    found = boilerplate_rule(it.text)
    return found is not None and found[0] == it.line.id


PROOFS: Mapping[str, tuple[str, str, Fires]] = {
    "place": ("places", "a place", _place),
    "body": ("actors", "an actor", _actor),
    "person": ("actors", "an actor", _actor),
    "people": ("actors", "an actor", _people),
    "pattern": ("dates", "a date", _pattern),
    "holiday": ("dates", "a date", _holiday),
    "word of time": ("dates", "a date", _word),
    "unit": ("quantities", "a quantity", _unit),
    "cue": ("quotes", "a quote", _rule("quotes")),
    "frame": ("claims", "a claim", _frame),
    "class of nouns": ("claims", "such a noun", _nouns),
    "signature": ("claims", "such a claim", _signature),
    "boilerplate": ("", "boilerplate", _boilerplate),
}
"""By the kind of a line: its layer, what it finds, and whether it does so in a Doc."""
