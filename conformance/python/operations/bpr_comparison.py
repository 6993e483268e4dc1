"""What changed between two flows, in the words of an official.

Which node is which is decided by the input: pairs that somebody gave, then the same id with the same name, then
a name that only one open node on each side has. Names that are merely alike are not weighed here.
"""

import unicodedata
from collections import Counter
from fractions import Fraction

STEPS = ("activity", "call", "sub_process")
NEIGHBOURS = 20


def folded(name):
    wide = unicodedata.normalize("NFKC", name or "")
    return "".join(c.lower() for c in wide if not c.isspace()) or None


def couples(name):
    edged = [None, *name, None]
    return Counter(zip(edged, edged[1:]))


def share_within(part, whole):
    if part in whole:
        return Fraction(1)
    common = couples(part) & couples(whole)
    return Fraction(sum(common.values()), len(part) + 1)


class Flow:
    """A flow whose nodes are numbered, because an id may stand twice."""

    def __init__(self, data):
        self.nodes = data.get("nodes", [])
        self.pools = {pool["id"]: pool for pool in data.get("pools", [])}
        self.lanes = {lane["id"]: lane for pool in data.get("pools", []) for lane in pool.get("lanes", [])}
        self.number = {}
        for at, node in enumerate(self.nodes):
            self.number.setdefault(node["id"], at)
        self.ins = [[] for _ in self.nodes]
        self.outs = [[] for _ in self.nodes]
        for line in data.get("sequence_flows", []):
            self.connect(self.number.get(line["from"]), self.number.get(line["to"]))
        for at in range(len(self.nodes)):
            if self.link(at)[0] == "throw":
                ends = [b for b in range(len(self.nodes)) if self.link(b) == ("catch", *self.link(at)[1:])]
                self.connect(at, ends[0] if ends else None)

    def connect(self, a, b):
        if a is None or b is None or self.level(a) != self.level(b):
            return
        if self.nodes[b]["is"].get("event") == "boundary":
            return
        self.outs[a].append(b)
        self.ins[b].append(a)

    def level(self, at):
        parent = self.number.get(self.nodes[at].get("parent"))
        return parent if parent is not None and self.nodes[parent]["is"]["kind"] == "sub_process" else None

    def link(self, at):
        what = self.nodes[at]["is"]
        if what.get("trigger") != "link":
            return (None,)
        return (what["event"], what.get("link", self.nodes[at].get("name")), self.level(at))

    def family(self, at):
        kind = self.nodes[at]["is"]["kind"]
        return "step" if kind in STEPS else kind

    def step(self, at):
        return self.family(at) == "step"

    def name(self, at):
        return folded(self.nodes[at].get("name"))

    def title(self, at):
        return self.nodes[at].get("name", self.nodes[at]["id"])

    def holder(self, at):
        """The lane of a node, or else its pool."""
        node = self.nodes[at]
        return self.lanes.get(node.get("lane")) or self.pools.get(node.get("pool"))

    def place(self, at):
        holder = self.holder(at)
        return holder and holder.get("name", holder["id"])

    def work(self, at):
        what = self.nodes[at]["is"]
        return {"activity": what, "call": what.get("activity", {})}.get(what["kind"])

    def by_a_system(self, at):
        work = self.work(at)
        return (
            "automated" in work.get("marks", [])
            or work.get("task") in ("service", "script", "business_rule")
            or (self.holder(at) or {}).get("party") == "system"
        )

    def behind(self, at):
        seen, todo = set(), [at]
        while todo:
            new = [b for b in self.outs[todo.pop()] if b not in seen]
            seen.update(new)
            todo += new
        return seen

    def beside(self, at, matched):
        """What comes before and after, the nearest first; two gateways or unmatched steps may stand between."""
        near, ring = [], [at]
        for _ in range(3):
            found = []
            for one in ring:
                for other in (self.ins[one] + self.outs[one])[:NEIGHBOURS]:
                    if other != at and other not in near:
                        near.append(other)
                        if self.family(other) == "gateway" or self.step(other) and other not in matched:
                            found.append(other)
            ring = found
        return [one for one in near if self.step(one) and one in matched]


