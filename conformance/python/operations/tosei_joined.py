"""The documents of a body joined: what does not fit together, and what a change would bring.

Documents are one object: inventory, registers, flows, counters, evidence, links, as_of. Each may be
missing. Evidence is taken as it stands: one confirmed item a criterion.
"""

import math
from fractions import Fraction

from operations.analog_review import covers
from operations.criteria_levels import read_number
from operations.tosei_evidence import AXES, span
from refused import Refused

PAPER = {"paper", "face_to_face", "post", "fax"}


class Documents:
    def __init__(self, given):
        self.day = given["as_of"]
        self.inventory = given.get("inventory")
        self.registers = given.get("registers") or []
        self.flows = given.get("flows") or []
        self.counters = given.get("counters")
        self.evidence = given.get("evidence")
        self.links = given["links"]
        self.processes = {p["id"]: p for p in reversed((self.inventory or {}).get("processes", []))}
        self.procedures = {p["id"]: p for p in (self.inventory or {}).get("procedures", [])}
        self.clauses, self.rules = {}, {}
        for register in self.registers:
            rules = {rule["id"]: rule for rule in register["rules"]}
            for clause in register["clauses"]:
                if clause["id"] not in self.clauses:
                    self.clauses[clause["id"]] = (clause, register)
                    self.rules[clause["id"]] = rules.get(clause["rule"])

    def link(self, key):
        return self.links.get(key, [])

    def status(self, clause):
        history = (clause.get("review") or {}).get("history", [])
        past = [entry for entry in history if entry["on"] <= self.day]
        return past[-1]["status"] if past else None

    def binding(self, name):
        """(binds | free | unknown, obstacles that remain)."""
        clause, register = self.clauses[name]
        rule = self.rules[name]
        obstacles = clause.get("obstacles", [])
        paper = "not_asked"
        if "written_form" in obstacles:
            paper = self.written_form(clause, rule, register)
        remaining = [o for o in obstacles if not (o == "written_form" and paper == "superseded")]
        status = self.status(clause)
        scope = (clause.get("review") or {}).get("out_of_scope") or {}
        over = status in ("in_force", "operating") or (
            status == "out_of_scope"
            and scope.get("reason") in ("already_digital", "no_analog_demand", "superseded")
        )
        if over:
            return "free", remaining
        if not obstacles:
            return "unknown", remaining
        if not remaining:
            return "free", remaining
        if paper == "unknown" and remaining == ["written_form"]:
            return "unknown", remaining
        return "binds", remaining

    def written_form(self, clause, rule, register):
        if rule is None:
            return "unknown"
        unsure = False
        for general in register.get("enabling", []):
            scope = general["scope"]
            if self.day < general["effective_from"] or general.get("effective_to", "9999") < self.day:
                continue
            if scope.get("rule_kinds") and rule["kind"] not in scope["rule_kinds"]:
                continue
            if scope.get("bodies") and rule["enacted_by"] not in scope["bodies"]:
                continue
            if any(leaves_out(one, clause) for one in general.get("exclusions", [])):
                continue
            acts = scope.get("acts", [])
            if not acts or clause.get("act") in acts:
                return "superseded"
            unsure |= clause.get("act") is None
        return "unknown" if unsure else "stands"

    def clauses_of(self, process):
        found = []
        for link in self.link("clauses"):
            name = link["clause"]
            if process in link["processes"] and name in self.clauses and name not in found:
                found.append(name)
        return found

    def standing(self, process):
        return [
            barrier
            for barrier in process.get("barriers") or []
            if not barrier.get("resolved_on") or self.day < barrier["resolved_on"]
        ]

    def applications(self, procedure):
        return [
            p
            for p in (self.inventory or {}).get("processes", [])
            if p["procedure"] == procedure and p["kind"] == "application"
        ]

    def service_procedures(self, service):
        own = next((s for s in self.counters["services"] if s["id"] == service), None)
        if own is None:
            return []
        found = list(own.get("procedures", []))
        for link in self.link("services"):
            if link["service"] == service:
                found += link["procedures"]
        return found

    def flow_procedures(self, flow):
        links = [link for link in self.link("flows") if link["flow"] == flow["id"]]
        own = [] if any(link.get("replaces") for link in links) else flow.get("procedures", [])
        return own + [p for link in links for p in link["procedures"]]

    def handled_at(self, counter):
        found = set()
        for handled in counter["services"]:
            if handled.get("mode") not in (None, "none"):
                found |= set(self.service_procedures(handled["service"]))
        return found & set(self.procedures)


