# ruff: noqa: B007, E501, E731, E741, N803, N806, RET503, SIM115
"""Attribution / quotation scorer, stdlib only.

  quote_score.py prepare POLNEAR/data/SPLIT OUT.jsonl     brat standoff -> {"id","text","quotes":[{"speaker","cue","content","kind"}]}
  quote_score.py score GOLD.jsonl PRED.jsonl [--kind direct|mixed|indirect|reported] [--json]

A quote = {"speaker":[[s,e],...], "cue":[[s,e],...], "content":[[s,e],...]} in character offsets; any part may be empty.
kind (from gold text only): direct = content is wholly inside quotation marks, mixed = contains a quotation mark,
indirect = none.  "reported" = direct+mixed+indirect whose cue is a reporting verb (drops wants/likes/believes mental states).
Metrics
  content_any / content_50 / content_exact : one-to-one matches by character overlap >0, IoU>=0.5, IoU==1 (ignoring outer quotes/space)
  tokens      : word-level micro P/R/F1 over content
  speaker_acc : of content_50 matches with a gold speaker, share whose predicted speaker overlaps a gold speaker span
  speaker_str : same, but a predicted speaker *string* equal to or containing the gold head token also counts (coref-tolerant no)
  joint_50    : content IoU>=0.5 and speaker overlap (gold without speaker is satisfied by a prediction without one)
  cue         : one-to-one overlap
With --kind, gold is filtered; predictions that match a gold quote of another kind are ignored, others stay as errors.
"""

import argparse
import glob
import json
import os
import re
from collections import defaultdict

REPORT = {
    "say",
    "tell",
    "claim",
    "state",
    "announce",
    "report",
    "confirm",
    "deny",
    "accord",
    "note",
    "add",
    "warn",
    "argue",
    "insist",
    "declare",
    "acknowledge",
    "admit",
    "assert",
    "allege",
    "suggest",
    "explain",
    "write",
    "tweet",
    "reply",
    "respond",
    "ask",
    "call",
    "accuse",
    "describe",
    "promise",
    "vow",
    "pledge",
    "urge",
    "demand",
    "predict",
    "estimate",
    "cite",
    "quote",
    "stress",
    "emphasize",
    "reiterate",
    "conclude",
    "comment",
    "remark",
    "recall",
    "reveal",
    "point",
    "contend",
    "maintain",
    "complain",
    "joke",
    "hint",
    "indicate",
    "testify",
    "blast",
    "criticize",
    "praise",
    "charge",
    "caution",
    "concede",
    "propose",
    "refer",
}


