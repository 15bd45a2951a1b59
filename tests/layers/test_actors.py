"""Actors: what names mean, who is led back to whom, what the data holds."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import dateline
import pytest
from cases import cases, check
from dateline.data import read_jsonl
from dateline.doc.mentions import why
from dateline.doc.phrases import PhraseTable
from dateline.layers.actors import lexicon, person_names
from dateline.layers.actors.aliases import Match, outside_places
from dateline.layers.actors.candidates import Candidate, Overruled, without_overlaps
from dateline.layers.actors.component import Actors, split
from dateline.layers.actors.lexicon import Alias, read_lexicon
from dateline.layers.actors.nationality import named_countries
from dateline.layers.actors.person_names import core_name
from dateline.layers.actors.resolve import (
    BodyName,
    Country,
    Identity,
    Office,
    actor_id,
    body_actor,
    fits_acronym,
    held_role,
    is_acronym,
    slug,
    spelling_key,
    write,
)
from dateline.layers.actors.view import read_view
from dateline.reading.regions import regions
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

UKRAINE = Country("UKR", "Ukraine", "Ukrainian", "Ukraine", "Armed Forces of Ukraine")
FOLDS = [(row["from"], row["to"]) for row in read_jsonl("lexicon/actors_spellings.jsonl")]
BODIES = read_jsonl("patterns/actors_bodies.jsonl")
GROUPS = read_jsonl("lexicon/actors_groups.jsonl")
TITLES = read_jsonl("lexicon/actors_titles.jsonl")


ROOM = Path(lexicon.__file__).parent
TAGS = {
    **dict.fromkeys(("the", "a", "an", "his"), "DT"),
    **dict.fromkeys(("of", "in", "at", "by", "for", "from", "on", "to", "near", "with", "within", "as"), "IN"),
    **dict.fromkeys(("and", "or", "&"), "CC"),
    **dict.fromkeys(("said", "told", "left", "was", "were", "met", "denied"), "VBD"),
    **dict.fromkeys((",", ".", ";", '"', "“", "”"), ","),
    **dict.fromkeys(("(", ")", ":"), ":"),
    **dict.fromkeys(("'s", "'"), "POS"),
    "also": "RB",
    "who": "WP",
    "is": "VBZ",
    "-": "HYPH",
    "according": "VBG",
    "returned": "VBN",
}
LEMMAS = {"said": "say", "told": "tell", "was": "be", "were": "be", "is": "be", "denied": "deny", "returned": "return"}


def scene(vocab: Vocab, spec: str) -> Doc:
    """A Doc made by hand: words with /TAG where the tag is not plain, [LABEL entities], sentences parted by ||.

    A word with a capital is a proper noun, another one a noun, unless TAGS says otherwise.
    """
    words: list[str] = []
    tags: list[str] = []
    starts: list[bool] = []
    ents: list[str] = []
    label, begun, opening = "", False, True
    for piece in spec.split():
        if piece == "||":
            opening = True
            continue
        if piece.startswith("[") and len(piece) > 1:
            label, begun = piece[1:], False
            continue
        closes = piece.endswith("]")
        word, _, tag = piece.removesuffix("]").partition("/")
        words.append(word)
        tags.append(tag or TAGS.get(word.lower()) or ("CD" if word.isdigit() else "NNP" if word[0].isupper() else "NN"))
        starts.append(opening)
        ents.append(f"{'I' if begun else 'B'}-{label}" if label else "O")
        begun, opening, label = True, False, "" if closes else label
    lemmas = [LEMMAS.get(word.lower(), word.lower()) for word in words]
    return Doc(vocab, words, tags=tags, lemmas=lemmas, ents=ents, sent_starts=starts)


@pytest.fixture(scope="module")
def find(nlp: Language) -> Callable[[str], list[Span]]:
    """The mentions of a scene, by the room alone: no model, no places, no date."""
    component = nlp.get_pipe("actors")
    return lambda spec: component.find(scene(nlp.vocab, spec))


def listed(found: list[Span]) -> str:
    """Mentions as one line: "text = rule; text = rule"."""
    return "; ".join(f"{span.text} = {span.id_.removeprefix('actors/')}" for span in found)


@pytest.fixture(scope="module")
def annotate(nlp: Language) -> Callable[..., Doc]:
    """A text, with its published date, as an annotated Doc; those of all tables are annotated in one batch."""
    texts = [(case["text"], case.get("published")) for [case] in (param.values for param in cases("actors"))]
    texts += [(_example(entry), None) for entry in (*BODIES, *GROUPS)]
    texts = list(dict.fromkeys(texts))
    docs = dict(zip(texts, nlp.pipe(_made(nlp, *text) for text in texts), strict=True))

    def read(text: str, published: str | None = None) -> Doc:
        known = docs.get((text, published))
        return known if known is not None else nlp(_made(nlp, text, published))

    return read


def _made(nlp: Language, text: str, published: str | None = None) -> Doc:
    return dateline.make_doc(nlp, text, published=published, doc_id="d", regions=regions(text))


def _example(entry: dict[str, Any]) -> str:
    example: str = entry["example"]
    return example[0].upper() + example[1:] + "."


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        # bodies beside a kind noun
        ("the newspaper Harmonia left", "Harmonia = behind-kind"),
        ("the newspaper harmonia left", ""),
        ("the newspaper Ana left", ""),
        ("the newspaper Harmonia building left", ""),
        ("the chains Quorra and Vexley left", "Quorra = listed-behind-kind; Vexley = listed-behind-kind"),
        (
            "the chains Quorra , Vexley and Zimtra left",
            "Quorra = listed-behind-kind; Vexley = listed-behind-kind; Zimtra = listed-behind-kind",
        ),
        ("shares of Quorra/NNP bank/NN left", ""),
        ("in the Quorra bank", "Quorra = before-kind"),
        ("in the Quorra savings/NN bank", "Quorra = before-kind"),
        ("Quorra bank left", ""),
        ("in the Ana bank", ""),
        ("in the [PERSON Quorra] bank", ""),
        ("told Quorra analyst [PERSON Rosa Quispe]", "Quorra = employer; Rosa Quispe = title"),
        ("told Senior analyst [PERSON Rosa Quispe]", "Rosa Quispe = title"),
        ("told Quorra Analyst [PERSON Rosa Quispe]", "Rosa Quispe = title"),
        ("in Quorra , the Polish/JJ regulator ,", "Quorra = apposed-body; Polish = demonym"),
        ("in Quorra , the Polish/JJ valley ,", "Polish = demonym"),
        ("in Quorra , Polish/JJ regulator ,", "Polish = demonym"),
        ("in UOKiK/NN , the regulator ,", "UOKiK = apposed-body"),
        ("in quorra/NN , the regulator ,", ""),
        ("( Quorra ) the mayor left", "Quorra = dateline"),
        ("LIMA , June 14 ( Quorra Wire ) - the mayor left", "Quorra Wire = dateline"),
        ("LIMA , June 14 ( Quorra Wire ) the mayor left", ""),
        ("Telegram denied it", "Telegram = platform"),
        ("on Telegram denied it", ""),
        ("a Telegram statement left", "Telegram = platform"),
        ("a Telegram channel left", ""),
        ("according to Notes from Quorra ( NFQ ) it left", "Notes from Quorra = bracketed; NFQ = acronym"),
        ("near Notes from Quorra ( NFQ ) it left", ""),
        ("near [ORG Notes] from Quorra ( NFQ ) it left", "Notes from Quorra = bracketed; NFQ = acronym"),
        # heads and the model's label
        ("the Quorra Doctors Network left", "Quorra Doctors Network = head-word"),
        ("the Doctors ' Union left", "Doctors ' Union = head-word"),
        ("the Network left", ""),
        ("the Quorra Fire and Rescue Service left", "Quorra Fire and Rescue Service = head-word"),
        ("by the Quorra Party of Serbia .", "Quorra Party of Serbia = head-word"),
        ("by the Quorra Committee of Serbia .", "Quorra Committee = head-word"),
        ("the National Medal Committee left", ""),
        ("Radio Quorra left", "Radio Quorra = first-word"),
        ("the Radio left", ""),
        ("Radio President left", ""),
        ("it left [ORG Quorra Vexley]", "Quorra Vexley = labelled-name"),
        ("it left [ORG Quorra — Vexley Tarn]", "Vexley Tarn = labelled-name"),
        ("it left [ORG the Quorra Vexley 's]", "Quorra Vexley = labelled-name"),
        ("it left [ORG Quorra and Vexley]", ""),
        ("it left [ORG Quorra 9]", ""),
        ("it left [ORG Quorra Medal]", ""),
        ("it left [ORG Quorra Act]", ""),
        ("it left [ORG Detective Inspector]", ""),
        ('it left " [ORG Quorra Vexley] "', ""),
        ("it left the film [ORG Quorra Vexley]", ""),
        ("it left [ORG Quorra Vexley] missile", ""),
        ("it left [ORG Quorra Vexley] gas field", ""),
        ("it left [ORG Quorra]", ""),
        ("it left [ORG Quorra] and [ORG Quorra]", "Quorra = labelled-twice; Quorra = labelled-twice"),
        ("it left [ORG Quorra] and [ORG Quorra] , a quorra", ""),
        ("it left [ORG QuorraVex]", "QuorraVex = labelled-mixed-case"),
        ("it left [ORG QRRA]", "QRRA = labelled-acronym"),
        ("it left [ORG QRRAVEX]", ""),
        ("it left , [ORG Quorra] said", "Quorra = labelled-speaker"),
        ("[ORG Quorra] said", ""),
        ("it left [ORG Boeing] 707s", ""),
        ("it left Boeing", "Boeing = known-body"),
        ("it left Boeing 707s", ""),
        ("it left Boeing 707 people", "Boeing = known-body"),
        ("it left Boeing - Quorra", ""),
        # sites
        ("it left at [ORG Quorra Hospital]", ""),
        ("it left , [ORG Quorra Hospital] said", "Quorra Hospital = labelled-name"),
        ("according to [ORG Quorra Hospital]", "Quorra Hospital = labelled-name"),
        ("it left by [ORG Quorra Hospital]", "Quorra Hospital = labelled-name"),
        ("at the White House it left", ""),
        ("from the White House it left", "White House = known-body"),
        ("the White House said", "White House = known-body"),
        # institutions
        ("the health ministry said", "health ministry = body-ministry-of-health"),
        ("the health ministry building left", ""),
        ("a government air strike left", "government = body-government"),
        ("the government car left", ""),
        ("the army chief Rosa Quispe left", "army = body-armed-forces; Rosa Quispe = title"),
        ("the Quispe administration left", "Quispe administration = body-government"),
        ("the Rosa Quispe administration left", "Rosa Quispe administration = body-government"),
        ("the regional government left", "regional government = body-government"),
        ("Quispe 's government left", ""),
        ("the Chilean/JJ health ministry said", "Chilean health ministry = body-ministry-of-health"),
        ("Chile 's health ministry said", "Chile 's health ministry = body-ministry-of-health"),
        ("the health ministry of Chile .", "health ministry = body-ministry-of-health"),
        ("the Ministry of Health of Chile .", "Ministry of Health of Chile = body-ministry-of-health"),
        ("Chile 's new/JJ health ministry said", "Chile 's new health ministry = body-ministry-of-health"),
        ("Chile 's blue/JJ health ministry said", "health ministry = body-ministry-of-health"),
        ("the Kenyan/JJ Red Cross left", "Kenyan Red Cross = national-society"),
        ("the Red Cross left", "Red Cross = known-body"),
        ("the 155th/JJ Marine Brigade left", "155th Marine Brigade = numbered-unit"),
        ("Chile 's 3rd/JJ Assault Brigade left", "Chile 's 3rd Assault Brigade = numbered-unit"),
        ("the 3rd/JJ marine/JJ brigade left", ""),
        ("the 3rd/JJ One Two Three Brigade left", "3rd One Two Three Brigade = numbered-unit"),
        ("the 3rd/JJ One Two Three Four Brigade left", "One Two Three Four Brigade = head-word"),
        ("the Quorra unit left", "Quorra unit = named-unit"),
        ("a Quorra unit left", ""),
        # groups
        ("Chilean/JJ soldiers left", "Chilean soldiers = group-troops"),
        ("Chilean/JJ soldiers ' wives left", "Chilean soldiers = group-troops"),
        ("soldiers left", ""),
        ("soldiers/NNS in Chile .", ""),
        ("rebels in Chile .", "rebels = group-fighters"),
        ("aid agencies left", "aid agencies = group-aid"),
        ("local/JJ officials left", "local officials = group-officials"),
        ("Chilean/JJ and Kenyan/JJ soldiers left", "Chilean and Kenyan soldiers = group-troops"),
        ("Chilean/JJ soldiers uniforms left", "Chilean = demonym"),
        ("former/JJ Chilean/JJ soldiers left", "former Chilean soldiers = group-troops"),
        ("the Chilean/JJ big/JJ red/JJ tired/JJ old/JJ sad/JJ brave/JJ young/JJ soldiers left", "Chilean = demonym"),
        # persons
        ("[PERSON Rosa Quispe] left || Quispe said", "Rosa Quispe = labelled-person; Quispe = short-name"),
        ("[PERSON Rosa Quispe] left || [PERSON Rosa] said", "Rosa Quispe = labelled-person; Rosa = short-name"),
        ("[PERSON Rosa Quispe] left || Ana Quispe said", "Rosa Quispe = labelled-person; Ana Quispe = unseen-person"),
        ("[PERSON Rosa Quispe] left || the Quispe Memorial", "Rosa Quispe = labelled-person"),
        ("[PERSON Rosa Quispe] left || the Quispe - Tarn deal", "Rosa Quispe = labelled-person"),
        (
            "[PERSON Rosa Quispe] met [PERSON Ana Tarn] || the Quispe - Tarn deal",
            "Rosa Quispe = labelled-person; Ana Tarn = labelled-person; Quispe = short-name; Tarn = short-name",
        ),
        ("President Quispe left", "Quispe = title"),
        ("president Quispe left", ""),
        ("president Rosa Quispe left", "Rosa Quispe = title"),
        ("his wife Melania left", "Melania = person-noun"),
        ("the hostage Zorra left", ""),
        ("the hostage Zorra Tarn left", "Zorra Tarn = person-noun"),
        ("told Ana Tarn", "Ana Tarn = unseen-person"),
        ("told Zorra Tarn", ""),
        ("told Ana Tarn Memorial", ""),
        ("told [GPE Ana Tarn]", "Ana Tarn = given-name"),
        ("told [GPE Zorra Tarn]", ""),
        ("told [GPE Zorra Tarn] , 40 ,", "Zorra Tarn = like-persons"),
        ("told [GPE Zorra Tarn] ( 40 )", "Zorra Tarn = like-persons"),
        ("told [GPE Zorra Tarn] , 400 ,", ""),
        ("told 40 - year - old/JJ [GPE Zorra Tarn]", "Zorra Tarn = like-persons"),
        ("told [GPE Zorra Tarn] , who left", "Zorra Tarn = like-persons"),
        ("told [GPE Zorra Tarn] who left", ""),
        ("told [GPE Zorra Tarn] and [PERSON Rosa Quispe]", "Zorra Tarn = like-persons; Rosa Quispe = labelled-person"),
        (
            "told [PERSON Rosa Quispe] , and [GPE Zorra Tarn]",
            "Rosa Quispe = labelled-person; Zorra Tarn = like-persons",
        ),
        ("the mayor of Lima , Zorra Tarn , left", "Zorra Tarn = office-in-front"),
        ("the valley of Lima , Zorra Tarn , left", ""),
        ("on Rue [PERSON Zorra Tarn] it left", ""),
        ("after/IN Hurricane [PERSON Zorra Tarn] it left", ""),
        ("at the [PERSON Zorra Tarn] Mosque it left", ""),
        ("at the [PERSON Zorra Mosque] it left", ""),
        ("at [PERSON Zorra Tarn] stadium it left", ""),
        ("it left , [PERSON Zorra] said", "Zorra = acting-person"),
        ("it left near [PERSON Zorra] .", ""),
        ("it left [PERSON Zorra] 's car", "Zorra = acting-person"),
        ("it left in [PERSON Zorra] 's car", ""),
        ("said [PERSON Zorra] .", "Zorra = acting-person"),
        ("met [PERSON Zorra] .", ""),
        ("it left , [PERSON ZORRA] said", ""),
        ("it left , [PERSON Zorra] said , a zorra", ""),
        ("it left , [PERSON Zo] said", ""),
        ("Dmitry Peskov left", "Dmitry Peskov = known-person"),
        ("[PERSON Dmitri Peskov] left", "Dmitri Peskov = known-person"),
        ("[PERSON Rosa Peskov] left", "Rosa Peskov = labelled-person"),
        ("[PERSON Abdel Quispe] el - Tarn left", "Abdel Quispe el - Tarn = labelled-person"),
        ("[PERSON Ana Paz] - Ruiz left", "Ana Paz - Ruiz = labelled-person"),
        ("[PERSON Chan Wai] - man left", "Chan Wai - man = labelled-person"),
        ("[PERSON Rosa Wai] - man left", "Rosa Wai = labelled-person"),
        # office holders and sources
        ("the mayor of Lima left", "mayor of Lima = unnamed-office"),
        ("a Chilean/JJ negotiator left", "Chilean negotiator = unnamed-office"),
        ("a negotiator left", ""),
        ("he was Chilean/JJ negotiator .", "Chilean = demonym"),
        ("served/VBD as Chilean/JJ negotiator .", "Chilean = demonym"),
        ("a Chilean/JJ negotiator car left", ""),
        ("a Chilean/JJ student left", ""),
        ("a Chilean/JJ source left", "Chilean source = unnamed-source"),
        ("a source left", ""),
        ("an unnamed/JJ source left", "unnamed source = unnamed-source"),
        ("a source within the Chilean/JJ army .", "source within the Chilean army = unnamed-source"),
        ("[PERSON Rosa Quispe] , a Chilean/JJ negotiator , left", "Rosa Quispe = labelled-person; Chilean = demonym"),
        ("a Chilean/JJ negotiator , [PERSON Rosa Quispe] , left", "Chilean = demonym; Rosa Quispe = labelled-person"),
        # states
        (
            "delegations/NNS of Cyprus , Greece and Israel .",
            "delegations = group-negotiators; Cyprus = represented; Greece = in-a-row; Israel = in-a-row",
        ),
        ("ministers/NNS of Cyprus .", "Cyprus = represented"),
        ("rivers/NNS of Cyprus , Greece and Israel .", ""),
        ("ministers/NNS of Cyprus , Greece , Israel .", "Cyprus = represented"),
        ("the bodies were returned to Cyprus .", "Cyprus = recipient"),
        ("the letters were returned to Cyprus .", ""),
        ("the bodies were left/VBN to Cyprus .", ""),
        ("Cyprus said", "Cyprus = acting-name"),
        ("in Cyprus .", ""),
        ("a Chilean/JJ drone", "Chilean = demonym"),
        ("a Franco - Chilean/JJ drone", ""),
        ("told in Russian/JJ ,", ""),
        ("told in Russian/JJ waters", "Russian = demonym"),
        ("the Chilean/JJ side left", "Chilean side = side"),
        ("the Chilean/JJ side door left", "Chilean = demonym"),
        ("Ukrainians/NNPS left", "Ukrainians = people"),
        ("Kurds/NNS left", "Kurds = people"),
        # coreference
        (
            "the Chilean/JJ health ministry left || the ministry said",
            "Chilean health ministry = body-ministry-of-health; ministry = refers-to-body",
        ),
        ("the Chilean/JJ health ministry left || a ministry said", "Chilean health ministry = body-ministry-of-health"),
        ("the Chilean/JJ health ministry left || the ministry .", "Chilean health ministry = body-ministry-of-health"),
        (
            "the Chilean/JJ health ministry met the Kenyan/JJ defence ministry || the ministry said",
            "Chilean health ministry = body-ministry-of-health; Kenyan defence ministry = body-ministry-of-defence",
        ),
        (
            "the Chilean/JJ health ministry left || it was told by the ministry .",
            "Chilean health ministry = body-ministry-of-health; ministry = refers-to-body",
        ),
        (
            "the Chilean/JJ health ministry left || according to the ministry .",
            "Chilean health ministry = body-ministry-of-health; ministry = refers-to-body",
        ),
        (
            "the Chilean/JJ health ministry left || the ministry also said",
            "Chilean health ministry = body-ministry-of-health; ministry = refers-to-body",
        ),
        ("Governor [PERSON Rosa Quispe] left || the governor said", "Rosa Quispe = title; governor = bare-office"),
        (
            "Governor [PERSON Rosa Quispe] met Governor [PERSON Ana Tarn] || the governor said",
            "Rosa Quispe = title; Ana Tarn = title",
        ),
        ("Governor [PERSON Rosa Quispe] left || the governor left", "Rosa Quispe = title"),
        (
            "the Chilean/JJ health ministry left a statement || the statement said",
            "Chilean health ministry = body-ministry-of-health; statement = document",
        ),
        ("it left a statement || the statement said", ""),
        (
            "the Chilean/JJ health ministry left a statement || a statement said",
            "Chilean health ministry = body-ministry-of-health",
        ),
        (
            "the Quorra Rescue Association ( QRA ) left || QRA left",
            "Quorra Rescue Association = head-word; QRA = acronym; QRA = acronym",
        ),
        (
            "the Quorra Rescue Association left || [ORG QRA] left",
            "Quorra Rescue Association = head-word; QRA = initials",
        ),
        ("QRA ( Quorra Rescue Association ) left", "QRA = acronym; Quorra Rescue Association = head-word"),
        (
            "the Quorra State University ( Quorra State ) left || Quorra State left",
            "Quorra State University = head-word; Quorra State = nickname; Quorra State = nickname",
        ),
        ("the Quorra Motor Company left || it was Quorra .", "Quorra Motor Company = head-word; Quorra = short-body"),
        ("it was Quorra || the Quorra Motor Company left", "Quorra Motor Company = head-word"),
        ("the Quorra Vexley Company left || it was Quorra .", "Quorra Vexley Company = head-word"),
        ("the newspaper Harmonia left || in Harmonia .", "Harmonia = behind-kind; Harmonia = repeated-name"),
        ("the newspaper Harmonia left || in Harmonia Valley .", "Harmonia = behind-kind"),
        ("( Quorra Vexley Tarn Wire Zimtra ) the mayor left", "Quorra Vexley Tarn Wire Zimtra = dateline"),
        ("( Quorra Vexley Tarn Wire Zimtra Post ) the mayor left", "Quorra Vexley Tarn Wire Zimtra Post = head-word"),
        ("the Quorra Association left || [ORG QA] left", "Quorra Association = head-word; QA = labelled-acronym"),
        ("the Quorra trial left || it left [ORG Quorra Tools]", "Quorra Tools = labelled-name"),
        ("the QRRA trial left || it left [ORG QRRA]", ""),
        ("the red/JJ fever ( RFV ) left || it left [ORG RFV]", "RFV = labelled-acronym"),
        ("the red/JJ fever ( RF ) left || it left [ORG RF]", ""),
        ("[PERSON Zorra Tarn] left || in the [PERSON Zorra Tarn] stadium", ""),
        (
            "[PERSON Zorra Tarn] left || in the [PERSON Zorra Tarn] deal",
            "Zorra Tarn = labelled-person; Zorra Tarn = labelled-person",
        ),
        (
            "the Chilean/JJ health ministry left || the committee said",
            "Chilean health ministry = body-ministry-of-health",
        ),
        (
            "a Chilean/JJ negotiator left [PERSON Rosa Quispe]",
            "Chilean negotiator = unnamed-office; Rosa Quispe = labelled-person",
        ),
        (
            "the Zimtra Quorra Party left || the Zimtra Quorra party left",
            "Zimtra Quorra Party = head-word; Zimtra Quorra party = repeated-name",
        ),
        (
            "the Zimtra Quorra Opera Society left || the Zimtra Quorra Opera society left",
            "Zimtra Quorra Opera Society = head-word",
        ),
        ("Mayor [PERSON Zorra Seeks] Deep Cuts Again", ""),
        ("Mayor [PERSON Rosa Seeks] Deep Cuts Again", "Rosa Seeks = labelled-person"),
        (
            "Mayor [PERSON Zorra Seeks] Deep Cuts Again || it met [PERSON Zorra Seeks]",
            "Zorra Seeks = labelled-person; Zorra Seeks = labelled-person",
        ),
        ("QUORRA NETWORK LEAVES THE VALLEY AGAIN .", ""),
        ("the Kraken militia left || the militia said", "Kraken militia = named-unit; militia = refers-to-body"),
        ("the health ministry of neighbouring/VBG Chile .", "health ministry = body-ministry-of-health"),
        (
            "the Ministry of Health of neighbouring/VBG Chile .",
            "Ministry of Health of neighbouring Chile = body-ministry-of-health",
        ),
        ("the Health Ministry left", "Health Ministry = body-ministry-of-health"),
        ("the Vexley Health Ministry left", "Vexley Health Ministry = head-word"),
        ("a chain/NN of parties/NNS Quorra left", "Quorra = listed-behind-kind"),
        ("it left [ORG Quorra , Vexley]", ""),
        ("it left [ORG Vexley Quorra Ltd]", "Vexley Quorra Ltd = head-word"),
        ("Daimler - Benz AG left", "Daimler - Benz AG = head-word"),
        ("Quorra - Vexley Group left", "Quorra - Vexley Group = head-word"),
        ("the Committee on Quorra Ethics left", "Committee on Quorra Ethics = head-word"),
        ("the Office for the Quorra Valley left", "Office for the Quorra Valley = head-word"),
        (
            "[PERSON Rosa Quispe] left || the Rosa Quispe deal",
            "Rosa Quispe = labelled-person; Rosa Quispe = unseen-person",
        ),
        (
            "it left , the [PERSON Rosa Quispe] and [PERSON Ana Tarn] deal",
            "Rosa Quispe = labelled-person; Ana Tarn = labelled-person",
        ),
        ("[PERSON Mr Zorra Tarn 's] car left", "Zorra Tarn = title"),
        ("[PERSON Zorra Tarn 's car] left", "Zorra Tarn = labelled-person"),
        ("met 5 [PERSON Zorra] and [PERSON Zorra] said", "Zorra = acting-person"),
        ("the hostage Zorra Tarn Vexley Quorra left", ""),
        (
            "the UN envoy [PERSON Rosa Quispe] left || the UN chief said",
            "UN = known-body; Rosa Quispe = title; UN chief = unnamed-office",
        ),
        ("sources/NNS close/JJ to the Chilean/JJ army .", "sources close to the Chilean army = unnamed-source"),
        ("the letters and bodies were returned to the Netherlands .", "Netherlands = recipient"),
        ("the Hostage Zorra Tarn left", ""),
        ("the newspaper Quorra Vexley Tarn Zimtra left", "Quorra Vexley Tarn Zimtra = behind-kind"),
        ("the newspaper Quorra Vexley Tarn Zimtra Dorra left", ""),
        ("told Quorra Vexley Tarn analyst [PERSON Rosa Quispe]", "Quorra Vexley Tarn = employer; Rosa Quispe = title"),
        ("the bodies were returned on 5 May to Cyprus .", "Cyprus = recipient"),
        ("the bodies were returned on 5 May 2024 to Cyprus .", ""),
        ("ministers/NNS of Cyprus , and the Netherlands .", "Cyprus = represented; Netherlands = in-a-row"),
        ("ministers/NNS of Cyprus , valley , Netherlands .", "Cyprus = represented"),
        (
            "Chile 's new/JJ federal/JJ health ministry said",
            "Chile 's new federal health ministry = body-ministry-of-health",
        ),
        ("Chile 's new/JJ federal/JJ interim/JJ health ministry said", "health ministry = body-ministry-of-health"),
        ("a professor at [ORG Quorra University] left", "Quorra University = head-word"),
        ("it left at [ORG Quorra University] .", ""),
        ("it left at the [ORG Quorra University] .", ""),
        ("[ORG Quorra University] left", "Quorra University = head-word"),
        ("told [PERSON Rosa] Quispe .", "Rosa = acting-person"),
        ("told Ana [PERSON Quispe] .", "Ana Quispe = labelled-person"),
        (
            "told [PERSON Rosa Quispe Jr.] || [PERSON Quispe] said",
            "Rosa Quispe Jr. = labelled-person; Quispe = short-name",
        ),
        ("Sheikh Quispe left", "Quispe = title"),
        ("the [ORG Rosa Quispe] Foundation left", "Rosa Quispe Foundation = head-word"),
        ("at San [PERSON Zorra] .", ""),
        (
            "the Quorra Tarn Institute ( QTI ) left || QTI said",
            "Quorra Tarn Institute = head-word; QTI = acronym; QTI = acronym",
        ),
        ("the Quorra Tarn Institute ( XYZ ) left", "Quorra Tarn Institute = head-word"),
        ("the Quorra State University ( Quorra State left", "Quorra State University = head-word"),
        ("the Quorra Motor Company left || it was Quorra Valley .", "Quorra Motor Company = head-word"),
        (
            "the Quorra Motor Company and Quorra Tarn Bank left || it was Quorra .",
            "Quorra Motor Company = head-word; Quorra Tarn Bank = head-word; Quorra = short-body",
        ),
        (
            "the Quorra Motor Company and Quorra Bank left || it was Quorra .",
            "Quorra Motor Company = head-word; Quorra Bank = head-word",
        ),
    ],
)
def test_actors_of_scenes(spec: str, expected: str, find: Callable[[str], list[Span]]) -> None:
    assert listed(find(spec)) == expected


@pytest.mark.parametrize(
    ("spec", "mention", "role", "country", "sector"),
    [
        ("the Chilean/JJ mayor [PERSON Rosa Quispe] left", "Rosa Quispe", "mayor", "CHL", "GOV"),
        ("Chile 's deputy/JJ mayor [PERSON Rosa Quispe] left", "Rosa Quispe", "deputy mayor", "CHL", "GOV"),
        ("the mayor of Chile , [PERSON Rosa Quispe] , left", "Rosa Quispe", "mayor of Chile", "CHL", "GOV"),
        ("[PERSON Rosa Quispe] , the mayor of Chile , left", "Rosa Quispe", "mayor of Chile", "CHL", "GOV"),
        ("[PERSON Rosa Quispe] , Chile 's mayor , left", "Rosa Quispe", "mayor", "CHL", "GOV"),
        ("[PERSON Rosa Quispe] , the mayor left", "Rosa Quispe", None, None, None),
        ("[PERSON Rosa Quispe] , the farmer in Chile , left", "Rosa Quispe", "farmer", None, "CVL"),
        ("the valley , [PERSON Rosa Quispe] , left", "Rosa Quispe", None, None, None),
        ("Mr [PERSON Rosa Quispe] left", "Rosa Quispe", None, None, None),
        ("the mayor Mr [PERSON Rosa Quispe] left", "Rosa Quispe", "mayor", None, "GOV"),
        ("the mayor of [PERSON Rosa Quispe] left", "Rosa Quispe", None, None, None),
        ("the NATO spokesman [PERSON Rosa Quispe] left", "Rosa Quispe", "NATO spokesman", None, "IGO"),
        ("the army spokesman [PERSON Rosa Quispe] left", "Rosa Quispe", "army spokesman", None, "MIL"),
        ("the spokesman [PERSON Rosa Quispe] left", "Rosa Quispe", "spokesman", None, None),
        ("mayor [PERSON Rosa Quispe] left || minister [PERSON Rosa Quispe] left", "Rosa Quispe", "mayor", None, "GOV"),
        ("Chile 's health ministry said", "Chile 's health ministry", None, "CHL", "GOV"),
        ("Chile met it , the health ministry said", "health ministry", None, "CHL", "GOV"),
        ("the health ministry said , Chile met it", "health ministry", None, "CHL", "GOV"),
        ("the health ministry said , Kenya and Chile met it", "health ministry", None, None, "GOV"),
        ("Kenya met it || the health ministry said", "health ministry", None, "KEN", "GOV"),
        ("Kenya met Chile || the health ministry said", "health ministry", None, None, "GOV"),
        ("Kenya met Kenya and Chile || the health ministry said", "health ministry", None, None, "GOV"),
        ("Kenya met Kenya , Kenya and Chile || the health ministry said", "health ministry", None, "KEN", "GOV"),
        ("the health ministry said", "health ministry", None, None, "GOV"),
        ("Chilean/JJ soldiers left", "Chilean soldiers", None, "CHL", "MIL"),
        ("Chilean/JJ and Kenyan/JJ soldiers left", "Chilean and Kenyan soldiers", None, None, "MIL"),
        ("Hamas soldiers left", "Hamas soldiers", None, "PSE", "REB"),
        ("a Chilean/JJ negotiator left", "Chilean negotiator", "Chilean negotiator", "CHL", "GOV"),
        ("Chile 's Quorra Network left", "Quorra Network", None, "CHL", None),
    ],
)
def test_actors_roles_countries_and_sectors(
    spec: str,
    mention: str,
    role: str | None,
    country: str | None,
    sector: str | None,
    find: Callable[[str], list[Span]],
) -> None:
    [actor] = [span._.actor for span in find(spec) if span.text == mention][:1]
    assert (actor.role, actor.country, actor.sector) == (role, country, sector)


@pytest.mark.parametrize(
    ("spec", "mention", "actor_id"),
    [
        ("Chile 's health ministry said", "Chile 's health ministry", "org:chl-ministry-of-health"),
        ("the Chilean/JJ health ministry left || the ministry said", "ministry", "org:chl-ministry-of-health"),
        ("[PERSON Mitchell Quispe] left || [PERSON Mitch Quispe] said", "Mitch Quispe", "person:mitchell-quispe"),
        ("[PERSON Mitchell Quispe] left || [PERSON Ana Quispe] said", "Ana Quispe", "person:ana-quispe"),
        ("[PERSON Rosa Quispe] left || [PERSON Ana Quispe] left || Quispe said", "Quispe", "person:rosa-quispe"),
        ("[PERSON Ana Maria Quispe] left || [PERSON Maria] said", "Maria", "person:ana-maria-quispe"),
        ("[PERSON Zhou Quispe] left || Zhou said", "Zhou", "person:zhou-quispe"),
        ("the Boeing Co left", "Boeing Co", "org:boeing"),
        ("[PERSON Mitch Quispe] left || [PERSON Mitchell Quispe] said", "Mitchell Quispe", "person:mitch-quispe"),
        ("[PERSON Jo Quispe] left || [PERSON Joan Quispe] said", "Joan Quispe", "person:joan-quispe"),
        ("the Quorra Police left || Chile met Chile || the police said", "police", "org:quorra-police"),
        ("Chilean/JJ police left || Kenya met it , the police said", "police", "org:ken-police"),
        ("Boeing ( BCA ) left", "BCA", "org:boeing"),
        ("it left [ORG Quorra Tools Ltd]", "Quorra Tools Ltd", "org:quorra-tools"),
        ("it left [ORG Quorra Ltd]", "Quorra Ltd", "org:quorra-ltd"),
        ("Governor [PERSON Rosa Quispe] left || the governor said", "governor", "person:rosa-quispe"),
        ("the UN envoy [PERSON Rosa Quispe] left || a/DT UN envoy said", "UN envoy", "person:unnamed-un-envoy"),
        ("the UN envoy [PERSON Rosa Quispe] left || the UN envoy said", "UN envoy", "person:rosa-quispe"),
        ("the Sahel Grand Quorra Rescue Force ( QRF ) left", "QRF", "org:quorra-rescue-force"),
        ("the Quorra Nacional Grande Network ( MRG ) left", "MRG", "org:quorra-nacional-grande-network"),
    ],
)
def test_actors_are_who_they_are(spec: str, mention: str, actor_id: str, find: Callable[[str], list[Span]]) -> None:
    assert [span.kb_id_ for span in find(spec) if span.text == mention] == [actor_id]


def test_actors_rules_lead_to_data_or_code(annotate: Callable[..., Doc], find: Callable[[str], list[Span]]) -> None:
    lines = {entry["id"] for entry in (*BODIES, *GROUPS)}
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(ROOM.glob("*.py")))
    literal = set(re.findall(r'"(actors/[a-z-]+)"', code))
    texts = [param.values[0] for param in cases("actors")]
    fired = {s.id_ for case in texts for s in annotate(case["text"], case.get("published")).spans["actors"]}
    assert len(fired) > 40
    assert fired <= lines | literal


def test_actors_word_lists_are_those_that_the_room_asks_for() -> None:
    titles = [word for row in TITLES for word in row["words"]]
    assert len(titles) == len(set(titles))
    lists = {row["id"].removeprefix("actors/"): row for row in read_jsonl("lexicon/actors_words.jsonl")}
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(ROOM.glob("*.py")))
    taken = {name for row in lists.values() for name in row.get("with", ())}
    assert {name for name in lists if f'"{name}"' not in code} <= taken
    assert set(re.findall(r'words\["([a-z-]+)"\]', code)) <= lists.keys() | {"given-names", "weak-titles"}
    for name, row in lists.items():
        assert len(row["words"]) == len(set(row["words"])), name
        assert not any(set(row["words"]) & set(lists[other]["words"]) for other in row.get("with", ())), name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Volker Türk", "volker-turk"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("Sana'a", "sanaa"),
        ("U.S. officials", "us-officials"),
        ("Łódź Council", "lodz-council"),
    ],
)
def test_actors_slug_is_plain_ascii(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_actors_id_of_a_name_without_latin_letters_is_kept() -> None:
    assert actor_id("org", "Суспільне") == "org:суспільне"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Zelenskyy", "Volodymyr Zelenskiy"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
        ("Mohammed bin Salman", "Mohamed bin Salman"),
        ("Bashar al-Assad", "Bashar Assad"),
        ("Abdel Fattah el-Sisi", "Abdel Fattah al-Sisi"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Rustem Umerov", "Rustem Umierov"),
        ("Andrii Sybiha", "Andrii Sibiga"),
    ],
)
def test_actors_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert spelling_key(one, FOLDS) == spelling_key(other, FOLDS)


def test_actors_spellings_of_two_names_do_not() -> None:
    assert spelling_key("Ivan Petrenko", FOLDS) != spelling_key("Ivan Petrov", FOLDS)


@pytest.mark.parametrize("word", ["KSHPW", "UN", "U.N.", "M23", "AfCFTA", "SPLM-IO"])
def test_actors_acronyms(word: str) -> None:
    assert is_acronym(word)


@pytest.mark.parametrize("word", ["Ukraine", "A", "the", "1,212", "Hamas"])
def test_actors_no_acronyms(word: str) -> None:
    assert not is_acronym(word)


@pytest.mark.parametrize(
    ("acronym", "words", "expected"),
    [
        ("IOM", "International Organization for Migration", True),
        ("AfCFTA", "African Continental Free Trade Area", True),
        ("NSW", "Parliament of New South Wales", False),
        ("UN", "the 42", False),
        ("UN", "- - Union Nations", True),
        ("UN", "Great Old Union Nations", False),
        ("UNO", "Union Nations", False),
    ],
)
def test_actors_acronym_fits_its_words(acronym: str, words: str, expected: bool) -> None:
    assert fits_acronym(acronym, words.split()) is expected


def test_actors_body_takes_the_country_into_id_and_name() -> None:
    body = BodyName("ministry-of-health", "org", "GOV", "Ministry of Health of {the}", {"PSE": "Gaza Health Ministry"})
    actor = body_actor(body, UKRAINE, "health ministry")
    assert (actor.actor_id, actor.name) == ("org:ukr-ministry-of-health", "Ministry of Health of Ukraine")
    unknown = body_actor(body, None, "health ministry")
    assert (unknown.actor_id, unknown.name, unknown.country) == ("org:health-ministry", "health ministry", None)


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2025-06-11", ("Minister", "UKR")), ("2024-12-31", None), ("2025-08-01", None), (None, None)],
)
def test_actors_role_is_held_on_the_day(day: str | None, expected: tuple[str, str] | None) -> None:
    offices = [Office("Minister", "UKR", "2025-01-01", "2025-07-31")]
    assert held_role(offices, day) == expected


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("Joseph R. Biden Jr.", "Joseph Biden"),
        ("Eva Glawischnig - Piesczek", "Eva Glawischnig - Piesczek"),
        ("J. K. Rowling", "J. Rowling"),
        ("Sergey M", "Sergey M"),
    ],
)
def test_actors_core_of_a_name_has_no_initials(name: str, core: str) -> None:
    assert " ".join(core_name(name.split(), frozenset({"Jr."}))) == core


@pytest.mark.parametrize(
    ("text", "mention", "reason"),
    [
        ("Joan Ferrer runs the clinic. Ferrer said it was full.", "Ferrer", "part of the name of Joan Ferrer"),
        ("The Lakeside Rescue Association (LRA) came.", "LRA", "the text explains it as Lakeside Rescue Association"),
        ("Kenya sent doctors, the health ministry said.", "health ministry", "KEN: named before it in its sentence"),
        ("The Chilean health ministry came. The ministry said so.", "ministry", "the only ministry named before it"),
        ("Volodymyr Zelenskij met Rosa Quispe.", "Volodymyr Zelenskij", ""),
    ],
)
def test_actors_reasons_are_kept(text: str, mention: str, reason: str, annotate: Callable[..., Doc]) -> None:
    doc = annotate(text)
    [span] = [s for s in doc.spans["actors"] if s.text == mention][-1:]
    assert why(span, "actors").get("because", "") == reason


def test_actors_reasons_are_those_that_there_are(find: Callable[[str], list[Span]]) -> None:
    full, short = find("[PERSON Rosa Quispe] left || Quispe said")
    assert why(full, "actors") == {}
    assert why(short, "actors") == {"because": "part of the name of Rosa Quispe"}


@pytest.mark.parametrize(
    ("name", "place", "stays"),
    [
        ((0, 1), (0, 2, None), False),
        ((0, 1), (1, 3, None), True),
        ((0, 2), (0, 2, None), True),
        ((0, 2), (0, 2, "USA"), False),
        ((0, 2), (0, 2, "GEO"), True),
        ((0, 2), (0, 1, "USA"), True),
    ],
)
def test_actors_names_are_no_parts_of_places(
    name: tuple[int, int], place: tuple[int, int, str | None], stays: bool
) -> None:
    match = Match(*name, Alias(Identity("state:GEO", "Georgia", "state"), "place", country="GEO"))
    assert outside_places([match], [place]) == ([match] if stays else [])


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([(0, 2, 0), (1, 3, 0)], [(0, 2)]),
        ([(0, 2, 0), (1, 4, 0)], [(1, 4)]),
        ([(0, 2, 0), (1, 4, 1)], [(0, 2)]),
        ([(3, 4, 0), (0, 1, 2)], [(0, 1), (3, 4)]),
    ],
)
def test_actors_overlaps_are_settled(spans: list[tuple[int, int, int]], kept: list[tuple[int, int]]) -> None:
    who = Identity("org:x", "X", "org")
    found = [Candidate(start, end, "name", f"r{n}", who, tier) for n, (start, end, tier) in enumerate(spans)]
    assert [(m.start, m.end) for m in without_overlaps(found)] == kept


@pytest.mark.parametrize(
    ("spec", "tokens"),
    [
        ("Mayor Quispe Warns Of Deep Cuts", 6),
        ("Mayor Warns Of Cuts", 0),
        ("Mayor warns of Deep Cuts Again", 0),
        ("Mayor Quispe Warns town near Lima Again", 0),
        ("Mayor Quispe Told Lima Again", 5),
        ("Mayor Quispe told Lima Again", 0),
        ("it left || Mayor Quispe Warns Lima", 4),
    ],
)
def test_actors_title_case_tells_nothing(spec: str, tokens: int, nlp: Language) -> None:
    room = cast(Actors, nlp.get_pipe("actors"))
    assert len(read_view(scene(nlp.vocab, spec), room.lexicon).title_case) == tokens


@pytest.mark.parametrize(
    ("spec", "text"),
    [
        ("QUISPE LEAVES NATO FOR GOOD .", "Quispe Leaves NATO For Good ."),
        ("QUISPE LEAVES .", "QUISPE LEAVES ."),
        ("QUISPE LEAVES the old LIMA TODAY .", "Quispe Leaves the old Lima Today ."),
        ("QUISPE leaves near old LIMA TODAY .", "QUISPE leaves near old LIMA TODAY ."),
    ],
)
def test_actors_lines_in_capitals_are_mended(spec: str, text: str, nlp: Language) -> None:
    room = cast(Actors, nlp.get_pipe("actors"))
    assert " ".join(read_view(scene(nlp.vocab, spec), room.lexicon).text) == text


def test_actors_what_loses_is_told_where_it_says_something_else() -> None:
    one, other = Identity("org:x", "X", "org"), Identity("org:y", "Y", "org")
    found = [Candidate(0, 2, "name", "a", one), Candidate(0, 2, "name", "b", one), Candidate(0, 2, "name", "c", other)]
    [kept] = without_overlaps(found)
    assert kept.overruled == (Overruled(0, 2, "c"),)


@pytest.mark.parametrize(
    ("seen", "at", "country"),
    [
        ([(1, "CHL")], 2, "CHL"),
        ([(0, "KEN"), (1, "CHL")], 2, "CHL"),
        ([(3, "CHL")], 2, "CHL"),
        ([(3, "CHL"), (6, "KEN")], 2, None),
        ([(3, "CHL"), (6, "CHL"), (7, "KEN")], 2, "CHL"),
        ([(5, "CHL")], 2, "CHL"),
        ([(5, "CHL"), (6, "CHL"), (7, "KEN")], 2, None),
        ([(5, "CHL"), (6, "CHL"), (7, "CHL"), (7, "KEN")], 2, "CHL"),
        ([], 2, None),
    ],
)
def test_actors_country_of_a_bare_body(
    seen: list[tuple[int, str]], at: int, country: str | None, nlp: Language
) -> None:
    room = cast(Actors, nlp.get_pipe("actors"))
    view = read_view(scene(nlp.vocab, "one two three four || five six seven eight"), room.lexicon)
    assert named_countries(seen, 0.7).guess(view, at).country == country


def test_actors_what_a_mention_won_against_is_kept(annotate: Callable[..., Doc]) -> None:
    doc = annotate("The Ukrainian Coordination Headquarters for the Treatment of Prisoners of War received the list.")
    assert any("overruled" in why(span, "actors") for span in doc.spans["actors"])


def test_actors_words_are_written_as_text() -> None:
    assert write(["Ukraine", "'s", "al", "-", "Noor", "(", "AN", ")"]) == "Ukraine's al-Noor (AN)"


def test_actors_longest_surface_wins_and_none_overlap() -> None:
    surfaces: PhraseTable[str] = PhraseTable()
    surfaces.add(["red", "cross"], "short")
    surfaces.add(["red", "cross", "committee"], "long")
    surfaces.add(["committee"], "alone")
    found = list(surfaces.find(["the", "red", "cross", "committee", "red", "cross"]))
    assert found == [(1, 4, ["long"]), (4, 6, ["short"])]


@pytest.mark.parametrize("entry", BODIES, ids=[row["id"] for row in BODIES])
def test_actors_body_pattern_finds_its_example(entry: dict[str, Any], annotate: Callable[..., Doc]) -> None:
    doc = annotate(_example(entry))
    assert entry["id"] in [s.id_ for s in doc.spans["actors"]]


@pytest.mark.parametrize("entry", GROUPS, ids=[row["id"] for row in GROUPS])
def test_actors_group_finds_its_example(entry: dict[str, Any], annotate: Callable[..., Doc]) -> None:
    doc = annotate(_example(entry))
    assert entry["id"] in [s.id_ for s in doc.spans["actors"]]


def test_actors_data_agrees_with_itself(nlp: Language) -> None:
    known = read_lexicon(lambda text: [t.text for t in nlp.tokenizer(text)])
    states = read_jsonl("gazetteer/actors_states.jsonl")
    assert len({row["name"] for row in states}) == len(states) > 195
    for row in (*read_jsonl("gazetteer/actors_orgs.jsonl"), *read_jsonl("gazetteer/actors_peoples.jsonl")):
        assert row.get("country") is None or row["country"] in known.countries, row["id"]
    for row in read_jsonl("gazetteer/actors_persons.jsonl"):
        for office in row.get("offices", ()):
            assert office.get("country") is None or office["country"] in known.countries, row["id"]
            assert office["from"] < office.get("to", "9999"), row["id"]


def test_actors_need_neither_places_nor_a_date(nlp: Language) -> None:
    doc = nlp.make_doc("Dmitry Peskov  met\nthe ICRC.")
    for name, component in nlp.pipeline:
        if name not in ("places", "dates", "quantities", "quotes", "claims"):
            doc = component(doc)
    assert [s.kb_id_ for s in doc.spans["actors"]] == ["person:dmitry-peskov", "org:icrc"]


def test_actors_of_an_empty_doc(nlp: Language) -> None:
    doc = nlp("")
    assert list(doc.spans["actors"]) == []


def test_actors_are_the_same_in_every_document(annotate: Callable[..., Doc]) -> None:
    one, other = annotate("Vladimir Medinsky spoke first."), annotate("After lunch Medinsky left.")
    assert one.spans["actors"][0].kb_id_ == other.spans["actors"][0].kb_id_ == "person:vladimir-medinsky"


@pytest.mark.parametrize("case", cases("actors"))
def test_actors_of_gold_sentences(case: dict[str, Any], annotate: Callable[..., Doc]) -> None:
    check(case, annotate)


@pytest.mark.parametrize(
    ("word", "may"),
    [
        ("d'Estaing", True),
        ("d'A", False),
        ("d'or", False),
        ("Ruiz", True),
        ("ruiz", False),
        ("el", True),
        ("R2", False),
    ],
)
def test_what_can_be_a_part_of_a_persons_name(word: str, may: bool) -> None:
    assert person_names._may_name(word, frozenset({"el"})) == may


def test_names_are_parted_as_the_tokenizer_parts_them(nlp: Language) -> None:
    names: list[str] = []

    def asked(name: str) -> list[str]:
        names.append(name)
        return split(nlp.tokenizer, name)

    read_lexicon(asked)
    for name in (*names, "Cannot Gonna", "id est", "Côte d’Ivoire", "Al-Shabaab", "U.S. Army", "Мир 2", " Kyiv"):
        assert split(nlp.tokenizer, name) == [token.text.replace("’", "'") for token in nlp.tokenizer(name)]
