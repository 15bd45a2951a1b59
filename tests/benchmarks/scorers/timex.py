# ruff: noqa: B007, C408, E501, SIM115
"""Independent TIMEX3 scorer for TimeML folders. Python 3.11, standard library only.

  score_timex.py score GOLD_DIR PRED.jsonl [--json] [--per-type] [--errors OUT.jsonl]
  score_timex.py dump  GOLD_DIR OUT.jsonl          {doc, dct, text} per .tml
  score_timex.py gold  GOLD_DIR OUT.jsonl          the gold itself as predictions
  score_timex.py tml   DIR      OUT.jsonl          the TIMEX3 of system .tml files as predictions (same TEXT)
  score_timex.py stats GOLD_DIR

Predictions: one JSON object a line, {doc, start, end, value, type}; doc is the file name without .tml;
start/end are character offsets into the TEXT content with its tags removed and its entities decoded (what
`dump` gives). The DCT TIMEX3 (outside TEXT) and empty TIMEX3 tags are not gold.

Measures, as in TempEval-3 (UzZaman et al. 2013, section 5):
  strict   same start and end                relaxed  at least one shared character (not whitespace)
  value F1 P = correct values / predictions, R = correct values / gold, correct = relaxed match + same value
  type F1  the same with type
  value acc. = correct values / relaxed matches in the gold (the factor between relaxed F1 and value F1)
  strict+value F1: strict span and value
Matching is one to one: strict pairs first, then by the largest overlap. Values compare as strings after
strip(), exactly as the TE3 toolkit does (no equivalences, so P1W != P7D and T21:30 != T09:30PM).
Values of Parquet-friendly systems must therefore be TIMEX3 values (2013-03-22, 2013-W11, P10Y, PAST_REF ...).
"""

import argparse
import collections
import html
import json
import os
import re
import sys

TAG = re.compile(r"<[^>]*>", re.S)
OPEN = re.compile(r"<TIMEX3\b([^>]*?)(/?)>", re.S)
ATTR = re.compile(r'([A-Za-z_:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')', re.S)


def attrs(s):
    return {k: html.unescape(a or b) for k, a, b in ATTR.findall(s)}


def parse(path):
    """-> {doc, dct, text, timex: [{tid,start,end,text,type,value}]}"""
    raw = open(path, encoding="utf-8", errors="replace", newline="").read().replace("\r\n", "\n")
    doc = os.path.basename(path)[:-4] if path.endswith(".tml") else os.path.basename(path)
    dct = None
    m = re.search(r"<DCT\b[^>]*>(.*?)</DCT>", raw, re.S)
    scope = m.group(1) if m else ""
    t = OPEN.search(scope)
    if t:
        dct = attrs(t.group(1)).get("value")
    if dct is None:
        for t in OPEN.finditer(raw):
            a = attrs(t.group(1))
            if a.get("functionInDocument") == "CREATION_TIME":
                dct = a.get("value")
                break
    m = re.search(r"<TEXT\b[^>]*>(.*?)</TEXT>", raw, re.S)
    if not m:
        raise ValueError("no TEXT in " + path)
    body, out, n, pos, stack, tx = m.group(1), [], 0, 0, [], []
    for t in TAG.finditer(body):
        s = html.unescape(body[pos : t.start()])
        out.append(s)
        n += len(s)
        pos = t.end()
        tag = t.group(0)
        if re.match(r"<TIMEX3\b", tag) and not tag.endswith("/>"):
            stack.append((n, attrs(tag)))
        elif re.match(r"</TIMEX3\s*>", tag) and stack:
            b, a = stack.pop()
            tx.append((b, n, a))
    out.append(html.unescape(body[pos:]))
    text = "".join(out)
    timex = []
    for b, e, a in sorted(tx, key=lambda x: (x[0], -x[1])):
        while b < e and text[b].isspace():
            b += 1
        while e > b and text[e - 1].isspace():
            e -= 1
        if b == e or (a.get("functionInDocument") == "CREATION_TIME" and a.get("tid") == "t0" and dct is None):
            continue
        timex.append(
            dict(
                tid=a.get("tid"),
                start=b,
                end=e,
                text=text[b:e],
                type=(a.get("type") or "").strip(),
                value=(a.get("value") or a.get("val") or "").strip(),
            )
        )
    return dict(doc=doc, dct=dct, text=text, timex=timex)


