"""The fewest people for every quarter of an hour, in decimals of 60 digits.

Work carried over is not stepped from quarter to quarter: the mean work of a quarter is the sum of what
each earlier quarter left in it, the double integral of rate(u) exp(-(t - u) / service) over both.
"""

from decimal import Decimal, localcontext

from operations.counter_queues import WIDE, fewest_counters, shown
from refused import Refused


def minute(time):
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def quarters_of(name, spans):
    """The quarters that each span covers; refuses what is not on quarters, empty or overlapping."""
    covered = {}
    for span in sorted(spans, key=lambda span: (minute(span["from"]), minute(span["to"]))):
        first, last = minute(span["from"]), minute(span["to"])
        if first % 15 or last % 15:
            raise Refused("counter_dx.staffing.quarter")
        numbers = range(first // 15, last // 15)
        if not numbers or any(number in covered for number in numbers):
            raise Refused("counter_dx.staffing.spans")
        covered.update((number, span) for number in numbers)
    return covered


def half_up(number, by):
    return (2 * number + by) // (2 * by)


def left_over(earlier, later, rate, service):
    """What people who come in one quarter at a rate a minute are as mean work of another."""
    length = Decimal(15)
    if earlier == later:
        return rate * service - rate * service * service / length * (1 - (-length / service).exp())
    begins = length * (later - earlier)
    entered = 1 - (-length / service).exp()
    passed = (-(begins - length) / service).exp() - (-begins / service).exp()
    return rate * service * service / length * entered * passed


def staffing_plan(request):
    opened = quarters_of("hours", request["hours"])
    coming = quarters_of("arrivals", request["arrivals"])
    if not opened:
        raise Refused("counter_dx.staffing.never_open")
    classes = request.get("classes", [])
    for one in classes:
        if one.get("at_most") is not None and one["at_most"] < one.get("at_least", 0):
            raise Refused("counter_dx.staffing.class")
    with localcontext(WIDE):
        service = Decimal(request["service_minutes"])
        people, door = {}, Decimal(0)
        for number in range(96):
            came = Decimal(coming[number]["per_hour"]) / 4 if number in coming else Decimal(0)
            if number in opened:
                people[number], door = came + door, Decimal(0)
            else:
                door += came
        planned, worked, short = [], [0] * len(classes), 0
        for number in sorted(opened):
            if service == 0:
                load = Decimal(0)
            elif request["method"] == "carry_over":
                load = sum(left_over(one, number, people[one] / 15, service)
                           for one in people if one <= number)
            else:
                load = people[number] / 15 * service
            counters = 0
            if load > 0:
                demand = {"arrivals_per_hour": 60 * load / service, "service_minutes": service}
                counters = fewest_counters({"demand": demand, "target": request["target"]})["counters"]
            counters = max(counters, request.get("at_least", 1))
            placed = []
            for one in classes:
                placed.append(min(one.get("at_least", 0), counters - sum(placed)))
            for at, one in enumerate(classes):
                room = counters if one.get("at_most") is None else one["at_most"] - placed[at]
                placed[at] += min(room, counters - sum(placed))
            worked = [total + now for total, now in zip(worked, placed)]
            short += counters - sum(placed) if classes else 0
            planned.append({"quarter_hour": number, "offered_load": shown(load), "counters": counters})
    hours = []
    for one, total in zip(classes, worked):
        week, yen = one["class"].get("weekly_minutes"), one["class"].get("yen_per_hour")
        hours.append({
            "id": one["class"]["id"],
            "quarter_hours": total,
            "person_hundredths": half_up(total * 15 * 5 * 100, week) if week else None,
            "yen": half_up(total * yen, 4) if yen is not None else None,
        })
    return {
        "quarters": planned,
        "quarter_hours": sum(one["counters"] for one in planned),
        "missing_quarter_hours": short,
        "classes": hours,
    }


OPERATIONS = {"counter-dx/staffing_plan": staffing_plan}