def joined_check(given):
    documents = Documents(given["documents"])
    found = {}

    def report(rule, subject):
        found.setdefault(rule, []).append(subject)

    known = {
        "clause": (bool(documents.registers), documents.clauses),
        "process": (documents.inventory is not None, documents.processes),
        "procedure": (documents.inventory is not None, documents.procedures),
        "flow": (bool(documents.flows), {flow["id"] for flow in documents.flows}),
        "service": (
            documents.counters is not None,
            {s["id"] for s in (documents.counters or {}).get("services", [])},
        ),
        "counter": (
            documents.counters is not None,
            {c["id"] for c in (documents.counters or {}).get("counters", [])},
        ),
        "indicator": (True, {i["id"] for i in documents.link("indicators")}),
    }

    def dangling(kind, *names):
        there, list_of = known[kind]
        for name in names:
            if there and name not in list_of:
                report(f"dangling_{kind}", name)

    seen = set()
    for link in documents.link("clauses"):
        dangling("clause", link["clause"])
        dangling("process", *link["processes"])
        for process in link["processes"]:
            if (link["clause"], process) in seen:
                report("link_repeated", process)
            seen.add((link["clause"], process))
    for link in documents.link("services"):
        dangling("service", link["service"])
        dangling("procedure", *link["procedures"])
    for link in documents.link("flows"):
        dangling("flow", link["flow"])
        dangling("procedure", *link["procedures"])
    parts = {}
    for indicator in documents.link("indicators"):
        if not (indicator.get("source") or "").strip():
            report("indicator_without_source", indicator["id"])
        of = indicator["of"]
        if isinstance(of, dict) and "waiting" in of:
            dangling("counter", of["waiting"])
        if isinstance(of, dict) and "indicators" in of:
            dangling("indicator", *of["indicators"])
            parts[indicator["id"]] = of["indicators"]
    spans = []
    for one in documents.link("demand"):
        dangling("counter", one["counter"])
    for one in documents.link("visits"):
        dangling("counter", one["counter"])
        dangling("procedure", one["procedure"])
        spans += [(one["counter"], one[key]) for key in ("percent_of_visits", "percent_moving_online")]
    for one in documents.link("tools"):
        dangling("counter", *one.get("counters", []))
        dangling("procedure", *one.get("procedures", []))
        spans += [(one["tool"], one[key]) for key in ("service_percent", "visits_percent")]
    for subject, each in spans:
        low, high = read_number(each["low"]), read_number(each["high"])
        if low < 0 or low > high:
            report("span_out_of_order", subject)
    circles(parts, "indicator_circle", report)

    if documents.counters:
        forwards = {}
        for counter in documents.counters["counters"]:
            for handled in counter["services"]:
                if handled.get("mode") not in (None, "none") and "forwards_to" in handled:
                    forwards.setdefault(counter["id"], []).append(handled["forwards_to"])
        circles(forwards, "forwarding_circle", report)
    if documents.inventory is None:
        return {rule: sorted(subjects) for rule, subjects in found.items()}

    for process in documents.inventory["processes"]:
        names = documents.clauses_of(process["id"])
        for name in names:
            binds, remaining = documents.binding(name)
            if process["status"] == "done" and binds == "binds":
                here = {"presence", "sight", "fixed_place"} & set(remaining)
                report("online_but_presence" if here else "online_but_clause", process["id"])
            rule = documents.rules[name]
            named = [(b.get("rule") or {}).get("title") for b in documents.standing(process)]
            if documents.status(documents.clauses[name][0]) in ("in_force", "operating"):
                if rule and rule["title"] in named:
                    report("barrier_outlives_clause", process["id"])
        free = names and all(documents.binding(name)[0] == "free" for name in names)
        examined = process.get("barriers") is not None
        if free and examined and not documents.standing(process):
            if process["status"] in ("not_done", "partial"):
                report("free_but_offline", process["id"])
    for counter in (documents.counters or {}).get("counters", []):
        for procedure in documents.handled_at(counter):
            if documents.procedures[procedure].get("exists_until", "9999") < documents.day:
                report("abolished_but_handled", counter["id"])
    for service in (documents.counters or {}).get("services", []):
        dangling("procedure", *service.get("procedures", []))
    for flow in documents.flows:
        media = [
            node["is"].get("medium")
            for node in flow["nodes"]
            if node["is"]["kind"] == "activity" and node["is"].get("work_kind") == "submit"
        ]
        online = any(medium in ("digital", "email") for medium in media)
        paper = any(medium in PAPER for medium in media)
        for procedure in documents.flow_procedures(flow):
            dangling("procedure", procedure)
            if flow.get("stage") != "as_is":
                continue
            own = documents.applications(procedure)
            states = {p["status"] for p in own}
            if online and states == {"not_done"}:
                report("flow_online_inventory_not", flow["id"])
            if paper and not online and states == {"done"}:
                report("inventory_online_flow_not", flow["id"])
            if len(own) == 1 and flow.get("cases_a_year") is not None:
                counts = [
                    v for v in own[0].get("volumes", [])
                    if v["measure"] == "applications" and v["state"] == "final"
                ]
                last = max(counts, key=lambda v: v["fiscal_year"], default=None)
                if last and last["cases"] is not None and last["cases"] != flow["cases_a_year"]:
                    report("volume_differs", flow["id"])
    for item in {i["subject"]: i for i in (documents.evidence or {}).get("items", [])}:
        dangling("procedure", item)
        if item in documents.procedures and answers(documents, item)["digital"] == "met":
            own = documents.applications(item)
            if own and all(p["status"] == "not_done" for p in own):
                report("evidence_digital_inventory_not", item)
    return {rule: sorted(subjects) for rule, subjects in found.items()}


