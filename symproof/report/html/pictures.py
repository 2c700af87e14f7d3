"""A picture of what rests on what as SVG: nodes in layers, so that every arrow points the same way."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from symproof.language.proof import Verdict
from symproof.language.records import dataclass
from symproof.report.document.parts import Node, Picture
from symproof.report.html.links import Links, target

HEAD = 7.0  # pixels from the point of an arrow to its barbs
MOST_NODES = 400  # in one picture; more than that nobody reads
LONGEST = 30  # characters of a label; the whole label is shown when the pointer rests on the node
CHARACTER, HEIGHT, MARGIN = 7.9, 26, 8  # pixels


@dataclass(frozen=True, slots=True)
class Box:
    """A node: its place, its label, its verdict and where it leads, if it stands on the page."""

    x: int
    y: int
    width: int
    height: int
    label: str
    said: str
    verdict: Verdict
    kind: str
    href: str


@dataclass(frozen=True, slots=True)
class PictureView:
    """``edges`` are paths, each with the head of its arrow. Without boxes the picture is too large to be read."""

    title: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    edges: tuple[str, ...]
    number: int

    @property
    def verdicts(self) -> list[Verdict]:
        """The verdicts that occur, for the legend."""
        return [verdict for verdict in Verdict if any(box.verdict is verdict for box in self.boxes)]


def picture_view(picture: Picture, links: Mapping[str, Links]) -> PictureView:
    """The picture with its nodes laid out in layers, from what rests to what it rests on, and nodes as links."""
    number = len(picture.nodes)
    if number > MOST_NODES:
        return PictureView(picture.title, 0, 0, (), (), number)
    from graphlay import Graph, layout  # here: no other command needs it

    graph = Graph()
    for node in picture.nodes:
        graph.node(node.key, width=_width(node), height=HEIGHT)
    for above, below in needed(picture):
        graph.edge(above, below)
    found = layout(graph, options=OPTIONS)
    low, high = found.bounds["min"], found.bounds["max"]
    left, top = low["x"] - MARGIN, low["y"] - MARGIN
    boxes = [_box(node, place, left, top, links) for node, place in zip(picture.nodes, found.nodes, strict=True)]
    edges = [_arrow(edge["points"], left, top) for edge in found.edges]
    width, height = (round(high[axis] - low[axis]) + 2 * MARGIN for axis in "xy")
    return PictureView(picture.title, width, height, tuple(boxes), tuple(edges), number)


def needed(picture: Picture) -> Iterator[tuple[str, str]]:
    """The edges that do not follow from others: from a node to one that it reaches on no other way."""
    directly: dict[str, list[str]] = {node.key: [] for node in picture.nodes}
    for above, below in picture.edges:
        directly[above].append(below)
    reached: dict[str, frozenset[str]] = {}
    for node in picture.nodes:
        ends = directly[node.key]
        further = frozenset[str]().union(*(reached[key] for key in ends))
        yield from ((node.key, key) for key in ends if key not in further)
        reached[node.key] = further.union(ends)


OPTIONS = {
    "direction": "leftright",
    "routing": {"style": "diagonal"},
    "spacing": {"layer_gap": 40.0, "node_gap": 10.0, "dummy_gap": 8.0, "port_gap": 5.0, "isolated_gap": 10.0},
}


def _width(node: Node) -> int:
    return round(CHARACTER * (min(len(node.label), LONGEST) + 2)) + 14


def _box(node: Node, place: Mapping[str, Any], left: float, top: float, links: Mapping[str, Links]) -> Box:
    width, x, y = _width(node), place["center"]["x"], place["center"]["y"]
    label = node.label if len(node.label) <= LONGEST else node.label[: LONGEST - 1] + "\u2026"
    said = f"{node.kind} {node.label}: {node.verdict}"
    corner = round(x - left - width / 2), round(y - top - HEIGHT / 2)
    return Box(*corner, width, HEIGHT, label, said, node.verdict, node.kind, _address(node, links))


def _address(node: Node, links: Mapping[str, Links]) -> str:
    found = links.get(node.proof)
    if found is None or node.kind == "source":
        return ""
    return target(found.anchors.get(node.step, found.top) if node.step else found.top)


def _arrow(points: Sequence[Mapping[str, float]], left: float, top: float) -> str:
    """A line through the points, and at its end a head that points along the last piece."""
    places = [(point["x"] - left, point["y"] - top) for point in points]
    (x0, y0), (x, y) = places[-2:]
    length = math.hypot(x - x0, y - y0) or 1.0
    along, across = HEAD * (x - x0) / length, HEAD * (y - y0) / length
    corners = [(x - along - across / 2, y - across + along / 2), (x - along + across / 2, y - across - along / 2)]
    return f"M{_joined(places)} M{_joined([corners[0], (x, y), corners[1]])}"


def _joined(places: Sequence[tuple[float, float]]) -> str:
    return " L".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in places)
