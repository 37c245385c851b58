"""Has Airflow read DAG files by turns, each time in a fork as its DAG processor does, and prints the CPU seconds.

Usage: airflow_parse.py ROUNDS FILE...

A line for each file. One more is the first file, read without what Airflow does of all tasks to stubs alone: it looks up the source of a
stub's function, takes decorators out of it, and parses it.
"""

import os
import sys

# What Airflow says of its work goes elsewhere.
results = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
rounds, files = int(sys.argv[1]), sys.argv[2:]

from airflow.dag_processing.dagbag import DagBag  # noqa: E402
from airflow.sdk.bases.decorator import DecoratedOperator  # noqa: E402
from airflow.serialization.serialized_objects import DagSerialization  # noqa: E402


def read(file, with_sources):
    child = os.fork()
    if child == 0:
        if not with_sources:
            DecoratedOperator.get_python_source = lambda self: "def stub(): ..."
        bag = DagBag(dag_folder=file)
        for dag in bag.dags.values():
            DagSerialization.to_dict(dag)
        if bag.import_errors or len(bag.dags) != 1:
            print(file, bag.import_errors, file=sys.stderr)
        os._exit(0 if len(bag.dags) == 1 else 1)
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        raise SystemExit(f"Airflow can't read {file}")
    return usage.ru_utime + usage.ru_stime


readings = [(file, True) for file in files] + [(files[0], False)]
seconds = {reading: [] for reading in readings}
for _ in range(rounds):
    for reading in readings:
        seconds[reading].append(read(*reading))
for reading in readings:
    print(*seconds[reading], file=results)
