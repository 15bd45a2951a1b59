# ruff: noqa: C405, E501, E741, N803, N806, SIM115
"""PLOVER gold-standard records scorer (stdlib): who did what to whom, one main event per sentence.
 event_score.py data/plover/gsr.json PRED.jsonl   PRED lines {"id","event"(optional),"source":[str],"target":[str]}
Event: accuracy and macro-F1 (FIGHT counted with ASSAULT, see CAMEO2PLOVER). Actors: one-to-one, match = shared content word
(any word of 3+ letters or capitalised, case-insensitive); source, target and role-free ('any') P/R/F1."""

import json
import re
import sys
from collections import Counter

M = {"FIGHT": "ASSAULT", "DISAPPROVE": "ACCUSE", "DEMAND": "REQUEST"}
STOP = set(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "in",
        "for",
        "to",
        "by",
        "on",
        "with",
        "from",
        "at",
        "new",
        "two",
        "his",
        "her",
        "their",
        "its",
    ]
)


def words(s):
    return {w.lower() for w in re.findall(r"[^\W_]+", s) if (len(w) > 2 or w.isupper()) and w.lower() not in STOP}


def match(G, P):
    c = sorted(
        (-len(words(g) & words(p)) / len(words(g) | words(p)), g != p, i, j)
        for i, g in enumerate(G)
        for j, p in enumerate(P)
        if words(g) & words(p)
    )
    a, b = set(), set()
    for _, _, i, j in c:
        if i not in a and j not in b:
            a.add(i)
            b.add(j)
    return len(a)


def main():
    G = json.load(open(sys.argv[1]))
    P = {d["id"]: d for d in map(json.loads, open(sys.argv[2]))} if len(sys.argv) > 2 else {g["id"]: g for g in G}
    C = {k: [0, 0, 0] for k in ("source", "target", "any", "role_ok")}
    ev = []
    for g in G:
        p = P.get(g["id"], {})
        ps, pt = [x for x in p.get("source", []) if x], [x for x in p.get("target", []) if x]
        gs, gt = [x for x in g["source"] if words(x)], [x for x in g["target"] if words(x)]
        ps, pt = [x for x in ps if words(x)], [x for x in pt if words(x)]
        for k, a, b in (("source", gs, ps), ("target", gt, pt), ("any", gs + gt, ps + pt)):
            C[k][0] += match(a, b)
            C[k][1] += len(a)
            C[k][2] += len(b)
        ev.append((M.get(g["event"], g["event"]), M.get(p.get("event"), p.get("event"))))
    for k, (t, n, m) in C.items():
        if n:
            pr, r = t / m if m else 0, t / n
            print(f"{k:7s} P {pr:.4f} R {r:.4f} F1 {2 * pr * r / (pr + r) if pr + r else 0:.4f} gold {n} pred {m}")
    if any(p for _, p in ev):
        lab = Counter(a for a, _ in ev)
        f = []
        for l in lab:
            tp = sum(a == b == l for a, b in ev)
            q = sum(b == l for _, b in ev)
            f.append(2 * tp / (lab[l] + q) if lab[l] + q else 0)
        print(
            f"event acc {sum(a == b for a, b in ev) / len(ev):.4f} macroF1 {sum(f) / len(f):.4f} n {len(ev)} classes {len(lab)} majority {max(lab.values()) / len(ev):.4f}"
        )


main()
