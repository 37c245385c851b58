# Generated from the DAG "feature_branches" by Dagrun: do not edit.
# DAG version 2d9cd8ba97bea3f9eec59d79e2b9ec3194ae38b1af23de0e2a618e788eff5596
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import DAG, Label, TaskGroup, task
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
    dag_id="feature_branches",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["feature"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    choice = stub_task(stub, task_id="choice", queue="default")()
    left = stub_task(stub, task_id="left", queue="default")()

    with TaskGroup(group_id="right") as right:
        one = stub_task(stub, task_id="one", queue="default")()
        two = stub_task(stub, task_id="two", queue="default")()

        one >> two

    join = stub_task(
        stub,
        task_id="join",
        queue="default",
        trigger_rule="none_failed_min_one_success",
    )()

    stop = stub_task(stub, task_id="stop", queue="default")()
    never = stub_task(stub, task_id="never", queue="default")()
    neither = stub_task(stub, task_id="neither", queue="default", trigger_rule="all_done")()
    soft = stub_task(stub, task_id="soft", queue="default")()
    skipped = stub_task(stub, task_id="skipped", queue="default")()
    still = stub_task(stub, task_id="still", queue="default", trigger_rule="none_failed")()
    latest = stub_task(stub, task_id="latest", queue="default")()
    now = stub_task(stub, task_id="now", queue="default")()

    left >> join
    join >> stop
    right >> join
    stop >> never
    never >> neither
    soft >> skipped
    skipped >> still
    latest >> now
    choice >> Label("left") >> left
    choice.set_downstream(right, edge_modifier=Label("right"))
