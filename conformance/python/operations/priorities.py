"""Selection rules over a list of candidates, with the whole list at hand."""

import json
import pathlib

DATA = pathlib.Path(__file__).resolve().parents[3] / "crates" / "inventory" / "data"
KINDS = [kind["code"] for kind in json.loads((DATA / "codes" / "process_kinds.json").read_text("utf-8"))["kinds"]]
STANDARD = {rule["id"]: rule for rule in json.loads((DATA / "priorities" / "standard.json").read_text("utf-8"))["rules"]}
ACTORS = [
    "state", "incorporated_agency", "local_body", "state_or_agency", "agency_or_local_body",
    "state_or_local_body", "any_public_body", "citizens", "businesses", "citizens_or_businesses",
]
LARGEST = 2**53 - 1


def passes(rule, cases):
    return cases > rule["threshold"] if rule["operator"] == "more_than" else cases >= rule["threshold"]


def asked_for(rule, years, candidate):
    """The known counts that the rule may use, as (year, state, cases)."""
    return [
        (volume["fiscal_year"], volume["state"], volume["cases"])
        for volume in candidate.get("volumes", [])
        if volume["measure"] == rule["measure"] and volume["fiscal_year"] in years and volume["cases"] is not None
    ]


def use(rule, years, candidate):
    """The count that decides: a dictionary, "unknown" or "contradictory"."""
    known = asked_for(rule, years, candidate)
    for year in years:
        for state in rule["states"]:
            here = {cases for at, how, cases in known if (at, how) == (year, state)}
            if len(here) > 1:
                return "contradictory"
            if here:
                return {"fiscal_year": year, "state": state, "cases": here.pop()}
    return "unknown"


def place(listed, value, all_values):
    """Whether a value is one that the rule looks at: "in", "out", or "open" if it is not known."""
    if listed is None:
        return "in"
    if value in (None, "unknown"):
        if "unknown" in listed or set(all_values) <= set(listed):
            return "in"
        return "open" if set(listed) - {"unknown"} else "out"
    return "in" if value in listed else "out"


def membership(rule, candidate):
    both = {
        place(rule.get("kinds"), candidate.get("kind"), KINDS),
        place(rule.get("actors"), candidate.get("actor"), ACTORS),
    }
    return "out" if "out" in both else "open" if "open" in both else "in"


def related(rule, one, other):
    """Whether two candidates are related, by their procedures."""
    mine, theirs = one.get("procedure"), other.get("procedure")
    if mine is None or theirs is None:
        return False
    how = rule["related"]
    if how in ("same_procedure", "listed_or_same_procedure") and mine == theirs:
        return True
    if how in ("listed", "listed_or_same_procedure"):
        return theirs in one.get("related", []) or mine in other.get("related", [])
    return False


