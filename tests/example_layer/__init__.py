"""Weather: words for storms and floods. An example of a layer; the files are those that README's recipe asks for."""

from typing import TYPE_CHECKING

from dateline.layers.registry import check_needs, factory
from spacy.language import Language

if TYPE_CHECKING:
    from dateline.layers.weather.component import Weather


@factory("weather", requires=["token.lemma"])
def make_weather(nlp: Language, name: str) -> "Weather":
    """The component."""
    check_needs(nlp, "weather")
    from dateline.layers.weather.component import Weather

    return Weather()
