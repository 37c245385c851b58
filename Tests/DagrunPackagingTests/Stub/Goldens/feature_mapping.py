# Generated from the DAG "feature_mapping" by Dagrun: do not edit.
# DAG version 75d630dc30098ac1f12eddf25ae605bec0a23653e466931c7bb7fecdc24d3eb3
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import DAG, TaskGroup, task, task_group


def stub(): ...


def stub_for_element(element): ...


def stub_for_element1_element2_element3(element1, element2, element3): ...


def stub_for_zipped(zipped): ...


def stub_for_element1_element2(element1, element2): ...


with DAG(
    dag_id="feature_mapping",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["feature"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    list_ = task.stub(stub, task_id="list", queue="swift")()
    words = task.stub(stub, task_id="words", queue="swift")()
    members = task.stub(stub, task_id="members", queue="swift")()
    empty = task.stub(stub, task_id="empty", queue="swift")()
    doubled = task.stub(stub_for_element, task_id="doubled", queue="swift").expand(element=list_)

    literal = task.stub(stub_for_element, task_id="literal", queue="swift").expand(
        element=["a", "b\n'\""],
    )

    pairs = task.stub(stub_for_element, task_id="pairs", queue="swift").expand(element=members)

    product = task.stub(
        stub_for_element1_element2_element3,
        task_id="product",
        queue="swift",
    ).expand(
        element1=doubled,
        element2=["p", "q"],
        element3=[True],
    )

    zipped = task.stub(stub_for_zipped, task_id="zipped", queue="swift").expand(
        zipped=list_.zip(words, fillvalue=None),
    )

    mixed = task.stub(stub_for_zipped, task_id="mixed", queue="swift").expand(zipped=words)

    constant = task.stub(
        stub_for_element1_element2,
        task_id="constant",
        queue="swift",
    ).expand_kwargs(
        [{"element1": 1, "element2": "one"}, {"element1": 2, "element2": "two"}],
    )

    nothing = task.stub(stub_for_element, task_id="nothing", queue="swift").expand(element=empty)

    @task_group(group_id="cup")
    def cup(element):
        fill = task.stub(stub, task_id="fill", queue="swift")()

        with TaskGroup(group_id="check") as check:
            look = task.stub(stub, task_id="look", queue="swift")()

        fill >> look

    cup = cup.expand(element=words)

    again = task.stub(stub_for_element, task_id="again", queue="swift").expand(
        element=cup["check"]["look"].output,
    )

    all_ = task.stub(stub, task_id="all", queue="swift")()

    list_ >> product
    words >> cup["fill"]
    product >> all_
    cup["check"]["look"] >> all_
