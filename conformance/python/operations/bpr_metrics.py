"""Figures of a flow: dense linear equations in fractions, and lead times by listing every course.

Joins are found by dominators, lead times of flows without loops by going through all combinations of
branches, rework by listing the courses that pass nothing twice. Nothing is folded.
"""

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


def equations(flow, share, event, options):
    """Each node's visits as (constant, [(node, factor)]); a factor or constant of None is unknown."""
    equal = options.get("unknown_branches") == "equal"
    raised = {}
    for node in flow.nodes:
        what = flow.event(node)
        if what.get("event") == "end" and what["trigger"] in ("error", "cancel"):
            parent = flow.nodes[node].get("parent")
            for at in flow.boundary(parent) if parent else []:
                if flow.event(at)["trigger"] == what["trigger"]:
                    raised.setdefault(at, []).append(node)

    def passes(node, factor):
        terms = [(node, factor)]
        for at in flow.boundary(node):
            if not flow.event(at).get("non_interrupting"):
                terms.append((at, None if factor is None else -factor))
        return terms

    rows = {}
    for node in flow.nodes:
        constant, terms = Fraction(0), []
        what = flow.event(node)
        if what.get("event") == "boundary":
            stated = any("probability" in l for l in flow.outs[node])
            if node in raised and not stated:
                terms = [(end, Fraction(1)) for end in raised[node]]
            else:
                terms = [(what["attached_to"], event[node])]
            rows[node] = (constant, terms)
            continue
        gateway = flow.gateway(node)
        waits = gateway in ("parallel", "inclusive", "complex") and len(flow.ins[node]) > 1
        split = split_of(flow, node) if waits else None
        if waits and split is not None and flow.kind(split) != "one":
            rows[node] = (constant, passes(split, Fraction(1)))
            continue
        if waits and gateway == "parallel":
            line = flow.ins[node][0]
            rows[node] = (constant, passes(line["from"], share[line["id"]]))
            continue
        if waits and split is None:
            rows[node] = (None, [])
            continue
        for line in flow.ins[node]:
            terms += passes(line["from"], share[line["id"]])
        scope = flow.scope(node)
        starts, real = flow.starts(scope)
        if node in starts:
            messages = {}
            for message in flow.doc.get("message_flows", []):
                messages.setdefault(message["to"], []).append(message)
            free = [s for s in starts if scope[0] == "sub" or s not in messages]
            if node not in free:
                for message in messages[node]:
                    if message["from"] in flow.nodes:
                        terms.append((message["from"], Fraction(1)))
                    else:
                        constant += 1
            else:
                each = Fraction(1)
                if real and len(free) > 1:
                    each = Fraction(1, len(free)) if equal else None
                if scope[0] == "sub":
                    terms.append((scope[1], each))
                else:
                    constant = None if each is None else constant + each
        rows[node] = (constant, terms)
    return rows


def solve(flow, rows):
    unknown = {n for n, (c, terms) in rows.items() if c is None or any(f is None for _, f in terms)}
    grew = True
    while grew:
        more = {n for n, (_, terms) in rows.items()
                if n not in unknown and any(t in unknown and f != 0 for t, f in terms)}
        grew, unknown = bool(more), unknown | more
    names = [n for n in rows if n not in unknown]
    place = {n: i for i, n in enumerate(names)}
    size = len(names)
    table = []
    for name in names:
        row = [Fraction(0)] * (size + 1)
        row[place[name]] += 1
        for term, factor in rows[name][1]:
            if factor != 0:
                row[place[term]] -= factor
        row[size] = rows[name][0]
        table.append(row)
    for column in range(size):
        pivot = next((r for r in range(column, size) if table[r][column] != 0), None)
        if pivot is None:
            raise Refused("bpr.metrics.unbounded")
        table[column], table[pivot] = table[pivot], table[column]
        head = table[column]
        head[:] = [value / head[column] for value in head]
        for r in range(size):
            if r != column and table[r][column] != 0:
                factor = table[r][column]
                table[r] = [a - factor * b for a, b in zip(table[r], head)]
    values = {name: table[place[name]][size] for name in names}
    if any(value < 0 for value in values.values()):
        raise Refused("bpr.metrics.unbounded")
    return {n: values.get(n) for n in rows}


