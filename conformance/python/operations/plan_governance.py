"""Stage gates, user tests, moves to standard systems, partner bodies, checks of procedures."""

import json
import pathlib
from datetime import date, timedelta
from fractions import Fraction

from operations import plan_texts

DATA = pathlib.Path(__file__).resolve().parents[3] / "crates" / "plan" / "data" / "governance"


def embedded(name):
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def latest(records, key):
    """The record of the latest day; one without a day is older than all, and of equals the last counts."""
    best = None
    for record in records:
        if best is None or (record.get(key) or "") >= (best.get(key) or ""):
            best = record
    return best


def artefact_gap(project, kind, as_of):
    if kind["necessity"] == "optional":
        return None
    own = [a for a in project.get("artefacts", []) if a["kind"] == kind["id"]]
    own = latest([a for a in own if not a.get("on") or a["on"] <= as_of], "on")
    if own is None:
        return "artefact_missing"
    if own["state"] == "approved":
        return None
    if own["state"] == "draft":
        return "artefact_not_approved"
    if kind["necessity"] == "required":
        return "may_not_be_left_out"
    return None if (own.get("reason") or "").strip() else "reason_missing"


def consultation_gap(project, gate, as_of):
    own = [c for c in project.get("consultations", []) if c["gate"] == gate["id"] and c["on"] <= as_of]
    last = latest(own, "on")
    if last is None:
        return "consultation_missing" if gate["consultation"] == "required" else None
    if last["outcome"] == "agreed_with_conditions":
        done = [c.get("met_on") is not None and c["met_on"] <= as_of for c in last.get("conditions", [])]
        return None if all(done) else "condition_open"
    return {"agreed": None, "pending": "consultation_pending", "returned": "consultation_returned"}[
        last["outcome"]
    ]


def gate_states(given):
    project, as_of = given["project"], given["as_of"]
    gates = given.get("gates", embedded("stage_gates")["gates"])
    states = []
    for gate in gates:
        reasons = []
        for kind in gate["artefacts"]:
            gap = artefact_gap(project, kind, as_of)
            if gap:
                reasons.append({"gap": gap, "artefact": kind["id"]})
        gap = consultation_gap(project, gate, as_of)
        if gap:
            reasons.append({"gap": gap, "artefact": None})
        if reasons:
            verdict = "lacks"
        elif all(state["verdict"] == "passes" for state in states):
            verdict = "passes"
        else:
            verdict = "earlier_gate_open"
        decided = [d["on"] for d in project.get("decisions", []) if d["gate"] == gate["id"] and d["on"] <= as_of]
        states.append(
            {
                "gate": gate["id"],
                "verdict": verdict,
                "reasons": reasons,
                "decided_on": min(decided) if decided else None,
            }
        )
    return states


def whole(test, device):
    """Participants who tried a whole procedure, and those of them who did all of it unaided."""
    tasks = {task["id"] for task in test["tasks"] if task.get("whole_procedure")}
    done = tried = 0
    for person in test["participants"]:
        if device and person["device"] != device:
            continue
        outcomes = [
            r["outcome"]
            for r in test["results"]
            if r["participant"] == person["id"] and r["task"] in tasks and r["outcome"] != "not_tried"
        ]
        if outcomes:
            tried += 1
            done += all(outcome == "completed" for outcome in outcomes)
    return done, tried


def test_evidence(given):
    today = date.fromisoformat(given["as_of"])
    answers = []
    for rule in embedded("user_test_rules")["rules"]:
        tests, ends = [], []
        for test in given["tests"]:
            held = date.fromisoformat(test["held_on"])
            end = held + timedelta(days=rule["valid_days"])
            if given["procedure"] in test.get("procedures", []) and held <= today <= end:
                tests.append(test)
                ends.append(end)
        if rule["kind"] == "repeated":
            count = of = len(tests)
        else:
            pairs = [whole(test, rule.get("device")) for test in tests]
            count, of = sum(p[0] for p in pairs), sum(p[1] for p in pairs)
        if of < rule["at_least"]:
            finding = "unknown"
        elif rule["kind"] != "repeated" and Fraction(count, of) < Fraction(rule["percent"], 100):
            finding = "contradicts"
        else:
            finding = "supports"
        answers.append(
            {
                "criterion": rule["criterion"],
                "finding": finding,
                "count": count,
                "of": of,
                "tests": [test["id"] for test in tests],
                "valid_until": min(ends).isoformat() if ends else None,
            }
        )
    return answers


def outlook(record, due, as_of):
    if record is None:
        return "unknown"
    if record["status"] == "not_ours":
        return "not_ours"
    moved = record.get("moved_on")
    if record["status"] == "moved":
        if moved is None:
            return "moved_undated"
        if moved <= as_of:
            return "moved_in_time" if moved <= due else "moved_late"
    day = moved or record.get("planned_on")
    if day is None:
        return "undated"
    if day < as_of:
        return "plan_passed"
    return "planned_in_time" if day <= due else "planned_late"