def load(folder):
    fs = sorted(f for f in os.listdir(folder) if f.endswith(".tml") and not f.startswith("._"))
    if not fs:
        sys.exit("no .tml in " + folder)
    return {d["doc"]: d for d in (parse(os.path.join(folder, f)) for f in fs)}


def match(gold, pred):
    """one-to-one pairs (gi, pi, strict)"""
    pairs, gu, pu = [], set(), set()
    idx = {}
    for j, p in enumerate(pred):
        idx.setdefault((p["start"], p["end"]), []).append(j)
    for i, g in enumerate(gold):
        for j in idx.get((g["start"], g["end"]), []):
            if j not in pu:
                pairs.append((i, j, True))
                gu.add(i)
                pu.add(j)
                break
    cand = []
    for i, g in enumerate(gold):
        if i in gu:
            continue
        for j, p in enumerate(pred):
            if j in pu:
                continue
            o = min(g["end"], p["end"]) - max(g["start"], p["start"])
            if o > 0:
                cand.append((-o, i, j))
    for o, i, j in sorted(cand):
        if i in gu or j in pu:
            continue
        gu.add(i)
        pu.add(j)
        pairs.append((i, j, False))
    return pairs


def prf(tp, np_, ng):
    p = tp / np_ if np_ else 0.0
    r = tp / ng if ng else 0.0
    return dict(p=p, r=r, f1=2 * p * r / (p + r) if p + r else 0.0, tp=tp)


