"""Variants, throughput and waiting of an event log."""

import datetime
import re


def instant(text, offset):
    """Milliseconds since 1970 in UTC, or None."""
    made = re.fullmatch(
        r"(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?", text)
    if made is None or (made[6] is None and offset is None):
        return None
    try:
        day = datetime.date.fromisoformat(made[1])
        datetime.time(int(made[2]), int(made[3]), int(made[4] or 0))
    except ValueError:
        return None
    if made[6] in (None, "Z"):
        shift = 0 if made[6] else offset
    else:
        shift = int(made[6][1:3]) * 60 + int(made[6][-2:])
        shift = -shift if made[6][0] == "-" else shift
    days = (day - datetime.date(1970, 1, 1)).days
    minutes = days * 1440 + int(made[2]) * 60 + int(made[3]) - shift
    part = int(((made[5] or "0") + "000")[:3])
    return minutes * 60_000 + int(made[4] or 0) * 1000 + part


def summed(lengths):
    if not lengths:
        return None
    lengths = sorted(lengths)

    def least(tenths):
        """The least length that at least so many tenths of all do not exceed."""
        return next(one for one in lengths
                    if 10 * sum(1 for other in lengths if other <= one) >= tenths * len(lengths))

    return {"count": len(lengths), "sum_ms": sum(lengths), "min_ms": lengths[0],
            "median_ms": least(5), "percentile_90_ms": least(9), "max_ms": lengths[-1]}


def event_log(given):
    cases = {}
    for row in given["rows"]:
        if not row["case"].strip():
            continue
        kind = row.get("transition", "").lower() or "complete"
        events = cases.setdefault(row["case"], [])
        if not row["activity"].strip():
            continue
        if kind in ("complete", "start"):
            time = instant(row.get("time", "").strip(), given.get("offset_minutes"))
            events.append((time, row["activity"], kind))
    for events in cases.values():
        if all(time is not None for time, _, _ in events):
            events.sort(key=lambda event: event[0])
    starts = any(kind == "start" for events in cases.values() for _, _, kind in events)
    variants, throughput, waits, works, counts = {}, [], {}, {}, {}
    for events in cases.values():
        trace = tuple(activity for _, activity, kind in events if kind == "complete")
        variants[trace] = variants.get(trace, 0) + 1
        times = [time for time, _, _ in events]
        if times and None not in times:
            throughput.append(times[-1] - times[0])
        before, open_starts = None, {}
        for time, activity, kind in events:
            if kind == "start":
                open_starts.setdefault(activity, []).append(time)
                continue
            queue = open_starts.get(activity, [])
            began = queue.pop(0) if queue else None
            counts[activity] = counts.get(activity, 0) + 1
            reached = time if began is None else began
            if before is not None and reached is not None:
                waits.setdefault(activity, []).append(reached - before)
            if began is not None and time is not None:
                works.setdefault(activity, []).append(time - began)
            before = time
    order = sorted(variants, key=lambda trace: (-variants[trace], list(trace)))
    return {
        "cases": len(cases),
        "completion_only": not starts,
        "variants": [{"steps": list(trace), "cases": variants[trace]} for trace in order],
        "throughput": summed(throughput),
        "steps": [{"activity": activity, "completions": counts[activity],
                   "waiting": summed(waits.get(activity)), "work": summed(works.get(activity))}
                  for activity in sorted(counts)],
    }


OPERATIONS = {"bpr/event_log": event_log}