def pairs_of(old, new, given):
    to, taken, gone = {}, set(), set()

    def pair(a, b):
        to[a] = b
        taken.add(b)

    for wish in given:
        a, b = old.number.get(wish["before"]), new.number.get(wish.get("after"))
        if a is None or a in to or a in gone:
            continue
        if wish.get("after") is None:
            gone.add(a)
        elif b is not None and b not in taken and old.family(a) == new.family(b):
            pair(a, b)

    def open_by(key):
        before, after = {}, {}
        for flow, used, table in ((old, to.keys() | gone, before), (new, taken, after)):
            for at in range(len(flow.nodes)):
                if at not in used:
                    table.setdefault(key(flow, at), []).append(at)
        return [(name, before[name], after[name]) for name in before if name in after]

    for _, a, b in open_by(lambda flow, at: (flow.nodes[at]["id"], flow.name(at), flow.family(at))):
        for one, other in zip(a, b):
            pair(one, other)
    for (name, _), a, b in open_by(lambda flow, at: (flow.name(at), flow.family(at))):
        if name and len(a) == len(b) == 1:
            pair(a[0], b[0])
    return dict(sorted(to.items()))


def absorbed(side, other, matched):
    """Unmatched steps whose name went into that of the partner of a step beside them: host to parts."""
    into = {}
    for at in range(len(side.nodes)):
        if at in matched or not side.step(at) or side.name(at) is None:
            continue
        for near in side.beside(at, matched):
            whole = other.name(matched[near])
            if whole and whole != side.name(near) and share_within(side.name(at), whole) >= Fraction(3, 5):
                into.setdefault(near, [near]).append(at)
                break
    return {host: sorted(parts) for host, parts in into.items()}


def turned_round(old, new, pairs):
    steps = [(a, b) for a, b in pairs.items() if old.step(a)]

    def strictly(flow, x, y):
        return y in flow.behind(x) and x not in flow.behind(y)

    conflicts = [
        {i, j}
        for i, (a, b) in enumerate(steps)
        for j, (c, d) in enumerate(steps)
        if i != j and strictly(old, a, c) and strictly(new, d, b)
    ]
    while conflicts:
        count = Counter(i for conflict in conflicts for i in conflict)
        worst = min(count, key=lambda i: (-count[i], i))
        yield steps[worst]
        conflicts = [conflict for conflict in conflicts if worst not in conflict]


def time(value):
    if isinstance(value, dict):
        return {key: Fraction(part) for key, part in value.items()}
    return None if value is None else Fraction(value)


def comparison(data):
    old, new = Flow(data["before"]), Flow(data["after"])
    to = pairs_of(old, new, data.get("given", []))
    back = {b: a for a, b in to.items()}
    changes = []

    def ids(flow, numbers):
        return [flow.nodes[at]["id"] for at in numbers]

    def say(kind, a, b, before=None, after=None):
        changes.append({"kind": kind, "before": ids(old, a), "after": ids(new, b), "from": before, "to": after})

    combined, split = absorbed(old, new, to), absorbed(new, old, back)
    for host, parts in combined.items():
        say("combined", parts, [to[host]], "、".join(map(old.title, parts)), new.title(to[host]))
    for host, parts in split.items():
        say("split", [back[host]], parts, old.title(back[host]), "、".join(map(new.title, parts)))
    told_before = {at for parts in combined.values() for at in parts}
    told_after = {at for parts in split.values() for at in parts}
    for a in range(len(old.nodes)):
        if a not in to:
            if old.step(a) and a not in told_before:
                say("removed", [a], [])
            continue
        b = to[a]
        if old.step(a) and folded(old.place(a)) != folded(new.place(b)):
            say("moved", [a], [b], old.place(a), new.place(b))
        if old.name(a) != new.name(b):
            say("renamed", [a], [b], old.nodes[a].get("name"), new.nodes[b].get("name"))
        x, y = old.work(a), new.work(b)
        if x is None or y is None:
            continue
        if new.by_a_system(b) and not old.by_a_system(a):
            say("automated", [a], [b])
        if x.get("medium") != y.get("medium"):
            say("medium_changed", [a], [b], x.get("medium"), y.get("medium"))
        if any(time(x.get(key)) != time(y.get(key)) for key in ("work", "waiting")):
            say("time_changed", [a], [b])
    for b in range(len(new.nodes)):
        if b not in back and new.step(b) and b not in told_after:
            say("added", [], [b])
    for a, b in turned_round(old, new, to):
        say("reordered", [a], [b])
    return {"pairs": [[*ids(old, [a]), *ids(new, [b])] for a, b in to.items()], "changes": changes}


OPERATIONS = {"bpr/comparison": comparison}
