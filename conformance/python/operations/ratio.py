"""Percentages and sums of rates: exact fractions, rounded half up only when shown."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

from refused import Refused

LARGEST = 2**53 - 1
PLACES = {"whole": 0, "one": 1, "two": 2, "three": 3}


def percent(given):
    numerator, denominator = given["numerator"], given["denominator"]
    if denominator == 0:
        return None
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(numerator) * 100 / Decimal(denominator)
        step = Decimal(1).scaleb(-PLACES[given["digits"]])
        return str(exact.quantize(step, rounding=ROUND_HALF_UP))


def rate(basis, numerator, denominator):
    if max(numerator, denominator) > LARGEST:
        raise Refused("types.rate.too_large")
    if numerator > denominator:
        raise Refused("types.rate.numerator_exceeds_denominator")
    return {"basis": basis, "numerator": numerator, "denominator": denominator}


def rate_sum(given):
    """Each part is made when its turn comes, then added to the sum of those before it."""
    total = None
    for part in given["parts"]:
        part = rate(part["basis"], part["numerator"], part["denominator"])
        if total is None:
            total = part
            continue
        if part["basis"] != total["basis"]:
            raise Refused("types.rate.different_bases")
        total = rate(
            total["basis"],
            total["numerator"] + part["numerator"],
            total["denominator"] + part["denominator"],
        )
    return total


OPERATIONS = {"types/percent": percent, "types/rate_sum": rate_sum}