def select(rule, years, candidates, listed=100):
    candidates = [dict(candidate) for candidate in candidates if candidate["unit"] == rule["unit"]]
    for candidate in candidates:
        if rule["unit"] == "procedure":
            candidate["procedure"] = candidate.get("procedure", candidate["id"])
    chosen, open_ones, looked_at, notes = {}, {}, [], []
    for at, candidate in enumerate(candidates):
        where = membership(rule, candidate)
        if where == "out":
            continue
        used = use(rule, years, candidate)
        known = isinstance(used, dict)
        reason = None
        if known and passes(rule, used["cases"]):
            reason = {"by": "volume", "used": used, "measure": rule["measure"],
                      "operator": rule["operator"], "threshold": rule["threshold"]}
        elif rule["other_reasons"] == "select" and candidate.get("other_reason", "").strip():
            reason = {"by": "other_reason", "text": candidate["other_reason"]}
        if where == "in":
            looked_at.append(at)
            if known:
                notes += boundary(rule, years, candidate, used)
        if reason and where == "in":
            chosen[at] = reason
        elif reason:
            open_ones[at] = "unknown_membership"
        elif not known:
            open_ones[at] = {"unknown": "unknown_volume", "contradictory": "contradictory_volumes"}[used]
    along = {}
    if rule["related"] != "none":
        for at, candidate in enumerate(candidates):
            if at in chosen:
                continue
            by = [other for other in sorted(chosen) if related(rule, candidates[other], candidate)]
            if by:
                along[at] = {"by": "related_to", "id": candidates[by[0]]["id"]}
                open_ones.pop(at, None)

    def cases(at):
        used = use(rule, years, candidates[at])
        return used["cases"] if isinstance(used, dict) else None

    everyone = {**chosen, **along}
    kinds = ["volume", "other_reason", "related_to"]
    order = sorted(
        everyone,
        key=lambda at: (
            kinds.index(everyone[at]["by"]),
            -cases(at) if everyone[at]["by"] == "volume" else 0,
            at,
        ),
    )
    whole = sum(cases(at) or 0 for at in looked_at)
    part = sum(cases(at) or 0 for at in looked_at if at in everyone)
    undecided = [{"id": candidates[at]["id"], "why": open_ones[at]} for at in sorted(open_ones)]
    return {
        "seen": len(candidates),
        "looked_at": len(looked_at),
        "members": [
            {"id": candidates[at]["id"], "procedure": candidates[at].get("procedure"),
             "reason": everyone[at], "cases": cases(at)}
            for at in order
        ],
        "undecided": {
            "count": len(undecided),
            **{why: sum(item["why"] == why for item in undecided)
               for why in ("unknown_volume", "contradictory_volumes", "unknown_membership")},
            "first": undecided[:listed],
        },
        "coverage": None if whole > LARGEST else {"numerator": part, "denominator": whole},
        "boundary_notes": {"count": len(notes), "first": notes[:listed]},
    }


def boundary(rule, years, candidate, used):
    notes = []
    selected = passes(rule, used["cases"])
    if used["cases"] == rule["threshold"]:
        notes.append({"note": "at_threshold", "id": candidate["id"], "used": used, "selected": selected})
    elif not selected and passes(rule, used["cases"] + 1):
        notes.append({"note": "one_short", "id": candidate["id"], "used": used})
    for year, state, cases in asked_for(rule, years, candidate):
        if passes(rule, cases) != selected:
            other = {"fiscal_year": year, "state": state, "cases": cases}
            notes.append({"note": "other_count_differs", "id": candidate["id"], "used": used,
                          "other": other, "selected": selected})
            break
    return notes


def check(given):
    found = []
    rules = given["rules"]
    if not rules:
        found.append(("/rules", "none"))
    for at, rule in enumerate(rules):
        here = f"/rules/{at}"
        if rule["id"] in [earlier["id"] for earlier in rules[:at]]:
            found.append((f"{here}/id", "duplicate_id"))
        for name in ("label", "sentence"):
            for language in ("ja", "en"):
                if not rule[name][language].strip():
                    found.append((f"{here}/{name}/{language}", "blank"))
        if not rule["source"].strip():
            found.append((f"{here}/source", "blank"))
        for name in ("states", "kinds", "actors"):
            if rule.get(name) == []:
                found.append((f"{here}/{name}", "empty_list"))
        for index, state in enumerate(rule["states"]):
            if state in rule["states"][:index]:
                found.append((f"{here}/states/{index}", "state_twice"))
        for index, code in enumerate(rule.get("kinds") or []):
            if code != "unknown" and code not in KINDS:
                found.append((f"{here}/kinds/{index}", "unknown_kind"))
        if rule["unit"] == "procedure":
            if "kinds" in rule:
                found.append((f"{here}/kinds", "not_for_procedures"))
            if rule["related"] in ("same_procedure", "listed_or_same_procedure"):
                found.append((f"{here}/related", "not_for_procedures"))
        if rule["threshold"] == 0 and rule["operator"] == "at_least":
            found.append((f"{here}/threshold", "selects_everything"))
    return sorted([where, f"inventory.priority_rules.{rule}"] for where, rule in found)


OPERATIONS = {
    "inventory/priority_selection": lambda given: select(
        given["rule"], given["fiscal_years"], given["candidates"], given.get("listed", 100)
    ),
    "inventory/standard_priority_selection": lambda given: select(
        STANDARD[given["id"]], given["fiscal_years"], given["candidates"]
    ),
    "inventory/priority_rules_check": check,
}
