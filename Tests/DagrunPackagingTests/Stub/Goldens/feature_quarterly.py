# Generated from the DAG "feature_quarterly" by Dagrun: do not edit.
# DAG version e7c6a36b5ad18e3e8256372b73962aa108e10b2f2f873f4a398e8a4c2b15c61e
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from datetime import datetime

from airflow.sdk import CronTriggerTimetable, DAG, task


def stub(): ...


with DAG(
    dag_id="feature_quarterly",
    schedule=CronTriggerTimetable("@quarterly", timezone="UTC"),
    start_date=datetime.fromisoformat("2090-03-25T09:17:00+00:00"),
    end_date=datetime.fromisoformat("2096-01-01T00:00:00+00:00"),
    catchup=False,
    max_active_runs=16,
    tags=["feature", "schedule"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    tick = task.stub(stub, task_id="tick", queue="default")()
