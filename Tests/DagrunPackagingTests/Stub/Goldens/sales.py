# Generated from the DAG "sales" by Dagrun: do not edit.
# DAG version 1577bd9b0ae8cd2bf405bbacf9b2c7b9388718bb34c755c3154dc04454667991
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from datetime import timedelta

from airflow.sdk import CronTriggerTimetable, DAG, Param, task
from airflow.sdk.bases.decorator import task_decorator_factory


def stub(): ...


def stub_for_element(element): ...


class Stub(task.stub(stub).operator_class):
    __module__ = task.stub(stub).operator_class.__module__

    # Else Airflow would read back and parse the function of each task.
    def get_python_source(self):
        return "def stub(): ..."


def stub_task(function, **settings):
    return task_decorator_factory(function, decorated_operator_class=Stub, **settings)


with DAG(
    dag_id="sales",
    description="Monthly home sales in Texas, summed up city by city",
    schedule=CronTriggerTimetable("@daily", timezone="UTC"),
    catchup=False,
    max_active_runs=16,
    tags=["example"],
    params={
        "file": Param(
            "txhousing.csv",
            description="the CSV file to read",
            schema={"type": "string"},
        ),
        "folder": Param(
            "sales-report",
            description="where report.md is written",
            schema={"type": "string"},
        ),
        "top": Param(
            5,
            description="how many cities the report names",
            schema={"maximum": 50, "minimum": 1, "type": "integer"},
        ),
    },
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    pull = stub_task(stub, task_id="pull", queue="default")()
    parse = stub_task(stub, task_id="parse", queue="default")()
    cities = stub_task(stub, task_id="cities", queue="default")()
    total = stub_task(stub_for_element, task_id="total", queue="default").expand(element=cities)

    report = stub_task(
        stub,
        task_id="report",
        queue="default",
        retries=2,
        retry_delay=timedelta(seconds=5),
        retry_exponential_backoff=2,
    )()

    pull >> parse
    parse >> [cities, total, report]
    total >> report
