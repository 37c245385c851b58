"""The DAGs for measurements (see stub_dags.py) as Airflow's own worker runs them, on the queue "python"."""

from __future__ import annotations

import time

from airflow.sdk import DAG, task

for name, limit in {"py_bench": None, "py_bench_serial": 1}.items():
    with DAG(name, schedule=None, default_args={"queue": "python"}):

        @task(max_active_tis_per_dagrun=limit)
        def noop(i):
            pass

        noop.expand(i=list(range(60 if limit is None else 21)))


with DAG("py_bench_hold", schedule=None, params={"seconds": 10}, default_args={"queue": "python"}):

    @task
    def hold(params=None):
        time.sleep(params["seconds"])

    hold()
