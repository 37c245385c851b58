# Generated from the DAG "espresso" by Dagrun: do not edit.
# DAG version 7c33f9d733643ff6c326b8595a9abb801462aef71eb236094107be4ba2576dfe
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from datetime import timedelta

from airflow.sdk import DAG, Label, Param, task
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
    dag_id="espresso",
    description="Brew an espresso by weight on the simulated coffee machine",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["example", "hardware"],
    params={
        "celsius": Param(
            93.0,
            description="brewing temperature, in °C",
            schema={"maximum": 96.0, "minimum": 85.0, "type": "number"},
        ),
        "grams": Param(
            36.0,
            description="espresso in the cup, in grams",
            schema={"maximum": 60.0, "minimum": 15.0, "type": "number"},
        ),
    },
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    wait_for_order = stub_task(stub, task_id="wait_for_order", queue="gpio")()
    look_into_tank = stub_task(stub, task_id="look_into_tank", queue="gpio")()
    water = stub_task(stub, task_id="water", queue="gpio")()
    ask_for_water = stub_task(stub, task_id="ask_for_water", queue="gpio")()
    heat = stub_task(stub, task_id="heat", queue="gpio", execution_timeout=timedelta(minutes=6))()
    grind = stub_task(stub, task_id="grind", queue="gpio")()
    brew = stub_task(stub, task_id="brew", queue="gpio", execution_timeout=timedelta(minutes=2))()
    signal = stub_task(stub, task_id="signal", queue="gpio")()

    wait_for_order >> look_into_tank
    look_into_tank >> water
    heat >> brew
    brew >> signal
    grind >> brew
    water >> Label("tooLittle") >> ask_for_water
    water >> Label("enough") >> heat
    water >> Label("enough") >> grind
