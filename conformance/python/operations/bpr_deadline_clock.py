"""Due days and verdicts of a simulated case: moments in minutes, every day of the table looked at.

A moment is a number of minutes from midnight before the first day of the table. Each day from the arrival
to the end of the table is judged by itself; the due day is the one on which enough days have counted.
"""

from fractions import Fraction

from operations import dates, deadlines
from refused import Refused

ONE = deadlines.ONE


class Table:
    def __init__(self, given):
        self.given = given
        self.first = dates.read_date(given["first"])
        if not 1 <= given["days"] <= 36_600:
            raise Refused("bpr.day_clock.days")
        self.days = [self.first + n * ONE for n in range(given["days"])]
        office = deadlines.Office(given)
        for day in self.days:
            office.verdict(day)  # refuses a day that nobody can judge

    def day(self, minutes):
        """The day of a moment; None outside the table."""
        whole = Fraction(minutes) // 1440
        return self.days[whole] if 0 <= whole < len(self.days) else None


def of_stops(table, given):
    """Stops in dates."""
    found = []
    for stop in given.get("stops", []):
        dated = {"kind": stop["kind"], "from": table.day(stop["from_minutes"]).isoformat()}
        if "until_minutes" in stop:
            dated["until"] = table.day(stop["until_minutes"]).isoformat()
        found.append(dated)
    return found


def case_of(table, rule, counted, first_day, arrived, stops):
    return deadlines.Case({**table.given, "stops": stops}, rule, arrived, counted, first_day)


def due(table, rule, length, arrived, stops):
    """A day, "beyond_table" or "stopped"."""
    amount, unit = deadlines.countable(length)
    first_day = "arrival_day" if unit == "same_day" else rule["first_day"]
    case = case_of(table, rule, deadlines.counting_of(rule, unit), first_day, arrived, stops)
    if unit in ("week", "month", "year"):
        amount = (deadlines.last_of_period(case.first, amount, unit) - case.first).days + 1
    number = 0
    rest = [day for day in table.days if day >= arrived]
    for day in rest:
        found = case.look(day)["status"]
        number += found == "counted"
        running = any(last is None and first <= day for _, first, last in case.spans)
        if running and found != "closed":
            return "stopped"
        if number == amount:
            if case.counted == "calendar_days" and rule.get("last_day_closed") == "next_open_day":
                opens = [later for later in rest if later >= day and case.office.verdict(later)["open"]]
                return opens[0] if opens else "beyond_table"
            return day
    return "beyond_table"


def elapsed(table, rule, length, arrived, until, stops):
    counted = deadlines.counting_of(rule, length["unit"])
    case = case_of(table, rule, counted, rule["first_day"], arrived, stops)
    looked = [day for day in table.days if arrived <= day <= until]
    return sum(case.look(day)["status"] == "counted" for day in looked)


def verdict(day_due, until, decided, yes, no):
    if day_due not in ("beyond_table", "stopped") and until > day_due:
        return no
    return yes if decided else "open"


def text(found):
    return found if found is None or isinstance(found, str) else found.isoformat()


def of_standard(table, given, arrived, until, stops):
    stated = deadlines.standard(given["standard"])
    rule = deadlines.read_rule(given["rule"])
    if stated["state"] != "set":
        return {"processing": stated["state"]}
    forwarded = table.day(given["forwarded_minutes"]) if "forwarded_minutes" in given else None
    start, result = arrived, {}
    if "forwarding" in stated:
        part = due(table, rule, stated["forwarding"], arrived, stops)
        result["forwarding_due"] = text(part)
        if forwarded is not None:
            result["forwarding"] = verdict(part, forwarded, True, "within", "exceeded")
        start = forwarded or part
    last = start if isinstance(start, str) else due(table, rule, stated["processing"], start, stops)
    result["processing_due"] = text(last)
    result["processing"] = verdict(last, until, given["decided"], "within", "exceeded")
    result["elapsed_days"] = elapsed(table, rule, stated["processing"], arrived, until, stops)
    return result


def of_statutory(table, given, arrived, until, stops):
    stated = given["statutory"]
    rule = {"first_day": stated["first_day"], "days": "calendar_days",
            "last_day_closed": stated.get("last_day_closed", "keep"),
            "stops": stated.get("stops", [{"kind": "correction"}])}
    last = due(table, rule, stated["length"], arrived, stops)
    result = {"due": text(last),
              "verdict": verdict(last, until, given["decided"], "within", "broken")}
    extension = stated.get("extension")
    if extension:
        length = extension.get("up_to")
        if not length:
            amount = int(stated["length"]["amount"]) + int(extension["further"]["amount"])
            length = {"amount": str(amount), "unit": stated["length"]["unit"]}
        more = due(table, rule, length, arrived, stops)
        result["extended_due"] = text(more)
        if result["verdict"] == "broken":
            result["verdict"] = verdict(more, until, given["decided"], "within_extension", "broken")
    return result


def deadline_clock(given):
    table = Table(given)
    arrived, until = table.day(given["arrived_minutes"]), table.day(given["until_minutes"])
    if arrived is None or until is None:
        return {"outside_table": True}
    stops = of_stops(table, given)
    result = {}
    if "standard" in given:
        result["standard"] = of_standard(table, given, arrived, until, stops)
    if "statutory" in given:
        result["statutory"] = of_statutory(table, given, arrived, until, stops)
    return result


OPERATIONS = {"bpr/deadline_clock": deadline_clock}
