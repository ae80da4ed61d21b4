"""On which article acts rest: by procedure, for the law of 2007 and that of 2026."""

from __future__ import annotations

from datetime import date
from typing import Final

_WNIK: Final = date(2026, 10, 1)
_URGENCY: Final = date(2026, 7, 1)

_BASES: Final[dict[str, tuple[str, str]]] = {
    "detention": ("Pbw 15", "Pbw 15"),
    "screening": ("Pbw 2(2)", "Pbw 18a"),
    "plan": ("Pbw 2(2)", "Pbw 18a"),
    "notice": ("Wbp 8(e)", "Penitentiaire maatregel 20d"),
    "sharing": ("Wbp 8(e)", "Penitentiaire maatregel 20d"),
    "aftercare": ("Wmo 1(1)(g)", "Participatiewet 7"),
    "objection": ("Awb 6:7", "Awb 6:7"),
    "register": ("Wgba 65", "Wet BRP 2.38"),
    "leaving-register": ("Wgba 30", "Wet BRP 2.22"),
    "institution-address": ("Wgba 65", "Wet BRP 2.40"),
    "postal-address": ("Wgba 67", "Wet BRP 2.23"),
    "postal-address-consent": ("Wgba 70(2)", "Wet BRP 2.42"),
    "ex-officio-address": ("Wgba 67", "Wet BRP 2.23(3)"),
    "identity": ("Wet op de identificatieplicht 1", "Wet op de identificatieplicht 1"),
    "benefit": ("Wwb 41", "Participatiewet 41"),
    "benefit-right": ("Wwb 40", "Participatiewet 40"),
    "benefit-ends": ("Wwb 13(1)(a)", "Participatiewet 13(1)(a)"),
    "benefit-suspended": ("Wwb 54", "Participatiewet 54"),
    "advance": ("Wwb 52", "Participatiewet 52"),
    "incomplete": ("Awb 4:5", "Awb 4:5"),
    "special-assistance": ("Wwb 35", "Participatiewet 35"),
    "tenancy": ("BW 7:231", "BW 7:231"),
    "shelter": ("Wmo 20", "Wmo 2015 2.3.5"),
    "support": ("Wmo 1(1)(g)", "Wmo 2015 2.3.2"),
    "debt-help": ("Wwb 7", "Wgs 4"),
    "restructuring": ("Faillissementswet 284", "Faillissementswet 284"),
    "collection": ("WvSr 24c", "WvSv 6:4:3"),
    "coercive": ("Wahv 28", "Wahv 28"),
    "certificate": ("Wjg 28", "Wjsg 28"),
    "bank": ("Convenant basisbankrekening", "Wft 4:71f"),
    "digid": ("Besluit DigiD", "Wet digitale overheid"),
    "insurance": ("Zvw 24", "Zvw 24"),
    "care": ("Zvw 10", "Zvw 10"),
    "medication": ("BW 7:446", "BW 7:446"),
    "work": ("Wwb 7", "Participatiewet 7"),
    "reintegration": ("Wwb 7", "Participatiewet 7"),
    "agreement": ("BW 3:296", "BW 3:296"),
    "mandate": ("Awb 10:3", "Awb 10:3"),
    "privacy": ("Wbp 35", "AVG 15"),
    "correction": ("Wbp 36", "AVG 16"),
    "release": ("Pbw 15", "Pbw 15"),
    "conditional-release": ("WvSr 15", "WvSv 6:2:10"),
}


_SINCE: Final = (
    ("Wet BRP", date(2014, 1, 6), "Wgba 65"),
    ("Participatiewet", date(2015, 1, 1), "Wwb 40"),
    ("Wmo 2015", date(2015, 1, 1), "Wmo 1(1)(g)"),
    ("Wmo", date(2007, 1, 1), "Welzijnswet 1994 2"),
    ("Wwb", date(2004, 1, 1), "Abw 7"),
)
"""Acts with the day since which they are in force, and what stood in their place before."""

_DEBT_HELP_ACT: Final = date(2012, 7, 1)


def _over_time(article: str) -> tuple[tuple[date, str], ...]:
    """Return an article with the day since which it applies, and before it what came before."""
    found = [(date.min, article)]
    for act, since, before in _SINCE:
        if found[-1][1].startswith(act):
            found[-1:] = [(since, found[-1][1]), (date.min, before)]
    return tuple(found)


_THEN: Final = {name: _over_time(then) for name, (then, _) in _BASES.items()}
_NOW: Final = {name: _over_time(now) for name, (_, now) in _BASES.items()}


def basis(procedure: str, day: date, *, early: bool) -> str:
    """Return law and article on which an act of a procedure rests on `day`.

    Args:
        procedure: Name of the procedure.
        day: Day of the act: people of 2007 lived before, and those of 2026 saw new acts come.
        early: Whether the law of 2007 applies rather than that of 2026.
    """
    if procedure == "identity-card":
        if early or day < _WNIK:
            return "Paspoortwet 26"
        return "Wet op de Nederlandse identiteitskaart 15"
    if procedure == "urgency":
        if early:
            return "Huisvestingswet 2"
        return "Huisvestingswet 2014 12(3)" if day >= _URGENCY else "Huisvestingswet 2014 12"
    if procedure == "debt-help" and day >= _DEBT_HELP_ACT:
        early = False
    for since, article in (_THEN if early else _NOW)[procedure]:
        if day >= since:
            return article
    return article
