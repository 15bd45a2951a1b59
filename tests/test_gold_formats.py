# ruff: noqa: E501  A row of a table is one line.
"""Gold in from annotation tools and out to them: files in the shape of each tool, offsets proven, nothing lost."""

import builtins
import json
import random
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import spacy
from conftest import ROOT
from dateline.errors import ConfigError, GoldError
from dateline.gold import formats
from dateline.gold.annotations import GoldDocument, read_gold
from dateline.gold.formats import webanno, xmi
from dateline.gold.formats.shape import Annotated
from dateline.gold.mapping import LABELS, PLAIN, LabelMap, Line, annotated_of, choices, lines_of, read_map
from dateline.gold.transfer import Imported, export, imported, read_files, write_gold
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree
from spacy.tokens import DocBin, Span

TEXT = "Mira Voss said on 3 May that Orlovka lost 40 boats."
MAP = """
[labels]
PER = {layer = "actors", type = "person"}
LOC = "places"
NUM = {layer = "quantities", bound = "exact"}
SAY = "quotes"
WHO = "quote_source"
TIMEX3 = "dates"
MISC = false

[attributes]
known_as = "name"
sure = false

[relations]
said_by = "source"
says = {as = "source", reversed = true}
near = false

[values.reading]
place = "literal"
"""


@pytest.fixture
def names(tmp_path: Path) -> LabelMap:
    (tmp_path / "labels.toml").write_text(MAP, encoding="utf-8")
    return read_map(tmp_path / "labels.toml")


@pytest.fixture
def take(tmp_path: Path, names: LabelMap) -> Callable[..., Imported]:
    """Imports files that are given as text or bytes by their names; the first is the one that is read."""

    def make(form: str, **files: str | bytes) -> Imported:
        for name, content in files.items():
            path = tmp_path / name.replace("_", ".")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return imported([tmp_path / next(iter(files)).replace("_", ".")], form, names=names)

    return make


def brief(found: Imported, n: int = 0) -> list[tuple[Any, ...]]:
    """The lines of a document: layer, text, and what else they say."""
    return [
        (line["layer"], line["text"], {k: v for k, v in line.items() if k not in ("layer", "start", "end", "text")})
        for line in lines_of(found.documents[n])
        if line["layer"] != "quotes"
    ]


PERSON = ("actors", "Mira Voss", {"type": "person"})
PLACE = ("places", "Orlovka", {})


