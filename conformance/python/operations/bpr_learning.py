"""What a log says of branches, arrivals, working hours and durations."""

import datetime
import math
from fractions import Fraction
from statistics import NormalDist

from refused import Refused  # noqa: F401  (no input of these operations is refused)


def text(number):
    return f"{number:.6f}"


def tail(level):
    return (1 - {"90": 0.90, "95": 0.95, "99": 0.99}[level]) / 2


def wilson(part, whole, level):
    """Both ends are the shares at which the score test just rejects: (p̂ - p)² = z² p (1 - p) / n."""
    if whole == 0:
        return None
    z = NormalDist().inv_cdf(1 - tail(level))
    seen = part / whole
    # (1 + z²/n) p² - (2 p̂ + z²/n) p + p̂² = 0
    a, b, c = 1 + z * z / whole, -(2 * seen + z * z / whole), seen * seen
    root = math.sqrt(max(b * b - 4 * a * c, 0))
    low, high = (-b - root) / (2 * a), (-b + root) / (2 * a)
    return [text(0.0 if part == 0 else low), text(1.0 if part == whole else high)]


def learned_branches(given):
    cases = sum(trace["cases"] for trace in given["traces"])
    recorded = {step for trace in given["traces"] if trace["cases"] for step in trace["steps"]}
    taken = {way: 0 for way in given["ways"]}
    fitting = reached = 0
    for trace in given["traces"]:
        # A step or a way that the log never names leaves no trace.
        for way in given["ways"]:
            run = [step for step in (given["step"], way) if step in recorded]
            if trace["steps"] == run:
                taken[way] += trace["cases"]
                fitting += trace["cases"]
                reached += trace["cases"]
                break
    return {
        "cases": cases, "fitting": fitting, "reached": reached,
        "branches": [{
            "way": way, "taken": taken[way],
            "share": exact(Fraction(taken[way], reached)) if taken[way] else None,
            "interval": wilson(taken[way], reached, given.get("level", "95")),
        } for way in given["ways"]],
    }


def exact(number):
    """A decimal where there is one of at most 12 digits behind the point, else a fraction."""
    below = number.denominator
    for prime in (2, 5):
        while below % prime == 0:
            below //= prime
    digits = 0
    while below == 1 and number * 10 ** digits != int(number * 10 ** digits):
        digits += 1
    if below != 1 or digits > 12:
        return f"{number.numerator}/{number.denominator}"
    whole = str(int(number * 10 ** digits)).rjust(digits + 1, "0")
    return whole if digits == 0 else f"{whole[:-digits]}.{whole[-digits:]}"


def poisson_up_to(most, mean):
    """The probability of at most so many events."""
    if mean == 0:
        return 1.0
    return math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(most + 1))


def root(low, high, is_left):
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if is_left(middle) else (low, middle)
    return (low + high) / 2


def rate(cases, days, level):
    """The means under which so few, or so many, events are just as unlikely as the tail."""
    far = 2 * cases + 60
    low = 0.0 if cases == 0 else root(0, far, lambda mean: 1 - poisson_up_to(cases - 1, mean) < tail(level))
    high = root(0, far, lambda mean: poisson_up_to(cases, mean) > tail(level))
    return [text(low / days), text(high / days)]


