# Generated from the DAG "feature_every" by Dagrun: do not edit.
# DAG version 5a4c7b72e3ded936d3224d1fecd0bcc363c8a27f9ec3916d110c01dadf722d58
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from datetime import datetime, timedelta

from airflow.sdk import DAG, DeltaTriggerTimetable, task
from airflow.sdk.bases.decorator import task_decorator_factory


def stub(): ...


class Stub(task.stub(stub).operator_class):
    __module__ = task.stub(stub).operator_class.__module__

    # Else Airflow would read back and parse the function of each task.
    def get_python_source(self):
        return "def stub(): ..."


def stub_task(function, **settings):
    return task_decorator_factory(function, decorated_operator_class=Stub, **settings)


with DAG(
    dag_id="feature_every",
    schedule=DeltaTriggerTimetable(timedelta(minutes=90)),
    start_date=datetime.fromisoformat("2090-03-25T09:17:00+00:00"),
    end_date=datetime.fromisoformat("2096-01-01T00:00:00+00:00"),
    catchup=False,
    max_active_runs=16,
    tags=["feature", "schedule"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    tick = stub_task(stub, task_id="tick", queue="default")()
