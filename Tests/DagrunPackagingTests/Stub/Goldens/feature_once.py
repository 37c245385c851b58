# Generated from the DAG "feature_once" by Dagrun: do not edit.
# DAG version ab9384fe8b3817ff03aca7209c94d332530ad6dc8b9032486e05864ed5c9501b
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import DAG, task


def stub(): ...


with DAG(
    dag_id="feature_once",
    schedule="@once",
    catchup=False,
    max_active_runs=16,
    tags=["feature"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    when = task.stub(stub, task_id="when", queue="swift")()
