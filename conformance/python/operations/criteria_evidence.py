"""Judging by criteria: which evidence counts on a day, and assessments of whole documents."""

import datetime

from operations.criteria_levels import DECIDED, decide, evaluate, read_number

SEVERITY = ["not_met", "not_applicable", "met"]


def day(text):
    return datetime.date.fromisoformat(text)


def asked(standard):
    """Prerequisites and criteria in order, each with what both have."""
    enough = standard.get("policies", {}).get("stated_counts_up_to", 0)
    for one in standard.get("prerequisites", []):
        yield {**one, "always_applies": True, "stated": one.get("stated_counts", False)}
    for one in standard["criteria"]:
        yield {
            "always_applies": False,
            **one,
            "stated": one.get("stated_counts", one["level"] <= enough),
        }


def misfit(standard, item):
    """Why an item cannot count, whatever the day; None if it can."""
    if "measure" in item:
        units = {one["id"]: one["unit"] for one in standard.get("measures", [])}
        if item["measure"] not in units:
            return "unknown_measure"
        return None if units[item["measure"]] == item["unit"] else "wrong_unit"
    known = {one["id"]: one for one in asked(standard)}
    if item["criterion"] not in known:
        return "unknown_criterion"
    criterion, answer = known[item["criterion"]], item["answer"]
    if answer == "not_applicable":
        if criterion["always_applies"]:
            return "always_applies"
        reasons = standard.get("not_applicable_reasons", [])
        fitting = [
            one["id"] for one in reasons if item["criterion"] in one.get("criteria", [item["criterion"]])
        ]
        if reasons and item.get("reason") not in fitting:
            return "reason_not_listed"
    if answer in ("met", "not_met") and "condition" in criterion:
        return "condition_decides"
    return None


def overdue(item, as_of):
    cycle = item.get("reconfirm_after_days")
    return cycle is not None and day(item["date"]) + datetime.timedelta(days=cycle) < as_of


def in_force(items, as_of, expire_overdue):
    """Of each source its latest date; of those the ones that hold, and the ones that expired."""
    past = [(at, item) for at, item in items if day(item["date"]) <= as_of]
    latest = {}
    for _, item in past:
        latest[item["source"]] = max(latest.get(item["source"], item["date"]), item["date"])
    holding, expired = [], []
    for at, item in past:
        if item["date"] != latest[item["source"]]:
            continue
        ended = "expires_on" in item and day(item["expires_on"]) < as_of
        if ended or (expire_overdue and overdue(item, as_of)):
            expired.append(at)
        else:
            holding.append((at, item))
    return holding, expired


def value_of(item):
    if "measure" in item:
        return None if item.get("value") is None else read_number(item["value"])
    return None if item["answer"] == "unknown" else item["answer"]


def settle(policy, given):
    """Picks among differing (value, date); None for unknown."""
    answers = isinstance(given[0][0], str)
    if policy == "latest":
        last = max(date for _, date in given)
        values = {value for value, date in given if date == last}
        if len(values) == 1:
            return values.pop()
        return min(values, key=SEVERITY.index) if answers else None
    if policy == "strictest" and answers:
        return min((value for value, _ in given), key=SEVERITY.index)
    return None


def resolve(holding, expired, stated_counts, policy):
    """(value, basis) of the statements about one thing."""
    counting = [
        (at, item) for at, item in holding if stated_counts or item["quality"] == "confirmed"
    ]
    definite = [(at, item) for at, item in counting if value_of(item) is not None]
    if not definite:
        if counting:
            return None, basis("evidence", [at for at, _ in counting])
        if holding:
            return None, basis("only_stated", [at for at, _ in holding])
        return None, basis("expired" if expired else "no_evidence", expired)
    confirmed = [one for one in definite if one[1]["quality"] == "confirmed"]
    ranking = confirmed or definite
    conflicting = len({value_of(item) for _, item in definite}) > 1
    values = {value_of(item) for _, item in ranking}
    if len(values) == 1:
        value = values.pop()
    else:
        value = settle(policy, [(value_of(item), item["date"]) for _, item in ranking])
    if value is None:
        return None, basis("conflict", [at for at, _ in ranking], conflicting)
    items = [at for at, item in ranking if value_of(item) == value]
    return value, basis("evidence", items, conflicting)


