# Generated from the DAG "feature_rules" by Dagrun: do not edit.
# DAG version e8a10e9b06705ca3a6dc30f34db6c8c7c2afc3d4162e943abc69b0869053107e
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
    dag_id="feature_rules",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["feature"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    good = stub_task(stub, task_id="good", queue="default")()
    bad = stub_task(stub, task_id="bad", queue="default")()
    skipped = stub_task(stub, task_id="skipped", queue="default")()
    all_success_bad = stub_task(stub, task_id="all_success_bad", queue="default")()
    all_success_skipped = stub_task(stub, task_id="all_success_skipped", queue="default")()

    all_failed_bad = stub_task(
        stub,
        task_id="all_failed_bad",
        queue="default",
        trigger_rule="all_failed",
    )()

    all_failed_skipped = stub_task(
        stub,
        task_id="all_failed_skipped",
        queue="default",
        trigger_rule="all_failed",
    )()

    all_done_bad = stub_task(
        stub,
        task_id="all_done_bad",
        queue="default",
        trigger_rule="all_done",
    )()

    all_done_skipped = stub_task(
        stub,
        task_id="all_done_skipped",
        queue="default",
        trigger_rule="all_done",
    )()

    all_done_min_one_success_bad = stub_task(
        stub,
        task_id="all_done_min_one_success_bad",
        queue="default",
        trigger_rule="all_done_min_one_success",
    )()

    all_done_min_one_success_skipped = stub_task(
        stub,
        task_id="all_done_min_one_success_skipped",
        queue="default",
        trigger_rule="all_done_min_one_success",
    )()

    all_skipped_bad = stub_task(
        stub,
        task_id="all_skipped_bad",
        queue="default",
        trigger_rule="all_skipped",
    )()

    all_skipped_skipped = stub_task(
        stub,
        task_id="all_skipped_skipped",
        queue="default",
        trigger_rule="all_skipped",
    )()

    one_failed_bad = stub_task(
        stub,
        task_id="one_failed_bad",
        queue="default",
        trigger_rule="one_failed",
    )()

    one_failed_skipped = stub_task(
        stub,
        task_id="one_failed_skipped",
        queue="default",
        trigger_rule="one_failed",
    )()

    one_success_bad = stub_task(
        stub,
        task_id="one_success_bad",
        queue="default",
        trigger_rule="one_success",
    )()

    one_success_skipped = stub_task(
        stub,
        task_id="one_success_skipped",
        queue="default",
        trigger_rule="one_success",
    )()

    one_done_bad = stub_task(
        stub,
        task_id="one_done_bad",
        queue="default",
        trigger_rule="one_done",
    )()

    one_done_skipped = stub_task(
        stub,
        task_id="one_done_skipped",
        queue="default",
        trigger_rule="one_done",
    )()

    none_failed_bad = stub_task(
        stub,
        task_id="none_failed_bad",
        queue="default",
        trigger_rule="none_failed",
    )()

    none_failed_skipped = stub_task(
        stub,
        task_id="none_failed_skipped",
        queue="default",
        trigger_rule="none_failed",
    )()

    none_failed_min_one_success_bad = stub_task(
        stub,
        task_id="none_failed_min_one_success_bad",
        queue="default",
        trigger_rule="none_failed_min_one_success",
    )()

    none_failed_min_one_success_skipped = stub_task(
        stub,
        task_id="none_failed_min_one_success_skipped",
        queue="default",
        trigger_rule="none_failed_min_one_success",
    )()

    none_skipped_bad = stub_task(
        stub,
        task_id="none_skipped_bad",
        queue="default",
        trigger_rule="none_skipped",
    )()

    none_skipped_skipped = stub_task(
        stub,
        task_id="none_skipped_skipped",
        queue="default",
        trigger_rule="none_skipped",
    )()

    always_bad = stub_task(stub, task_id="always_bad", queue="default", trigger_rule="always")()

    always_skipped = stub_task(
        stub,
        task_id="always_skipped",
        queue="default",
        trigger_rule="always",
    )()

    good >> [
        all_success_bad,
        all_success_skipped,
        all_failed_bad,
        all_failed_skipped,
        all_done_bad,
        all_done_skipped,
        all_done_min_one_success_bad,
        all_done_min_one_success_skipped,
        all_skipped_bad,
        all_skipped_skipped,
        one_failed_bad,
        one_failed_skipped,
        one_success_bad,
        one_success_skipped,
        one_done_bad,
        one_done_skipped,
        none_failed_bad,
        none_failed_skipped,
        none_failed_min_one_success_bad,
        none_failed_min_one_success_skipped,
        none_skipped_bad,
        none_skipped_skipped,
        always_bad,
        always_skipped,
    ]

    bad >> [
        all_success_bad,
        all_failed_bad,
        all_done_bad,
        all_done_min_one_success_bad,
        all_skipped_bad,
        one_failed_bad,
        one_success_bad,
        one_done_bad,
        none_failed_bad,
        none_failed_min_one_success_bad,
        none_skipped_bad,
        always_bad,
    ]

    skipped >> [
        all_success_skipped,
        all_failed_skipped,
        all_done_skipped,
        all_done_min_one_success_skipped,
        all_skipped_skipped,
        one_failed_skipped,
        one_success_skipped,
        one_done_skipped,
        none_failed_skipped,
        none_failed_min_one_success_skipped,
        none_skipped_skipped,
        always_skipped,
    ]
