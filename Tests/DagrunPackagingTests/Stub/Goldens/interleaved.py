# Generated from the DAG "interleaved" by Dagrun: do not edit.
# DAG version c1436b6ab051f593ec592c26a2138ec8cb4bbce24dd5a76eaf6cdd471d8d7a8c
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import DAG, TaskGroup, task, task_group
from airflow.sdk.bases.decorator import task_decorator_factory


def stub(): ...


def stub_for_params_(params_): ...


class Stub(task.stub(stub).operator_class):
    __module__ = task.stub(stub).operator_class.__module__

    # Else Airflow would read back and parse the function of each task.
    def get_python_source(self):
        return "def stub(): ..."


def stub_task(function, **settings):
    return task_decorator_factory(function, decorated_operator_class=Stub, **settings)


with DAG(
    dag_id="interleaved",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    with TaskGroup(group_id="a") as a:
        one = stub_task(stub, task_id="one", queue="default")()

    with TaskGroup(group_id="b") as b:
        b_one = stub_task(stub, task_id="one", queue="default")()

    list_ = stub_task(stub, task_id="list", queue="default")()

    with a:
        mapped = stub_task(stub_for_params_, task_id="mapped", queue="default").expand(
            params_=list_,
        )

    @task_group(group_id="m")
    def m(x_y):
        inner = stub_task(stub, task_id="inner", queue="default")()

    m = m.expand(x_y=list_)

    with a:
        with TaskGroup(group_id="none") as none:
            pass

        one >> mapped

    a >> b
    b >> m
