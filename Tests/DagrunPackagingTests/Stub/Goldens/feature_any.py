# Generated from the DAG "feature_any" by Dagrun: do not edit.
# DAG version 21717cb53d8de570e6c92f2b75409d70ca0df6daec0905c2a22007818b7a4cc7
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import Asset, AssetAny, DAG, task


def stub(): ...


numbers_asset = Asset(name="numbers", uri="gpio://pi/numbers/", group="pins", extra={"unit": "V"})
never_asset = Asset(name="never")

with DAG(
    dag_id="feature_any",
    schedule=AssetAny(numbers_asset, never_asset),
    catchup=False,
    max_active_runs=16,
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    react = task.stub(stub, task_id="react", queue="swift")()
