# Generated from the DAG "feature_branches" by Dagrun: do not edit.
# DAG version 5c5b26fae8ef6f8d95fd638573e08231545bafe0d836932fd8a8bb14dfd100db
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
    choice = task.stub(stub, task_id="choice", queue="swift")()
    left = task.stub(stub, task_id="left", queue="swift")()

    with TaskGroup(group_id="right") as right:
        one = task.stub(stub, task_id="one", queue="swift")()
        two = task.stub(stub, task_id="two", queue="swift")()

        one >> two

    join = task.stub(
        stub,
        task_id="join",
        queue="swift",
        trigger_rule="none_failed_min_one_success",
    )()

    stop = task.stub(stub, task_id="stop", queue="swift")()
    never = task.stub(stub, task_id="never", queue="swift")()
    neither = task.stub(stub, task_id="neither", queue="swift", trigger_rule="all_done")()
    soft = task.stub(stub, task_id="soft", queue="swift")()
    skipped = task.stub(stub, task_id="skipped", queue="swift")()
    still = task.stub(stub, task_id="still", queue="swift", trigger_rule="none_failed")()
    latest = task.stub(stub, task_id="latest", queue="swift")()
    now = task.stub(stub, task_id="now", queue="swift")()

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
