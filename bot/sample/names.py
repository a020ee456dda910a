"""Names for the sample's people: given and family names from many places, paired without repeating."""

from __future__ import annotations

import random
import unicodedata

GIVEN = [
    "Aoife",
    "Bruno",
    "Carla",
    "Declan",
    "Elif",
    "Femke",
    "Goran",
    "Hana",
    "Ivo",
    "Jana",
    "Kofi",
    "Leila",
    "Mateo",
    "Nadia",
    "Oskar",
    "Paula",
    "Quim",
    "Rosa",
    "Sami",
    "Tove",
    "Uma",
    "Viktor",
    "Wen",
    "Ximena",
    "Yara",
    "Zoltán",
    "Amara",
    "Björn",
    "Céline",
    "Dario",
    "Esther",
    "Farid",
    "Greta",
    "Hugo",
    "Ilse",
    "Jonas",
    "Katya",
    "Liam",
    "Maeve",
    "Niko",
    "Orla",
    "Pavel",
    "Ruth",
    "Stefan",
    "Tara",
    "Ulla",
    "Vera",
    "Wim",
    "Yusuf",
    "Zoe",
]
FAMILY = [
    "Abara",
    "Bianchi",
    "Costa",
    "Dvořák",
    "Eriksen",
    "Fontaine",
    "Gruber",
    "Horvat",
    "Ibrahim",
    "Jansen",
    "Kowalski",
    "Lindqvist",
    "Moretti",
    "Novak",
    "Okafor",
    "Petrov",
    "Quinn",
    "Rossi",
    "Suzuki",
    "Tanaka",
    "Ueda",
    "Vargas",
    "Weber",
    "Xu",
    "Yilmaz",
    "Ziegler",
    "Andersen",
    "Byrne",
    "Castillo",
    "Dubois",
    "Egan",
    "Fischer",
    "Galvin",
    "Haddad",
    "Iversen",
    "Joyce",
    "Keller",
    "Laurent",
    "Mbeki",
    "Nolan",
    "Ortiz",
    "Popescu",
    "Ramos",
    "Santos",
    "Thorne",
    "Urban",
    "Vogel",
    "Walsh",
    "Young",
    "Zhang",
]


def names(count: int, dice: random.Random, taken: set[str]) -> list[str]:
    """So many different names, none of them taken."""
    found: list[str] = []
    while len(found) < count:
        name = f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}"
        if name not in taken:
            taken.add(name)
            found.append(name)
    return found


def handle(name: str) -> str:
    """The short name under which somebody is known in chat: `ana.alves`."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return ".".join(plain.split()) or f"person{sum(map(ord, name)) % 1000}"
