# Generated from the DAG "branch_and_rules" by Dagrun: do not edit.
# DAG version 0a31dc0fd49f32ddf689cd9aec8103bb1d3bca9f181e22b208b8be64691819d7
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

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
    dag_id="branch_and_rules",
    description="Branch over an enum, join with trigger rules",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["example"],
    params={
        "rain": Param(
            3,
            description="millimetres of rain",
            schema={"maximum": 200, "minimum": 0, "type": "integer"},
        ),
    },
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    measure = stub_task(stub, task_id="measure", queue="default")()
    weather = stub_task(stub, task_id="weather", queue="default")()
    water_plants = stub_task(stub, task_id="water_plants", queue="default")()
    rest = stub_task(stub, task_id="rest", queue="default")()
    cover_plants = stub_task(stub, task_id="cover_plants", queue="default")()
    alarm = stub_task(stub, task_id="alarm", queue="default")()

    diary = stub_task(
        stub,
        task_id="diary",
        queue="default",
        trigger_rule="none_failed_min_one_success",
    )()

    measure >> [weather, cover_plants, alarm]
    water_plants >> diary
    rest >> diary
    cover_plants >> diary
    weather >> Label("dry") >> water_plants
    weather >> Label("wet") >> rest
    weather >> Label("storm") >> cover_plants
    weather >> Label("storm") >> alarm