def lines(*rows: Mapping[str, Any]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


# The shape that each tool writes.

DOCCANO = {
    "id": 7,
    "text": TEXT,
    "Comments": [],
    "entities": [
        {"id": 11, "label": "WHO", "start_offset": 0, "end_offset": 9},
        {"id": 12, "label": "SAY", "start_offset": 24, "end_offset": 50},
        {"id": 13, "label": "LOC", "start_offset": 29, "end_offset": 36},
    ],
    "relations": [{"id": 1, "from_id": 12, "to_id": 11, "type": "said_by"}],
}


def test_doccano_spans_and_relations(take: Callable[..., Imported]) -> None:
    found = take("doccano", a_jsonl=lines(DOCCANO))
    assert brief(found) == [PLACE]
    [quote] = [line for line in lines_of(found.documents[0]) if line["layer"] == "quotes"]
    assert quote["content"][0]["text"] == "that Orlovka lost 40 boats"
    assert quote["source"] == {"start": 0, "end": 9, "text": "Mira Voss"}


@pytest.mark.parametrize("key", ["label", "labels"])
def test_doccano_lists_of_start_end_label(take: Callable[..., Imported], key: str) -> None:
    found = take("doccano", a_jsonl=lines({"id": 1, "text": TEXT, key: [[0, 9, "PER"], [29, 36, "LOC"]]}))
    assert brief(found) == [PERSON, PLACE]


def region(name: str, start: int, end: int, label: str, text: str, **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": text, "labels": [label]}
    return {
        "value": value,
        "id": name,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "origin": "manual",
    } | more


LABEL_STUDIO = {
    "id": 3,
    "annotations": [
        {
            "id": 5,
            "completed_by": 1,
            "result": [
                region("a", 0, 9, "PER", "Mira Voss"),
                region("b", 29, 36, "LOC", "Orlovka"),
                {"value": {"start": 29, "end": 36, "text": "Orlovka", "choices": ["place"]}, "id": "b", "from_name": "reading", "to_name": "text", "type": "choices"},
                {"value": {"start": 0, "end": 9, "text": ["Mira A. Voss"]}, "id": "a", "from_name": "known_as", "to_name": "text", "type": "textarea"},
                {"from_id": "a", "to_id": "b", "type": "relation", "direction": "right", "labels": ["near"]},
            ],
            "was_cancelled": False,
            "ground_truth": False,
            "lead_time": 9.1,
        }
    ],
    "data": {"text": TEXT},
    "predictions": [],
}  # fmt: skip


def test_label_studio_regions_with_values(take: Callable[..., Imported]) -> None:
    found = take("labelstudio", a_json=json.dumps([LABEL_STUDIO]))
    assert found.documents[0].doc_id == "3"
    assert brief(found) == [
        ("actors", "Mira Voss", {"type": "person", "name": "Mira A. Voss"}),
        ("places", "Orlovka", {"reading": "literal"}),
    ]


def test_label_studio_min(take: Callable[..., Imported]) -> None:
    spans = [
        {"start": 0, "end": 9, "text": "Mira Voss", "labels": ["PER"]},
        {"start": 29, "end": 36, "text": "Orlovka", "labels": ["LOC"]},
    ]
    task = {"text": TEXT, "id": 4, "label": spans, "annotator": 1, "annotation_id": 2, "lead_time": 3.5}
    assert brief(take("labelstudio", a_json=json.dumps([task]))) == [PERSON, PLACE]


def done(**more: Any) -> dict[str, Any]:
    return LABEL_STUDIO["annotations"][0] | more  # type: ignore[index]


@pytest.mark.parametrize(
    ("annotations", "said"),
    [
        ([done(), done(ground_truth=True)], None),
        ([done(was_cancelled=True), done()], None),
        ([done(), done()], "mark one as ground truth"),
        ([done(was_cancelled=True)], "no document that is annotated"),
        ([], "no document that is annotated"),
    ],
)
def test_label_studio_takes_one_annotation(take: Callable[..., Imported], annotations: Any, said: str | None) -> None:
    task = LABEL_STUDIO | {
        "annotations": annotations,
        "predictions": [{"result": [region("a", 0, 9, "PER", "Mira Voss")]}],
    }
    if said:
        with pytest.raises(GoldError, match=said):
            take("labelstudio", a_json=json.dumps([task]))
    else:
        assert len(brief(take("labelstudio", a_json=json.dumps([task])))) == 2


BRAT = "T1\tPER 0 9\tMira Voss\nT2\tLOC 29 36\tOrlovka\nT3\tNUM 42 44\t40\n"


@pytest.mark.parametrize(
    ("ann", "expected"),
    [
        ("T1\tPER 0 9\tMira Voss\n", [PERSON]),
        ("T1\tPER 0 4;5 9\tMira Voss\n", [PERSON]),
        (
            BRAT + "A1\tsure T1\nA2\treading T2 place\n#1\tAnnotatorNotes T2\tquite sure\n",
            [PERSON, ("places", "Orlovka", {"reading": "literal"}), ("quantities", "40", {"bound": "exact"})],
        ),
        (
            BRAT + "N1\tknown_as T1 Voss,M\tMira\nR1\tnear Arg1:T1 Arg2:T2\t\n*\tnear T1 T2\n",
            [
                ("actors", "Mira Voss", {"type": "person", "name": "Voss,M"}),
                PLACE,
                ("quantities", "40", {"bound": "exact"}),
            ],
        ),
        ("T1\tMISC 18 23\t3 May\n", []),
        ("T1\tPER 0 9\tMira Voss\r\n", [PERSON]),
        ("", []),
    ],
)
def test_brat(take: Callable[..., Imported], ann: str, expected: list[Any]) -> None:
    assert brief(take("brat", a_ann=ann, a_txt=TEXT)) == expected


def test_brat_fragments_are_parts_of_a_quote_and_events_arcs(take: Callable[..., Imported]) -> None:
    ann = "T1\tWHO 0 9\tMira Voss\nT2\tSAY 29 36;45 50\tOrlovka boats\nE1\tSAY:T2 said_by:T1\n"
    [line] = lines_of(take("brat", a_ann=ann, a_txt=TEXT).documents[0])
    assert [part["text"] for part in line["content"]] == ["Orlovka", "boats"]
    assert line["source"]["text"] == "Mira Voss"


PRODIGY = {
    "text": "Mira Voss left Orlovka.",
    "tokens": [
        {"text": "Mira", "start": 0, "end": 4, "id": 0, "ws": True},
        {"text": "Voss", "start": 5, "end": 9, "id": 1, "ws": True},
        {"text": "left", "start": 10, "end": 14, "id": 2, "ws": True},
        {"text": "Orlovka", "start": 15, "end": 22, "id": 3, "ws": False},
        {"text": ".", "start": 22, "end": 23, "id": 4, "ws": False},
    ],
    "spans": [
        {"start": 0, "end": 9, "token_start": 0, "token_end": 1, "label": "PER"},
        {"start": 15, "end": 22, "token_start": 3, "token_end": 3, "label": "LOC"},
    ],
    "relations": [
        {
            "head": 1, "child": 3, "label": "near",
            "head_span": {"start": 0, "end": 9, "token_start": 0, "token_end": 1, "label": "PER"},
            "child_span": {"start": 15, "end": 22, "token_start": 3, "token_end": 3, "label": "LOC"},
        }
    ],
    "_input_hash": 1, "_task_hash": 2, "_session_id": None, "_view_id": "relations", "answer": "accept",
}  # fmt: skip


def test_prodigy_takes_what_was_accepted(take: Callable[..., Imported]) -> None:
    rows = [PRODIGY, PRODIGY | {"answer": "reject"}, PRODIGY | {"answer": "ignore"}]
    found = take("prodigy", a_jsonl=lines(*rows))
    assert len(found.documents) == 1
    assert brief(found) == [PERSON, PLACE]
    assert not found.repairs


WEBANNO = """#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.Named|known_as|value
#T_RL=webanno.custom.Tie|label|BT_webanno.custom.Named


#Text=Mira Voss left Orlovka.
1-1\t0-4\tMira\tM\\_V[1]\tPER[1]\t_\t_\t
1-2\t5-9\tVoss\tM\\_V[1]\tPER[1]\t_\t_\t
1-3\t10-14\tleft\t_\t_\t_\t_\t
1-4\t15-22\tOrlovka\t*\tLOC\tnear\t1-1[1_0]\t
1-5\t22-23\t.\t_\t_\t_\t_\t

#Text=\U0001f6a4 Voss | 40
2-1\t24-26\t\U0001f6a4\t_\t_\t_\t_\t
2-2\t27-31\tVoss\t*[2]|*[3]\tPER[2]|MISC[3]\tnear|near\t1-4[0_2]|1-1[1_3]\t
2-3\t32-33\t|\t_\t_\t_\t_\t
2-4\t34-36\t40\t*\tNUM\t_\t_\t
"""


def test_webanno_tsv(take: Callable[..., Imported]) -> None:
    found = take("webanno", a_tsv=WEBANNO)
    assert found.documents[0].text == "Mira Voss left Orlovka. \U0001f6a4 Voss | 40"
    assert brief(found) == [
        ("actors", "Mira Voss", {"type": "person", "name": "M_V"}),
        ("actors", "Voss", {"type": "person"}),
        PLACE,
        ("quantities", "40", {"bound": "exact"}),
    ]


SLOTS = """#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue|coarseValue
#T_SP=webanno.custom.Named|value
#T_SP=webanno.custom.Happening|ROLE_webanno.custom.Happening:args_webanno.custom.HappeningArgsLink|webanno.custom.Named|value
#T_RL=webanno.custom.Tie|label|BT_webanno.custom.Named
#T_RL=de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency|DependencyType|BT_de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token


#Text=Mira Voss left Orlovka.
1-1\t0-4\tMira\tNNP\tPROPN\tPER[1]\t_\t_\t_\t_\t_\tflat\t1-2\t
1-2\t5-9\tVoss\tNNP\tPROPN\tPER[1]\t_\t_\t_\t_\t_\tnsubj\t1-3\t
1-3\t10-14\tleft\tVBD\tVERB\t_\twho;where\t1-1[1];1-4\tMOVE\t_\t_\t_\t_\t
1-3.1\t11-13\tef\t_\t_\tMISC[2]\t_\t_\t_\t_\t_\t_\t_\t
1-4\t15-22\tOrlovka\tNNP\tPROPN\tLOC\t_\t_\t_\tnear\t1-1[1_0]\tdobj\t1-3\t
"""  # as INCEpTION writes slots, parts of tokens and the layers of words


def test_webanno_slots_and_layers_of_words(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(SLOTS, encoding="utf-8")
    [found] = webanno.read(path)
    spans = {span.id: span.text for span in found.spans}
    assert [(span.label, span.text) for span in found.spans] == [
        ("PER", "Mira Voss"), ("MOVE", "left"), ("MISC", "ef"), ("LOC", "Orlovka")]  # fmt: skip
    assert sorted((arc.label, spans[arc.head], spans[arc.tail]) for arc in found.relations) == [
        ("near", "Mira Voss", "Orlovka"), ("where", "left", "Orlovka"), ("who", "left", "Mira Voss")]  # fmt: skip


def test_a_webanno_link_that_leads_nowhere_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(SLOTS.replace("1-1[1];1-4", "1-1[1];1-2[7]"), encoding="utf-8")
    with pytest.raises(GoldError, match="a link 'where' of Happening to '1-2\\[7\\]' leads to no span"):
        list(webanno.read(path))


TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>webanno.custom.Named</name><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>value</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
<featureDescription><name>known_as</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription></features></typeDescription>
<typeDescription><name>webanno.custom.Tie</name><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>label</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
<featureDescription><name>Governor</name><rangeTypeName>webanno.custom.Named</rangeTypeName></featureDescription>
<featureDescription><name>Dependent</name><rangeTypeName>webanno.custom.Named</rangeTypeName></featureDescription></features></typeDescription>
</types></typeSystemDescription>"""
XMI = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/>
<custom:Named xmi:id="3" sofa="2" begin="3" end="12" value="WHO"/>
<custom:Named xmi:id="4" sofa="2" begin="18" end="25" value="LOC" known_as="Orlovka town"/>
<custom:Named xmi:id="5" sofa="2" begin="18" end="32" value="SAY"/>
<custom:Tie xmi:id="6" sofa="2" begin="3" end="12" label="says" Governor="3" Dependent="5"/>
<cas:Sofa xmi:id="2" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="\U0001f6a4 Mira Voss said Orlovka burned."/>
<cas:View sofa="2" members="3 4 5 6"/>
</xmi:XMI>"""


def test_cas_xmi(take: Callable[..., Imported]) -> None:
    found = take("xmi", a_xmi=XMI, TypeSystem_xml=TYPES)
    assert brief(found) == [("places", "Orlovka", {"name": "Orlovka town"})]
    [quote] = [line for line in lines_of(found.documents[0]) if line["layer"] == "quotes"]
    assert (quote["content"][0]["text"], quote["source"]["text"]) == ("Orlovka burned", "Mira Voss")


PARSED = """<typeDescription><name>dkpro.Token</name><supertypeName>uima.tcas.Annotation</supertypeName></typeDescription>
<typeDescription><name>dkpro.Dependency</name><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>Governor</name><rangeTypeName>dkpro.Token</rangeTypeName></featureDescription>
<featureDescription><name>Dependent</name><rangeTypeName>dkpro.Token</rangeTypeName></featureDescription></features></typeDescription>
<typeDescription><name>webanno.custom.Link</name><supertypeName>uima.cas.TOP</supertypeName><features>
<featureDescription><name>role</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
<featureDescription><name>target</name><rangeTypeName>uima.tcas.Annotation</rangeTypeName></featureDescription></features></typeDescription>
<typeDescription><name>webanno.custom.Happening</name><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>args</name><rangeTypeName>uima.cas.FSArray</rangeTypeName><elementType>webanno.custom.Link</elementType></featureDescription></features></typeDescription>
</types>"""
LINKED = """<dkpro:Token xmi:id="10" sofa="2" begin="3" end="7"/><dkpro:Token xmi:id="11" sofa="2" begin="8" end="12"/>
<dkpro:Dependency xmi:id="12" sofa="2" begin="3" end="7" Governor="11" Dependent="10"/>
<custom:Link xmi:id="13" role="who" target="3"/>
<custom:Happening xmi:id="14" sofa="2" begin="13" end="17" args="13"/>
<cas:Sofa"""


def test_cas_xmi_slots_and_relations_of_words(tmp_path: Path) -> None:
    text = XMI.replace("<cas:Sofa", LINKED).replace('members="3 4 5 6"', 'members="3 4 5 6 10 11 12 14"')
    text = text.replace("xmlns:custom=", 'xmlns:dkpro="http:///dkpro.ecore" xmlns:custom=')
    (tmp_path / "a.xmi").write_text(text, encoding="utf-8")
    (tmp_path / "TypeSystem.xml").write_text(TYPES.replace("</types>", PARSED), encoding="utf-8")
    [found] = xmi.read(tmp_path / "a.xmi")
    spans = {span.id: span.text for span in found.spans}
    assert [(arc.label, spans[arc.head], spans[arc.tail]) for arc in found.relations] == [
        ("says", "Mira Voss", "Orlovka burned"), ("who", "said", "Mira Voss")]  # fmt: skip


def test_cas_xmi_without_its_package_names_the_extra(
    take: Callable[..., Imported], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = builtins.__import__

    def without(name: str, *args: Any, **kw: Any) -> Any:
        if name == "cassis":
            raise ImportError(name)
        return plain(name, *args, **kw)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ConfigError, match=r"dateline\[xmi\]"):
        take("xmi", a_xmi=XMI, TypeSystem_xml=TYPES)


CONLL = "-DOCSTART- -X- O O\n\nMira NNP B-NP {0}\nVoss NNP I-NP {1}\nleft VBD B-VP O\nOrlovka NNP B-NP {2}\n. . O O\n\n40 CD B-NP B-NUM\n"


@pytest.mark.parametrize(
    "tags",
    [
        ("B-PER", "I-PER", "B-LOC"),
        ("I-PER", "I-PER", "I-LOC"),
        ("B-PER", "E-PER", "S-LOC"),
        ("B-PER", "L-PER", "U-LOC"),
    ],
)
def test_conll_2003_in_any_scheme_of_tags(take: Callable[..., Imported], tags: Sequence[str]) -> None:
    found = take("conll2003", a_conll=CONLL.format(*tags))
    assert found.documents[0].text == "Mira Voss left Orlovka .\n40"
    assert brief(found) == [PERSON, PLACE, ("quantities", "40", {"bound": "exact"})]


def test_conll_2003_neighbours_and_documents(take: Callable[..., Imported]) -> None:
    found = take("conll2003", a_conll="Mira B-PER\nVoss B-PER\n\n-DOCSTART- O\n\nOrlovka I-LOC\nMira I-PER\n")
    assert [(d.doc_id, [row[1] for row in brief(found, n)]) for n, d in enumerate(found.documents)] == [
        ("a-1", ["Mira", "Voss"]),
        ("a-2", ["Mira", "Orlovka"]),
    ]


CONLLU = """# newdoc id = first
# sent_id = 1
# text = Mira Voss can't leave Orlovka.
1\tMira\tMira\tPROPN\tNNP\t_\t4\tnsubj\t_\tNER=B-PER
2\tVoss\tVoss\tPROPN\tNNP\t_\t1\tflat\t_\tNER=I-PER
3-4\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
3\tca\tcan\tAUX\tMD\t_\t5\taux\t_\t_
4\tn't\tnot\tPART\tRB\t_\t5\tadvmod\t_\t_
5\tleave\tleave\tVERB\tVB\t_\t0\troot\t_\t_
6\tOrlovka\tOrlovka\tPROPN\tNNP\t_\t5\tobj\t_\tSpaceAfter=No|NER=B-LOC
7\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_

# newdoc id = second
# text = 40
1\t40\t40\tNUM\tCD\t_\t0\troot\t_\tNER=S-NUM

"""


def test_conllu(take: Callable[..., Imported]) -> None:
    found = take("conllu", a_conllu=CONLLU)
    assert [d.doc_id for d in found.documents] == ["first", "second"]
    assert found.documents[0].text == "Mira Voss can't leave Orlovka."
    assert brief(found) == [PERSON, PLACE]
    assert brief(found, 1) == [("quantities", "40", {"bound": "exact"})]


def test_spacy_entities_and_span_groups(take: Callable[..., Imported]) -> None:
    doc = spacy.blank("en")(TEXT)
    doc.ents = [Span(doc, 0, 2, label="PER")]
    doc.spans["LOC"] = [Span(doc, 7, 8)]
    assert brief(take("spacy", a_spacy=DocBin(docs=[doc]).to_bytes())) == [PERSON, PLACE]


TIMEML = """<?xml version="1.0" ?>
<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<DOCID>boats</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2021-05-04" temporalFunction="false" functionInDocument="CREATION_TIME">May 4</TIMEX3></DCT>
<TITLE>Boats lost</TITLE>
<TEXT>
Orlovka &amp; Mirne lost <EVENT eid="e1">boats</EVENT> in <TIMEX3 tid="t1" type="DATE" value="2021-05" mod="START">early May</TIMEX3>.
</TEXT>
<MAKEINSTANCE eventID="e1" eiid="ei1"/>
</TimeML>"""


def test_timeml(take: Callable[..., Imported], names: LabelMap) -> None:
    with pytest.raises(GoldError, match=r"label 'EVENT' \(1\)"):
        take("timeml", a_tml=TIMEML)
    found = take("timeml", a_tml=TIMEML.replace('<EVENT eid="e1">boats</EVENT>', "boats"))
    [document] = found.documents
    assert (document.doc_id, document.published, document.title) == ("boats", "2021-05-04", "Boats lost")
    assert document.text.startswith("\nOrlovka & Mirne lost boats in early")
    assert brief(found) == [("dates", "early May", {"timex": "2021-05", "mod": "START", "kind": "date"})]


# Broken and hostile files.

ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("form", "files", "said"),
    [
        ("doccano", {"a_jsonl": "{"}, "a.jsonl:1: no JSON"),
        ("doccano", {"a_jsonl": "[" * 100_000}, "no JSON"),
        ("doccano", {"a_jsonl": '"text"'}, "a.jsonl:1: expected an object"),
        ("doccano", {"a_jsonl": '{"id": 1}'}, "a.jsonl:1: expected 'text' to be a text"),
        ("doccano", {"a_jsonl": '{"text": "a", "label": [[0, "1", "PER"]]}'}, "expected start, end and label"),
        ("doccano", {"a_jsonl": '{"text": "a", "entities": [{"label": "PER"}]}'}, "'start_offset' to be a whole number"),
        ("doccano", {"a_jsonl": lines({"id": 1, "text": "a"}, {"id": 1, "text": "b"})}, "document '1' is there twice"),
        ("doccano", {"a_jsonl": b"\xff\xfe"}, "byte 0 is no UTF-8"),
        ("labelstudio", {"a_json": '[{"data": {"text": "a"}, "annotations": [{"result": [{"type": "rectangle", "id": "a", "value": {}}]}]}]'}, "'rectangle' is none of a text's"),
        ("brat", {"a_ann": BRAT}, "expected a.txt beside it"),
        ("brat", {"a_ann": "T1 PER 0 9 Mira", "a_txt": TEXT}, "a.ann:1: expected id, label"),
        ("brat", {"a_ann": "oops", "a_txt": TEXT}, "a.ann:1: expected a line of brat's"),
        ("brat", {"a_ann": "A1\tsure T9", "a_txt": TEXT}, "a.ann:1: T9 is not there"),
        ("brat", {"a_ann": "R1\tnear Arg1:T1", "a_txt": TEXT}, "a.ann:1: expected a relation of two spans"),
        ("webanno", {"a_tsv": "1-1\t0-4\tMira"}, "a.tsv:1: expected #FORMAT"),
        ("webanno", {"a_tsv": "#FORMAT=WebAnno TSV 3.3\nMira\n"}, "a.tsv:2: expected token"),
        ("webanno", {"a_tsv": "#FORMAT=WebAnno TSV 3.3\n#T_CH=a.B|c\n"}, "chains"),
        ("webanno", {"a_tsv": "#FORMAT=WebAnno TSV 3.3\n#Text=a\n1-1\t99999999-99999999\ta\n"}, "a gap of 99999999"),
        ("xmi", {"a_xmi": XMI}, "expected TypeSystem.xml beside it"),
        ("xmi", {"a_xmi": ENTITIES + "<x>&b;</x>", "TypeSystem_xml": TYPES}, "declares XML entities"),
        ("xmi", {"a_xmi": "<x", "TypeSystem_xml": TYPES}, "no CAS"),
        ("conll2003", {"a_conll": "Mira B-PER\nVoss oops\n"}, "a.conll:2: expected a token and, last, its tag"),
        ("conllu", {"a_conllu": "1\tMira\n"}, "a.conllu:1: expected ten columns"),
        ("conllu", {"a_conllu": CONLLU.replace("leave Orlovka", "leave  Orlovka")}, "`# text` says"),
        ("spacy", {"a_spacy": b"no"}, "no DocBin"),
        ("spacy", {"a_spacy": zlib.compress(b"\x81\xa1a\x01")}, "no DocBin"),
        ("timeml", {"a_tml": "<TimeML/>"}, "expected TimeML with TEXT"),
        ("timeml", {"a_tml": ENTITIES + "<TimeML><TEXT>&b;</TEXT></TimeML>"}, "declares XML entities"),
        ("timeml", {"a_tml": "<TimeML>"}, "a.tml"),
        ("native", {"a_jsonl": '{"layer": "dates"}'}, "expected the document first"),
        ("native", {"a_jsonl": '{"layer": "document", "id": "a", "text": "a"}\n{"layer": "moods", "start": 0, "end": 1, "text": "a"}'}, "layer 'moods' is unknown"),
        ("native", {"a_jsonl": '{"layer": "document", "id": "a", "text": "a"}\n{"layer": "dates"}'}, "lacks 'start'"),
        ("prose", {"a_txt": "a"}, "Format 'prose' is unknown. Formats: native, doccano"),
    ],
)  # fmt: skip
def test_what_is_not_of_the_format_is_told(
    take: Callable[..., Imported], form: str, files: Mapping[str, Any], said: str
) -> None:
    with pytest.raises(GoldError) as err:
        take(form, **files)
    assert said in str(err.value)


def test_a_bomb_in_a_docbin_is_not_unpacked(take: Callable[..., Imported], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.gold.formats.docbin.MAX_UNPACKED", 1000)
    with pytest.raises(GoldError, match="unpacks to more than"):
        take("spacy", a_spacy=zlib.compress(b"\0" * 100_000))


def test_a_file_that_is_too_large_is_not_read(take: Callable[..., Imported], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.gold.formats.shape.MAX_BYTES", 10)
    with pytest.raises(GoldError, match="larger than"):
        take("doccano", a_jsonl=lines(DOCCANO))


def test_all_that_nothing_says_the_meaning_of_is_listed(take: Callable[..., Imported]) -> None:
    row = {
        "id": 1,
        "text": TEXT,
        "entities": [
            {"id": n, "label": label, "start_offset": 0, "end_offset": 4}
            for n, label in enumerate(("ORG", "ORG", "PER", "EVT"))
        ],
    }
    row["relations"] = [{"id": 1, "from_id": 0, "to_id": 2, "type": "owns"}]
    row["dateline"] = [{"start": 0, "end": 4, "label": "PER", "columns": {"mood": "sad"}}]
    with pytest.raises(GoldError) as err:
        take("doccano", a_jsonl=lines(row))
    assert "attribute 'mood' of 'PER' (1); label 'EVT' (1); label 'ORG' (2); relation 'owns' (1)" in str(err.value)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("labels = 3", "expected tables"),
        ("[label]", "got 'label'"),
        ('[labels]\nPER = "people"', "label 'PER': expected false, or a layer of actors"),
        ('[labels]\nPER = {layer = "actors", mood = "sad"}', "actors has no column 'mood'"),
        ('[relations]\nsaid = "by"', "relation 'said': expected false, or one of part"),
        ("[labels", "labels.toml"),
    ],
)
def test_a_map_that_is_wrong_is_told(tmp_path: Path, toml: str, said: str) -> None:
    (tmp_path / "labels.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(GoldError) as err:
        read_map(tmp_path / "labels.toml")
    assert said in str(err.value)


def test_the_map_that_readme_shows_is_one(tmp_path: Path) -> None:
    told = (ROOT / "README.md").read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0]
    (tmp_path / "labels.toml").write_text(told, encoding="utf-8")
    found = read_map(tmp_path / "labels.toml")
    assert found.target("PER") is not None
    assert found.relation("says") == ("source", True)


def test_only_quotes_may_be_in_pieces(take: Callable[..., Imported], tmp_path: Path) -> None:
    found = take("brat", a_ann="T1\tPER 0 4;29 36\tMira Orlovka\n", a_txt=TEXT)
    with pytest.raises(GoldError, match="in 2 pieces, which only quotes can be"):
        write_gold(found, tmp_path / "gold")
    assert not (tmp_path / "gold").exists()


# Offsets.

BOAT = (
    "\U0001f6a4\U0001f6a4 Mira Voss left Orlovka.\r\nAt 5 the café of Mira Voss burned in Orlovka.\r\nOrlovka sleeps."
)


def counted(text: str, words: str, nth: int, unit: str) -> tuple[int, int]:
    """Where words stand for the nth time, as a tool counts that has another unit, line end or mark."""
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    before, inside = text[:at], words
    if unit == "crlf":
        before = before.replace("\r\n", "\n")
    if unit == "lf":
        before = before.replace("\n", "\r\n")
    size: Callable[[str], int] = {
        "utf-16": lambda s: len(s.encode("utf-16-le")) // 2,
        "bytes": lambda s: len(s.encode()),
    }.get(unit, len)
    first = size(before) + (1 if unit == "mark" else 0)
    return first, first + size(inside)


SPOTS = (
    ("Mira Voss", 1, "PER"),
    ("Orlovka", 1, "LOC"),
    ("Mira Voss", 2, "PER"),
    ("Orlovka", 2, "LOC"),
    ("Orlovka", 3, "LOC"),
)


@pytest.mark.parametrize(
    ("unit", "text", "said"),
    [
        ("plain", BOAT, None),
        ("utf-16", BOAT, "UTF-16 units"),
        ("bytes", BOAT, "bytes"),
        ("crlf", BOAT, "line ends of two characters counted as one"),
        ("lf", BOAT.replace("\r", ""), "line ends of one character counted as two"),
        ("mark", BOAT, "the mark of byte order"),
        ("mark", "\ufeff" + BOAT, "the mark of byte order"),
        ("plain", "\ufeff" + BOAT, None),
    ],
)
def test_how_a_tool_counts_is_found_out(take: Callable[..., Imported], unit: str, text: str, said: str | None) -> None:
    clean = text.removeprefix("\ufeff")
    at = [(*counted(clean, words, nth, unit), label, words) for words, nth, label in SPOTS]
    ann = "".join(f"T{n}\t{label} {a} {b}\t{words}\n" for n, (a, b, label, words) in enumerate(at))
    found = take("brat", a_ann=ann, a_txt=text)
    assert not found.faults
    assert found.documents[0].text == clean
    right = [
        clean.index("Mira"),
        clean.rindex("Mira"),
        clean.index("Orlovka"),
        clean.index("Orlovka", clean.index("burned")),
        clean.rindex("Orlovka"),
    ]
    assert [line["start"] for line in lines_of(found.documents[0])] == right
    assert [said in r for r in found.repairs] == [True] if said else not found.repairs


def test_units_are_found_out_by_borders_where_a_tool_says_no_words(take: Callable[..., Imported]) -> None:
    text = BOAT.replace("\r", "")
    spans = [[*counted(text, words, nth, "utf-16"), label] for words, nth, label in SPOTS]
    found = take("doccano", a_jsonl=lines({"id": 1, "text": text, "label": spans}))
    assert [row[1] for row in brief(found)] == ["Mira Voss", "Mira Voss", "Orlovka", "Orlovka", "Orlovka"]
    assert ["UTF-16" in r for r in found.repairs] == [True]


@pytest.mark.parametrize(
    ("text", "span", "words", "repaired", "fault"),
    [
        (TEXT, (0, 10), "Mira Voss ", "Mira Voss", None),  # a trailing space
        (TEXT, (28, 36), " Orlovka", "Orlovka", None),
        (TEXT, (9, 10), " ", None, "nothing but spaces"),
        ("Yesterday " + TEXT, (29, 36), "Orlovka", "Orlovka", None),  # the text was changed, the words stand once
        ("Orlovka! " + TEXT, (29, 36), "Orlovka", None, "the annotation 'Orlovka'"),  # twice: which one?
        (TEXT.replace("Orlovka", "Mirne"), (29, 36), "Orlovka", None, "the text has 'Mirne l'"),
        (TEXT.replace("Orlovka", "Orlovkas"), (20, 27), "Orlovka", None, "the annotation 'Orlovka'"),
        (TEXT, (290, 360), "Orlovka", "Orlovka", None),
        (TEXT, (290, 360), "Mirne", None, "the text has 51 characters"),
        (TEXT, (5, 5), "", None, "characters"),
    ],
)  # fmt: skip
def test_what_is_certain_is_repaired_and_what_is_not_is_told(
    take: Callable[..., Imported], text: str, span: tuple[int, int], words: str, repaired: str | None, fault: str | None
) -> None:
    found = take("brat", a_ann=f"T1\tLOC {span[0]} {span[1]}\t{words}\n", a_txt=text)
    assert [row[1] for row in brief(found)] == ([repaired] if repaired else [])
    assert [fault in said and "a: " in said for said in found.faults] == ([True] if fault else [])
    assert bool(found.repairs) == bool(repaired)


def test_words_that_moved_stay_between_their_neighbours(take: Callable[..., Imported]) -> None:
    ann = "T1\tPER 0 9\tMira Voss\nT2\tLOC 10 14\tOrlovka\nT3\tNUM 15 17\t40\n"
    found = take("brat", a_ann=ann, a_txt="Mira Voss left 40 boats at Orlovka.")
    assert [row[1] for row in brief(found)] == ["Mira Voss", "40"]
    assert len(found.faults) == 1


def test_a_span_that_nothing_proves_is_left_out_only_where_it_could_be_another(take: Callable[..., Imported]) -> None:
    odd = take("doccano", a_jsonl=lines({"id": 1, "text": BOAT, "label": [[3, 12, "PER"], [20, 23, "LOC"]]}))
    assert [row[1] for row in brief(odd)] == ["Mira Voss"]
    assert ["no words to prove it by" in said for said in odd.faults] == [True]
    plain = take("doccano", a_jsonl=lines({"id": 1, "text": "a 30km walk", "label": [[2, 4, "NUM"]]}))
    assert [row[1] for row in brief(plain)] == ["30"]


# There and back.

GOLD = ROOT / "corpus" / "gold"


def same(one: Sequence[GoldDocument], other: Sequence[GoldDocument]) -> bool:
    return [_told(d) for d in one] == [_told(d) for d in other]


def _told(document: GoldDocument) -> Any:
    rows = {layer: sorted(map(repr, map(_sorted, found))) for layer, found in document.rows.items()}
    return document.doc_id, document.text, document.published, rows, sorted(map(repr, map(_sorted, document.claims)))


def _sorted(line: Any) -> Any:
    if isinstance(line, dict):
        return sorted((k, _sorted(v)) for k, v in line.items())
    return [_sorted(v) for v in line] if isinstance(line, list) else line


@pytest.mark.parametrize("form", formats.WRITTEN)
@pytest.mark.parametrize("part", ["dev", "test", "second"])
def test_gold_comes_back_as_it_went(tmp_path: Path, form: str, part: str) -> None:
    export(GOLD / part, form, tmp_path / "out")
    found = imported([tmp_path / "out"], form)
    assert (found.repairs, found.faults) == ([], [])
    write_gold(found, tmp_path / "gold")
    assert same(read_gold(tmp_path / "gold"), read_gold(GOLD / part))


WORDS = st.sampled_from(
    [
        "Mira",
        "Voss",
        "40",
        "\U0001f6a4",
        "café",
        "l'été",
        "-",
        "\r\n",
        "\n",
        "3.",
        "«Orlovka»",
        "a|b",
        "]",
        "\t",
        "null",
        "\u2028",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=25).map(" ".join)
COLUMNS: Mapping[str, st.SearchStrategy[Any]] = {
    "name": st.one_of(st.sampled_from(["Mira", "null", "40", '"a"', "{", " a", "a\nb", "", "true", "Ö, ä;|"]), st.text(max_size=6)).map(lambda s: s.encode("utf-8", "replace").decode()),
    "optional": st.just(True),
    "country": st.sampled_from(["UKR", None]),
    "kind": st.sampled_from(["name", "city", "date", "count"]),
    "value": st.one_of(st.none(), st.integers(-5, 10**6), st.floats(-5, 5)),
    "date_start": st.sampled_from([None, "2025-06-11"]),
    "negated": st.booleans(),
}  # fmt: skip
OF_LAYER = {
    "actors": ("name", "optional", "country", "kind"),
    "places": ("name", "country", "kind"),
    "dates": ("date_start", "kind"),
    "quantities": ("value", "negated", "optional"),
    "regions": ("kind",),
}


@st.composite
def documents(draw: st.DrawFn) -> Annotated:
    """A document with lines of every layer on words of its text."""
    text = draw(TEXTS)
    places = [n for n, char in enumerate(text) if not char.isspace()]
    if not places:
        text, places = "a", [0]

    def at() -> Line:
        start, end = sorted((draw(st.sampled_from(places)), draw(st.sampled_from(places))))
        return {"start": start, "end": end + 1, "text": text[start : end + 1]}

    found: list[Line] = []
    for layer in draw(st.lists(st.sampled_from(PLAIN), max_size=6)):
        columns = {c: draw(COLUMNS[c]) for c in OF_LAYER[layer] if draw(st.booleans())}
        found.append({"layer": layer, **at(), **columns})
    for _ in range(draw(st.integers(0, 2))):
        source = at() if draw(st.booleans()) else None
        content = sorted((at() for _ in range(draw(st.integers(1, 2)))), key=lambda p: (p["start"], p["end"]))
        found.append(
            {
                "layer": "quotes",
                "kind": draw(st.sampled_from(["direct", "mixed"])),
                "content": content,
                "source": source,
                "cue": None,
            }
        )
    for _ in range(draw(st.integers(0, 2))):
        agents = draw(st.lists(COLUMNS["name"], max_size=2))
        found.append(
            {
                "layer": "claims",
                **at(),
                "trigger": at(),
                "event_type": "AID",
                "mode": None,
                "agent": agents,
                "recipient": [],
                "places": ["Orlovka"],
                "quantities": [],
                "alt": {"agent": [agents]},
                "source": draw(COLUMNS["name"]),
            }
        )
    title = draw(st.sampled_from([None, "Boats"]))
    return annotated_of(
        draw(st.sampled_from(["a", "a/b", "..", "ä ö?", "x" * 300])),
        text,
        found,
        published=draw(COLUMNS["date_start"]),
        title=title,
    )


@pytest.mark.parametrize("form", formats.WRITTEN)
def test_nothing_is_lost_there_and_back(form: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    @given(documents())
    @settings(max_examples=25, deadline=None)
    def check(document: Annotated) -> None:
        folder = tmp_path_factory.mktemp("out")
        formats.of(form, written=True).write([document], folder)
        found = imported([folder], form)
        assume(
            not any("in more than one way" in fault for fault in found.faults)
        )  # "Mira Mira": refused, never guessed
        assert not found.faults
        [back] = found.documents
        assert (back.doc_id, back.text, back.published, back.title) == (
            document.doc_id,
            document.text,
            document.published,
            document.title,
        )
        assert sorted(map(repr, map(_sorted, lines_of(back)))) == sorted(map(repr, map(_sorted, lines_of(document))))

    check()


def test_label_studio_counts_in_utf_16_and_its_config_names_all_that_tasks_use(tmp_path: Path) -> None:
    document = annotated_of(
        "a",
        "\U0001f6a4 Mira",
        [{"layer": "actors", "start": 2, "end": 6, "text": "Mira", "kind": "name", "name": "Mira <Voss>"}],
    )
    formats.of("labelstudio", written=True).write([document], tmp_path)
    [task] = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    results = task["predictions"][0]["result"]
    assert (results[0]["value"]["start"], results[0]["value"]["end"]) == (3, 7)
    config = etree.parse(tmp_path / "config.xml").getroot()
    tags = {tag.get("name") for tag in config.iter() if tag.get("name")}
    assert {r["from_name"] for r in results} | {r["to_name"] for r in results} <= tags
    assert [tag.get("value") for tag in config.iter("Label")] == list(LABELS)
    menu = next(tag for tag in config.iter("Choices") if tag.get("name") == "actors-kind")
    assert tuple(choice.get("value") for choice in menu) == choices("actors")["kind"]


def test_gold_moves_onto_the_text_of_the_tables(tmp_path: Path, names: LabelMap) -> None:
    from dateline.gold.formats.offsets import prove, realigned

    (tmp_path / "a.jsonl").write_text(
        lines({"id": 1, "text": TEXT, "label": [[0, 9, "PER"], [29, 36, "LOC"]]}), encoding="utf-8"
    )
    [document] = read_files([tmp_path / "a.jsonl"], "doccano")
    moved = realigned(prove(document).document, "Orlovka burns\n\nMira Voss said  on 3 May that Mirne lost 40 boats.")
    assert [(span.start, span.text) for span in moved.document.spans] == [(15, "Mira Voss")]
    assert ["'Orlovka': not in the other text" in said for said in moved.faults] == [True]


def test_random_bytes_are_no_export(tmp_path: Path) -> None:
    chance = random.Random(3)
    for form in formats.READ:
        for n in range(15):
            path = tmp_path / f"{n}{formats.of(form).SUFFIXES[0]}"
            path.write_bytes(
                chance.randbytes(chance.choice((0, 1, 60))) if n % 2 else json.dumps([{"text": n}]).encode()
            )
            with pytest.raises((GoldError, ConfigError)):
                imported([path], form)
            path.unlink()
