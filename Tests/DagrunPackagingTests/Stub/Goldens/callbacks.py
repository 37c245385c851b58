# Generated from the DAG "callbacks" by Dagrun: do not edit.
# DAG version e504c270011152bd9a6a6d4b26e1d7d7a3466ba1cf7c5225d3229254ede4c9c4
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
    dag_id="callbacks",
    description="Callbacks of tasks and of the run, setup and teardown",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["example"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    make_folder = stub_task(stub, task_id="make_folder", queue="default")()
    work = stub_task(stub, task_id="work", queue="default")()
    picky = stub_task(stub, task_id="picky", queue="default")()
    remove_folder = stub_task(stub, task_id="remove_folder", queue="default")()

    remove_folder.as_teardown(setups=[make_folder])
    make_folder >> work
    work >> [picky, remove_folder]
    picky >> remove_folder
