"""Which language a text is taken for; when unsure, not for one that is not English."""

import pytest
from dateline.data import read_jsonl
from dateline.reading.language import detect


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The mayor said on Monday that two people had been killed and that the bridge was closed.", "en"),
        ("Dozens of people were killed.", "en"),
        ("Le maire a dit lundi que deux personnes avaient été tuées et que le pont est fermé.", "fr"),
        ("El alcalde dijo el lunes que dos personas murieron y que el puente de la ciudad está cerrado.", "es"),
        (
            "Der Bürgermeister sagte am Montag, dass zwei Menschen getötet sind und die Brücke nicht mehr steht.",
            "de",
        ),
        ("Burmistrz powiedział, że w mieście zginęły dwie osoby i że most jest zamknięty, ale nie na długo.", "pl"),
        (
            "Belediye başkanı, iki kişinin öldüğünü ve köprünün bir hafta için kapalı olduğunu söyledi.",
            "tr",
        ),
        ("De burgemeester zei dat het water niet meer stijgt en dat de brug voor het verkeer open is.", "nl"),
        ("O prefeito disse que não há mais água na cidade e que as pontes foram fechadas pela polícia.", "pt"),
        ("Мэр сказал, что в городе погибли два человека и что мост закрыт.", "ru"),
        ("Мер сказав, що у місті загинули двоє людей і що міст закрито.", "uk"),
        ("قال رئيس البلدية إن شخصين قتلا في المدينة وأن الجسر مغلق", "ar"),
        ("市長は月曜日に橋が閉鎖されたと述べた。", "ja"),
        ("市长星期一表示大桥已经关闭", "zh"),
        ("ראש העיר אמר ביום שני כי הגשר סגור", "he"),
        ("시장은 월요일에 다리가 폐쇄되었다고 말했다", "ko"),
    ],
)
def test_detect_tells_languages_by_script_and_function_words(text: str, code: str) -> None:
    assert detect(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,212 – 27",
        "Kyiv",
        "Putin, Zelensky, Macron, Merz",
        "Russian drones hit Odesa port",
        "Los Angeles police arrest El Chapo in Las Vegas",
        "De Blasio, Di Maio and Van der Bellen met La Russa",
        "RUSSIA HITS ODESA PORT, KILLING NINE",
        "Heavy rain floods Mogadishu",
        "The mayor of Київ said so on Monday.",
        "She cited “la loi et les droits de la mer” and left, saying that the ship would be sold.",
    ],
)
def test_detect_never_takes_short_or_mixed_english_for_another_language(text: str) -> None:
    assert detect(text) in ("en", None)


def test_detect_says_und_where_no_word_is_known() -> None:
    assert detect("kxo blar frumi tsel oppra vind gorl mapse rilt " * 10) == "und"


def test_lists_of_words_hold_no_english_function_word() -> None:
    entries = read_jsonl("lexicon/languages.jsonl")
    english = set(next(e["words"] for e in entries if e["language"] == "en"))
    shared = {e["language"]: english & set(e["words"]) for e in entries if e["language"] != "en"}
    assert english
    assert len(shared) >= 5
    assert not any(shared.values()), shared
