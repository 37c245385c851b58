"""Has Airflow read DAG files by turns, each time in a fork as its DAG processor does, and prints the CPU seconds.

Usage: airflow_parse.py ROUNDS FILE...

A line for each file.
"""

import os
import sys

# What Airflow says of its work goes elsewhere.
results = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
rounds, files = int(sys.argv[1]), sys.argv[2:]

from airflow.dag_processing.dagbag import DagBag  # noqa: E402
from airflow.serialization.serialized_objects import DagSerialization  # noqa: E402


def read(file):
    child = os.fork()
    if child == 0:
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


seconds = {file: [] for file in files}
for _ in range(rounds):
    for file in files:
        seconds[file].append(read(file))
for file in files:
    print(*seconds[file], file=results)
