"""Counts of a register of counters, and what does not fit together in it."""

from collections import Counter

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def day_contradicts(spans):
    """Spans that do not end after they begin, or overlap."""
    spans = sorted((span["from"], span["to"]) for span in spans)
    if any(begin >= end for begin, end in spans):
        return True
    return any(left[1] > right[0] for left, right in zip(spans, spans[1:]))


def hours_contradict(hours):
    exceptions = hours.get("exceptions", [])
    days = [hours.get(day, []) for day in WEEK] + [day["hours"] for day in exceptions]
    dates = [day["date"] for day in exceptions]
    return any(map(day_contradicts, days)) or len(dates) != len(set(dates))


def circle(counters):
    """Counters that come after themselves, or after a circle: never free of predecessors."""
    follows = {counter["id"]: set(counter.get("successors", [])) for counter in counters}
    left = set(follows)
    while True:
        free = {one for one in left if not any(one in follows[other] for other in left)}
        if not free:
            return len(left)
        left -= free


def findings(register):
    found = Counter()
    ids = {}
    for part in ("service_points", "services", "tools", "staff_classes", "counters"):
        listed = [item["id"] for item in register.get(part, [])]
        ids[part] = set(listed)
        found["duplicate_id"] += len(listed) - len(ids[part])
    by_id = {counter["id"]: counter for counter in register["counters"]}

    def mode(counter, service):
        for cell in counter.get("services", []):
            if cell["service"] == service:
                return cell.get("mode")
        return None

    done = {}
    for counter in register["counters"]:
        found["unknown_service_point"] += counter["service_point"] not in ids["service_points"]
        found["unknown_tool"] += sum(
            tool not in ids["tools"] for tool in counter.get("tools", []))
        staff = counter.get("staff")
        found["unknown_staff_class"] += sum(
            row["class"] not in ids["staff_classes"] for row in staff or [])
        found["no_staff"] += staff is not None and sum(row["people"] for row in staff) == 0
        found["no_booths"] += counter.get("booths") == 0
        cells = counter.get("services", [])
        names = [cell["service"] for cell in cells]
        found["service_twice"] += len(names) - len(set(names))
        found["unknown_service"] += sum(name not in ids["services"] for name in names)
        for cell in cells:
            done.setdefault(cell["service"], []).append(cell.get("mode"))
            found["hours"] += "hours" in cell and hours_contradict(cell["hours"])
            if "forwards_to" in cell:
                found["forwards_without_mode"] += not (cell.get("mode") or "").startswith("forwards")
                other = by_id.get(cell["forwards_to"])
                found["forwards_to_unknown"] += other is None
                found["forwards_to_idle"] += (
                    other is not None and mode(other, cell["service"]) != "processes")
        found["hours"] += "hours" in counter and hours_contradict(counter["hours"])
        known = {cell["mode"] for cell in cells if "mode" in cell} - {"none"}
        found["no_services"] += not known
        found["only_forwards"] += bool(known) and known <= {"forwards", "forwards_hand_over_later"}
        if "opened" in counter and "closed" in counter:
            found["closed_before_opened"] += counter["closed"] <= counter["opened"]
        for there, back in (("predecessors", "successors"), ("successors", "predecessors")):
            for other in counter.get(there, []):
                if other not in by_id:
                    found["unknown_lineage"] += 1
                elif counter["id"] not in by_id[other].get(back, []):
                    found["one_sided_lineage"] += 1
    for service in register.get("services", []):
        modes = done.get(service["id"])
        found["service_nowhere"] += bool(modes) and not {"processes", None} & set(modes)
    found["lineage_circle"] += circle(register["counters"])
    return {rule: int(count) for rule, count in sorted(found.items()) if count}


def register(given):
    day = given["as_of"]
    there = [counter for counter in given["counters"]
             if counter.get("opened", day) <= day and counter.get("closed", "9999") > day]
    modes = Counter(cell.get("mode", "unknown")
                    for counter in there for cell in counter.get("services", []))
    return {
        "service_points": len({counter["service_point"] for counter in there}),
        "counters": len(there),
        "booths": sum(counter.get("booths", 0) for counter in there),
        "counters_of_unknown_booths": sum("booths" not in counter for counter in there),
        "prototypes": sum(counter.get("prototype", False) for counter in there),
        "counters_of_unknown_prototype": sum("prototype" not in counter for counter in there),
        "modes": {mode: modes[mode] for mode in (
            "processes", "forwards", "forwards_hand_over_later", "reserved_pick_up_only", "none",
            "unknown")},
        "findings": findings(given),
    }


OPERATIONS = {"counter-dx/register": register}
