# Generated from the DAG "feature_branches" by Dagrun: do not edit.
# DAG version 2d9cd8ba97bea3f9eec59d79e2b9ec3194ae38b1af23de0e2a618e788eff5596
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import DAG, Label, TaskGroup, task


def stub(): ...


with DAG(
    dag_id="feature_branches",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["feature"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    choice = task.stub(stub, task_id="choice", queue="default")()
    left = task.stub(stub, task_id="left", queue="default")()

    with TaskGroup(group_id="right") as right:
        one = task.stub(stub, task_id="one", queue="default")()
        two = task.stub(stub, task_id="two", queue="default")()

        one >> two

    join = task.stub(
        stub,
        task_id="join",
        queue="default",
        trigger_rule="none_failed_min_one_success",
    )()

    stop = task.stub(stub, task_id="stop", queue="default")()
    never = task.stub(stub, task_id="never", queue="default")()
    neither = task.stub(stub, task_id="neither", queue="default", trigger_rule="all_done")()
    soft = task.stub(stub, task_id="soft", queue="default")()
    skipped = task.stub(stub, task_id="skipped", queue="default")()
    still = task.stub(stub, task_id="still", queue="default", trigger_rule="none_failed")()
    latest = task.stub(stub, task_id="latest", queue="default")()
    now = task.stub(stub, task_id="now", queue="default")()

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
