# Generated from the DAG "mapping_product" by Dagrun: do not edit.
# DAG version 1af0f6e4aff2efdceca5d12189846d10d93d1df7c50668b09ae71cc14a5c8f74
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import DAG, task, task_group
from airflow.sdk.bases.decorator import task_decorator_factory


def stub(): ...


def stub_for_element1_element2(element1, element2): ...


class Stub(task.stub(stub).operator_class):
    __module__ = task.stub(stub).operator_class.__module__

    # Else Airflow would read back and parse the function of each task.
    def get_python_source(self):
        return "def stub(): ..."


def stub_task(function, **settings):
    return task_decorator_factory(function, decorated_operator_class=Stub, **settings)


with DAG(
    dag_id="mapping_product",
    description="Map a task over a product of lists",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["example"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    sizes = stub_task(stub, task_id="sizes", queue="default")()

    price = stub_task(stub_for_element1_element2, task_id="price", queue="default").expand(
        element1=sizes,
        element2=["tea", "coffee", "soup"],
    )

    @task_group(group_id="sign")
    def sign(element):
        text = stub_task(stub, task_id="text", queue="default")()
        print_ = stub_task(stub, task_id="print", queue="default", pool="printer")()

        text >> print_

    sign = sign.expand(element=price)
    menu = stub_task(stub, task_id="menu", queue="default")()

    price >> sign["text"]
    sign["print"] >> menu
