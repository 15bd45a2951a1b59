# ruff: noqa: E501, E731, E741, N806, SIM115, UP031
"""Independent geoparsing scorer (stdlib only).
usage: score_geo.py GOLD.jsonl PRED.jsonl [--ignore-adj] [--only literal] [--match strict|overlap] [--km 161] [--no-id] [--boot N] [--json]
gold line: {doc,text,toponyms:[{start,end,lat,lon,geonameid?,ignore?,adj?,reading?}]}   offsets are Python code-point offsets
pred line: {doc,start,end,lat?,lon?,geonameid?}            (one toponym a line; lat null = recognised, not resolved)
Recognition : one-to-one matching per document; strict = same offsets, overlap = any shared character (largest overlap first).
              'ignore' gold (and adj gold with --ignore-adj, and gold of another reading with --only) is neither credit nor error.
Resolution  : over matched gold that has coordinates; an unresolved match counts as wrong (error 20038 km in AUC).
              Same GeoNames id = same place = 0 km, whatever centroid the two gazetteers give it (--no-id: coordinates only).
End to end  : TP = matched and within KM; P over resolved predictions (less those matched to ignored or coordinate-less gold);
              R over all gold with coordinates.
AUC         : area under sorted ln(1+err)/ln(20039), trapezoid (lower is better), as in Gritta et al."""

import argparse
import json
import math
import random
import sys

MAXKM = 20038.0


def hav(a, b, c, d):
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1, math.sqrt(h)))


def prf(tp, np_, ng):
    p = tp / np_ if np_ else (1.0 if not ng else 0.0)
    r = tp / ng if ng else (1.0 if not np_ else 0.0)
    return p, r, (2 * p * r / (p + r) if p + r else 0.0)


def match(gold, pred, strict):
    """list of (gi,pi); exact first, then by overlap length"""
    c = []
    for i, g in enumerate(gold):
        for j, p in enumerate(pred):
            ex = (g["start"], g["end"]) == (p["start"], p["end"])
            if ex:
                c.append((0, 0, i, j))
            elif not strict:
                o = min(g["end"], p["end"]) - max(g["start"], p["start"])
                if o > 0:
                    c.append((1, -o, i, j))
    c.sort()
    ug, up, m = set(), set(), []
    for _, _, i, j in c:
        if i in ug or j in up:
            continue
        ug.add(i)
        up.add(j)
        m.append((i, j))
    return m


def auc(errs):
    if not errs:
        return float("nan")
    y = [math.log(1 + e) / math.log(1 + MAXKM) for e in sorted(errs)]
    if len(y) == 1:
        return y[0]
    return sum((y[k] + y[k + 1]) / 2 for k in range(len(y) - 1)) / (len(y) - 1)


def doc_counts(gold, pred, a):
    K = dict.fromkeys(
        ("s_tp", "o_tp", "np_s", "np_o", "ng", "m", "res", "ok", "idn", "idok", "e_tp", "e_np", "e_ng"), 0
    )
    errs = []
    ig = lambda g: bool(g.get("ignore") or (a.ignore_adj and g.get("adj")) or (a.only and g.get("reading") != a.only))
    K["ng"] = sum(not ig(g) for g in gold)
    # gold that is ignored still absorbs a prediction (so it is no false positive), but only after real gold had its choice
    real = [g for g in gold if not ig(g)]
    ign = [g for g in gold if ig(g)]
    for strict in (True, False):
        m = match(real, pred, strict)
        used = {j for _, j in m}
        rest = [j for j in range(len(pred)) if j not in used]
        absorbed = {j for j in rest for g in ign if min(g["end"], pred[j]["end"]) > max(g["start"], pred[j]["start"])}
        k = "s" if strict else "o"
        K[k + "_tp"] = len(m)
        K["np_" + k] = len(pred) - len(absorbed)
        if strict != (a.match == "strict"):
            continue
        K["e_ng"] = sum(g.get("lat") is not None for g in real)
        skip = set(absorbed)
        for i, j in m:
            g, p = real[i], pred[j]
            if g.get("lat") is None:
                skip.add(j)
                continue
            K["m"] += 1
            if p.get("lat") is None:
                errs.append(MAXKM)
                continue
            same = bool(g.get("geonameid") and p.get("geonameid") and str(g["geonameid"]) == str(p["geonameid"]))
            K["res"] += 1
            e = 0.0 if same and not a.no_id else hav(g["lat"], g["lon"], p["lat"], p["lon"])
            errs.append(e)
            if e <= a.km:
                K["ok"] += 1
                K["e_tp"] += 1
            if g.get("geonameid") and p.get("geonameid"):
                K["idn"] += 1
                K["idok"] += str(g["geonameid"]) == str(p["geonameid"])
        K["e_np"] = sum(p.get("lat") is not None for j, p in enumerate(pred) if j not in skip)
    return K, errs


