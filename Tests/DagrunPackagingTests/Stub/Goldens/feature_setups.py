# Generated from the DAG "feature_setups" by Dagrun: do not edit.
# DAG version 99a647e6901bd1774228db9c2edf81d08abbe88edf81bfbe33a1d1e3beba8110
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import DAG, TaskGroup, task


def stub(): ...


with DAG(
    dag_id="feature_setups",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["feature"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    lonely = task.stub(stub, task_id="lonely", queue="default")()
    lonely.as_setup()

    with TaskGroup(group_id="bench") as bench:
        on = task.stub(stub, task_id="on", queue="default")()
        clear = task.stub(stub, task_id="clear", queue="default")()
        measure = task.stub(stub, task_id="measure", queue="default")()
        off = task.stub(stub, task_id="off", queue="default")()

        off.as_teardown(setups=[on, clear], on_failure_fail_dagrun=True)
        on >> measure
        clear >> measure
        measure >> off

    report = task.stub(stub, task_id="report", queue="default")()

    lonely >> bench
    bench >> report
