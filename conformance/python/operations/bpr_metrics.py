"""Figures of a flow: dense linear equations in fractions, and lead times by listing every course.

Joins are found by dominators, lead times of flows without loops by going through all combinations of
branches, rework by listing the courses that pass nothing twice. Nothing is folded.
"""

from fractions import Fraction

from flows.flow import Flow, reach, shares_of, shown, successors
from flows.sums import Sums, points, span
from flows.visits import come_to, equations, joined, solve
from refused import Refused


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