def lemma(w):
    w = w.lower()
    irr = {
        "said": "say",
        "says": "say",
        "saying": "say",
        "told": "tell",
        "tells": "tell",
        "telling": "tell",
        "wrote": "write",
        "written": "write",
        "denied": "deny",
        "denies": "deny",
        "denying": "deny",
        "according": "accord",
        "replied": "reply",
        "admitted": "admit",
        "referred": "refer",
        "testified": "testify",
    }
    if w in irr:
        return irr[w]
    for suf, rep in (
        ("ing", ""),
        ("ing", "e"),
        ("ied", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("es", ""),
        ("es", "e"),
        ("s", ""),
    ):
        if w.endswith(suf) and w[: -len(suf)] + rep in REPORT:
            return w[: -len(suf)] + rep
    return w


def spans(s):
    return [[int(x) for x in p.split()] for p in s.split(";")]


def txt(T, sp):
    return " ".join(T[a:b] for a, b in sp)


def kind(T, content):
    c = txt(T, content).strip()
    q = "\"“”‘’'" if False else '"“”'
    if not any(x in c for x in q):
        a = content[0][0]
        b = content[-1][1]
        if a > 0 and T[a - 1] in '"“' and b < len(T) and T[b] in '"”':
            return "direct"
        return "indirect"
    if c[0] in '"“' and c.rstrip(".,;: ")[-1] in '"”' and len(re.findall(r'["“”]', c)) % 2 == 0:
        inner = re.sub(r'["“][^"“”]*["”]', "", c)
        return "direct" if len(inner.split()) <= 1 else "mixed"
    return "mixed"


def prepare(d, out):
    n = 0
    with open(out, "w", encoding="utf-8") as f:
        for tp in sorted(glob.glob(os.path.join(d, "text", "*.txt"))):
            base = os.path.basename(tp)[:-4]
            T = open(tp, encoding="utf-8", newline="").read()
            anns = sorted(
                glob.glob(os.path.join(glob.escape(os.path.join(d, "attributions")), glob.escape(base) + "_????.ann"))
            )
            if not anns:
                continue
            tb, quotes = {}, []
            for l in open(anns[0], encoding="utf-8"):
                l = l.rstrip("\n")
                if re.match(r"T\d+\t", l):
                    i, m, *_ = l.split("\t")
                    t, _, r = m.partition(" ")
                    tb[i] = (t, spans(r))
            for l in open(anns[0], encoding="utf-8"):
                if re.match(r"E\d+\t", l):
                    q = defaultdict(list)
                    for a in l.split("\t")[1].split():
                        role, _, i = a.partition(":")
                        role = re.sub(r"\d+$", "", role)
                        if role in ("Source", "Cue", "Content") and i in tb:
                            q[role] += tb[i][1]
                    if not q["Content"]:
                        continue
                    for k in q:
                        q[k].sort()
                    cue = txt(T, q["Cue"])
                    rep = any(lemma(w) in REPORT for w in re.findall(r"[A-Za-z]+", cue))
                    quotes.append(
                        {
                            "speaker": q["Source"],
                            "cue": q["Cue"],
                            "content": q["Content"],
                            "kind": kind(T, q["Content"]),
                            "reported": rep,
                        }
                    )
                    n += 1
            f.write(json.dumps({"id": base, "text": T, "quotes": quotes}, ensure_ascii=False) + "\n")
    print(n, "attributions ->", out)


TRIM = set(" \t\r\n\"“”‘’'.,;:")


def chars(T, sp, trim=True):
    s = set()
    for a, b in sp:
        if trim:
            while a < b and T[a] in TRIM:
                a += 1
            while b > a and T[b - 1] in TRIM:
                b -= 1
        s.update(i for i in range(a, b) if not T[i].isspace())
    return s


def toks(T, sp):
    return {m.start() + a for a, b in sp for m in re.finditer(r"\w+", T[a:b])}


def prf(tp, g, p):
    P = tp / p if p else 0.0
    R = tp / g if g else 0.0
    return {"P": P, "R": R, "F1": 2 * P * R / (P + R) if P + R else 0.0, "tp": tp, "gold": g, "pred": p}


def match(A, B, thr):
    c = []
    for i, a in enumerate(A):
        for j, b in enumerate(B):
            o = len(a & b)
            if o:
                iou = o / len(a | b)
                if iou >= thr:
                    c.append((-iou, i, j))
    ua, ub, m = set(), set(), []
    for w, i, j in sorted(c):
        if i not in ua and j not in ub:
            ua.add(i)
            ub.add(j)
            m.append((i, j))
    return m


def score(gold, pred, k=None):
    C = defaultdict(lambda: [0, 0, 0])
    sp = [0, 0]
    for d in gold:
        T = d["text"]
        P = pred.get(d["id"], [])
        G = d["quotes"]
        if k:
            sel = lambda q: q["reported"] if k == "reported" else q["kind"] == k
            Gall = [chars(T, q["content"]) for q in G]
            Pc = [chars(T, q["content"]) for q in P]
            drop = {j for i, j in match(Gall, Pc, 1e-9) if not sel(G[i])}
            P = [q for j, q in enumerate(P) if j not in drop]
            G = [q for q in G if sel(q)]
        Gc = [chars(T, q["content"]) for q in G]
        Pc = [chars(T, q["content"]) for q in P]
        for name, thr in (("content_any", 1e-9), ("content_50", 0.5), ("content_exact", 1.0)):
            m = match(Gc, Pc, thr)
            C[name][0] += len(m)
            C[name][1] += len(G)
            C[name][2] += len(P)
            if name == "content_50":
                j = 0
                for a, b in m:
                    gs = chars(T, G[a]["speaker"], 0)
                    ps = chars(T, P[b].get("speaker") or [], 0)
                    ok = bool(gs & ps) or (not gs and not ps)
                    if gs:
                        sp[1] += 1
                        sp[0] += bool(gs & ps)
                    j += ok
                C["joint_50"][0] += j
                C["joint_50"][1] += len(G)
                C["joint_50"][2] += len(P)
        gt = set().union(*[toks(T, q["content"]) for q in G]) if G else set()
        pt = set().union(*[toks(T, q["content"]) for q in P]) if P else set()
        C["tokens"][0] += len(gt & pt)
        C["tokens"][1] += len(gt)
        C["tokens"][2] += len(pt)
        gq = [chars(T, q["cue"], 0) for q in G if q["cue"]]
        pq = [chars(T, q.get("cue") or [], 0) for q in P if q.get("cue")]
        C["cue"][0] += len(match(gq, pq, 1e-9))
        C["cue"][1] += len(gq)
        C["cue"][2] += len(pq)
    out = {n: prf(*v) for n, v in C.items()}
    out["speaker_acc"] = sp[0] / sp[1] if sp[1] else 0.0
    out["speaker_n"] = sp[1]
    return out


def main():
    ap = argparse.ArgumentParser()
    s = ap.add_subparsers(dest="cmd", required=True)
    a = s.add_parser("prepare")
    a.add_argument("dir")
    a.add_argument("out")
    b = s.add_parser("score")
    b.add_argument("gold")
    b.add_argument("pred")
    b.add_argument("--kind")
    b.add_argument("--json", action="store_true")
    o = ap.parse_args()
    if o.cmd == "prepare":
        return prepare(o.dir, o.out)
    gold = [json.loads(l) for l in open(o.gold, encoding="utf-8")]
    pred = {d["id"]: d["quotes"] for d in map(json.loads, open(o.pred, encoding="utf-8"))}
    r = score(gold, pred, o.kind)
    if o.json:
        print(json.dumps(r))
        return None
    for n in ("content_any", "content_50", "content_exact", "tokens", "cue", "joint_50"):
        v = r[n]
        print(f"{n:14s} P {v['P']:.4f} R {v['R']:.4f} F1 {v['F1']:.4f}  tp {v['tp']} gold {v['gold']} pred {v['pred']}")
    print(f"speaker_acc    {r['speaker_acc']:.4f} of {r['speaker_n']} matched")


if __name__ == "__main__":
    main()
