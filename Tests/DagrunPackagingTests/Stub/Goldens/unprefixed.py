# Generated from the DAG "unprefixed" by Dagrun: do not edit.
# DAG version 8ec1b781c2f2a4a6e4d0174fcfc3c0ace2e6d1084a98c31d8382979b2be01559
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
    dag_id="unprefixed",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    with TaskGroup(group_id="out") as out:
        with TaskGroup(group_id="in", prefix_group_id=False) as in_:
            bare = stub_task(stub, task_id="bare", queue="default")()

        task_ = stub_task(stub, task_id="task", queue="default")()

        task_ >> in_
