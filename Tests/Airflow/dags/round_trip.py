"""A Python task between two in Swift, which checks that values of every kind are what they were (see Tests/Conformance/RoundTrip.swift)."""

from __future__ import annotations

import base64
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import attrs
import pendulum
import pydantic
from airflow.sdk import DAG, task


@dataclass
class Point:
    x: int
    y: float


@attrs.define
class Place:
    x: int
    y: float


class Model(pydantic.BaseModel):
    x: int
    y: float


NOON = datetime(2026, 1, 2, 3, 4, 5, 600000, timezone.utc)
VALUES = {
    "text": "ä \"'\\ \n🐦", "large": 1 << 60, "negative": -(1 << 53) - 1, "half": 0.5, "whole": 2.0, "flag": True,
    "nothing": None, "list": [1, "a", None, []], "dict": {"k": {"n": 1}}, "at": NOON,
    "there": NOON.astimezone(ZoneInfo("Europe/Berlin")), "day": date(2026, 1, 2), "took": timedelta(seconds=90.5),
    "minute": timedelta(minutes=1), "price": Decimal("1.5"), "pieces": Decimal(3),
    "id": uuid.UUID("12345678-1234-5678-1234-567812345678"), "pair": (1, "a"), "set": {3}, "frozen": frozenset({"x"}),
    "nested": [{"when": NOON, "pair": (timedelta(seconds=1),)}], "bytes": "AAH/",
}

with DAG("round_trip", schedule=None):

    @task.stub(queue="swift")
    def make():
        """Return one value of each kind."""

    @task(queue="python")
    def look(values):
        assert values.keys() == VALUES.keys()
        for name, expected in VALUES.items():
            value = values[name]
            assert value == expected, f"{name}: {value!r}"
            # A date and time is pendulum's, which is a kind of Python's.
            assert isinstance(value, type(expected)), f"{name}: {type(value)}"
        assert values["there"].utcoffset() == timedelta(hours=1)
        assert base64.b64decode(values["bytes"]) == b"\x00\x01\xff"
        return values | {
            "dataclass": Point(1, 2.5),
            "attrs": Place(1, 2.5),
            "model": Model(x=1, y=2.5),
            "pendulum": pendulum.instance(NOON).in_timezone("Europe/Paris"),
            "pendulum day": pendulum.date(2026, 1, 2),
            "fixed": NOON.astimezone(timezone(timedelta(hours=2))),
            "legacy": {"__type": "datetime", "__var": NOON.timestamp()},
            "legacy dict": {"__type": "dict", "__var": {"a": 1}},
        }

    @task.stub(queue="swift")
    def back():
        """Compare what came back."""

    look(make()) >> back()
