"""Explanations with rings of any size, beside those of the article."""

from collections.abc import Iterable
from typing import Final

from domain.circle_identity import circle_digest
from domain.needs import Need
from domain.rules import Text
from projections import why
from projections.why import CircleRow, LinkRow, Obstacle, Opening, WhyReport
from tests.article_people import judged

ARTICLE: Final = why.report(judged())
LONGEST_FIRST: Final = sorted(
    Need, key=lambda need: (need is not Need.DEBT_HELP, need is not Need.CONDUCT_CERTIFICATE)
)


def link(need: Need, *required: Need, kind: str = "ordinary", closed: bool = False) -> LinkRow:
    """A way that asks needs first; one that is closed asks for a detention that is over."""
    obstacle = Obstacle(circumstance="detained", asked="yes", found="no")
    return LinkRow(
        way=f"act/{need.replace('_', '-')}-{len(required)}",
        need=need,
        name=Text(nl=f"Weg naar {need} & <verder>", en=f"Way to {need} & <beyond>"),
        kind=kind,
        decider=Text(nl="college", en="executive"),
        requires=required,
        blocked_by=(*required, *(["detained"] if closed else [])),
        bindings=("practice",) * (len(required) + closed),
        obstacles=(obstacle,) if closed else (),
        basis="practice",
        source="Wgba 26(2)",
        verified=False,
    )


def opening(number: int, *frees: Need) -> Opening:
    return Opening(
        rule=f"act/decision-{number}",
        name=Text(nl=f"Besluit {number} van de gemeente", en=f"Decision {number} of the council"),
        decider=Text(nl="college van burgemeester en wethouders", en="municipal executive"),
        source="Wgba 70(2)",
        frees=frees,
        verified=True,
    )


def circle(letter: str, needs: tuple[Need, ...], links: Iterable[LinkRow]) -> CircleRow:
    """A circle that is known by its letter alone."""
    digest = circle_digest([letter])
    return CircleRow(id=digest, short=digest[:4], letter=letter, needs=needs, links=tuple(links))


def explained(
    members: Iterable[Need],
    links: Iterable[LinkRow],
    openings: Iterable[Opening] = (),
) -> WhyReport:
    """The explanation of a person who is stuck in one ring."""
    needs = tuple(members)
    return ARTICLE.model_copy(
        update={
            "stuck": needs,
            "knots": (needs,),
            "circles": (circle("A", needs, links),),
            "openings": tuple(openings),
        }
    )


def ring(size: int, *, chords: bool = False, openings: int = 0) -> WhyReport:
    """A ring of some size; with chords each member asks for the one after next as well."""
    members = LONGEST_FIRST[:size]
    links = []
    for place, need in enumerate(members):
        after = [members[(place + step) % size] for step in ((1, 2) if chords else (1,))]
        links += [link(need, *dict.fromkeys(after)), link(need, closed=True)]
    decisions = [opening(number, *members[number % size :: 3]) for number in range(1, openings + 1)]
    return explained(members, links, decisions)
