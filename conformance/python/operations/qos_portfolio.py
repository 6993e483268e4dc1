"""Which actions first: every set of actions is tried."""

import itertools

from operations.qos import CRITERIA, MET, NONE, PRINCIPLES, settled, standing
from refused import Refused

LARGEST = 2**53 - 1


def best_set(budget, actions, goals):
    """The best of all sets within the budget; goals are (applications or None, ways as id sets)."""
    ids = [one for one, _ in actions]
    costs = dict(actions)
    best = None
    for size in range(len(ids) + 1):
        for chosen in itertools.combinations(range(len(ids)), size):
            names = {ids[at] for at in chosen}
            cost = sum(costs[name] for name in names)
            if cost > budget:
                continue
            helped = [goal for goal in goals if any(way <= names for way in goal[1])]
            applications = sum(goal[0] or 0 for goal in helped)
            # In a set of so many, the one that has the earlier action where two differ comes first.
            key = (-applications, -len(helped), cost, size, chosen)
            if best is None or key < best[0]:
                best = (key, names)
    return best[1]


def choice(budget, actions, goals):
    """The outcome for goals as (procedure, applications, list of ways)."""
    if sum(goal[1] or 0 for goal in goals) > LARGEST or any(c > LARGEST for _, c in actions):
        raise Refused("qos.portfolio.too_large")
    known = {one for one, _ in actions}
    for _, _, ways in goals:
        if any(name not in known for way in ways for name in way):
            raise Refused("qos.portfolio.no_such_action")
    names = best_set(budget, actions, [(n, [set(way) for way in ways]) for _, n, ways in goals])
    costs = dict(actions)
    helped, not_helped, applications = [], [], 0
    for procedure, number, ways in goals:
        if any(set(way) <= names for way in ways):
            helped.append(procedure)
            applications += number or 0
            continue
        whole = [sum(costs[name] for name in set(way)) for way in ways]
        further = [sum(costs[name] for name in set(way) - names) for way in ways]
        if not whole:
            not_helped.append([procedure, "no_way", None])
        elif min(whole) > budget:
            not_helped.append([procedure, "over_budget", min(further)])
        else:
            not_helped.append([procedure, "others_first", min(further)])
    return {
        "chosen": [one for one, _ in actions if one in names],
        "cost_yen": sum(costs[name] for name in names),
        "applications_helped": applications,
        "helped": helped,
        "not_helped": not_helped,
    }


def portfolio_choice(given):
    goals = [(one["procedure"], one["applications"], one["ways"]) for one in given["goals"]]
    return choice(given["budget_yen"], [tuple(one) for one in given["actions"]], goals)


def floors(answers):
    """The certain level of each principle; -1 where it is not certain that there is one."""
    found = [standing(principle, answers) for principle in PRINCIPLES]
    if settled(answers)["digital"] != MET:
        return [-1] * len(found)
    # A principle out of scope has earned nothing: level 0.
    return [one.get("floor", one.get("earned", [0])[0]) for one in found]


def portfolio(given):
    document = given["portfolio"]
    objective = document.get("objective", "level_rises")
    goals, seen = [], set()
    for volume in document["procedures"]:
        procedure = volume["procedure"]
        if procedure in seen:
            continue
        seen.add(procedure)
        aims = [t for t in given.get("targets", []) if t["procedure"] == procedure]
        answers = given["answers"].get(procedure)
        ways = [] if answers is None else ways_of(document, objective, procedure, answers, aims)
        if [] in ways or (objective == "target_reached" and not aims):
            continue
        goals.append((procedure, volume.get("applications"), ways))
    actions = [(one["id"], one["cost_yen"]) for one in document["actions"]]
    return choice(document["budget_yen"], actions, goals)


def ways_of(document, objective, procedure, answers, aims):
    effects = {
        one["id"]: [e["criterion"] for e in one["effects"] if e["procedure"] == procedure]
        for one in document["actions"]
    }
    useful = [name for name, found in effects.items() if found]
    before = floors(answers)
    now = settled(answers)
    ways = []
    for size in range(len(useful) + 1):
        for names in itertools.combinations(useful, size):
            if any(set(way) <= set(names) for way in ways):
                continue
            then = dict(answers)
            for name in names:
                for criterion in effects[name]:
                    if criterion in [*CRITERIA, "digital"] and now[criterion] != NONE:
                        then[criterion] = MET
            after = floors(then)
            if objective == "level_rises":
                good = any(a > b for a, b in zip(after, before))
            else:
                good = all(
                    t["principle"] in PRINCIPLES
                    and after[PRINCIPLES.index(t["principle"])] >= t["level"]
                    for t in aims
                )
            if good:
                ways.append(list(names))
    return ways


OPERATIONS = {
    "qos-model/portfolio_choice": portfolio_choice,
    "qos-model/portfolio": portfolio,
}
