"""Rates, row by row: the definition applied to each row, the interval by trying every completion.

A slow second implementation on purpose. For rows counted as wholes it follows every pair of
numerator and denominator that the unknowns allow and takes the least and the greatest fraction.
"""

import json
import pathlib
from fractions import Fraction

DATA = pathlib.Path(__file__).resolve().parents[3] / "crates" / "inventory" / "data"
KINDS = {kind["code"]: kind for kind in json.loads((DATA / "codes" / "process_kinds.json").read_text("utf-8"))["kinds"]}
STANDARD = {rate["id"]: rate for rate in json.loads((DATA / "rates" / "standard.json").read_text("utf-8"))["rates"]}
BANDS = json.loads((DATA / "rates" / "volume_bands.json").read_text("utf-8"))["bands"]

STATUSES = ["done", "partial", "not_done", "exempt", "other"]
ACTORS = [
    "state", "incorporated_agency", "local_body", "state_or_agency", "agency_or_local_body",
    "state_or_local_body", "any_public_body", "citizens", "businesses", "citizens_or_businesses",
]
DISCRETION = ["within", "beyond"]
ANSWERS = ["holds", "fails", "does_not_apply"]
LARGEST = 2**53 - 1


def completions(value, all_values):
    return all_values if value in (None, "unknown") else [value]


def belongs(value, listed, all_values):
    """Whether a value belongs to a filter: an unknown one if it is listed, or if every known one is."""
    if listed is None:
        return True
    if value in (None, "unknown"):
        return "unknown" in listed or set(all_values) <= set(listed)
    return value in listed


def counts_as(definition, status):
    """Whether a known status stands above the line."""
    if status == "partial":
        return definition["treatment"]["partial"] == "counts"
    return status in definition["numerator"]["statuses"]


def leaves(definition, status):
    """Whether a known status leaves the population."""
    return status in ("exempt", "other") and definition["treatment"][status] == "excluded"


# --- rows with a status of their own -------------------------------------------------------------


def whole_outcome(definition, status, answer):
    """"out", "no" or "yes" for a row all of whose facts are known and which passes the other filters."""
    population = definition.get("population", {})
    if not belongs(status, population.get("statuses"), STATUSES) or leaves(definition, status):
        return "out"
    by = definition["numerator"]["by"]
    if by == "status":
        return "yes" if status != "unknown" and counts_as(definition, status) else "no"
    if by == "predicate":
        return {"holds": "yes", "fails": "no", "does_not_apply": "out"}[answer]
    return "no"


def passes(definition, row):
    population = definition.get("population", {})
    return (
        belongs(row.get("kind"), population.get("kinds"), KINDS)
        and belongs(row.get("actor"), population.get("actors"), ACTORS)
        and belongs(row.get("discretion"), population.get("discretion"), DISCRETION)
    )


def row_outcomes(definition, row):
    """Every outcome that some completion of the row has."""
    population = definition.get("population", {})
    found = set()
    predicate = definition["numerator"].get("predicate")
    for kind in completions(row.get("kind"), list(KINDS)):
        if not belongs(kind, population.get("kinds"), KINDS):
            found.add("out")
            continue
        for actor in completions(row.get("actor"), ACTORS):
            for discretion in completions(row.get("discretion"), DISCRETION):
                if not passes(definition, {"kind": kind, "actor": actor, "discretion": discretion}):
                    found.add("out")
                    continue
                for status in completions(row.get("status"), STATUSES):
                    for answer in completions(row.get(predicate), ANSWERS) if predicate else [None]:
                        found.add(whole_outcome(definition, status, answer))
    return found


def assume(possible, excluded):
    """What the point rate takes for something unknown."""
    if excluded:
        return "out"
    for outcome in ("no", "out", "yes"):
        if outcome in possible:
            return outcome
    return "out"


def row_point(definition, row, possible):
    """The outcome in the point rate, and whether the row is looked at."""
    status = row.get("status", "unknown")
    population = definition.get("population", {})
    if not passes(definition, row) or not belongs(status, population.get("statuses"), STATUSES):
        return "out", False
    if leaves(definition, status):
        return "out", True
    by = definition["numerator"]["by"]
    answer = row.get(definition["numerator"].get("predicate"), "unknown")
    excluded = definition["treatment"]["unknown"] == "excluded"
    if (by == "status" and status == "unknown") or (by == "predicate" and answer == "unknown"):
        return assume(possible, excluded), True
    outcome = whole_outcome(definition, status, answer)
    return (outcome if outcome in possible else "out"), True


# --- procedures ----------------------------------------------------------------------------------


def roles(process):
    kind = KINDS.get(process.get("kind"))
    if kind is None:
        return {"unclear"}
    found = set()
    if kind["is_application"]:
        found.add("application")
    if kind["is_result"]:
        found.add("result")
    return found or {"other"}


