# Generated from the DAG "feature_hardware" by Dagrun: do not edit.
# DAG version 78a10b8dd3a6c3da85f95b21bc5d48a82d58a8c975f0bd8d824de948847aa1bb
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import DAG, task
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
    dag_id="feature_hardware",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["feature"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    button = stub_task(stub, task_id="button", queue="gpio")()
    edge = stub_task(stub, task_id="edge", queue="gpio")()
    fell = stub_task(stub, task_id="fell", queue="gpio")()
    led = stub_task(stub, task_id="led", queue="gpio")()
    lit = stub_task(stub, task_id="lit", queue="gpio")()
    was_lit = stub_task(stub, task_id="was_lit", queue="gpio")()
    relay = stub_task(stub, task_id="relay", queue="gpio")()
    servo = stub_task(stub, task_id="servo", queue="gpio")()
    display = stub_task(stub, task_id="display", queue="gpio")()

    edge >> [fell, relay, servo, display]
    button >> [led, display, edge]
    lit >> was_lit
    led >> lit