def score(gold, preds, errors=None):
    c = collections.Counter()
    bt = collections.defaultdict(collections.Counter)
    unknown = set(preds) - set(gold)
    if unknown:
        print("warning: predictions for unknown docs ignored:", sorted(unknown)[:5], file=sys.stderr)
    for doc, d in gold.items():
        text = d["text"]
        g = d["timex"]
        p = []
        seen = set()
        for x in preds.get(doc, []):
            b, e = int(x["start"]), int(x["end"])
            if not 0 <= b < e <= len(text):
                raise SystemExit(f"bad span {x} in {doc}")
            while b < e and text[b].isspace():
                b += 1
            while e > b and text[e - 1].isspace():
                e -= 1
            if b == e or (b, e) in seen:
                continue
            seen.add((b, e))
            p.append(
                dict(start=b, end=e, value=str(x.get("value") or "").strip(), type=str(x.get("type") or "").strip())
            )
        pairs = match(g, p)
        c["gold"] += len(g)
        c["pred"] += len(p)
        mg, mp = set(), set()
        for i, j, s in pairs:
            mg.add(i)
            mp.add(j)
            v = g[i]["value"] == p[j]["value"]
            t = g[i]["type"] == p[j]["type"]
            c["relaxed"] += 1
            c["strict"] += s
            c["value"] += v
            c["type"] += t
            c["strictvalue"] += s and v
            b = bt[g[i]["type"]]
            b["relaxed"] += 1
            b["value"] += v
            b["strict"] += s
            if errors is not None and not (v and s):
                errors.append(
                    dict(
                        kind="value" if not v else "span",
                        doc=doc,
                        gold=g[i]["text"],
                        gold_value=g[i]["value"],
                        gold_type=g[i]["type"],
                        pred=text[p[j]["start"] : p[j]["end"]],
                        pred_value=p[j]["value"],
                        pred_type=p[j]["type"],
                        dct=d["dct"],
                        context=text[max(0, g[i]["start"] - 60) : g[i]["end"] + 40].replace("\n", " "),
                    )
                )
        for i, x in enumerate(g):
            bt[x["type"]]["gold"] += 1
            if errors is not None and i not in mg:
                errors.append(
                    dict(
                        kind="missed",
                        doc=doc,
                        gold=x["text"],
                        gold_value=x["value"],
                        gold_type=x["type"],
                        dct=d["dct"],
                        context=text[max(0, x["start"] - 60) : x["end"] + 40].replace("\n", " "),
                    )
                )
        for j, x in enumerate(p):
            if errors is not None and j not in mp:
                errors.append(
                    dict(
                        kind="spurious",
                        doc=doc,
                        pred=text[x["start"] : x["end"]],
                        pred_value=x["value"],
                        pred_type=x["type"],
                        dct=d["dct"],
                        context=text[max(0, x["start"] - 60) : x["end"] + 40].replace("\n", " "),
                    )
                )
    r = {k: prf(c[k], c["pred"], c["gold"]) for k in ("strict", "relaxed", "value", "type", "strictvalue")}
    r["value_acc"] = c["value"] / c["relaxed"] if c["relaxed"] else 0.0
    r["docs"], r["gold"], r["pred"] = len(gold), c["gold"], c["pred"]
    r["by_type"] = {k: dict(v) for k, v in sorted(bt.items())}
    return r


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("cmd", choices=["score", "dump", "gold", "tml", "stats"])
    ap.add_argument("dir")
    ap.add_argument("file", nargs="?")
    ap.add_argument("--json", action="store_true")
    ap.add_argument("--per-type", action="store_true")
    ap.add_argument("--errors")
    a = ap.parse_args()
    gold = load(a.dir)
    if a.cmd == "stats":
        t = collections.Counter(x["type"] for d in gold.values() for x in d["timex"])
        print(
            json.dumps(
                dict(
                    docs=len(gold),
                    timex=sum(t.values()),
                    words=sum(len(d["text"].split()) for d in gold.values()),
                    no_dct=sum(d["dct"] is None for d in gold.values()),
                    types=t,
                )
            )
        )
        return
    if a.cmd != "score":
        with open(a.file, "w", encoding="utf-8") as o:
            for d in gold.values():
                if a.cmd == "dump":
                    o.write(json.dumps(dict(doc=d["doc"], dct=d["dct"], text=d["text"]), ensure_ascii=False) + "\n")
                else:
                    for x in d["timex"]:
                        o.write(
                            json.dumps(
                                dict(
                                    doc=d["doc"],
                                    start=x["start"],
                                    end=x["end"],
                                    value=x["value"],
                                    type=x["type"],
                                    text=x["text"],
                                ),
                                ensure_ascii=False,
                            )
                            + "\n"
                        )
        return
    preds = collections.defaultdict(list)
    for line in open(a.file, encoding="utf-8"):
        if line.strip():
            x = json.loads(line)
            preds[x["doc"]].append(x)
    err = [] if a.errors else None
    r = score(gold, preds, err)
    if err is not None:
        with open(a.errors, "w", encoding="utf-8") as o:
            for e in err:
                o.write(json.dumps(e, ensure_ascii=False) + "\n")
    if a.json:
        print(json.dumps(r))
        return
    print(f"docs {r['docs']}  gold {r['gold']}  pred {r['pred']}")
    for k, n in (
        ("strict", "strict"),
        ("relaxed", "relaxed"),
        ("type", "type F1"),
        ("value", "value F1"),
        ("strictvalue", "strict+value"),
    ):
        x = r[k]
        print(f"{n:13s} P {x['p']:.4f}  R {x['r']:.4f}  F1 {x['f1']:.4f}  ({x['tp']})")
    print(f"value acc.    {r['value_acc']:.4f}  (among relaxed matches)")
    if a.per_type:
        for k, v in r["by_type"].items():
            print(
                f"  {k:9s} gold {v.get('gold', 0):5d} found {v.get('relaxed', 0):5d} strict {v.get('strict', 0):5d} value {v.get('value', 0):5d}"
            )


if __name__ == "__main__":
    main()