def chance_of_squares(squares, degrees):
    """The upper tail of chi-square, by its recurrence in the degrees of freedom."""
    half = squares / 2
    if degrees % 2 == 0:
        return poisson_up_to(degrees // 2 - 1, half)
    sum_ = math.erfc(math.sqrt(half))
    for k in range(1, degrees, 2):
        sum_ += math.exp(k / 2 * math.log(half) - half - math.lgamma(k / 2 + 1)) if half else 0.0
    return sum_


def learned_arrivals(given):
    per_day = {}
    for day in given["arrivals"]:
        if day["cases"]:
            date = datetime.date.fromisoformat(day["date"])
            per_day[date] = per_day.get(date, 0) + day["cases"]
    if not per_day:
        return None
    first, last = min(per_day), max(per_day)
    every = [first + datetime.timedelta(days=n) for n in range((last - first).days + 1)]
    months = {}
    for day in every:
        of = months.setdefault(f"{day.year:04d}-{day.month:02d}", [0, 0])
        of[0] += 1
        of[1] += per_day.get(day, 0)
    cases = sum(per_day.values())
    expected = [Fraction(cases * days, len(every)) for days, _ in months.values()]
    constancy = None
    if len(months) > 1 and min(expected) >= 5:
        squares = float(sum((seen - mean) ** 2 / mean for mean, (_, seen) in zip(expected, months.values())))
        degrees = len(months) - 1
        constancy = {"squares": text(squares), "degrees": degrees,
                     "chance": text(chance_of_squares(squares, degrees))}
    return {
        "from": first.isoformat(), "to": last.isoformat(), "cases": cases,
        "months": [{"month": month, "days": days, "cases": seen, "per_day": text(seen / days),
                    "interval": rate(seen, days, given.get("level", "95"))}
                   for month, (days, seen) in months.items()],
        "weekdays": [[sum(1 for day in every if day.weekday() == number),
                      sum(per_day.get(day, 0) for day in every if day.weekday() == number)]
                     for number in range(7)],
        "constancy": constancy,
    }


def learned_hours(given):
    events = []
    for time in given["events"]:
        local = datetime.datetime.fromisoformat(time.replace("Z", "+00:00"))
        events.append((local.date(), local.hour))
    if not events:
        return None
    share = Fraction(given["share"])
    first, last = min(events)[0], max(events)[0]
    every = [first + datetime.timedelta(days=n) for n in range((last - first).days + 1)]
    working, hours, closed = set(), [], []
    for weekday in range(7):
        days = [day for day in every if day.weekday() == weekday]
        for hour in range(24):
            active = {day for day, at in events if at == hour and day.weekday() == weekday}
            if active and Fraction(len(active), len(days)) >= share:
                working.add((weekday, hour))
        spans, hour = [], 0
        while hour < 24:
            if (weekday, hour) in working:
                end = hour
                while (weekday, end) in working:
                    end += 1
                spans.append(f"{hour:02d}:00-{end:02d}:00")
                hour = end
            hour += 1
        hours.append(spans)
        seen = sum(1 for day, _ in events if day.weekday() == weekday)
        if spans and seen >= 5 * len(days):
            closed += [day for day in days if all(day != other for other, _ in events)]
    return {"hours": hours, "closed_days": [day.isoformat() for day in sorted(closed)],
            "outside": sum(1 for day, hour in events if (day.weekday(), hour) not in working),
            "events": len(events)}


def distance(values, share):
    """The greatest distance between the steps of sorted values and a distribution."""
    number = len(values)
    return max(max(abs(share(value) - at / number), abs((at + 1) / number - share(value)))
               for at, value in enumerate(values))


def lognormal(values, mu, variance):
    share = NormalDist(mu, math.sqrt(variance))
    return distance(values, lambda value: share.cdf(math.log(value)) if value > 0 else 0.0)


def learned_duration(given):
    values = sorted(second / 60 for second in given["seconds"])
    number = len(values)
    if number == 0:
        return None
    mean = math.fsum(values) / number

    def least(tenths):
        return values[-(-number * tenths // 10) - 1]

    result = {"values": number, "mean": text(mean), "least": text(values[0]), "median": text(least(5)),
              "percentile_90": text(least(9)), "most": text(values[-1]),
              "exponential": None, "lognormal_moments": None, "lognormal_likelihood": None}
    if number < 20 or values[0] == values[-1]:
        return result
    critical = 1.358 / math.sqrt(number)

    def candidate(numbers, far):
        return {"numbers": [text(one) for one in numbers], "distance": text(far), "contradicted": far > critical}

    result["exponential"] = candidate([mean], distance(values, lambda value: -math.expm1(-value / mean)))
    variance = math.fsum((value - mean) ** 2 for value in values) / (number - 1)
    square = math.log1p(variance / mean ** 2)
    result["lognormal_moments"] = candidate(
        [mean, math.sqrt(variance)], lognormal(values, math.log(mean) - square / 2, square))
    if values[0] > 0:
        logs = [math.log(value) for value in values]
        mu = math.fsum(logs) / number
        of_logs = math.fsum((one - mu) ** 2 for one in logs) / number
        own = math.exp(mu + of_logs / 2)
        numbers = [own, own * math.sqrt(math.expm1(of_logs))]
        # A distribution beyond the range of a quantity is none.
        if max(numbers) <= 1e9:
            result["lognormal_likelihood"] = candidate(numbers, lognormal(values, mu, of_logs))
    return result


OPERATIONS = {
    "bpr/learned_branches": learned_branches,
    "bpr/learned_arrivals": learned_arrivals,
    "bpr/learned_hours": learned_hours,
    "bpr/learned_duration": learned_duration,
}
