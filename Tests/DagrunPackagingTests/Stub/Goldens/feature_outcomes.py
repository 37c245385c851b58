# Generated from the DAG "feature_outcomes" by Dagrun: do not edit.
# DAG version 2246151d1f082fd76a95489ad78431e31920269a078148db7ade037f8b65ee87
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
    dag_id="feature_outcomes",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["feature"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    fails_for_good = stub_task(
        stub,
        task_id="fails_for_good",
        queue="default",
        retries=2,
        retry_delay=timedelta(seconds=0.1),
        execution_timeout=timedelta(minutes=5),
    )()

    comes_round = stub_task(
        stub,
        task_id="comes_round",
        queue="default",
        retries=2,
        retry_delay=timedelta(seconds=0.1),
        execution_timeout=timedelta(minutes=5),
    )()

    skips = stub_task(
        stub,
        task_id="skips",
        queue="default",
        retries=2,
        retry_delay=timedelta(seconds=0.1),
        execution_timeout=timedelta(minutes=5),
    )()

    asks_for_more = stub_task(
        stub,
        task_id="asks_for_more",
        queue="default",
        retries=2,
        retry_delay=timedelta(seconds=0.1),
        execution_timeout=timedelta(minutes=5),
    )()

    judged = stub_task(
        stub,
        task_id="judged",
        queue="default",
        retries=2,
        retry_delay=timedelta(seconds=0.1),
        execution_timeout=timedelta(minutes=5),
    )()

    takes_too_long = stub_task(
        stub,
        task_id="takes_too_long",
        queue="default",
        retry_delay=timedelta(seconds=0.1),
        execution_timeout=timedelta(seconds=0.5),
    )()

    waits_in_vain = stub_task(
        stub,
        task_id="waits_in_vain",
        queue="default",
        retries=2,
        retry_delay=timedelta(seconds=0.1),
        execution_timeout=timedelta(minutes=5),
    )()

    gives_up = stub_task(
        stub,
        task_id="gives_up",
        queue="default",
        retries=2,
        retry_delay=timedelta(seconds=0.1),
        execution_timeout=timedelta(minutes=5),
    )()

    gives_way = stub_task(
        stub,
        task_id="gives_way",
        queue="default",
        retries=2,
        retry_delay=timedelta(seconds=0.1),
        execution_timeout=timedelta(minutes=5),
    )()

    leaves = stub_task(
        stub,
        task_id="leaves",
        queue="default",
        retries=2,
        retry_delay=timedelta(seconds=0.1),
        execution_timeout=timedelta(minutes=5),
    )()
