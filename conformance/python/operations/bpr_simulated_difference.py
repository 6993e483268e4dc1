"""The difference of a figure between two designs whose runs met the same chance, and what it leaves no doubt about."""

import math

from operations import simulation
from refused import Refused

LESS_IS_BETTER = {
    "mean_lead_minutes", "median_lead_minutes", "ninetieth_lead_minutes", "longest_lead_minutes",
    "statutory_breaches", "work_minutes_per_case", "waiting_minutes_per_case", "unfinished", "stuck",
    "backlog", "cost_yen_per_case", "cash_yen_per_case", "duty_cost_yen",
}
MORE_IS_BETTER = {"share_within_standard", "share_within_statutory"}


def number(text):
    return None if text is None else float(text)


def spread(values):
    mean = math.fsum(values) / len(values)
    return math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1)


def verdict(figure, low, high):
    if low <= 0 <= high:
        return "not_shown"
    less = high < 0
    if figure in LESS_IS_BETTER:
        return "better" if less else "worse"
    if figure in MORE_IS_BETTER:
        return "worse" if less else "better"
    return "less" if less else "more"


def simulated_difference(given):
    runs = [(number(run["before"]), number(run["after"])) for run in given["runs"]]
    both = [(before, after) for before, after in runs if before is not None and after is not None]
    result = {"missing_runs": len(runs) - len(both), "verdict": "unknown",
              "difference": None, "half_width": None, "independent_half_width": None}
    if len(both) < 2:
        return result
    differences = [after - before for before, after in both]
    try:
        found = simulation.interval(differences, given["level"])
    except Refused:
        return result
    n = len(both)
    multiple = simulation.student((1 + int(given["level"]) / 100) / 2, n - 1)
    mean = math.fsum(differences) / n
    half = multiple * math.sqrt(spread(differences) / n)
    alone = multiple * math.sqrt((spread([a for a, _ in both]) + spread([b for _, b in both])) / n)
    result |= {"difference": found["mean"], "half_width": found["half_width"],
               "independent_half_width": f"{alone:.6f}"}
    if n == len(runs):
        result["verdict"] = verdict(given["figure"], mean - half, mean + half)
    return result


OPERATIONS = {"bpr/simulated_difference": simulated_difference}