def joined(flow, data):
    """Parallel joins without a parallel split of their own must not wait in vain."""
    from operations.bpr_soundness import soundness

    for node in flow.nodes:
        if flow.gateway(node) != "parallel" or len(flow.ins[node]) < 2:
            continue
        split = split_of(flow, node)
        if split is None or flow.kind(split) != "all":
            found = soundness({"flow": data["flow"]})["problems"]
            if "deadlock" in found or "lack_of_synchronization" in found:
                raise Refused("bpr.metrics.unbalanced_join")


def come_to(flow, share, event, rows):
    """The equations without what nobody comes to; refused if something come to leads to no end."""
    stops = {n for n in flow.nodes if flow.event(n).get("event") == "end"}
    ending = {n for n in flow.nodes if not flow.outs[n] or n in stops}
    grew = True
    while grew:
        grew = False
        for node in flow.nodes:
            if node in ending:
                continue
            goes = any(share[l["id"]] != 0 and l["to"] in ending for l in flow.outs[node])
            goes = goes or any(event[b] != 0 and b in ending for b in flow.boundary(node))
            if goes:
                ending.add(node)
                grew = True
    reached = {n for n, (c, _) in rows.items() if c is None or c != 0}
    reached |= {n for n, (_, terms) in rows.items() if any(f is None for _, f in terms)}
    grew = True
    while grew:
        more = {n for n, (_, terms) in rows.items()
                if n not in reached and any(t in reached and (f is None or f > 0) for t, f in terms)}
        grew, reached = bool(more), reached | more
    if reached - ending:
        raise Refused("bpr.metrics.endless_loop")
    kept = {}
    for node, (constant, terms) in rows.items():
        if node in reached:
            kept[node] = (constant, [(t, f) for t, f in terms if t in reached])
        else:
            kept[node] = (Fraction(0), [])
    return kept


def span(time):
    """(from, to) of a time's mean; None if it is unknown."""
    if isinstance(time, str):
        return Fraction(time), Fraction(time)
    if "kind" not in time:
        return Fraction(time["from"]), Fraction(time["to"])
    kind = time["kind"]
    if kind == "constant":
        mean = Fraction(time["value"])
    elif kind == "uniform":
        mean = (Fraction(time["from"]) + Fraction(time["to"])) / 2
    elif kind == "triangular":
        mean = (Fraction(time["from"]) + Fraction(time["mode"]) + Fraction(time["to"])) / 3
    elif kind == "empirical":
        mean = sum(map(Fraction, time["values"])) / len(time["values"])
    elif kind == "weibull":
        if Fraction(time["shape"]) != 1:
            return None
        mean = Fraction(time["scale"])
    else:
        mean = Fraction(time["mean"])
    return mean, mean


def points(time):
    """The lengths of a time with their shares."""
    if isinstance(time, str):
        return [(Fraction(time), Fraction(1))]
    if time.get("kind") == "constant":
        return [(Fraction(time["value"]), Fraction(1))]
    if time.get("kind") == "empirical":
        return [(Fraction(v), Fraction(1, len(time["values"]))) for v in time["values"]]
    return None


class Total:
    def __init__(self):
        self.low = self.high = Fraction(0)
        self.known = True

    def add(self, times, low, high):
        self.low += times * low
        self.high += times * high

    def out(self):
        return {"from": shown(self.low), "to": shown(self.high) if self.known else None}


