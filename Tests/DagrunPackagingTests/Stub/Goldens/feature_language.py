# Generated from the DAG "feature_language" by Dagrun: do not edit.
# DAG version 2f3f548580777826328e6fd96e7305c344a991664a84dc0555d5c1e1298ec30b
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from datetime import timedelta

from airflow.sdk import DAG, Param, TaskGroup, task
from airflow.sdk.bases.decorator import task_decorator_factory


def stub(): ...


def stub_for_element(element): ...


def stub_for_element1_element2(element1, element2): ...


def stub_for_zipped(zipped): ...


def stub_for_element1_element2_element3_element4(element1, element2, element3, element4): ...


class Stub(task.stub(stub).operator_class):
    __module__ = task.stub(stub).operator_class.__module__

    # Else Airflow would read back and parse the function of each task.
    def get_python_source(self):
        return "def stub(): ..."


def stub_task(function, **settings):
    return task_decorator_factory(function, decorated_operator_class=Stub, **settings)


with DAG(
    dag_id="feature_language",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["feature"],
    params={"unit": Param("cm", schema={"type": "string"})},
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    sizes = stub_task(
        stub,
        task_id="sizes",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
        multiple_outputs=True,
    )()

    names = stub_task(
        stub,
        task_id="names",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    )()

    b_alone = stub_task(
        stub,
        task_id="b_alone",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    )()

    changed = stub_task(
        stub,
        task_id="changed",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    )()

    computed = stub_task(
        stub,
        task_id="computed",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    )()

    template = stub_task(
        stub,
        task_id="template",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    )()

    pushes = stub_task(
        stub,
        task_id="pushes",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    )()

    pulls = stub_task(
        stub,
        task_id="pulls",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    )()

    variables = stub_task(
        stub,
        task_id="variables",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    )()

    echoes = stub_task(
        stub_for_element,
        task_id="echoes",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    ).expand(
        element=names,
    )

    indexed = stub_task(
        stub_for_element,
        task_id="indexed",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    ).expand(
        element=names,
    )

    members = stub_task(
        stub_for_element,
        task_id="members",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    ).expand(
        element=sizes,
    )

    grid = stub_task(
        stub_for_element1_element2,
        task_id="grid",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    ).expand(
        element1=names,
        element2=[1, 2],
    )

    pairs = stub_task(
        stub_for_zipped,
        task_id="pairs",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    ).expand(
        zipped=names,
    )

    four = stub_task(
        stub_for_element1_element2_element3_element4,
        task_id="four",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    ).expand(
        element1=names,
        element2=[1],
        element3=[0.5],
        element4=[True],
    )

    silent = stub_task(
        stub_for_zipped,
        task_id="silent",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    ).expand(
        zipped=names,
    )

    gate = stub_task(
        stub,
        task_id="gate",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    )()

    with TaskGroup(group_id="left") as left:
        l = stub_task(
            stub,
            task_id="l",
            queue="default",
            owner="lab",
            retry_delay=timedelta(seconds=0.1),
        )()

    right = stub_task(
        stub,
        task_id="right",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    )()

    last = stub_task(
        stub,
        task_id="last",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    )()

    down_l = stub_task(
        stub,
        task_id="down_l",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    )()

    down_r = stub_task(
        stub,
        task_id="down_r",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    )()

    one = stub_task(
        stub,
        task_id="one",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    )()

    two = stub_task(
        stub,
        task_id="two",
        queue="default",
        owner="lab",
        retries=1,
        retry_delay=timedelta(seconds=0.1),
    )()

    sizes >> [b_alone, changed, template]
    echoes >> gate
    pushes >> pulls
    gate >> [left, right]
    left >> down_l
    right >> down_r
    down_l >> last
    down_r >> last
    last >> [one, two]