def move_summary(given):
    tasks = embedded("standardised_tasks")
    found = {}
    for record in given["records"]:
        found.setdefault(record["task"], record)
    outlooks = {t["id"]: outlook(found.get(t["id"]), tasks["due_on"], given["as_of"]) for t in tasks["tasks"]}
    values = list(outlooks.values())
    return {
        "tasks": len(values) - values.count("not_ours"),
        "moved": sum(value.startswith("moved") for value in values),
        "unknown": values.count("unknown"),
        "outlooks": outlooks,
    }


def importance(procedure, rules):
    handled = procedure.get("handled")
    if handled is not None and handled >= rules["handled_at_least"]:
        return "by_volume"
    if procedure.get("important_because") in [reason["id"] for reason in rules["reasons"]]:
        return "by_reason"
    return "unknown" if handled is None else "not_important"


def nearest_rank(row, quarters):
    """The body with the number quarters/4 x n, rounded up."""
    number = -(-quarters * len(row) // 4)
    return row[max(number, 1) - 1]


def exact(value):
    """An exact number as it is written: decimal digits if it has an end, else a fraction."""
    below, digits = value.denominator, 0
    while 10**digits % below and digits < 13:
        digits += 1
    if 10**digits % below:
        return f"{value.numerator}/{value.denominator}"
    scaled = abs(value.numerator) * 10**digits // below
    text = str(scaled).rjust(digits + 1, "0")
    whole = text if digits == 0 else f"{text[:-digits]}.{text[-digits:]}"
    return ("-" if value < 0 else "") + whole


def partner_summary(given):
    rules = embedded("partner_rules")
    standings, unknown = [], 0
    for body in given["bodies"]:
        done = of = open_ = 0
        for procedure in body["procedures"]:
            kind = importance(procedure, rules)
            unknown += kind == "unknown"
            if given["scope"] == "important" and kind not in ("by_volume", "by_reason"):
                continue
            of += 1
            done += procedure["status"] == "done"
            open_ += procedure["status"] == "unknown"
        support = [entry["on"] for entry in body.get("support", []) if entry["on"] <= given["as_of"]]
        standings.append(
            {
                "body": body["id"],
                "done": done,
                "of": of,
                "unknown": open_,
                "support": len(support),
                "last_support": max(support) if support else None,
            }
        )
    row = [one for one in standings if one["of"]]
    row.sort(key=lambda one: (Fraction(one["done"], one["of"]), one["body"]))
    spread = None
    if row:
        share = lambda one: Fraction(one["done"], one["of"])  # noqa: E731
        spread = {
            "least": row[0]["body"],
            "lower_quartile": nearest_rank(row, 1)["body"],
            "median": nearest_rank(row, 2)["body"],
            "upper_quartile": nearest_rank(row, 3)["body"],
            "greatest": row[-1]["body"],
            "range": exact(share(row[-1]) - share(row[0])),
        }
    return {
        "done": sum(one["done"] for one in standings),
        "of": sum(one["of"] for one in standings),
        "importance_unknown": unknown,
        "standings": standings,
        "dispersion": spread,
        "without_support": [one["body"] for one in standings if not one["support"]],
    }


def check_result(given):
    lists = {one["id"]: one for one in embedded("checklists")["checklists"]}
    items = lists[given["checklist"]]["items"]
    entries = {}
    for entry in given["entries"]:
        entries.setdefault(entry["item"], entry)
    measured = {}
    if given.get("text") is not None:
        for one in plan_texts.plain_japanese({"text": given["text"]}):
            measured[one["measure"]] = {
                "met": "met",
                "not_met": "not_met",
                "nothing_to_measure": "not_applicable",
            }[one["verdict"]]
    results = []
    for item in items:
        entry = entries.get(item["id"], {"answer": "unknown"})
        answer = entry["answer"]
        if answer == "not_applicable" and (
            item["necessity"] == "required" or not (entry.get("reason") or "").strip()
        ):
            answer = "unknown"
        by_measure = answer == "unknown" and item.get("measure") in measured
        if by_measure:
            answer = measured[item["measure"]]
        results.append({"item": item["id"], "answer": answer, "measured": by_measure})
    asked = [r["answer"] for r, item in zip(results, items) if item["necessity"] != "optional"]
    if "not_met" in asked:
        verdict = "not_satisfied"
    elif "unknown" in asked:
        verdict = "open"
    else:
        verdict = "satisfied"
    return {"verdict": verdict, "items": results}


OPERATIONS = {
    "plan/gate_states": gate_states,
    "plan/test_evidence": test_evidence,
    "plan/move_summary": move_summary,
    "plan/partner_summary": partner_summary,
    "plan/check_result": check_result,
}
