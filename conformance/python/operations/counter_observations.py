"""What tickets and polled queues say: arrivals, waits, service times, and what is wrong with them."""

import datetime
import math
import re
from collections import Counter, defaultdict
from fractions import Fraction


def clock(text):
    parts = [int(part) for part in text.split(":")]
    return parts[0] * 3600 + parts[1] * 60 + (parts[2] if len(parts) == 3 else 0)


def half_up(number):
    """One digit behind the point."""
    tenths = math.floor(number * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def minutes(seconds, people):
    return half_up(Fraction(seconds, people * 60)) if people else None


def summary(durations, over):
    """Mean, median, 90th percentile by nearest rank, maximum, and how many are longer."""
    ordered = sorted(durations)

    def rank(percent):
        return ordered[max(math.ceil(Fraction(percent * len(ordered), 100)), 1) - 1]

    return {
        "people": len(ordered),
        "mean": minutes(sum(ordered), len(ordered)),
        "median_seconds": rank(50) if ordered else None,
        "p90_seconds": rank(90) if ordered else None,
        "longest_seconds": ordered[-1] if ordered else None,
        "over": sum(duration > over for duration in ordered),
    }


def ticket_totals(given):
    visits, waits, services, stays, tally = {}, [], [], [], Counter()
    for ticket in given["tickets"]:
        times = {key: clock(ticket[key])
                 for key in ("issued", "called", "started", "finished", "paid", "left")
                 if key in ticket}
        visits.setdefault((ticket["date"], ticket["visit"]), []).append(times.get("issued"))
        steps = [times[key] for key in ("issued", "called", "started", "finished") if key in times]
        served = "started" in times or "finished" in times
        before = times.get("issued", times.get("called"))
        early = before is not None and any(
            times[key] < before for key in ("left", "paid") if key in times)
        outcomes = [served, "left" in times, ticket.get("no_show", False)]
        if steps != sorted(steps) or early or sum(outcomes) > 1:
            tally["contradictory"] += 1
            continue
        tally["recalls"] += ticket.get("recalls", 0)
        if outcomes[2]:
            tally["no_shows"] += 1
            continue
        tally["left" if "left" in times else "served" if served else "unknown_outcome"] += 1
        turn = times.get("called", times.get("started"))
        if turn is not None and "issued" in times:
            waits.append(turn - times["issued"])
        begin = times.get("started", times.get("called"))
        if begin is not None and "finished" in times:
            services.append(times["finished"] - begin)
        ends = [times[key] for key in ("finished", "paid") if key in times]
        if ends and "issued" in times:
            stays.append(max(ends) - times["issued"])
    quarters = Counter()
    for (date, _), issues in visits.items():
        known = [issue for issue in issues if issue is not None]
        if date == given["date"] and known:
            quarters[min(known) // 900] += 1
    return {
        "visits": len(visits),
        "transfers": len(given["tickets"]) - len(visits),
        "arrivals": [[quarter, people] for quarter, people in sorted(quarters.items())],
        **{key: tally[key] for key in (
            "served", "left", "unknown_outcome", "no_shows", "recalls", "contradictory")},
        "stays": summary(stays, given["over_seconds"]),
        "waits": summary(waits, given["over_seconds"]),
        "services": summary(services, given["over_seconds"]),
    }


def meant(options, written):
    first, last = (datetime.date.fromisoformat(options[key]) for key in ("from", "until"))
    if first <= written <= last:
        return written, "as_written"
    fitting = []
    for year in range(first.year, last.year + 1):
        try:
            day = written.replace(year=year)
        except ValueError:
            continue
        if first <= day <= last:
            fitting.append(day)
    return (fitting[0], "year_corrected") if len(fitting) == 1 else (written, "untrusted")


def snapshot_estimate(given):
    options, found = given["options"], Counter()
    gap = options.get("longest_gap_minutes", 15)
    defaults = options.get("default_service_minutes", [10, 20, 30, 60])
    first_most = options.get("highest_first_number", 20)
    last, services, days = {}, defaultdict(list), {}

    for shot in given["snapshots"]:
        queue = (shot["office"], shot["queue"])
        date, trust = meant(options, datetime.date.fromisoformat(shot["date"]))
        if trust != "as_written":
            found["wrong_year" if trust == "year_corrected" else "untrusted_date"] += 1
        if trust != "untrusted" and date.isoformat() in given["closed"]:
            found["closed_day"] += 1
        service = shot.get("service_minutes") or None
        if service is None:
            found["service_unknown"] += 1
        elif service in defaults:
            found["service_default"] += 1
        if shot["waiting"] > 0 and shot.get("open") == 0:
            found["nobody_there"] += 1
        number = None
        if shot["number"]:
            match = re.fullmatch(r"[^0-9]*([0-9]+)", shot["number"])
            if match:
                number = int(match[1])
            else:
                found["unread_number"] += 1
        before = last.get(queue)
        if before and (before["date"], before["time"]) == (shot["date"], shot["time"]):
            found["duplicate" if before["shot"] == shot else "same_time"] += 1
            continue
        if service is not None:
            services[queue].append(service)
        day = days.setdefault(queue + (date.isoformat(),), {
            "trust": trust, "polls": 0, "gaps": 0, "arrivals": Counter(), "called": 0,
            "left": 0, "area": Fraction(0), "most_waiting": 0, "numbers": False})
        day["polls"] += 1
        day["most_waiting"] = max(day["most_waiting"], shot["waiting"])
        day["numbers"] |= number is not None
        carried = None
        if before and before["day"] == date:
            carried = before["number"]
            now, then = clock(shot["time"]), clock(before["time"])
            if now < then:
                found["time_backwards"] += 1
            elif now - then > gap * 60:
                day["gaps"] += 1
            else:
                called = 0
                if number is not None and carried is not None:
                    called = max(number - carried, 0)
                    found["number_backwards"] += number < carried
                elif number is not None and number <= first_most:
                    called = number
                net = shot["waiting"] - before["shot"]["waiting"] + called
                day["called"] += called
                if net > 0:
                    day["arrivals"][(then + now) // 2 // 900] += net
                day["left"] += max(-net, 0)
                # Whole seconds for each interval, as the waiting is people times whole minutes.
                day["area"] += (shot["waiting"] + before["shot"]["waiting"]) * (now - then) // 2
        last[queue] = {"date": shot["date"], "time": shot["time"], "day": date, "shot": shot,
                       "number": number if number is not None else carried}
    found["service_constant"] += sum(
        len(values) > 1 and len(set(values)) == 1 for values in services.values())
    return {
        "findings": {rule: count for rule, count in sorted(found.items()) if count},
        "days": [{
            "office": office, "queue": queue, "date": date, "trust": day["trust"],
            "polls": day["polls"], "gaps": day["gaps"],
            "arrivals": [[quarter, people] for quarter, people in sorted(day["arrivals"].items())],
            "called": day["called"], "left": day["left"], "most_waiting": day["most_waiting"],
            "mean_wait": minutes(day["area"], sum(day["arrivals"].values()))
            if day["numbers"] else None,
        } for (office, queue, date), day in sorted(days.items())],
    }


def day_is_possible(day):
    """The rule that the figures of one day break, or None."""
    came, served, left = (day.get(key) for key in ("visits", "served", "left"))
    gone = [number for number in (served, left) if number is not None]
    if gone and came is not None and sum(gone) > came:
        return "daily_more_than_came"
    mean, longest = day.get("mean_wait_seconds"), day.get("longest_wait_seconds")
    if mean is not None and longest is not None and mean > longest:
        return "daily_waits"
    over = {int(minutes): people for minutes, people in day.get("waited_over", {}).items()}
    people = served if served is not None else came
    if people is not None and any(number > people for number in over.values()):
        return "daily_waits"
    ordered = [over[minutes] for minutes in sorted(over)]
    if any(later > earlier for earlier, later in zip(ordered, ordered[1:])):
        return "daily_waits"
    return None


def daily_totals(given):
    kept, findings = {}, Counter()
    for day in given["days"]:
        wrong = day_is_possible(day)
        if wrong:
            findings[wrong] += 1
        key, day = (day["counter"], day["date"]), None if wrong else day
        if key not in kept:
            kept[key] = day
        elif kept[key] == day:
            findings["daily_duplicate"] += 1
        else:
            findings["daily_twice"] += 1
            kept[key] = None
    days = list(kept.values())
    usable = bool(days) and None not in days

    def people(day):
        return day.get("served", day.get("visits"))

    def total(parts):
        parts = list(parts)
        return sum(parts) if None not in parts else None

    def column(name):
        return total(day.get(name) for day in days) if usable else None

    def per_person(name):
        """Seconds of everybody on a day; nobody waits where nobody is."""
        for day in days:
            number, value = people(day), day.get(name)
            yield None if number is None else 0 if number == 0 else (
                None if value is None else value * number)

    everybody = total(map(people, days)) if usable else None

    def mean(name):
        if not everybody:
            return None
        seconds = total(per_person(name))
        return None if seconds is None else minutes(seconds, everybody)

    longest = None
    if usable:
        known = [day.get("longest_wait_seconds") for day in days]
        if all(one is not None or people(day) == 0 for one, day in zip(known, days)):
            longest = max((one for one in known if one is not None), default=None)
    over = None
    if everybody:
        limit = str(given["over_minutes"])
        longer = total(
            0 if people(day) == 0 else day.get("waited_over", {}).get(limit) for day in days)
        over = None if longer is None else [longer, everybody]
    return {
        "days": len(days),
        "contradictory": days.count(None),
        "visits": column("visits"),
        "served": column("served"),
        "left": column("left"),
        "mean_wait": mean("mean_wait_seconds"),
        "longest_wait_seconds": longest,
        "waited_over": over,
        "mean_service": mean("mean_service_seconds"),
        "findings": dict(findings),
    }


OPERATIONS = {
    "counter-dx/daily_totals": daily_totals,
    "counter-dx/ticket_totals": ticket_totals,
    "counter-dx/snapshot_estimate": snapshot_estimate,
}
