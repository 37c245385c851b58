# Generated from the DAG "feature_continuous" by Dagrun: do not edit.
# DAG version 1107ff32d09ebe06577e98729b6e4f33f0da6b7355cdd01f39ffdf7a08fa25e5
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from datetime import datetime

from airflow.sdk import DAG, task


def stub(): ...


with DAG(
    dag_id="feature_continuous",
    schedule="@continuous",
    start_date=datetime.fromisoformat("2090-03-25T09:17:00+00:00"),
    end_date=datetime.fromisoformat("2096-01-01T00:00:00+00:00"),
    catchup=False,
    max_active_runs=1,
    tags=["feature", "schedule"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    tick = task.stub(stub, task_id="tick", queue="swift")()
