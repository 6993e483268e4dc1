"""What of registers, reviews, observations and plans may leave the office."""

import json
import pathlib

from operations import qos_map

DATA = pathlib.Path(__file__).resolve().parents[3] / "crates" / "counter-dx" / "data"
MARKS = json.loads((DATA / "publication" / "marks.json").read_text(encoding="utf-8"))


def publish(given):
    return qos_map.publish(given, MARKS)


OPERATIONS = {"counter-dx/publish": publish}
