# Generated from the DAG "unprefixed" by Dagrun: do not edit.
# DAG version 8ec1b781c2f2a4a6e4d0174fcfc3c0ace2e6d1084a98c31d8382979b2be01559
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import DAG, TaskGroup, task


def stub(): ...


with DAG(
    dag_id="unprefixed",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    with TaskGroup(group_id="out") as out:
        with TaskGroup(group_id="in", prefix_group_id=False) as in_:
            bare = task.stub(stub, task_id="bare", queue="default")()

        task_ = task.stub(stub, task_id="task", queue="default")()

        task_ >> in_
