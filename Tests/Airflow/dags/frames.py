"""A table of pandas on its way through a Swift task (see Tests/Conformance/RoundTrip.swift)."""

from __future__ import annotations

from airflow.sdk import DAG, task


def table():
    import pandas

    return pandas.DataFrame({"city": ["Austin", "Waco"], "homes": [3, 4], "at": pandas.Timestamp("2026-01-02", tz="UTC")})


with DAG("frames", schedule=None):

    @task(queue="python")
    def make():
        return table()

    @task.stub(queue="swift")
    def hand_on():
        """Return what make returned."""

    @task(queue="python")
    def look(frame):
        assert frame.equals(table()), frame
        return int(frame["homes"].sum())

    handed = hand_on()
    make() >> handed
    look(handed)
