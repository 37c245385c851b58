# Generated from the DAG "sensors" by Dagrun: do not edit.
# DAG version 6922f6351639d5221787f3e2233ed74229fc3f3e2718b67e21a1a5d1f19ca0bf
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
    dag_id="sensors",
    description="Wait for a file and for a condition",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["example"],
    params={
        "file": Param("ready.txt", description="the file to wait for", schema={"type": "string"}),
    },
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    write_later = stub_task(stub, task_id="write_later", queue="default")()
    wait_for_file = stub_task(stub, task_id="wait_for_file", queue="default")()
    wait_for_third_look = stub_task(stub, task_id="wait_for_third_look", queue="default")()
    read = stub_task(stub, task_id="read", queue="default")()
    clean_up = stub_task(stub, task_id="clean_up", queue="default", trigger_rule="all_done")()
    done = stub_task(stub, task_id="done", queue="default")()

    wait_for_file >> read
    wait_for_third_look >> read
    write_later >> clean_up
    read >> clean_up
    read >> Label("when it was read") >> done
