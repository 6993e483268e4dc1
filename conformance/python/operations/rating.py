"""Five-point ratings: exact fractions, and the Wilson interval solved with sixty digits."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from refused import Refused

POINTS = {"five": 5, "four": 4, "three": 3, "two": 2, "one": 1}
PLACES = {"whole": 0, "one": 1, "two": 2, "three": 3}
LARGEST = 2**53 - 1
Z = Decimal("1.96")


def total_of(ratings):
    total = sum(ratings[name] for name in POINTS)
    if total > LARGEST:
        raise Refused("types.rating.too_many")
    return total


def high_of(ratings):
    return ratings["five"] + ratings["four"]


def shown(value, places):
    step = Decimal(1).scaleb(-places)
    return str(value.quantize(step, rounding=ROUND_HALF_UP))


def exact(above, below, places, factor=1):
    """above/below · factor, rounded half up without passing through an inexact decimal."""
    units = Fraction(above * factor * 10**places, below)
    rounded = (2 * units.numerator + units.denominator) // (2 * units.denominator)
    return str(Decimal(rounded).scaleb(-places).quantize(Decimal(1).scaleb(-places)))


def wilson(high, total):
    """The two ends, as in the textbook: centre and half width."""
    k, n = Decimal(high), Decimal(total)
    centre = (k + Z * Z / 2) / (n + Z * Z)
    half = Z / (n + Z * Z) * (k * (n - k) / n + Z * Z / 4).sqrt()
    # At the two ends of the scale the difference is 0 exactly.
    lower = Decimal(0) if high == 0 else centre - half
    upper = Decimal(1) if high == total else centre + half
    return lower, upper


def ratings(given):
    counts = given["ratings"]
    total, high = total_of(counts), high_of(counts)
    if total == 0:
        return {"total": 0, "mean": None, "high_share": None, "lower": None, "upper": None}
    places = PLACES[given["percent_digits"]]
    points = sum(counts[name] * weight for name, weight in POINTS.items())
    with localcontext() as context:
        context.prec = 60
        lower, upper = (shown(end * 100, places) for end in wilson(high, total))
    return {
        "total": total,
        "mean": exact(points, total, PLACES[given["mean_digits"]]),
        "high_share": exact(high, total, places, 100),
        "lower": lower,
        "upper": upper,
    }


def rating_target(given):
    text = given["target"]
    if not re.fullmatch(r"(0|[1-9][0-9]{0,2})(\.[0-9]{1,3})?", text) or Decimal(text) > 100:
        raise Refused("types.rating.bad_target")
    counts = given["ratings"]
    total, high = total_of(counts), high_of(counts)
    if total == 0:
        return {"point": "no_answers", "interval": "no_answers"}
    if total < given["minimum_answers"]:
        return {"point": "too_few", "interval": "too_few"}
    target = Decimal(text) / 100
    point = "reached" if Fraction(high, total) >= Fraction(text) / 100 else "not_reached"
    with localcontext() as context:
        context.prec = 60
        lower, upper = wilson(high, total)
        interval = (
            "reached" if lower >= target else "not_reached" if upper < target else "undecided"
        )
    return {"point": point, "interval": interval}


OPERATIONS = {"types/ratings": ratings, "types/rating_target": rating_target}
