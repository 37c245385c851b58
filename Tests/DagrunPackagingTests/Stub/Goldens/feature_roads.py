# Generated from the DAG "feature_roads" by Dagrun: do not edit.
# DAG version baf96bb10973d95f072061c29d4446e392ed49ca795cb585409138eed84dd9e1
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import DAG, Label, task
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
    dag_id="feature_roads",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["feature"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    word = stub_task(stub, task_id="word", queue="default")()
    sign = stub_task(stub, task_id="sign", queue="default")()
    over = stub_task(stub, task_id="over", queue="default")()
    under = stub_task(stub, task_id="under", queue="default")()
    nowhere = stub_task(stub, task_id="nowhere", queue="default")()
    many = stub_task(stub, task_id="many", queue="default")()
    down = stub_task(stub, task_id="down", queue="default")()
    up = stub_task(stub, task_id="up", queue="default")()
    nothing = stub_task(stub, task_id="nothing", queue="default")()
    never = stub_task(stub, task_id="never", queue="default")()
    sees = stub_task(stub, task_id="sees", queue="default")()

    word >> [sign, many, nothing]
    sign >> sees
    sign >> Label("up") >> over
    sign >> Label("low") >> under
    sign >> Label("none") >> nowhere
    many >> Label("low") >> down
    many >> Label("high") >> up
    nothing >> Label("low") >> never
