"""The layers: one record each, the only place that lists them.

Everything else that knows of layers asks here: the factories, tables, frames, `show`, `explain`, `score`, the gold and
the tests. The module is light, as spaCy imports it whenever it makes a Language; what a record names by its module
(`values.py`, `table.py`) is imported when it is first asked for.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from dateline.data import adding
from dateline.doc.attributes import declare_span_value
from dateline.errors import ConfigError

PREFIX = "dateline_"  # of the factories' names, which every spaCy program on the machine sees
OWN_LINES = "dateline_lines"  # the key in a Language's metadata of the lines of the user's own

Rows = Callable[[Doc], Iterator[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Layer:
    """What the rest of Dateline knows of a layer.

    name: its room under layers/, its key in doc.spans and its table.
    attribute, record: span._.<attribute> is a <record> of its values.py; "" where a mention has no value of its own.
    needs: the layers that must have run before it.
    value: the column that `Tables.mentions` shows as a mention's value; common: the one whose commonest values a run's
    summary shows, if it is another.
    scored: the columns that make up a mention's value for `score`; empty where the gold does not hold the layer.
    has_arguments: whether its gold is rows with arguments (gold/claims.py), not spans with a value.
    uncounted: kinds of rows that the gold does not list, neither right nor wrong.
    style: how `show` prints it; depth: a deeper layer is laid under the others where they overlap.
    """

    name: str
    attribute: str
    record: str
    value: str
    style: str
    depth: int
    needs: tuple[str, ...] = ()
    common: str = ""
    scored: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()
    has_arguments: bool = False

    @property
    def tables(self) -> Mapping[str, tuple[Any, Rows]]:
        """Its tables by name, the layer's own first: the Arrow schema, and what gives a Doc's rows (TABLES)."""
        found: Mapping[str, tuple[Any, Rows]] = self._table().TABLES
        return found

    @property
    def brief(self) -> Callable[[Mapping[str, Any]], Iterator[str]]:
        """Says what a row means in a few words, part by part, for people who read along."""
        found: Callable[[Mapping[str, Any]], Iterator[str]] = self._table().brief
        return found

    @property
    def in_gold(self) -> bool:
        """Whether gold documents hold the layer."""
        return bool(self.scored) or self.has_arguments

    def _table(self) -> Any:
        return import_module(f"dateline.layers.{self.name}.table")


LAYERS: Mapping[str, Layer] = {
    layer.name: layer
    for layer in (
        Layer(
            "actors",
            attribute="actor",
            record="Actor",
            needs=("places",),
            value="actor_id",
            common="name",
            scored=("name", "type"),
            uncounted=("demonym",),
            style="bold cyan",
            depth=2,
        ),
        Layer(
            "places",
            attribute="place",
            record="Place",
            value="name",
            scored=("country", "reading", "kind", "lat", "lon"),
            style="bold green",
            depth=3,
        ),
        Layer(
            "dates",
            attribute="date",
            record="Date",
            value="timex",
            scored=("date_start", "date_end"),
            style="bold yellow",
            depth=1,
        ),
        Layer(
            "quantities",
            attribute="quantity",
            record="Quantity",
            needs=("dates", "actors"),
            value="value",
            common="counted",
            scored=("value", "low", "high", "bound"),
            style="bold magenta",
            depth=0,
        ),
        Layer(
            "quotes",
            attribute="quote",
            record="Quote",
            needs=("actors",),
            value="kind",
            common="cue_class",
            scored=("kind",),
            style="italic",
            depth=5,
        ),
        Layer(
            "claims",
            attribute="",
            record="",
            needs=("actors", "places", "dates", "quantities", "quotes"),
            value="event_type",
            has_arguments=True,
            style="underline",
            depth=4,
        ),
    )
}

for _layer in LAYERS.values():
    if _layer.attribute:
        declare_span_value(_layer.name, _layer.attribute, f"dateline.layers.{_layer.name}.values:{_layer.record}")


def layers(names: Sequence[str] | None = None, *, in_gold: bool = False) -> tuple[Layer, ...]:
    """The layers of these names, or all, in the order of the tables; only those that the gold holds if so asked.

    Raises ConfigError where a name is unknown.
    """
    known = [layer for layer in LAYERS.values() if layer.in_gold or not in_gold]
    unknown = sorted(set(names or ()) - {layer.name for layer in known})
    if unknown:
        raise ConfigError(f"Layer {unknown[0]!r} is unknown. Layers: {', '.join(layer.name for layer in known)}.")
    return tuple(layer for layer in known if not names or layer.name in names)


def factory(
    layer: str, *, requires: Sequence[str] = (), default_config: Mapping[str, Any] | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Registers `make_<layer>` with spaCy under "dateline_<layer>"; `requires`: what it reads besides other layers.

    Its weights in spaCy's training scores are those of its spans and values, where its gold is such.
    """
    weights = {f"{layer}_span_f": 0.5, f"{layer}_value_f": 0.5} if LAYERS[layer].scored else {}
    registered = Language.factory(
        PREFIX + layer,
        requires=list(requires),
        assigns=["doc.spans"],
        default_config=dict(default_config or {}),
        default_score_weights=dict(weights),
    )
    return lambda make: registered(_with_own_lines(make))


def _with_own_lines(make: Callable[..., Any]) -> Callable[..., Any]:
    """Makes a component with the lines that its Language carries in its metadata, and an assembled one too."""

    @wraps(make)
    def made(nlp: Language, name: str, **settings: Any) -> Any:
        with adding(nlp.meta.get(OWN_LINES, {})):
            return make(nlp, name, **settings)

    return made


def check_needs(nlp: Language, layer: str) -> None:
    """Raises ConfigError where a layer that this one needs does not stand before it in the pipeline."""
    there = {nlp.get_pipe_meta(name).factory for name in nlp.pipe_names}
    missing = [need for need in LAYERS[layer].needs if PREFIX + need not in there]
    if missing:
        raise ConfigError(
            f"Layer {layer!r} needs {', '.join(map(repr, missing))} before it in the pipeline; "
            f"got {', '.join(nlp.pipe_names) or 'an empty pipeline'}."
        )