class Sums:
    def __init__(self, flow, visits, share):
        self.flow, self.visits, self.share = flow, visits, share

    def frequency(self, activity):
        if "frequency" in activity:
            return Fraction(activity["frequency"])
        return None if "repetition" in activity else Fraction(1)

    def often(self, node):
        visits = self.visits[node]
        if visits is None or visits == 0:
            return visits
        frequency = self.frequency(self.flow.activity(node))
        return None if frequency is None else visits * frequency

    def who(self, node):
        """applicant, other, or (class,) of the staff."""
        data, activity = self.flow.nodes[node], self.flow.activity(node)
        party, staff = None, activity.get("staff_class")
        lane = self.flow.lanes.get(data.get("lane"))
        while lane:
            party = party or lane.get("party")
            staff = staff or lane.get("staff_class")
            lane = self.flow.lanes.get(lane.get("parent"))
        party = party or self.flow.pools.get(data.get("pool"), {}).get("party")
        if party == "applicant":
            return "applicant"
        if "automated" in activity.get("marks", []):
            return "other"
        if party in ("system", "other_organisation", "contractor") and not staff:
            return "other"
        return (staff,)

    def work(self, node):
        """(from, to) of the minutes each time; None if unknown."""
        activity = self.flow.activity(node)
        if "work" in activity:
            return span(activity["work"])
        if "automated" in activity.get("marks", []) and self.frequency(activity) is not None:
            return Fraction(0), Fraction(0)
        return None

    def steps(self):
        return [n for n in self.flow.nodes if self.flow.activity(n) is not None]

    def worked(self, wanted, weight=lambda node: Fraction(1)):
        total = Total()
        for node in self.steps():
            if not wanted(self.who(node)) or self.visits[node] == 0:
                continue
            each = self.work(node)
            if each is not None and each[1] == 0:
                continue
            price = weight(node)
            times = self.often(node)
            if each is None or price is None or times is None:
                total.known = False
            else:
                total.add(times, each[0] * price, each[1] * price)
        return total.out()

    def price(self, node):
        rates = {c["id"]: c.get("yen_per_hour") for c in self.flow.doc.get("staff_classes", [])}
        rate = rates.get(self.who(node)[0])
        return None if rate is None else Fraction(rate, 60)

    def waiting(self):
        total = Total()
        for node in self.flow.nodes:
            if self.visits[node] == 0:
                continue
            each = wait_of(self.flow, node)
            if each is None:
                total.known = False
            elif each[1] != 0:
                if self.visits[node] is None:
                    total.known = False
                else:
                    total.add(self.visits[node], *each)
        return total.out()

    def counted(self, value):
        total = Total()
        for node in self.steps():
            each = value(self.flow.activity(node))
            if each == 0 or self.visits[node] == 0:
                continue
            times = self.often(node)
            if each is None or times is None:
                total.known = False
            else:
                total.add(times, Fraction(each), Fraction(each))
        return total.out()

    def handoffs(self):
        total = Total()
        place = lambda n: (self.flow.nodes[n].get("pool"), self.flow.nodes[n].get("lane"))
        for line in self.flow.lines:
            if place(line["from"]) != place(line["to"]):
                times = self.along(line)
                if times is None:
                    total.known = False
                else:
                    total.add(times, 1, 1)
        for message in self.flow.doc.get("message_flows", []):
            end = message["from"] if message["from"] in self.flow.nodes else message["to"]
            times = self.visits[end] if end in self.flow.nodes else Fraction(1)
            if times is None:
                total.known = False
            else:
                total.add(times, 1, 1)
        return total.out()

    def along(self, line):
        share = self.share[line["id"]]
        if share == 0:
            return Fraction(0)
        through = self.visits[line["from"]]
        for at in self.flow.boundary(line["from"]):
            if not self.flow.event(at).get("non_interrupting"):
                if through is None or self.visits[at] is None:
                    return None
                through -= self.visits[at]
        return None if share is None or through is None else share * through

    def reentries(self):
        total, items = Total(), {}
        for node in self.steps():
            for item in self.flow.activity(node).get("enters", []):
                items.setdefault(item, []).append(node)
        for nodes in items.values():
            times = [self.often(n) for n in nodes]
            if None in times:
                total.known = False
                continue
            expected = sum(times)
            if expected == 0:
                continue
            once = [min(self.visits[n], Fraction(1)) for n in nodes
                    if n not in reach(self.flow, successors(self.flow, n))
                    and self.frequency(self.flow.activity(n)) >= 1]
            total.add(1, max(expected - 1, Fraction(0)), expected - max(once, default=Fraction(0)))
        return total.out()

    def all(self):
        staff = lambda who: isinstance(who, tuple)
        mark = lambda name: lambda activity: int(name in activity.get("marks", []))

        def paper(activity):
            if "medium" in activity:
                return int(activity["medium"] in PAPER)
            return 0 if "automated" in activity.get("marks", []) else None

        return {
            "work_minutes": self.worked(lambda who: True),
            "staff_minutes": self.worked(staff),
            "applicant_minutes": self.worked(lambda who: who == "applicant"),
            "waiting_minutes": self.waiting(),
            "cost_yen": self.worked(staff, self.price),
            "cash_yen": self.counted(lambda activity: activity.get("cash_yen", 0)),
            "handoffs": self.handoffs(),
            "paper_steps": self.counted(paper),
            "stamps": self.counted(mark("stamp")),
            "applicant_visits": self.counted(mark("visit")),
            "reentries": self.reentries(),
        }


def wait_of(flow, node):
    activity, what = flow.activity(node), flow.event(node)
    if activity is not None:
        return span(activity["waiting"]) if "waiting" in activity else None
    if "waiting" in what:
        return span(what["waiting"])
    if what.get("event") == "catch" and what["trigger"] not in ("link", "none"):
        return None
    return Fraction(0), Fraction(0)