def basis(kind, items, conflicting=False):
    return {"kind": kind, "items": sorted(set(items)), "conflicting": conflicting}


def used_measures(condition):
    (kind, body), = condition.items()
    if kind in ("all", "any"):
        return [name for part in body for name in used_measures(part)]
    if kind == "not":
        return used_measures(body)
    if kind == "measure":
        return [body["measure"]]
    return [body["of"], body["to"]] if kind == "ratio" else []


def used_criteria(condition):
    (kind, body), = condition.items()
    if kind in ("all", "any"):
        return [name for part in body for name in used_criteria(part)]
    if kind == "not":
        return used_criteria(body)
    return [body["criterion"]] if kind == "criterion" else []


def answers(standard, evidence, subject, as_of):
    """Of every prerequisite and criterion its answer and basis."""
    policies = standard.get("policies", {})
    conflict = policies.get("conflict", "unknown")
    expire_overdue = policies.get("reconfirmation", "remind") == "expire"
    mine = [
        (at, item)
        for at, item in enumerate(evidence["items"])
        if item["subject"] == subject and misfit(standard, item) is None
    ]

    def about(key, name, stated_counts):
        items = [(at, item) for at, item in mine if item.get(key) == name]
        return resolve(*in_force(items, as_of, expire_overdue), stated_counts, conflict)

    prerequisites = {one["id"] for one in standard.get("prerequisites", [])}
    exempt = {}
    for at, one in enumerate(evidence.get("exemptions", [])):
        holds = day(one["approved_on"]) <= as_of <= day(one["expires_on"])
        approved = bool((one.get("approver") or "").strip())
        if one["subject"] == subject and holds and approved:
            if one["criterion"] not in prerequisites:
                exempt.setdefault(one["criterion"], at)

    found = {}

    def answer(criterion):
        name, condition = criterion["id"], criterion.get("condition")
        if name in exempt:
            return "not_applicable", basis("exemption", [exempt[name]])
        direct, why = about("criterion", name, criterion["stated"])
        if condition is None or direct is not None:
            return direct or "unknown", why
        values = {
            measure: about("measure", measure, criterion["stated"])
            for measure in used_measures(condition)
        }
        for other in used_criteria(condition):
            if other not in found:
                found[other] = answer(next(one for one in asked(standard) if one["id"] == other))
        decided = decide(
            condition,
            {measure: value for measure, (value, _) in values.items()},
            {other: found[other][0] for other in used_criteria(condition)},
        )
        kind = "condition"
        if decided is None:
            missing = {why["kind"] for value, why in values.values() if value is None}
            for reason in ("conflict", "only_stated", "expired", "no_evidence"):
                if reason in missing:
                    kind = reason
                    break
        items = [at for _, why in values.values() for at in why["items"]]
        conflicting = any(why["conflicting"] for _, why in values.values())
        return DECIDED[decided], basis(kind, items, conflicting)

    for criterion in asked(standard):
        if criterion["id"] not in found:
            found[criterion["id"]] = answer(criterion)
    return found


def evidence_at(given):
    found = answers(given["standard"], given["evidence"], given["subject"], day(given["as_of"]))
    answer, why = found[given["criterion"]]
    return {"answer": answer, "basis": why}


def axis_input(standard, axis, found):
    policies = standard.get("policies", {})
    levels = []
    for level in axis["levels"][1:]:
        criteria = [
            {
                "id": one["id"],
                "answer": found[one["id"]][0],
                "always_applies": one.get("always_applies", False),
            }
            for one in standard["criteria"]
            if one["axis"] == axis["id"] and one["level"] == level["level"]
        ]
        within = level.get("within_level", policies.get("within_level", "all"))
        levels.append({"within": within, "criteria": criteria})
    return {
        "build": policies.get("levels", "cumulative"),
        "not_applicable": policies.get("not_applicable", "ignored"),
        "levels": levels,
    }


def effective(standard, as_of):
    first, last = day(standard["effective_from"]), standard.get("effective_to")
    return first <= as_of and (last is None or as_of <= day(last))