def leaves_out(exclusion, clause):
    if exclusion["rule"] != clause["rule"]:
        return False
    return "citation" not in exclusion or covers(exclusion["citation"], clause["citation"])


def circles(lines, rule, report):
    for start in lines:
        seen, open_nodes = set(), list(lines[start])
        while open_nodes:
            node = open_nodes.pop()
            if node == start:
                report(rule, start)
                break
            if node not in seen:
                seen.add(node)
                open_nodes += lines.get(node, [])


def answers(documents, procedure):
    known = {c: "unknown" for c in ["digital"] + [c for s in AXES.values() for l in s for c in l]}
    for item in (documents.evidence or {}).get("items", []):
        if item["subject"] == procedure:
            known[item["criterion"]] = item["answer"]
    return known


def levels(known):
    if known["digital"] == "not_met":
        return {axis: None for axis in AXES}
    return {axis: span(known, steps) for axis, steps in AXES.items()}


def what_if(given):
    documents = Documents(given["documents"])
    amended, online, tools = [], set(), []
    for change in given["changes"]:
        kind = change["change"]
        if kind == "amend_clauses":
            need(change["clauses"], documents.clauses)
            amended += change["clauses"]
        elif kind == "digitize_processes":
            need(change["processes"], documents.processes)
            online |= set(change["processes"])
        elif kind == "digitize_procedures":
            need(change["procedures"], documents.procedures)
            online |= {
                p["id"] for p in documents.processes.values()
                if p["procedure"] in change["procedures"] and p["status"] != "exempt"
            }
        else:
            assumed = [t for t in documents.link("tools") if t["tool"] == change["tool"]]
            if not assumed:
                raise Refused("tosei.what_if.no_assumption")
            tools += assumed
    effects, freed, reclassified = {}, [], []
    for name in amended:
        for link in documents.link("clauses"):
            if link["clause"] != name:
                continue
            for process in link["processes"]:
                if process in documents.processes:
                    effects[process] = effect(documents, documents.processes[process], amended)
    for process, what in effects.items():
        if what == "freed":
            freed.append(process)
        own = documents.processes[process]
        if discretion(own, documents.standing(own)) != "within":
            if discretion(own, still(documents, own, amended)) == "within":
                reclassified.append(process)
    return {
        "freed": sorted(freed),
        "reclassified": sorted(reclassified),
        "effects": effects,
        "rates": rates(documents, amended, online, set(freed)),
        "levels": level_changes(documents, online, tools),
        "waiting": waits(documents, online, tools),
    }


def need(names, known):
    if any(name not in known for name in names):
        raise Refused("tosei.what_if.no_such")


def still(documents, process, amended):
    """The barriers that stand when the clauses are amended: those fall that name a clause's rule."""
    linked = [name for name in documents.clauses_of(process["id"]) if name in amended]
    gone = {documents.rules[name]["title"] for name in linked if documents.rules[name]}
    return [
        b for b in documents.standing(process) if (b.get("rule") or {}).get("title") not in gone
    ]


def effect(documents, process, amended):
    if process["status"] == "unknown":
        return "unknown"
    if process["status"] not in ("not_done", "partial"):
        return "nothing_to_do"
    if process.get("barriers") is None:
        return "unknown"
    if still(documents, process, amended):
        return "still_blocked"
    rest = [n for n in documents.clauses_of(process["id"]) if n not in amended]
    binds = [documents.binding(name)[0] for name in rest]
    if "binds" in binds:
        return "still_blocked"
    return "unknown" if "unknown" in binds else "freed"


