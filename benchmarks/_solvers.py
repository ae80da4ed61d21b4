"""What others make of the same ways: clingo and networkx.

clingo is given what it does best, a stratified program that needs no search. With the ways as rules
it finds the least fixpoint. With a second rule that says when a need is foreclosed (no way to it
that does not end in a foreclosed need) it finds all three classes of `domain.deadlock`. It does not
look for knots and circles, which are sets of needs and no atoms. Asked from text it reads, grounds
and solves for every person; grounded once, it only takes in what is met and solves, as an engine
with compiled ways does.

The strongly connected components of networkx are what a first idea would call deadlocks. They are
too many: a component may have a way out.
"""

from collections.abc import Sequence
from typing import Final, TypeAlias

import clingo
import networkx as nx

Ways: TypeAlias = Sequence[tuple[str, frozenset[str]]]
Needs: TypeAlias = frozenset[str]
Classes: TypeAlias = tuple[Needs, Needs]
"""The needs that are obtainable, and those that are foreclosed."""

LEAST: Final = """
held(N) :- met(N).
held(N) :- way(W,N), held(R) : asks(W,R).
#show held/1.
"""
CLASSES: Final = f"""
{LEAST}
dead(W) :- asks(W,R), foreclosed(R).
foreclosed(N) :- need(N), not met(N), dead(W) : way(W,N).
#show foreclosed/1.
"""


def least_from_text(ways: Ways, met: Needs) -> int:
    """Return how many needs are in the least fixpoint; clingo reads and grounds the ways anew."""
    control = clingo.Control(["--warn=none"])
    rules = [f"{_held(need)}:-{','.join(map(_held, sorted(body)))}." for need, body in ways if body]
    facts = [f"{_held(need)}." for need in met | {need for need, body in ways if not body}]
    control.add("base", [], "\n".join((*rules, *facts)))
    control.ground([("base", [])])
    return _size_of_model(control)


class Grounded:
    """clingo with the ways read and grounded once, to answer for one person after the other."""

    def __init__(self, ways: Ways, program: str) -> None:
        """Ground `ways` with `LEAST` or `CLASSES`."""
        names = sorted({need for need, _ in ways}.union(*(body for _, body in ways)))
        lines = [f"way({number},{_text(need)})." for number, (need, _) in enumerate(ways)]
        for number, (_, body) in enumerate(ways):
            lines += [f"asks({number},{_text(each)})." for each in body]
        lines += [f"need({_text(name)}). #external met({_text(name)})." for name in names]
        self._control = clingo.Control(["--warn=none"])
        self._control.add("base", [], "\n".join((*lines, program)))
        self._control.ground([("base", [])])
        self._atoms = {name: clingo.Function("met", [clingo.String(name)]) for name in names}
        self._met: Needs = frozenset()

    def size(self, met: Needs) -> int:
        """Return how many needs the answer holds; reading their names would take time as well."""
        self._take_in(met)
        return _size_of_model(self._control)

    def classes(self, met: Needs) -> Classes:
        """Return the needs that are obtainable, and those that are foreclosed."""
        self._take_in(met)
        found: dict[str, set[str]] = {"held": set(), "foreclosed": set()}

        def read(model: clingo.Model) -> None:
            for symbol in model.symbols(shown=True):
                found[symbol.name].add(symbol.arguments[0].string)

        self._control.solve(on_model=read)
        return frozenset(found["held"]), frozenset(found["foreclosed"])

    def _take_in(self, met: Needs) -> None:
        for name in self._met ^ met:
            self._control.assign_external(self._atoms[name], name in met)
        self._met = met


def components(ways: Ways, met: Needs) -> list[set[str]]:
    """Return the components that naive analysis would call deadlocks."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for need, body in ways:
        if need not in met:
            graph.add_edges_from((need, each) for each in body - met)
    return [each for each in nx.strongly_connected_components(graph) if len(each) > 1]


def _size_of_model(control: clingo.Control) -> int:
    found: list[int] = []
    control.solve(on_model=lambda model: found.append(len(model.symbols(shown=True))))
    return found[0]


def _held(need: str) -> str:
    return f"held({_text(need)})"


def _text(need: str) -> str:
    return f'"{need}"'