def derive(definition, statuses):
    """The outcome of a procedure from the known statuses of the processes that are looked at."""
    derivation, treatment = definition["derivation"], definition["treatment"]
    statuses = set(statuses)
    if statuses == {"exempt"}:
        return "no" if treatment["exempt"] == "in_population" else "out"
    deciding = {
        status
        for status in statuses
        if not (status == "exempt" and derivation["exempt_processes"] == "ignored")
        and not (status == "other" and treatment["other"] == "excluded")
    }
    if not deciding:
        stays = "exempt" in statuses and treatment["exempt"] == "in_population"
        return "no" if stays else "out"
    online = [counts_as(definition, status) for status in deciding]
    holds = any(online) if derivation["rule"] == "any" else all(online)
    return "yes" if holds else "no"


def every_answer(statuses):
    """All sets of known statuses that a set with unknown ones can become.

    An "unknown" may stand for several processes, so it becomes any group of known statuses.
    """
    known = frozenset(statuses) - {"unknown"}
    if "unknown" not in statuses:
        return {known}
    found = set()
    for bits in range(1, 2 ** len(STATUSES)):
        found.add(known | {status for at, status in enumerate(STATUSES) if bits >> at & 1})
    return found


def groups(statuses):
    statuses = sorted(statuses)
    return [frozenset(s for at, s in enumerate(statuses) if bits >> at & 1) for bits in range(2 ** len(statuses))]


def procedure_outcomes(definition, row):
    """Every outcome of the derivation, and whether there was nothing to look at."""
    processes = row.get("processes", [])
    rule = definition["derivation"]["rule"]
    needs_application = rule in ("application_only", "application_and_result")
    by_role = {"application": set(), "result": set(), "other": set(), "unclear": set()}
    for process in processes:
        for role in roles(process):
            by_role[role].add(process.get("status", "unknown"))
    if not processes:
        found = {derive(definition, known) for known in every_answer({"unknown"})}
        return found | ({"out"} if needs_application else set()), set()
    if not needs_application:
        looked_at = set().union(*by_role.values())
        return {derive(definition, known) for known in every_answer(looked_at)}, looked_at
    found = set()
    base = set(by_role["application"])
    if rule == "application_and_result":
        base |= by_role["result"]
    for group in groups(by_role["unclear"]):
        # These of the unclear ones are looked at, the others are of other kinds. Without an
        # application among the known, they may be results or an application.
        if not by_role["application"]:
            found.add("out")
            if not group:
                continue
        found |= {derive(definition, known) for known in every_answer(base | group)}
    return found, base if by_role["application"] else set()


def procedure_discretion(row):
    values = [process.get("discretion", "unknown") for process in row.get("processes", [])]
    if "beyond" in values:
        return "beyond"
    return "within" if values and all(value == "within" for value in values) else "unknown"


def procedure_state(definition, row, found, looked_at):
    if len(found) > 1:
        return "unknown"
    if not looked_at:
        return "not_applicable"
    known = looked_at - {"unknown"}
    if known == looked_at and not deciding_of(definition, known):
        return "exempt" if "exempt" in known else "other"
    if found == {"yes"}:
        return "done"
    return "partial" if any(counts_as(definition, status) for status in known) else "not_done"


def deciding_of(definition, known):
    if known == {"exempt"}:
        return set()
    ignored = set()
    if definition["derivation"]["exempt_processes"] == "ignored":
        ignored.add("exempt")
    if definition["treatment"]["other"] == "excluded":
        ignored.add("other")
    return known - ignored


# --- yearly schemes ------------------------------------------------------------------------------


def year_of(day):
    """The fiscal year, 1 April to 31 March, by its first calendar year."""
    year, month = int(day[:4]), int(day[5:7])
    return year if month >= 4 else year - 1


def standing_year(years, now):
    """The year of the edition that stands for a series."""
    begun = [year for year in years if year <= now]
    return max(begun) if begun else min(years)


def with_series(rows, day):
    """The rows with three answers each: open on the day, of its year, standing for the series.

    `edition` is "none" for a procedure of no series; left out, nothing is known of one.
    """
    years = {}
    for row in rows:
        edition = row.get("edition")
        if isinstance(edition, dict):
            years.setdefault(edition["series"], set()).add(int(edition["fiscal_year"]))
    for row in rows:
        edition = row.get("edition")
        if edition is None:
            answers = (None, None, None)
        elif edition == "none":
            answers = (True, True, True)
        else:
            windows = edition.get("reception")
            is_open = None if windows is None else any(w["from"] <= day <= w["until"] for w in windows)
            year, now = int(edition["fiscal_year"]), year_of(day)
            answers = (is_open, year == now, year == standing_year(years[edition["series"]], now))
        yield row | dict(zip(("open", "current", "stands"), answers))


