# Generated from the DAG "feature_tasks" by Dagrun: do not edit.
# DAG version 0210573d3bbcae45828ccc4aed14d7cf8e83afdbf73e451c5a2efcba0e07b5ae
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from datetime import datetime, timedelta

from airflow.sdk import (
    Asset,
    DAG,
    DeadlineAlert,
    DeadlineReference,
    Label,
    Param,
    SyncCallback,
    task,
)

from airflow.sdk.bases.decorator import task_decorator_factory


def stub(): ...


class Stub(task.stub(stub).operator_class):
    __module__ = task.stub(stub).operator_class.__module__

    # Else Airflow would read back and parse the function of each task.
    def get_python_source(self):
        return "def stub(): ..."


def stub_task(function, **settings):
    return task_decorator_factory(function, decorated_operator_class=Stub, **settings)


letters_asset = Asset(name="letters")

with DAG(
    dag_id="feature_tasks",
    dag_display_name="Tasks with all settings",
    description="Every setting of a task",
    schedule=None,
    catchup=False,
    max_active_runs=3,
    max_active_tasks=5,
    dagrun_timeout=timedelta(hours=1),
    tags=["feature", "äöü"],
    params={
        "count": Param(3, schema={"maximum": 9, "minimum": 1, "type": "integer"}),
        "flag": Param(True, schema={"type": "boolean"}),
        "list": Param([1, None, "x"], schema={"type": "array"}),
        "ratio": Param(0.5, schema={"maximum": 1.0, "minimum": 0.0, "type": "number"}),
        "text": Param("a", description="one of two", schema={"enum": ["a", "b"], "type": "string"}),
    },
    default_args={"owner": "lab", "retries": 0, "weight_rule": "downstream"},
    deadline=[
        DeadlineAlert(
            reference=DeadlineReference.DAGRUN_QUEUED_AT,
            interval=timedelta(days=10),
            callback=SyncCallback("edge_callbacks.on_deadline", kwargs={"text": "late"}),
        ),
        DeadlineAlert(
            reference=DeadlineReference.DAGRUN_LOGICAL_DATE,
            interval=timedelta(seconds=90),
            callback=SyncCallback("alarm"),
            name="the \"second\"",
        ),
        DeadlineAlert(
            reference=DeadlineReference.FIXED_DATETIME(
                datetime.fromisoformat("2090-01-01T00:00:00+00:00"),
            ),
            interval=timedelta(seconds=0),
            callback=SyncCallback("lab.alarm"),
        ),
        DeadlineAlert(
            reference=DeadlineReference.AVERAGE_RUNTIME(max_runs=20, min_runs=3),
            interval=timedelta(minutes=1),
            callback=SyncCallback("lab.alarm"),
        ),
    ],
):
    first = stub_task(
        stub,
        task_id="first",
        task_display_name="The first",
        queue="default",
        owner="somebody",
        retries=4,
        retry_delay=timedelta(seconds=1),
        retry_exponential_backoff=2,
        max_retry_delay=timedelta(seconds=90),
        execution_timeout=timedelta(minutes=1),
        doc_md="# First\n\nSays *one*.\n",
    )()

    second = stub_task(
        stub,
        task_id="second",
        queue="default",
        retry_delay=timedelta(seconds=0.5),
        pool="printer",
        pool_slots=2,
        priority_weight=7,
        weight_rule="absolute",
    )()

    third = stub_task(
        stub,
        task_id="third",
        queue="default",
        retries=1,
        retry_delay=timedelta(seconds=0.5),
        max_active_tis_per_dag=4,
        max_active_tis_per_dagrun=2,
        multiple_outputs=True,
        inlets=[letters_asset],
    )()

    fourth = stub_task(
        stub,
        task_id="fourth",
        queue="default",
        retries=1,
        retry_delay=timedelta(seconds=0.5),
        depends_on_past=True,
        wait_for_downstream=True,
        do_xcom_push=False,
    )()

    fifth = stub_task(
        stub,
        task_id="fifth",
        queue="features",
        retries=1,
        retry_delay=timedelta(seconds=0.5),
        priority_weight=-2,
        weight_rule="upstream",
        depends_on_past=True,
    )()

    first >> second
    second >> third
    third >> fourth
    fourth >> Label("then") >> fifth
