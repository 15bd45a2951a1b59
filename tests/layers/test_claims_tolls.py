"""Tolls: each figure of a sentence goes to the word that says what befell those it counts, and to no other."""

from collections.abc import Callable

import pytest
from dateline.layers.claims.values import claims
from spacy.tokens import Doc

DEAD, HURT, LOST, HOMELESS, TRAPPED = "killed", "injured", "missing", "displaced", "trapped"
UNREACHED = pytest.mark.xfail(strict=True, reason="known")

TOLLS = [
    (
        "At least 56 deaths and over 200 people injured were reported after the quake near Gorkha.",
        [(DEAD, 56), (HURT, 200)],
    ),
    ("Officials counted 31 deaths and 88 injuries in the collapse of the stadium stand.", [(DEAD, 31), (HURT, 88)]),
    ("The bombing in Maiduguri killed 14 people and wounded 37.", [(DEAD, 14), (HURT, 37)]),
    ("A bus fell into a gorge on Sunday, killing nine passengers and injuring 22 others.", [(DEAD, 9), (HURT, 22)]),
    ("The mudslide left 17 people dead and 45 hurt, six of them critically.", [(DEAD, 17), (HURT, 45), (HURT, 6)]),
    ("Twelve people were dead, including four children, after the fire in Lodz.", [(DEAD, 12), (DEAD, 4)]),
    ("The death toll stands at 63, with 29 people still missing.", [(DEAD, 63), (LOST, 29)]),
    ("Nineteen miners died, eight of them teenagers.", [(DEAD, 19), (DEAD, 8)]),
    ("Bomb blast in Quetta: 11 dead, 40 injured.", [(DEAD, 11), (HURT, 40)]),
    ("Five killed, dozens hurt as train derails in Bihar", [(DEAD, 5), (HURT, 24)]),
    ("More than 70 people have been injured and 13 killed in clashes in the town of Wau.", [(HURT, 70), (DEAD, 13)]),
    ("There were 23 dead and 150 wounded, the hospital said.", [(DEAD, 23), (HURT, 150)]),
    ("Police said 16 were wounded and two were killed.", [(HURT, 16), (DEAD, 2)]),
    (
        "The storm caused 41 deaths, 120 injuries and left 3,000 people homeless.",
        [(DEAD, 41), (HURT, 120), (HOMELESS, 3000)],
    ),
    ("Two soldiers and five civilians were killed in the ambush.", [(DEAD, 2), (DEAD, 5)]),
    ("Three people died and another seven were taken to hospital after a boat capsized off Zanzibar.", [(DEAD, 3)]),
    ("The shelling killed a woman and her two sons and injured six neighbours.", [(DEAD, 1), (DEAD, 2), (HURT, 6)]),
    ("With 18 killed and more than 60 wounded, it was the worst attack of the year.", [(DEAD, 18), (HURT, 60)]),
    ("The earthquake claimed 230 lives and injured about 1,100.", [(DEAD, 230), (HURT, 1100)]),
    ("The accident, in which 21 people died and 34 were hurt, happened near Puno.", [(DEAD, 21), (HURT, 34)]),
    ("Six fishermen are missing and two bodies have been recovered.", [(LOST, 6), (DEAD, 2)]),
    ("Ten people, among them three nurses, were killed when a shell hit the clinic.", [(DEAD, 10), (DEAD, 3)]),
    (
        "At least 25 people were killed and scores more injured when a gas tanker exploded in Oron.",
        [(DEAD, 25), (HURT, 40)],
    ),
    ("The collapse killed eight workers, injured 14 and trapped five.", [(DEAD, 8), (HURT, 14), (TRAPPED, 5)]),
    ("Deaths: 44. Injured: 102.", [(DEAD, 44), (HURT, 102)]),
    (
        "Fourteen Kenyan soldiers and 60 militants died, while 11 soldiers were wounded.",
        [(DEAD, 14), (DEAD, 60), (HURT, 11)],
    ),
    ("Landslide in Nepal kills seven, injures 12", [(DEAD, 7), (HURT, 12)]),
    ("Nobody was killed but 15 people suffered minor injuries.", [(DEAD, 0), (HURT, 15)]),
    ("No deaths were reported, though 33 people were treated for smoke inhalation.", [(DEAD, 0)]),
    ("Of the 52 passengers, 17 died and 20 were injured.", [(DEAD, 17), (HURT, 20)]),
    ("The toll has risen to 94 dead and 311 injured.", [(DEAD, 94), (HURT, 311)]),
    ("The toll rose from 12 to 19 on Tuesday.", [(DEAD, 12), (DEAD, 19)]),
    ("Thirty-six people were rescued, but at least 9 drowned and 14 were unaccounted for.", [(DEAD, 9), (LOST, 14)]),
    ("The blast wounded 31 people, two fatally.", [(HURT, 31), (DEAD, 2)]),
    ("A gunman shot dead four people and wounded three before he was arrested.", [(DEAD, 4), (HURT, 3)]),
    (
        "Some 6,000 people were displaced and at least 80 lost their lives in the floods.",
        [(HOMELESS, 6000), (DEAD, 80)],
    ),
    ("An estimated 400 civilians have been killed and 2,000 wounded since January.", [(DEAD, 400), (HURT, 2000)]),
    ("The attack resulted in 15 fatalities and 28 casualties.", [(DEAD, 15), (None, 28)]),
    ("The second bomb caused the deaths of 12 people and injuries to 50.", [(DEAD, 12), (HURT, 50)]),
    ("Eight people were killed on Monday and five on Tuesday.", [(DEAD, 8), (DEAD, 5)]),
    ("Syria strike: 20 killed, including 7 children", [(DEAD, 20), (DEAD, 7)]),
    (
        "A woman was killed and four people were injured, one seriously, in Thursday's explosion.",
        [(DEAD, 1), (HURT, 4), (HURT, 1)],
    ),
    ("He was the tenth person to die in the riots.", [(DEAD, 1)]),
    ("A baby boy is the 10th victim of the outbreak of violence.", []),
    ("She was the only survivor of the crash, which killed 61.", [(DEAD, 61)]),
    ("No one was hurt in the raid.", [(HURT, 0)]),
    ("None of the 120 passengers was injured.", [(HURT, 0)]),
    ("One person was killed and two were injured when a roof collapsed in Chennai.", [(DEAD, 1), (HURT, 2)]),
    ("A soldier and two civilians were killed by a mine near Kidal.", [(DEAD, 1), (DEAD, 2)]),
    ("One of the hostages was killed during the raid.", [(DEAD, 1)]),
    (
        "A total of 88 people, most of them women, died in the stampede and 160 others were hurt.",
        [(DEAD, 88), (HURT, 160)],
    ),
    ("Rescuers pulled 35 bodies from the rubble and at least 10 people remained trapped.", [(DEAD, 35), (TRAPPED, 10)]),
    ("The crash left three dead.", [(DEAD, 3)]),
    ("A mortar round hit a school, leaving two pupils dead and 13 more with shrapnel wounds.", [(DEAD, 2), (HURT, 13)]),
    (
        "The fighting has killed 1,300 soldiers and 700 civilians and forced 90,000 people from their homes.",
        [(DEAD, 1300), (DEAD, 700), (HOMELESS, 90000)],
    ),
    ("Seven of the injured are in critical condition.", [(HURT, 7)]),
    ("Two of the 30 wounded later died.", [(DEAD, 2), (HURT, 30)]),
    ("The earthquake killed 3 in Lima, 5 in Callao and 11 in Pisco.", [(DEAD, 3), (DEAD, 5), (DEAD, 11)]),
    ("Gunmen killed two policemen in Mosul and three in Kirkuk.", [(DEAD, 2), (DEAD, 3)]),
    ("A man, 54, died and his wife, 51, was seriously injured.", [(DEAD, 1), (HURT, 1)]),
    ("Shelling of the market killed nine and hurt at least 30, the council said.", [(DEAD, 9), (HURT, 30)]),
    ("Seven deaths, 19 injuries reported after storm in Manila", [(DEAD, 7), (HURT, 19)]),
    ("The crash killed the pilot and injured four passengers.", [(DEAD, 1), (HURT, 4)]),
    ("Authorities confirmed 48 dead, 103 injured and 12 missing.", [(DEAD, 48), (HURT, 103), (LOST, 12)]),
    ("At least 15 people have died and up to 70 are missing after a dam burst.", [(DEAD, 15), (LOST, 70)]),
    ("The explosion claimed the lives of six firefighters and left another 20 with burns.", [(DEAD, 6), (HURT, 20)]),
    (
        "More than 300 were killed, among them 40 children, and over 1,000 wounded.",
        [(DEAD, 300), (DEAD, 40), (HURT, 1000)],
    ),
    ("Injuries to 24 people were reported, and two men died.", [(HURT, 24), (DEAD, 2)]),
    ("Gunmen stormed a church, leaving five worshippers dead and 12 wounded.", [(DEAD, 5), (HURT, 12)]),
    (
        "The quake left 80,000 people homeless, 2,100 dead and 5,000 injured.",
        [(HOMELESS, 80000), (DEAD, 2100), (HURT, 5000)],
    ),
    ("Three of the injured were in a critical condition.", [(HURT, 3)]),
    ("The fire killed 12, two of whom were firefighters.", [(DEAD, 12), (DEAD, 2)]),
    ("The number of dead climbed to 230, the number of injured to 900.", [(DEAD, 230), (HURT, 900)]),
    ("Officials put the death toll at 77 and said 1,200 had been hurt.", [(DEAD, 77), (HURT, 1200)]),
    pytest.param("A landmine killed two soldiers, wounding a third.", [(DEAD, 2), (HURT, 1)], marks=UNREACHED),
    ("Five people were killed and one injured in a knife attack.", [(DEAD, 5), (HURT, 1)]),
    ("The dead include four women and three children.", [(DEAD, 4), (DEAD, 3)]),
    pytest.param(
        "Of those killed, 11 were civilians and six were police officers.", [(DEAD, 11), (DEAD, 6)], marks=UNREACHED
    ),
    ("Neither of the two pilots survived.", []),
    ("All 44 people on board were killed.", [(DEAD, 44)]),
    ("The flood has so far killed 19, injured 31, and displaced 4,500.", [(DEAD, 19), (HURT, 31), (HOMELESS, 4500)]),
    ("One child died and his sister was hurt.", [(DEAD, 1), (HURT, 1)]),
    ("Rockets hit the port, wounding eight sailors, one of whom later died.", [(HURT, 8), (DEAD, 1)]),
    ("Two more bodies were found on Sunday, bringing the death toll to 34.", [(DEAD, 2), (DEAD, 34)]),
    ("Fifty-two people were hospitalised and four pronounced dead at the scene.", [(HURT, 52), (DEAD, 4)]),
    ("Twenty people were injured, five of them seriously, when two trams collided.", [(HURT, 20), (HURT, 5)]),
    pytest.param(
        "There have been 1,400 deaths and 9,300 cases of injury since May.",
        [(DEAD, 1400), (HURT, 9300)],
        marks=UNREACHED,
    ),
    (
        "Up to 60 civilians and 22 soldiers lost their lives and more than 100 were maimed.",
        [(DEAD, 60), (DEAD, 22), (HURT, 100)],
    ),
    ("Police arrested 40 people after three officers were injured.", [(HURT, 3)]),
    ("No fatalities but 14 injured in Oslo tram crash", [(DEAD, 0), (HURT, 14)]),
]


@pytest.mark.parametrize(("text", "figures"), TOLLS)
def test_each_figure_of_a_toll_goes_to_its_own_word(
    annotate: Callable[..., Doc], text: str, figures: list[tuple[str | None, float]]
) -> None:
    """By mode and figure; somebody who is named or only called "the pilot" is one."""
    doc = annotate(text, "2025-03-12")
    found = set()
    for claim in claims(doc):
        if claim.event_type == "CASUALTY":
            counted = [arg.figure for arg in claim.arguments if arg.role == "quantity"]
            found |= {(claim.mode, n) for n in counted or [0 if claim.polarity == "-" else 1]}
    assert found == set(figures)
