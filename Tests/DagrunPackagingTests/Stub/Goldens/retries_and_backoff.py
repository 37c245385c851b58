# Generated from the DAG "retries_and_backoff" by Dagrun: do not edit.
# DAG version 9a293d232952cd56894196633b390063971bcf8604ef83269eb2fe14f86e408a
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from datetime import timedelta

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
    dag_id="retries_and_backoff",
    description="Try again, later and later, or not at all",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["example"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    call = stub_task(
        stub,
        task_id="call",
        queue="default",
        retries=2,
        retry_delay=timedelta(seconds=0.2),
    )()

    call_later = stub_task(
        stub,
        task_id="call_later",
        queue="default",
        retries=2,
        retry_delay=timedelta(seconds=0.2),
    )()

    wrong_number = stub_task(
        stub,
        task_id="wrong_number",
        queue="default",
        retries=5,
        retry_delay=timedelta(seconds=1),
        retry_exponential_backoff=2,
        max_retry_delay=timedelta(seconds=10),
    )()

    give_up = stub_task(
        stub,
        task_id="give_up",
        queue="default",
        retries=2,
        retry_delay=timedelta(seconds=0.2),
        trigger_rule="all_done",
    )()

    call >> call_later
    wrong_number >> give_up
