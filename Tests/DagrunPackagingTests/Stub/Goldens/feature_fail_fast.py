# Generated from the DAG "feature_fail_fast" by Dagrun: do not edit.
# DAG version 83c5239ac7ec81d733d5864fc0a2adbb4d73568a89aa289f8cc4c99d31f97beb
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import DAG, task
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
    dag_id="feature_fail_fast",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    fail_fast=True,
    tags=["feature"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    first = stub_task(stub, task_id="first", queue="default")()
    broken = stub_task(stub, task_id="broken", queue="default")()
    behind = stub_task(stub, task_id="behind", queue="default")()

    first >> broken
    broken >> behind