def duration(flow, node, sums, pick):
    """All lengths of a node with their shares, of ranges the end that `pick` names."""
    parts = []
    activity, what = flow.activity(node), flow.event(node)
    if activity is not None:
        parts = [(activity["waiting"], Fraction(1))]
        if "work" in activity:
            parts.append((activity["work"], sums.frequency(activity)))
    elif "waiting" in what:
        parts = [(what["waiting"], Fraction(1))]
    lengths = [(Fraction(0), Fraction(1))]
    for time, frequency in parts:
        one = points(time) if frequency == 1 else None
        if one is None:
            one = [(span(time)[pick] * frequency, Fraction(1))]
        lengths = [(a + b, p * q) for a, p in lengths for b, q in one]
    return lengths


def lead(flow, share, sums, visits, pick):
    """The expected lead time of a flow of one process without sub-processes."""
    loops = any(n in reach(flow, successors(flow, n)) for n in flow.nodes)
    if loops:
        total = Fraction(0)
        for node in flow.nodes:
            if visits[node] != 0:
                total += visits[node] * sum(a * p for a, p in duration(flow, node, sums, pick))
        return total
    order, left = [], list(flow.nodes)
    while left:
        node = next(n for n in left if all(l["from"] in order for l in flow.ins[n]))
        order.append(node)
        left.remove(node)
    starts, _ = flow.starts(flow.scope(order[0]))
    courses = [(Fraction(1), {s: Fraction(0) for s in starts}, {}, Fraction(0))]
    for node in order:
        following = []
        for chance, begun, times, last in courses:
            came = [times[l["id"]] for l in flow.ins[node] if l["id"] in times]
            if node in begun:
                came.append(begun[node])
            if not came:
                following.append((chance, begun, times, last))
                continue
            for length, p in duration(flow, node, sums, pick):
                end = max(came) + length
                outs = flow.outs[node]
                if not outs:
                    following.append((chance * p, begun, times, max(last, end)))
                elif len(outs) > 1 and flow.kind(node) == "one":
                    for line in outs:
                        q = share[line["id"]]
                        if q:
                            now = {**times, line["id"]: end}
                            following.append((chance * p * q, begun, now, last))
                else:
                    taken = [l for l in outs if share[l["id"]] == 1]
                    now = {**times, **{l["id"]: end for l in taken}}
                    following.append((chance * p, begun, now, last))
        courses = following
    return sum(chance * last for chance, _, _, last in courses)


def rework(flow, share):
    """One less the chance of the courses that pass nothing twice; flows without parallel branches."""
    starts, _ = flow.starts(flow.scope(next(iter(flow.nodes))))
    clear, todo = Fraction(0), [(starts[0], {starts[0]}, Fraction(1))]
    while todo:
        node, seen, chance = todo.pop()
        if not flow.outs[node]:
            clear += chance
        for line in flow.outs[node]:
            if line["to"] not in seen:
                todo.append((line["to"], seen | {line["to"]}, chance * share[line["id"]]))
    return 1 - clear


def metrics(data):
    flow = Flow(data["flow"])
    if len(flow.nodes) != len(data["flow"].get("nodes", [])) or any(
        end not in flow.nodes for line in flow.lines for end in (line["from"], line["to"])
    ):
        raise Refused("bpr.graph.defects")
    options = data.get("options", {})
    share, event = shares_of(flow, options)
    rows = equations(flow, share, event, options)
    joined(flow, data)
    rows = come_to(flow, share, event, rows)
    visits = solve(flow, rows)
    sums = Sums(flow, visits, share)
    for node in flow.nodes:
        if flow.gateway(node) == "parallel" and len(flow.ins[node]) > 1:
            came = {sums.along(l) for l in flow.ins[node]} - {None}
            if len(came) > 1:
                raise Refused("bpr.metrics.unbalanced_join")
    result = {
        "visits": {node: shown(value) for node, value in visits.items()},
        "measures": sums.all(),
    }
    if data.get("lead"):
        low, high = (lead(flow, share, sums, visits, pick) for pick in (0, 1))
        result["lead"] = {"from": shown(low), "to": shown(high)}
    if data.get("rework"):
        result["rework"] = shown(rework(flow, share))
    return result


OPERATIONS = {"bpr/metrics": metrics}
