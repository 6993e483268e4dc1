"""Savings of a year in fractions, straight from the definition."""

from fractions import Fraction

from flows.flow import shown
from refused import Refused


def rounded(number, places):
    """Half away from zero, with all places and commas."""
    scaled = abs(number) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(whole).rjust(places + 1, "0")
    head, tail = (digits[:-places], digits[-places:]) if places else (digits, "")
    sign = "-" if number < 0 and whole else ""
    return sign + f"{int(head):,}" + (f".{tail}" if tail else "")


def savings(data):
    work, year = data["work"], data.get("person_year", {"hours_a_day": "7.75", "days_a_year": 240})
    cases = Fraction(data["cases_a_year"])
    hours_of_person = Fraction(year["hours_a_day"]) * year["days_a_year"]
    if hours_of_person <= 0:
        raise Refused("bpr.savings.person_year")
    lines = []
    if work["kind"] == "mixed":
        saved = Fraction(work["before_minutes"]) - Fraction(work["after_minutes"])
        lines = [(part["class"], saved * Fraction(part["share"])) for part in work["mix"]]
        if sum(Fraction(part["share"]) for part in work["mix"]) != 1:
            raise Refused("bpr.savings.shares")
    else:
        for part in work["classes"]:
            before, after = Fraction(part["before_minutes"]), Fraction(part["after_minutes"])
            if before < 0 or after < 0:
                raise Refused("bpr.savings.negative")
            lines.append((part["class"], before - after))
    names = [staff["id"] for staff, _ in lines]
    if len(set(names)) < len(names):
        raise Refused("bpr.savings.class_twice")
    minutes = sum((saved for _, saved in lines), Fraction(0))
    loose = data.get("unpriced_minutes")
    unpriced = Fraction(loose[0]) - Fraction(loose[1]) if loose else Fraction(0)
    yen, by_class = Fraction(0), []
    for staff, saved in lines:
        hours = saved * cases / 60
        rate = staff.get("yen_per_hour")
        if hours and rate is None:
            yen = None
        elif hours and yen is not None:
            yen += hours * rate
        by_class.append({
            "class": staff["id"], "hours": shown(hours),
            "converted_yen": None if rate is None else shown(hours * rate),
        })
    if unpriced:
        yen = None
    hours = (minutes + unpriced) * cases / 60
    if work["kind"] == "mixed":
        rates = [staff["class"].get("yen_per_hour") for staff in work["mix"]]
        rate = None
        if None not in rates:
            rate = sum(Fraction(p["share"]) * r for p, r in zip(work["mix"], rates))
    else:
        rate = yen / hours if yen is not None and hours else None
    people = hours / hours_of_person
    return {
        "hours": shown(hours),
        "people": shown(people),
        "yen_per_hour": shown(rate),
        "converted_yen": shown(yen),
        "by_class": by_class,
        "cash_yen": sum(item["before_yen"] - item["after_yen"] for item in data.get("cash", [])),
        "shown": {
            "hours": rounded(hours, 0),
            "people": rounded(people, 2),
            "yen_per_hour": None if rate is None else rounded(rate, 0),
            "converted_yen": None if yen is None else rounded(yen, 0),
        },
    }


OPERATIONS = {"bpr/savings": savings}