def overall(standard, axes, inputs):
    if standard.get("policies", {}).get("overall") != "minimum":
        return None
    counted = [(axis, given) for axis, given in zip(axes, inputs) if not axis["not_applicable"]]
    if not counted:
        return None

    def may_vanish(given):
        criteria = [one for level in given["levels"] for one in level["criteria"]]
        return all(
            one["answer"] == "not_applicable"
            or (one["answer"] == "unknown" and not one["always_applies"])
            for one in criteria
        )

    staying = [axis["level"]["ceiling"] for axis, given in counted if not may_vanish(given)]
    everyone = [axis["level"]["ceiling"] for axis, _ in counted]
    return {
        "floor": min(axis["level"]["floor"] for axis, _ in counted),
        "ceiling": min(staying) if staying else max(everyone),
    }


def assess(given):
    as_of = day(given["as_of"])
    standard = next((one for one in given["editions"] if effective(one, as_of)), None)
    if standard is None:
        return None
    found = answers(standard, given["evidence"], given["subject"], as_of)
    needed = [found[one["id"]][0] for one in standard.get("prerequisites", [])]
    prerequisite = "met"
    if any(answer in ("not_met", "not_applicable") for answer in needed):
        prerequisite = "not_met"
    elif "unknown" in needed:
        prerequisite = "unknown"
    inputs = [axis_input(standard, axis, found) for axis in standard["axes"]]
    axes = [evaluate(one) for one in inputs]
    if prerequisite == "not_met":
        axes, inputs = [], []
    return {
        "edition": standard["edition"],
        "prerequisite": prerequisite,
        "levels": {axis["id"]: one["level"] for axis, one in zip(standard["axes"], axes)},
        "open": {axis["id"]: one["open"] for axis, one in zip(standard["axes"], axes)},
        "overall": overall(standard, axes, inputs),
    }


def evidence_check(given):
    """All findings about evidence: rule and place, sorted."""
    standard, evidence = given["standard"], given["evidence"]
    as_of = day(given["as_of"])
    found = []
    keys = {
        "unknown_criterion": "criterion", "unknown_measure": "measure", "wrong_unit": "unit",
        "always_applies": "answer", "reason_not_listed": "reason", "condition_decides": "answer",
    }
    groups = {}
    for at, item in enumerate(evidence["items"]):
        wrong = misfit(standard, item)
        if wrong is not None:
            found.append((wrong, f"/items/{at}/{keys[wrong]}"))
        else:
            about = (item["subject"], "measure" in item, item.get("criterion", item.get("measure")))
            groups.setdefault(about, []).append((at, item))
        if day(item["date"]) > as_of:
            found.append(("in_the_future", f"/items/{at}/date"))
    for items in groups.values():
        holding, expired = in_force(items, as_of, False)
        found += [("expired", f"/items/{at}/expires_on") for at in expired]
        late = [at for at, item in holding if overdue(item, as_of)]
        found += [("reconfirmation_due", f"/items/{at}/reconfirm_after_days") for at in late]
        definite = [(at, value_of(item)) for at, item in holding if value_of(item) is not None]
        others = [at for at, value in definite if value != definite[0][1]]
        if others:
            found.append(("conflicting", f"/items/{others[0]}"))
    known = {one["id"] for one in asked(standard)}
    prerequisites = {one["id"] for one in standard.get("prerequisites", [])}
    for at, one in enumerate(evidence.get("exemptions", [])):
        if one["criterion"] not in known:
            found.append(("unknown_criterion", f"/exemptions/{at}/criterion"))
        if one["criterion"] in prerequisites:
            found.append(("exemption_of_prerequisite", f"/exemptions/{at}/criterion"))
        if not (one.get("approver") or "").strip():
            found.append(("exemption_without_approver", f"/exemptions/{at}/approver"))
        if day(one["expires_on"]) < as_of:
            found.append(("exemption_expired", f"/exemptions/{at}/expires_on"))
    return [f"criteria.evidence.{rule} {place}" for rule, place in sorted(found)]


OPERATIONS = {
    "criteria/evidence_at": evidence_at,
    "criteria/evidence_check": evidence_check,
    "criteria/assess": assess,
}