def total(parts):
    T = {}
    E = []
    for k, e in parts:
        for x, v in k.items():
            T[x] = T.get(x, 0) + v
        E += e
    r = {}
    r["strict"] = prf(T["s_tp"], T["np_s"], T["ng"])
    r["overlap"] = prf(T["o_tp"], T["np_o"], T["ng"])
    r["n_gold"], r["n_pred"], r["matched"], r["resolved"] = T["ng"], T["np_o"], T["m"], T["res"]
    r["acc"] = T["ok"] / T["m"] if T["m"] else float("nan")
    r["acc_resolved"] = T["ok"] / T["res"] if T["res"] else float("nan")
    r["id_exact"] = T["idok"] / T["idn"] if T["idn"] else float("nan")
    r["id_n"] = T["idn"]
    E.sort()
    r["median_km"] = (
        E[len(E) // 2] if len(E) % 2 else ((E[len(E) // 2 - 1] + E[len(E) // 2]) / 2 if E else float("nan"))
    )
    r["mean_km"] = sum(E) / len(E) if E else float("nan")
    r["auc"] = auc(E)
    r["e2e"] = prf(T["e_tp"], T["e_np"], T["e_ng"])
    return r


def main():
    p = argparse.ArgumentParser()
    p.add_argument("gold")
    p.add_argument("pred")
    p.add_argument("--ignore-adj", action="store_true")
    p.add_argument("--only")
    p.add_argument("--match", default="overlap", choices=("strict", "overlap"))
    p.add_argument("--km", type=float, default=161)
    p.add_argument("--no-id", action="store_true")
    p.add_argument("--boot", type=int, default=0)
    p.add_argument("--json", action="store_true")
    a = p.parse_args()
    G = {}
    for l in open(a.gold, encoding="utf8"):
        if l.strip():
            d = json.loads(l)
            assert d["doc"] not in G, d["doc"]
            G[d["doc"]] = d
    P = {}
    seen = set()
    dup = unk = bad = 0
    for l in open(a.pred, encoding="utf8"):
        if not l.strip():
            continue
        d = json.loads(l)
        if d["doc"] not in G:
            unk += 1
            continue
        if not 0 <= d["start"] < d["end"] <= len(G[d["doc"]]["text"]):
            bad += 1
        k = (d["doc"], d["start"], d["end"])
        if k in seen:
            dup += 1
            continue
        seen.add(k)
        P.setdefault(d["doc"], []).append(d)
    parts = [doc_counts(G[d]["toponyms"], P.get(d, []), a) for d in G]
    r = total(parts)
    if dup or unk or bad:
        print(
            f"note: {dup} duplicate predictions dropped, {unk} for unknown documents, {bad} with bad offsets",
            file=sys.stderr,
        )
    if a.boot:
        rng = random.Random(0)
        s = sorted(
            (lambda q: (q["overlap"][2], q["acc"], q["e2e"][2]))(total(rng.choices(parts, k=len(parts))))
            for _ in range(a.boot)
        )
        ci = lambda i: (sorted(x[i] for x in s)[int(0.025 * a.boot)], sorted(x[i] for x in s)[int(0.975 * a.boot)])
        r["ci95"] = {"overlap_f1": ci(0), "acc": ci(1), "e2e_f1": ci(2)}
    if a.json:
        print(json.dumps(r))
        return
    f3 = lambda t: "P %.3f R %.3f F1 %.3f" % t
    print(f"docs {len(G)}  gold {r['n_gold']}  pred {r['n_pred']}")
    print("recognition strict ", f3(r["strict"]))
    print("recognition overlap", f3(r["overlap"]))
    print(
        f"resolution on matched: n {r['matched']} resolved {r['resolved']}  acc@{a.km:g}km {r['acc']:.3f} (of resolved {r['acc_resolved']:.3f})  "
        f"median {r['median_km']:.1f} km  mean {r['mean_km']:.0f} km  AUC {r['auc']:.3f}  geonameid exact {r['id_exact']:.3f} (n {r['id_n']})"
    )
    print(f"end to end @{a.km:g}km    ", f3(r["e2e"]))
    if a.boot:
        print("95% CI (documents resampled):", {k: tuple(round(x, 3) for x in v) for k, v in r["ci95"].items()})


if __name__ == "__main__":
    main()
