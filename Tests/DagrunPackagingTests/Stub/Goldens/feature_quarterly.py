# Generated from the DAG "feature_quarterly" by Dagrun: do not edit.
# DAG version e7c6a36b5ad18e3e8256372b73962aa108e10b2f2f873f4a398e8a4c2b15c61e
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from datetime import datetime

from airflow.sdk import CronTriggerTimetable, DAG, task
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
    dag_id="feature_quarterly",
    schedule=CronTriggerTimetable("@quarterly", timezone="UTC"),
    start_date=datetime.fromisoformat("2090-03-25T09:17:00+00:00"),
    end_date=datetime.fromisoformat("2096-01-01T00:00:00+00:00"),
    catchup=False,
    max_active_runs=16,
    tags=["feature", "schedule"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    tick = stub_task(stub, task_id="tick", queue="default")()
