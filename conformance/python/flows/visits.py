"""How often each step is visited: exact equations over fractions."""

from fractions import Fraction

from flows.flow import split_of
from refused import Refused


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