def series_answers(definition, row):
    """What the population asks of the series: "in", "out" or "either"."""
    population = definition.get("population", {})
    asked = []
    scope = population.get("reception", "any")
    if scope != "any":
        asked.append(row.get("open" if scope == "open_on_status_date" else "current"))
    if population.get("series", "each_edition") == "latest_edition":
        asked.append(row.get("stands"))
    if False in asked:
        return "out"
    return "either" if None in asked else "in"


# --- the three fractions -------------------------------------------------------------------------


def reachable(rows):
    """Every (numerator, denominator) that some completion of all rows gives.

    `rows` holds (outcomes, weight, times).
    """
    pairs = {(0, 0)}
    for outcomes, weight, times in rows:
        steps = {"out": (0, 0), "no": (0, weight), "yes": (weight, weight)}
        if len(outcomes) == 1:
            up, down = steps[next(iter(outcomes))]
            pairs = {(n + up * times, d + down * times) for n, d in pairs}
            continue
        for _ in range(times):
            pairs = {
                (n + steps[outcome][0], d + steps[outcome][1]) for n, d in pairs for outcome in outcomes
            }
    return pairs


def bounds(rows):
    pairs = reachable(rows)
    full = [(n, d) for n, d in pairs if d > 0]
    if not full:
        return (0, 0), (0, 0)
    least = min(Fraction(n, d) for n, d in full)
    most = max(Fraction(n, d) for n, d in full)
    low = [(n, d) for n, d in full if Fraction(n, d) == least]
    high = [(n, d) for n, d in full if Fraction(n, d) == most]
    # Equal fractions are written with as few as possible of what could be left out, but not by
    # leaving out everything.
    low = max(low) if (0, 0) in pairs and least == 1 else min(low, key=lambda p: (p[0], -p[1]))
    if (0, 0) in pairs and most == 0:
        high = max(high, key=lambda p: p[1])
    else:
        high = max(high, key=lambda p: (p[0], -p[1]))
    return low, high


def online_fractions(definition, judged):
    """The three sums of online cases; bounds on the safe side where membership itself is open."""
    excluded = definition["treatment"]["unknown"] == "excluded"
    capped = definition["numerator"]["more_online_than_cases"] == "capped"
    sums = {"point": [0, 0], "low": [0, 0], "high": [0, 0]}

    def add(name, numerator, denominator):
        sums[name][0] += numerator
        sums[name][1] += denominator

    for row, point, possible, times in judged:
        cases, online = row.get("cases"), row.get("online_cases")
        if cases is None or possible == {"out"}:
            continue
        for _ in range(times):
            if online is None:
                if point != "out" and not excluded:
                    add("point", 0, cases)
                add("low", 0, cases)
                add("high", cases, cases)
                continue
            stated = min(online, cases) if capped else online
            if point != "out":
                add("point", stated, cases)
            if "out" in possible:
                within = min(stated, cases)
                add("low", 0, cases - within)
                add("high", stated, within)
            else:
                add("low", stated, cases)
                add("high", stated, cases)
    low, high = sums["low"], sums["high"]
    if low[1] == 0:
        low = high
    elif high[1] == 0:
        high = low
    return sums["point"], [min(low), low[1]], [min(high), high[1]]


def evaluate(definition, rows, day="2025-06-30"):
    unit = definition["unit"]
    counts = {}
    weighted, judged = [], []
    point_sum = [0, 0]

    def count(name, times):
        counts[name] = counts.get(name, 0) + times

    online = definition["numerator"]["by"] == "online_cases"
    for row in with_series(rows, day):
        times = row.get("times", 1)
        if unit == "procedure":
            derived, looked_at_statuses = procedure_outcomes(definition, row)
            whole = {"actor": row.get("actor"), "discretion": procedure_discretion(row)}
            possible = set()
            for actor in completions(whole["actor"], ACTORS):
                for discretion in completions(whole["discretion"], DISCRETION):
                    inside = passes(definition, {"actor": actor, "discretion": discretion})
                    possible |= derived if inside else {"out"}
            series = series_answers(definition, row)
            if series == "out":
                possible = {"out"}
            elif series == "either":
                possible |= {"out"}
            looked_at = passes(definition, whole) and series == "in"
            if not looked_at:
                point = "out"
            elif len(derived) == 1:
                point = next(iter(derived))
            else:
                point = assume(derived, definition["treatment"]["unknown"] == "excluded")
            state = procedure_state(definition, row, derived, looked_at_statuses)
        else:
            possible = row_outcomes(definition, row)
            point, looked_at = row_point(definition, row, possible)
            state = row.get("status", "unknown")
        if looked_at:
            count(state, times)
            if state != "not_applicable":
                if point == "out":
                    count("excluded", times)
                if "yes" in possible and len(possible) > 1:
                    count("undecided", times)
        elif possible - {"out"}:
            count("membership_unknown", times)
        weight = 1
        if unit == "case":
            if possible == {"out"}:
                continue
            cases, filed = row.get("cases"), row.get("online_cases")
            if cases is None:
                count("without_cases", times)
                continue
            if online:
                if filed is None:
                    count("without_online_cases", times)
                elif filed > cases:
                    count("more_online_than_cases", times)
                    count("more_online_than_cases_excess", (filed - cases) * times)
            weight = cases
        judged.append((row, point, possible, times))
        weighted.append((possible, weight, times))
        if point != "out":
            point_sum[1] += weight * times
        if point == "yes":
            point_sum[0] += weight * times
    if online:
        point_sum, low, high = online_fractions(definition, judged)
    else:
        low, high = bounds(weighted)
    no_rate = None
    if any(number > LARGEST for pair in (point_sum, low, high) for number in pair):
        no_rate = "too_large"
    elif point_sum[0] > point_sum[1]:
        no_rate = "more_online_than_cases"
    result = {"no_rate": no_rate, "counts": counts}
    fraction = lambda pair: None if no_rate else {"numerator": pair[0], "denominator": pair[1]}
    result["numerator"] = None if no_rate else point_sum[0]
    result["denominator"] = None if no_rate else point_sum[1]
    result["low"], result["high"] = fraction(low), fraction(high)
    return result


