"""A flow as a graph, its shares, and what leads where."""

from fractions import Fraction

from refused import Refused

PAPER = {"paper", "post", "fax"}
MEASURES = [
    "work_minutes", "staff_minutes", "applicant_minutes", "waiting_minutes", "cost_yen", "cash_yen",
    "handoffs", "paper_steps", "stamps", "applicant_visits", "reentries",
]


def shown(number):
    """A decimal where there is one, otherwise a fraction."""
    if number is None:
        return None
    rest = number.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    places = max(twos, fives)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return sign + (digits if places == 0 else f"{digits[:-places]}.{digits[-places:]}")


class Flow:
    def __init__(self, doc):
        self.doc = doc
        self.nodes = {node["id"]: node for node in doc.get("nodes", [])}
        self.lines = [dict(line) for line in doc.get("sequence_flows", [])]
        for node in doc["nodes"]:
            what = node["is"]
            if what["kind"] == "event" and what["trigger"] == "link" and what["event"] == "throw":
                name = what.get("link", node.get("name"))
                for other in doc["nodes"]:
                    catch = other["is"]
                    if (catch["kind"] == "event" and catch["trigger"] == "link"
                            and catch["event"] == "catch"
                            and catch.get("link", other.get("name")) == name):
                        self.lines.append({"id": node["id"], "from": node["id"], "to": other["id"]})
        self.outs = {i: [l for l in self.lines if l["from"] == i] for i in self.nodes}
        self.ins = {i: [l for l in self.lines if l["to"] == i] for i in self.nodes}
        self.lanes = {}
        self.pools = {pool["id"]: pool for pool in doc.get("pools", [])}
        for pool in doc.get("pools", []):
            for lane in pool.get("lanes", []):
                self.lanes[lane["id"]] = lane

    def event(self, node):
        what = self.nodes[node]["is"]
        return what if what["kind"] == "event" else {}

    def activity(self, node):
        what = self.nodes[node]["is"]
        if what["kind"] == "activity":
            return what
        return what.get("activity", {}) if what["kind"] == "call" else None

    def gateway(self, node):
        what = self.nodes[node]["is"]
        return what.get("gateway") if what["kind"] == "gateway" else None

    def boundary(self, host):
        return [i for i in self.nodes if self.event(i).get("attached_to") == host]

    def scope(self, node):
        parent = self.nodes[node].get("parent")
        return ("sub", parent) if parent else ("pool", self.nodes[node].get("pool"))

    def members(self, scope):
        return [i for i in self.nodes if self.scope(i) == scope]

    def starts(self, scope):
        found = [i for i in self.members(scope) if self.event(i).get("event") == "start"]
        if found:
            return found, True
        return [i for i in self.members(scope)
                if not self.ins[i] and self.event(i).get("event") != "boundary"], False

    def kind(self, node):
        """How a node with several lines out branches."""
        gateway = self.gateway(node)
        if gateway:
            return {"exclusive": "one", "event_based": "one", "parallel": "all"}.get(gateway, "some")
        shares = [l.get("probability") for l in self.outs[node]]
        if all(shares) and sum(map(Fraction, shares)) == 1:
            return "one"
        if any(shares) or any(l.get("condition") for l in self.outs[node]):
            return "some"
        return "all"


def shares_of(flow, options):
    equal = options.get("unknown_branches") == "equal"
    never = options.get("unknown_boundary") == "never"
    share, event = {}, {}
    for node in flow.nodes:
        outs = flow.outs[node]
        for line in outs:
            share[line["id"]] = Fraction(1)
        given = [Fraction(l["probability"]) if "probability" in l else None for l in outs]
        if flow.event(node).get("event") == "boundary":
            known = [g for g in given if g is not None]
            event[node] = known[0] if known else (Fraction(0) if never else None)
        elif len(outs) > 1 and flow.kind(node) == "one":
            total = sum(g for g in given if g is not None)
            missing = given.count(None)
            if total > 1 or (missing == 0 and total != 1):
                raise Refused("bpr.metrics.probabilities")
            rest = 1 - total
            for line, g in zip(outs, given):
                if g is None and (missing == 1 or rest == 0 or equal):
                    g = rest / missing
                share[line["id"]] = g
        elif len(outs) > 1 and flow.kind(node) == "some":
            default = flow.nodes[node]["is"].get("default")
            none = Fraction(1)
            for line, g in zip(outs, given):
                if line["id"] != default:
                    none = None if none is None or g is None else none * (1 - g)
            for line, g in zip(outs, given):
                share[line["id"]] = none if g is None and line["id"] == default else g
    return share, event


def successors(flow, node):
    """Where a token can go from a node, events at its boundary included."""
    return [l["to"] for l in flow.outs[node]] + flow.boundary(node)


def reach(flow, starts, without=None):
    seen, todo = set(), [s for s in starts if s != without]
    while todo:
        node = todo.pop()
        if node in seen:
            continue
        seen.add(node)
        todo += [n for n in successors(flow, node) if n != without]
    return seen


def split_of(flow, join):
    """The nearest branch that every way to the join passes, and from which every way leads to it."""
    starts, _ = flow.starts(flow.scope(join))
    best = None
    for node in flow.nodes:
        if node == join or flow.scope(node) != flow.scope(join) or len(flow.outs[node]) < 2:
            continue
        if join in reach(flow, starts, without=node):
            continue
        behind = reach(flow, [l["to"] for l in flow.outs[node]], without=join)
        if node in behind or any(not flow.outs[n] for n in behind):
            continue
        if best is None or best in reach(flow, starts, without=node):
            best = node
    return best
