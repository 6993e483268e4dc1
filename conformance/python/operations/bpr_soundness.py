"""Soundness of a flow: all markings, the nearest first, nothing folded.

A marking says how many tokens each line holds. Sub-processes are judged on their own, innermost first;
around them they are one step. A boundary event is one more way for a step to go on.
"""

from itertools import combinations, product

from flows.flow import Flow
from refused import Refused

MOST = 20_000


class Scope:
    def __init__(self, flow, key, inner, together):
        self.flow, self.together, self.begun = flow, together, set()
        by_event = lambda n: flow.nodes[n]["is"].get("by_event", False)
        self.nodes = [n for n in flow.members(key) if not by_event(n)]
        self.inner = inner
        self.lines = [l["id"] for l in flow.lines if l["from"] in self.nodes]
        self.ends = {l["id"]: l["to"] for l in flow.lines}
        starts, real = flow.starts(key)
        starts = [s for s in starts if not by_event(s)]
        # A token that waits before a first node stands on a line of its own.
        self.entries = {f"@{s}": s for s in starts}
        self.ends.update(self.entries)
        if not starts:
            self.first = []
        elif real and not together:
            self.first = [[f"@{s}"] for s in starts]
        else:
            self.first = [[f"@{s}" for s in starts]]

    def ins(self, node):
        return [l["id"] for l in self.flow.ins[node]] + [e for e, n in self.entries.items() if n == node]

    def stops(self, node):
        what = self.flow.event(node)
        return what.get("event") == "end" and what["trigger"] in ("terminate", "error", "cancel")

    def upstream(self, line, join):
        """Lines from which a token can come to a line without passing the join."""
        seen, todo = set(), [line]
        while todo:
            at = todo.pop()
            if at in seen:
                continue
            seen.add(at)
            source = next((l["from"] for l in self.flow.lines if l["id"] == at), None)
            if source is None or source == join:
                continue
            host = self.flow.event(source).get("attached_to")
            todo += self.ins(host or source)
        return seen

    def outcomes(self, node):
        """The sets of lines on which a step may put tokens; `stop` clears the scope."""
        flow = self.flow
        if self.stops(node):
            return [("stop", ())]
        outs = flow.outs[node]
        ids = [l["id"] for l in outs]
        gateway = flow.gateway(node)
        if not outs:
            normal = [()]
        elif len(outs) == 1:
            normal = [tuple(ids)]
        elif flow.kind(node) == "one":
            normal = [(i,) for i in ids]
        elif flow.kind(node) == "all":
            normal = [tuple(ids)]
        else:
            default = flow.nodes[node]["is"].get("default") if gateway else None
            others = [i for i in ids if i != default]
            normal = [c for k in range(1, len(others) + 1) for c in combinations(others, k)]
            if default in ids:
                normal.append((default,))
        events = [b for b in flow.boundary(node) if flow.event(b)["trigger"] != "compensation"]
        beside = [b for b in events if flow.event(b).get("non_interrupting")]
        instead = [b for b in events if b not in beside]
        completes, fails = self.inner.get(node, (True, False))
        ways = [((), way) for way in normal] if completes else []
        for b in instead:
            ways += [((b,), way) for way in self.boundary_lines(b)]
        found = []
        for happened in product(*[[None, b] for b in beside]):
            happened = [b for b in happened if b]
            for extra in product(*[self.boundary_lines(b) for b in happened]):
                for hit, way in ways:
                    lines = way + tuple(l for part in extra for l in part)
                    found.append(("go", lines, tuple(happened) + hit, not hit and not outs))
        if fails:
            found.append(("stop", ()))
        return found

    def boundary_lines(self, event):
        outs = tuple(l["id"] for l in self.flow.outs[event])
        return [outs]

    def moves(self, marking):
        """(node, lines emptied, outcome) for everything that can happen."""
        for node in self.nodes:
            if self.flow.event(node).get("event") == "boundary":
                continue
            ins = self.ins(node)
            full = [l for l in ins if marking.get(l, 0)]
            if not full:
                continue
            gateway = self.flow.gateway(node)
            waits = len(ins) > 1 and gateway in ("parallel", "inclusive", "complex")
            if waits and gateway == "parallel":
                takes = [full] if len(full) == len(ins) else []
            elif waits:
                takes = [full]
                ups = {l: self.upstream(l, node) for l in ins}
                for held in [l for l, n in marking.items() if n]:
                    empty = any(held in ups[l] for l in ins if l not in full)
                    filled = any(held in ups[l] for l in full)
                    if empty and not filled:
                        takes = []
            else:
                takes = [[l] for l in full]
            if takes:
                self.begun.add(node)
            for take in takes:
                for outcome in self.outcomes(node):
                    yield node, take, outcome, waits and gateway != "parallel"

    def explore(self):
        found, happened = set(), set()
        states, parents, after = [], [], []
        index = {}

        def add(marking, ended, parent, monotone):
            key = (tuple(sorted((l, n) for l, n in marking.items() if n)), ended)
            if key not in index:
                index[key] = len(states)
                states.append(key)
                parents.append((parent, monotone))
                after.append([])
            return index[key]

        for first in self.first:
            add({l: 1 for l in first}, frozenset(), None, False)
        at = 0
        while at < len(states):
            if len(states) > MOST:
                raise OverflowError
            marking, ended = dict(states[at][0]), states[at][1]
            for node, take, outcome, waited in self.moves(marking):
                happened.add(node)
                following = dict(marking)
                for line in take:
                    following[line] -= 1
                now = ended
                if outcome[0] == "stop":
                    following = {}
                    lines = ()
                    is_end = False
                else:
                    _, lines, events, is_end = outcome
                    happened.update(events)
                    is_end = is_end and not self.flow.outs[node]
                    # An event at the boundary that nothing follows is an end, too.
                    for event in events:
                        if not self.flow.outs[event]:
                            if event in now:
                                found.add("no_proper_completion")
                            now = now | {event}
                if is_end:
                    if node in now:
                        found.add("no_proper_completion")
                    now = now | {node}
                for line in lines:
                    following[line] = following.get(line, 0) + 1
                    if following[line] > 1:
                        found.add("lack_of_synchronization")
                monotone = not waited and outcome[0] != "stop"
                to = len(states)
                reached = add(following, now, at, monotone)
                after[at].append(reached)
                if reached == to:
                    step, plain = parents[to]
                    while step is not None and plain:
                        before = dict(states[step][0])
                        grown = all(following.get(l, 0) >= n for l, n in before.items())
                        if grown and sum(following.values()) > sum(before.values()):
                            return {"unbounded", "lack_of_synchronization"}, (True, False), set()
                        step, plain = parents[step]
            at += 1
        ends = [i for i, (m, _) in enumerate(states) if not m]
        stuck = [i for i, (m, _) in enumerate(states) if m and not after[i]]
        if stuck:
            found.add("deadlock")
        before = [[] for _ in states]
        for i, following in enumerate(after):
            for to in following:
                before[to].append(i)

        def spread(seeds):
            seen, todo = set(), list(seeds)
            while todo:
                i = todo.pop()
                if i not in seen:
                    seen.add(i)
                    todo += before[i]
            return seen

        if len(spread(ends) | spread(stuck)) < len(states):
            found.add("endless_loop")
        compensation = lambda n: self.flow.event(n).get("trigger") == "compensation" and (
            self.flow.event(n).get("event") == "boundary")
        happened |= self.begun
        dead = {n for n in self.nodes if n not in happened and not compensation(n)}
        if dead:
            found.add("dead_activities")
        if not states:
            ends = [0] if not self.nodes else []
        return found, (bool(ends), self.fails(happened)), dead

    def fails(self, happened):
        key = self.flow.scope(self.nodes[0]) if self.nodes else ("pool", None)
        if key[0] != "sub":
            return False
        taken = {self.flow.event(b)["trigger"] for b in self.flow.boundary(key[1])}
        raised = {self.flow.event(n)["trigger"] for n in happened
                  if self.flow.event(n).get("event") == "end"}
        return bool((raised & {"error", "cancel"}) - taken)


def soundness(data):
    flow = Flow(data["flow"])
    if len(flow.nodes) != len(data["flow"].get("nodes", [])) or any(
        end not in flow.nodes for line in flow.lines for end in (line["from"], line["to"])
    ):
        raise Refused("bpr.graph.defects")
    keys = []
    for node in flow.nodes:
        if flow.scope(node) not in keys:
            keys.append(flow.scope(node))
    for node in flow.nodes:
        if flow.nodes[node]["is"]["kind"] == "sub_process" and ("sub", node) not in keys:
            keys.append(("sub", node))

    def depth(key):
        count = 0
        while key[0] == "sub":
            key, count = flow.scope(key[1]), count + 1
        return count

    inner, problems, dead = {}, set(), set()
    for key in sorted(keys, key=depth, reverse=True):
        found, outcome, never = Scope(flow, key, inner, data.get("starts") == "together").explore()
        if key[0] == "sub":
            inner[key[1]] = outcome
        problems |= found
        dead |= never
    if "unbounded" in problems:
        problems, dead = {"unbounded", "lack_of_synchronization"}, set()
    return {"sound": not problems, "problems": sorted(problems), "dead": sorted(dead)}


OPERATIONS = {"bpr/soundness": soundness}
