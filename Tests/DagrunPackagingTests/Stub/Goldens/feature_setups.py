# Generated from the DAG "feature_setups" by Dagrun: do not edit.
# DAG version 99a647e6901bd1774228db9c2edf81d08abbe88edf81bfbe33a1d1e3beba8110
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import DAG, TaskGroup, task
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
    dag_id="feature_setups",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["feature"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    lonely = stub_task(stub, task_id="lonely", queue="default")()
    lonely.as_setup()

    with TaskGroup(group_id="bench") as bench:
        on = stub_task(stub, task_id="on", queue="default")()
        clear = stub_task(stub, task_id="clear", queue="default")()
        measure = stub_task(stub, task_id="measure", queue="default")()
        off = stub_task(stub, task_id="off", queue="default")()

        off.as_teardown(setups=[on, clear], on_failure_fail_dagrun=True)
        on >> measure
        clear >> measure
        measure >> off

    report = stub_task(stub, task_id="report", queue="default")()

    lonely >> bench
    bench >> report