def discretion(process, barriers):
    if process.get("barriers") is None:
        return "unknown"
    kinds = [barrier["discretion"] for barrier in barriers]
    return next((kind for kind in ("beyond", "unknown") if kind in kinds), "within")


def rates(documents, amended, online, freed):
    if documents.inventory is None:
        return {}
    scenes = []
    for put in (None, online, online | freed):
        counts = {"processes.done": [0, 0], "processes.done_or_partial": [0, 0],
                  "processes.done_within_discretion": [0, 0], "applications.done": [0, 0]}
        for process in documents.inventory["processes"]:
            status, barriers = process["status"], documents.standing(process)
            if put is not None:
                status = "done" if process["id"] in put else status
                barriers = still(documents, process, amended)
            done = status == "done"
            for name, inside, hit in (
                ("processes.done", True, done),
                ("processes.done_or_partial", True, done or status == "partial"),
                ("processes.done_within_discretion", discretion(process, barriers) == "within", done),
                ("applications.done", process["kind"] == "application", done),
            ):
                if inside:
                    counts[name][1] += 1
                    counts[name][0] += hit
        scenes.append(counts)
    found = {}
    for name in scenes[0]:
        three = [scene[name] for scene in scenes]
        if three[0] != three[1] or three[0] != three[2]:
            found[name] = three
    return found


def went_online(documents, online):
    """Procedures of which an application goes online."""
    return {
        documents.processes[name]["procedure"]
        for name in online
        if documents.processes[name]["kind"] == "application"
        and documents.processes[name]["status"] != "done"
    }


def level_changes(documents, online, tools):
    assumed = {procedure: {"digital"} for procedure in went_online(documents, online)}
    for tool in tools:
        for procedure in tool.get("procedures", []):
            assumed.setdefault(procedure, set()).update(tool.get("criteria", []))
    found = {}
    for procedure, criteria in assumed.items():
        now = answers(documents, procedure)
        then = now | {criterion: "met" for criterion in criteria if criterion in now}
        before, after = levels(now), levels(then)
        for axis in AXES:
            if before[axis] != after[axis]:
                found[f"{procedure}/{axis}"] = [before[axis], after[axis]]
    return found


def waits(documents, online, tools):
    moving = went_online(documents, online)
    booths = {c["id"]: c.get("booths") for c in (documents.counters or {}).get("counters", [])}
    found = {}
    for one in documents.link("demand"):
        name = one["counter"]
        arrivals, service, touched = [Fraction(1)] * 2, [Fraction(1)] * 2, False
        for tool in tools:
            if tool.get("counters") and name not in tool["counters"]:
                continue
            touched = True
            for at, key in enumerate(("low", "high")):
                arrivals[at] *= read_number(tool["visits_percent"][key]) / 100
                service[at] *= read_number(tool["service_percent"][key]) / 100
        away = [Fraction(0), Fraction(0)]
        for visit in documents.link("visits"):
            if visit["counter"] == name and visit["procedure"] in moving:
                touched = True
                for at, key in enumerate(("low", "high")):
                    away[at] += (read_number(visit["percent_of_visits"][key])
                                 * read_number(visit["percent_moving_online"][key]) / 10000)
        if not touched or booths.get(name) is None:
            continue
        arrivals[0] *= max(1 - away[1], Fraction(0))
        arrivals[1] *= max(1 - away[0], Fraction(0))
        come = read_number(one["demand"]["arrivals_per_hour"])
        take = read_number(one["demand"]["service_minutes"])
        found[name] = [
            mean_wait(come, take, booths[name]),
            mean_wait(come * arrivals[0], take * service[0], booths[name]),
            mean_wait(come * arrivals[1], take * service[1], booths[name]),
        ]
    return found


def mean_wait(arrivals, minutes, servers):
    """M/M/c in minutes, three digits, by the textbook sum; None where the queue never settles."""
    load = float(arrivals) * float(minutes) / 60
    if servers == 0 or load >= servers:
        return None
    last = load**servers / math.factorial(servers) * servers / (servers - load)
    share = last / (sum(load**k / math.factorial(k) for k in range(servers)) + last)
    return f"{share * float(minutes) / (servers - load):.3f}"


OPERATIONS = {"tosei/joined_check": joined_check, "tosei/what_if": what_if}
