# Generated from the DAG "feature_groups" by Dagrun: do not edit.
# DAG version b5a2654fe2783c92b39f85e8cf57195c200b679a9d580022cf497b851b6088ab
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import DAG, Label, TaskGroup, task
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
    dag_id="feature_groups",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["feature"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    start = stub_task(stub, task_id="start", queue="default")()

    with TaskGroup(
        group_id="outer",
        group_display_name="The outer one",
        tooltip="holds \"two\"",
    ) as outer:
        a = stub_task(stub, task_id="a", queue="default")()

        with TaskGroup(group_id="inner", tooltip="the inner one") as inner:
            b = stub_task(stub, task_id="b", queue="default")()
            c = stub_task(stub, task_id="c", queue="default")()

            b >> Label("within") >> c

        with TaskGroup(group_id="last") as last:
            outer_last_b = stub_task(stub, task_id="b", queue="default")()

        a >> b
        inner.set_downstream(last, edge_modifier=Label("between groups"))

    with TaskGroup(group_id="side") as side:
        x = stub_task(stub, task_id="x", queue="default")()
        y = stub_task(stub, task_id="y", queue="default")()

    end = stub_task(stub, task_id="end", queue="default")()

    start >> outer
    outer >> side
    side.set_downstream(end, edge_modifier=Label("out of a group"))
    start >> Label("far") >> end
