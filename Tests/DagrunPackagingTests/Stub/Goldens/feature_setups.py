# Generated from the DAG "feature_setups" by Dagrun: do not edit.
# DAG version 46303a7d104f7f7ebcee0ff0b83ad8b2aba3c4d676a090ee2c59b63be69775bd
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
    lonely = task.stub(stub, task_id="lonely", queue="swift")()
    lonely.as_setup()

    with TaskGroup(group_id="bench") as bench:
        on = task.stub(stub, task_id="on", queue="swift")()
        clear = task.stub(stub, task_id="clear", queue="swift")()
        measure = task.stub(stub, task_id="measure", queue="swift")()
        off = task.stub(stub, task_id="off", queue="swift")()

        off.as_teardown(setups=[on, clear], on_failure_fail_dagrun=True)
        on >> measure
        clear >> measure
        measure >> off

    report = task.stub(stub, task_id="report", queue="swift")()

    lonely >> bench
    bench >> report
