"""The thresholds of reconciliation, as data."""

from dataclasses import dataclass, fields
from functools import cache

from dateline.data import read_jsonl


@dataclass(frozen=True, slots=True)
class Limits:
    """models/reconcile/limits.jsonl by name; each line there says what it bounds."""

    copy_words: int
    copy_permutations: int
    copy_bands: int
    copy_share: float
    copy_least: int
    copy_days: int
    office_days: int
    undated_days: int
    lead_chars: int
    summary_days: int
    suburb_km: float
    site_km: float
    area_km: float
    rare_words: int
    partners: int
    posting: int
    least_shared: float
    linkage_sample: int
    linkage_best: float
    one_sentence: float
    misread: float
    other_place: float
    figures_far: float
    figures_near: float
    like_articles: float
    like_sentences: float
    same_words: float
    far_days: int


@cache
def limits() -> Limits:
    """The thresholds."""
    found = {entry["name"]: entry["value"] for entry in read_jsonl("reconcile/limits.jsonl")}
    return Limits(**{f.name: found[f.name] for f in fields(Limits)})
