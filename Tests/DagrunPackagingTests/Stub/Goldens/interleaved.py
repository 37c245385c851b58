# Generated from the DAG "interleaved" by Dagrun: do not edit.
# DAG version c1436b6ab051f593ec592c26a2138ec8cb4bbce24dd5a76eaf6cdd471d8d7a8c
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import DAG, TaskGroup, task, task_group


def stub(): ...


def stub_for_params_(params_): ...


with DAG(
    dag_id="interleaved",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    with TaskGroup(group_id="a") as a:
        one = task.stub(stub, task_id="one", queue="default")()

    with TaskGroup(group_id="b") as b:
        b_one = task.stub(stub, task_id="one", queue="default")()

    list_ = task.stub(stub, task_id="list", queue="default")()

    with a:
        mapped = task.stub(stub_for_params_, task_id="mapped", queue="default").expand(
            params_=list_,
        )

    @task_group(group_id="m")
    def m(x_y):
        inner = task.stub(stub, task_id="inner", queue="default")()

    m = m.expand(x_y=list_)

    with a:
        with TaskGroup(group_id="none") as none:
            pass

        one >> mapped

    a >> b
    b >> m
