"""Scalar claims up to rotation and transposition, by linear algebra.

Rewriting inside a trace or a 1 x 1 word can run in circles: tr(K^3) = -tr(K^3) for antisymmetric K. So all relations
that the basis gives between the atoms in reach are collected, and the claim is solved for as their combination.
"""

from __future__ import annotations

from collections.abc import Iterator

from symproof.prove.completion import Completion, Link, Target, quotient
from symproof.prove.linear import solution
from symproof.prove.ring import Place, Poly, Ring, collected

MAX_RELATIONS = 400
MAX_KEYS = 200


def close_by_relations(completion: Completion, target: Target) -> bool:
    """Closes the target if what is left of it is a combination of relations within reach."""
    if not any(completion.ring.split(key)[0] for key in target.rest):
        return False
    rows: list[Poly] = []
    links: list[Link] = []
    pending, seen = list(target.rest), set(target.rest)
    while pending and len(rows) < MAX_RELATIONS:
        key = pending.pop(0)
        for place, node, relation in _relations(completion, key):
            completion.work += len(relation)
            rows.append(relation)
            links.append((1, place, node, False))
            for new in relation:
                if new not in seen and len(seen) < MAX_KEYS:
                    seen.add(new)
                    pending.append(new)
    found = solution(rows, target.rest)
    if found is None:
        return False
    target.links += [(c if c.denominator > 1 else int(c), *links[k][1:]) for k, c in sorted(found.items())]
    target.rest = {}
    return True


def _relations(completion: Completion, key: str) -> Iterator[tuple[Place, int, Poly]]:
    """Every way in which a lead stands in an atom of the key, as a relation between keys that is zero."""
    ring = completion.ring
    mono, word = ring.split(key)
    for code in dict.fromkeys(mono):
        rest = mono.replace(code, "", 1)
        for kind, content in _readings(ring, code):
            for element in completion.elements:
                factor, lead = ring.split(element.lead)
                left = quotient(rest, factor)
                if not lead or left is None:
                    continue
                at = content.find(lead)
                while at >= 0:
                    place = Place(kind, left, content[:at], content[at + len(lead) :], word)
                    whole = {element.lead: 1, **element.tail}
                    relation = collected(ring.put(place, whole.items(), element.size))
                    if relation:
                        yield place, element.node, relation
                    at = content.find(lead, at + 1)


def _readings(ring: Ring, code: str) -> Iterator[tuple[str, str]]:
    kind, content = ring.meaning(code)
    if kind == "i":
        return
    for reading in (content, ring.transposed(content)):
        if kind == "w":
            yield "s", reading
        else:
            for turn in range(len(reading)):
                yield "t", reading[turn:] + reading[:turn]