# --- checking definitions ------------------------------------------------------------------------


def check(given):
    found = []
    rates = given["rates"]
    if not rates:
        found.append(("/rates", "none"))
    for at, rate in enumerate(rates):
        here = f"/rates/{at}"
        unit, treatment = rate["unit"], rate["treatment"]
        population, numerator = rate.get("population", {}), rate["numerator"]
        if rate["id"] in [earlier["id"] for earlier in rates[:at]]:
            found.append((f"{here}/id", "duplicate_id"))
        for name in ("label", "definition"):
            for language in ("ja", "en"):
                if not rate[name][language].strip():
                    found.append((f"{here}/{name}/{language}", "blank"))
        if not rate["source"].strip():
            found.append((f"{here}/source", "blank"))
        for name in ("kinds", "actors", "discretion", "statuses"):
            if population.get(name) == []:
                found.append((f"{here}/population/{name}", "empty_list"))
        for index, code in enumerate(population.get("kinds") or []):
            if code != "unknown" and code not in KINDS:
                found.append((f"{here}/population/kinds/{index}", "unknown_kind"))
        if "kinds" in population and unit in ("procedure", "touchpoint"):
            found.append((f"{here}/population/kinds", "filter_not_for_unit"))
        if "statuses" in population and unit == "procedure":
            found.append((f"{here}/population/statuses", "filter_not_for_unit"))
        for name, plain in (("reception", "any"), ("series", "each_edition")):
            if population.get(name, plain) != plain and unit != "procedure":
                found.append((f"{here}/population/{name}", "filter_not_for_unit"))
        allowed = {
            "status": ("process", "procedure", "touchpoint", "case"),
            "predicate": ("process", "case"),
            "online_cases": ("case",),
        }
        if unit not in allowed[numerator["by"]]:
            found.append((f"{here}/numerator/by", "numerator_not_for_unit"))
        if numerator["by"] == "status":
            if not numerator["statuses"] and treatment["partial"] == "does_not_count":
                found.append((f"{here}/numerator/statuses", "empty_list"))
            for index, status in enumerate(numerator["statuses"]):
                place = f"{here}/numerator/statuses/{index}"
                if status in ("partial", "unknown"):
                    found.append((place, "status_by_treatment"))
                elif leaves(rate, status):
                    found.append((place, "excluded_in_numerator"))
                elif "statuses" in population and status not in population["statuses"]:
                    found.append((place, "numerator_outside_population"))
        if unit == "procedure" and "derivation" not in rate:
            found.append((f"{here}/derivation", "derivation_missing"))
        if unit != "procedure" and "derivation" in rate:
            found.append((f"{here}/derivation", "derivation_unexpected"))
    return sorted([place, f"inventory.rate_definitions.{rule}"] for place, rule in found)


def volume_band(given):
    return [band["id"] for band in BANDS if band["from"] <= given["cases"]][-1]


def standard_rate(given):
    definition = STANDARD[given["id"]]
    # What the rows are, where the case says it.
    if given.get("unit", definition["unit"]) != definition["unit"]:
        raise AssertionError(f"{given['id']} is not about {given['unit']}")
    return evaluate(definition, given["rows"], given.get("day", "2025-06-30"))


OPERATIONS = {
    "inventory/rate": lambda given: evaluate(given["definition"], given["rows"], given.get("day", "2025-06-30")),
    "inventory/standard_rate": standard_rate,
    "inventory/rate_definitions_check": check,
    "inventory/volume_band": volume_band,
}
