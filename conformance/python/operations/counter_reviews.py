"""Satisfaction of counters: pooled answers with their interval, and counters by verdict.

Everything is done in exact fractions; the interval is never calculated, only asked on which side of
a share its ends lie.
"""

from fractions import Fraction

from refused import Refused

POINTS = {"five": 5, "four": 4, "three": 3, "two": 2, "one": 1}
Z_SQUARED = Fraction(196, 100) ** 2


def inside(share, satisfied, answers):
    """Whether the score test does not reject this share."""
    return (satisfied - answers * share) ** 2 <= Z_SQUARED * answers * share * (1 - share)


def one_digit(fraction):
    tenths = int(fraction * 1000 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def end(satisfied, answers, lower):
    """An end of the interval, rounded half up to a tenth of a percent, by closing in on it."""
    observed = Fraction(satisfied, answers)
    near, far = observed, Fraction(0) if lower else Fraction(1)
    if inside(far, satisfied, answers):
        return one_digit(far)
    for _ in range(200):
        middle = (near + far) / 2
        if inside(middle, satisfied, answers):
            near = middle
        else:
            far = middle
    return one_digit(near)


def verdicts(counts, given):
    satisfied = sum(n for point, n in counts.items() if POINTS[point] >= given["satisfied_from"])
    answers = sum(counts.values())
    if answers == 0:
        return "no_answers", "no_answers", satisfied, answers
    if answers < given["minimum_answers"]:
        return "too_few", "too_few", satisfied, answers
    target, share = Fraction(given["target"]) / 100, Fraction(satisfied, answers)
    point = "reached" if share >= target else "not_reached"
    touches = inside(target, satisfied, answers)
    if share > target:
        # The lower end itself at the target is reached; that needs an equation of squares.
        on_the_end = (satisfied - answers * target) ** 2 == (
            Z_SQUARED * answers * target * (1 - target))
        interval = "reached" if not touches or (on_the_end and target < 1) else "undecided"
    elif share < target:
        interval = "undecided" if touches else "not_reached"
    else:
        interval = "reached" if target == 0 else "undecided"
    return point, interval, satisfied, answers


def satisfaction(given):
    counters = {}
    for row in given["counters"]:
        sums = counters.setdefault(row["counter"], dict.fromkeys(POINTS, 0))
        for point, count in row["ratings"].items():
            sums[point] += count
    tallies = [dict.fromkeys(
        ("reached", "not_reached", "undecided", "too_few", "no_answers"), 0) for _ in range(2)]
    pooled = dict.fromkeys(POINTS, 0)
    for counts in counters.values():
        for tally, verdict in zip(tallies, verdicts(counts, given)):
            tally[verdict] += 1
        for point in POINTS:
            pooled[point] += counts[point]
    point, interval, satisfied, answers = verdicts(pooled, given)
    enough = sum(tallies[0][key] for key in ("reached", "not_reached"))
    return {
        "satisfied": satisfied,
        "answers": answers,
        "percent": one_digit(Fraction(satisfied, answers)) if answers else None,
        "interval": [end(satisfied, answers, True), end(satisfied, answers, False)]
        if answers else None,
        "pooled_point": point,
        "pooled_interval": interval,
        "by_point": tallies[0],
        "by_interval": tallies[1],
        "reached_percent": one_digit(Fraction(tallies[0]["reached"], enough)) if enough else None,
    }


def question_satisfaction(given):
    """Each question by itself; nothing is made of several questions."""
    document = given["document"]
    if document["format"] != "tosei-counter-reviews" or document["format_version"] != 1:
        raise Refused("counter_dx.review_questions.format")
    ids = [question["id"] for question in document["questions"]]
    if len(set(ids)) != len(ids):
        raise Refused("counter_dx.review_questions.twice")
    if not ids:
        raise Refused("counter_dx.review_questions.no_questions")
    names = {number: name for name, number in POINTS.items()}
    rows = {one: [] for one in ids}
    for review in document["answers"]:
        if set(review["points"]) - set(ids):
            raise Refused("counter_dx.review_questions.unknown")
        for one in ids:
            given_points = review["points"].get(one)
            ratings = {} if given_points is None else {names[given_points]: 1}
            rows[one].append({"counter": review["counter"], "ratings": ratings})
    for one in ids:
        rows[one] += [{"counter": name, "ratings": {}} for name in given["expected_counters"]]
    rule = {key: given[key] for key in ("satisfied_from", "target", "minimum_answers")}
    return {one: satisfaction({**rule, "counters": rows[one]}) for one in ids}


OPERATIONS = {
    "counter-dx/satisfaction": satisfaction,
    "counter-dx/question_satisfaction": question_satisfaction,
}
