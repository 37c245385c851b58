# Generated from the DAG "feature_mapping" by Dagrun: do not edit.
# DAG version 3ab58240a88529ba54dbff5be9d9ed0b4f0c8ecb2e97ee8a1daac7ec4f0b5235
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import DAG, TaskGroup, task, task_group
from airflow.sdk.bases.decorator import task_decorator_factory


def stub(): ...


def stub_for_element(element): ...


def stub_for_element1_element2_element3(element1, element2, element3): ...


def stub_for_zipped(zipped): ...


def stub_for_element1_element2(element1, element2): ...


class Stub(task.stub(stub).operator_class):
    __module__ = task.stub(stub).operator_class.__module__

    # Else Airflow would read back and parse the function of each task.
    def get_python_source(self):
        return "def stub(): ..."


def stub_task(function, **settings):
    return task_decorator_factory(function, decorated_operator_class=Stub, **settings)


with DAG(
    dag_id="feature_mapping",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["feature"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    list_ = stub_task(stub, task_id="list", queue="default")()
    words = stub_task(stub, task_id="words", queue="default")()
    members = stub_task(stub, task_id="members", queue="default")()
    empty = stub_task(stub, task_id="empty", queue="default")()
    doubled = stub_task(stub_for_element, task_id="doubled", queue="default").expand(element=list_)

    literal = stub_task(stub_for_element, task_id="literal", queue="default").expand(
        element=["a", "b\n'\""],
    )

    pairs = stub_task(stub_for_element, task_id="pairs", queue="default").expand(element=members)

    product = stub_task(
        stub_for_element1_element2_element3,
        task_id="product",
        queue="default",
    ).expand(
        element1=doubled,
        element2=["p", "q"],
        element3=[True],
    )

    zipped = stub_task(stub_for_zipped, task_id="zipped", queue="default").expand(
        zipped=list_.zip(words, fillvalue=None),
    )

    mixed = stub_task(stub_for_zipped, task_id="mixed", queue="default").expand(zipped=words)

    constant = stub_task(
        stub_for_element1_element2,
        task_id="constant",
        queue="default",
    ).expand_kwargs(
        [{"element1": 1, "element2": "one"}, {"element1": 2, "element2": "two"}],
    )

    nothing = stub_task(stub_for_element, task_id="nothing", queue="default").expand(element=empty)

    @task_group(group_id="cup")
    def cup(element):
        fill = stub_task(stub, task_id="fill", queue="default")()

        with TaskGroup(group_id="check") as check:
            look = stub_task(stub, task_id="look", queue="default")()

        fill >> look

    cup = cup.expand(element=words)
    collected = stub_task(stub, task_id="collected", queue="default")()
    again = stub_task(stub_for_element, task_id="again", queue="default").expand(element=collected)
    all_ = stub_task(stub, task_id="all", queue="default")()

    list_ >> product
    words >> cup["fill"]
    cup["check"]["look"] >> [collected, all_]
    product >> all_
