"""Percentages: exact fractions, rounded half up only when shown."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

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


OPERATIONS = {"types/percent": percent}
