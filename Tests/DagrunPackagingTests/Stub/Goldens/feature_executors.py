# Generated from the DAG "feature_executors" by Dagrun: do not edit.
# DAG version be5f01e8151b0833b1f3f2e4ff416a2df6a9236bfdb49a10e23c10d7c539b8ac
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from datetime import timedelta

from airflow.sdk import DAG, task
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
    dag_id="feature_executors",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["feature"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    here = stub_task(stub, task_id="here", queue="default")()

    each = stub_task(
        stub_for_element,
        task_id="each",
        queue="default",
        executor="elsewhere",
    ).expand(
        element=here,
    )

    again = stub_task(
        stub,
        task_id="again",
        queue="default",
        executor="elsewhere",
        retries=1,
        retry_delay=timedelta(seconds=1),
    )()

    back = stub_task(stub, task_id="back", queue="default")()

    each >> again
    again >> back
