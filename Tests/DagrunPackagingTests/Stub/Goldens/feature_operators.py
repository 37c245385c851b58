# Generated from the DAG "feature_operators" by Dagrun: do not edit.
# DAG version ea8b7ddb812d66ea1d6fe929100b7de55d87aa56e3a2c8e89cb2a0e76cb66e1b
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import DAG, Param, task
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
    dag_id="feature_operators",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["feature"],
    params={"url": Param("", description="where an Airflow is", schema={"type": "string"})},
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    empty = stub_task(stub, task_id="empty", queue="default")()
    bash = stub_task(stub, task_id="bash", queue="default")()
    last_line = stub_task(stub, task_id="last_line", queue="default")()
    python = stub_task(stub, task_id="python", queue="default")()
    http = stub_task(stub, task_id="http", queue="default")()
    http_up = stub_task(stub, task_id="http_up", queue="default")()
    file = stub_task(stub, task_id="file", queue="default")()
    closure = stub_task(stub, task_id="closure", queue="default")()
    wait = stub_task(stub, task_id="wait", queue="default")()
    instant = stub_task(stub, task_id="instant", queue="default")()
    delta = stub_task(stub, task_id="delta", queue="default")()
    time = stub_task(stub, task_id="time", queue="default")()

    bash >> python
