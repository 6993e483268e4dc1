"""Times with what is unknown, and the sums over a flow."""

from fractions import Fraction

from flows.flow import PAPER, reach, shown, successors


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
