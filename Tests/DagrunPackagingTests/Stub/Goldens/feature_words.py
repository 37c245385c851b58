# Generated from the DAG "feature_words" by Dagrun: do not edit.
# DAG version 05653e820689c5908ebee8cfadebd2ca96e8de6d35f6e6ba6b8f119e76819d31
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
    dag_id="feature_words",
    dag_display_name="“Words” #1: \\n",
    description="''' \"\"\" \\\u2028) >> {{ params }}",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["feature", "a \"tag\""],
    params={
        "in.valid name": Param(
            "\")\nimport os\n",
            description="€\u202e\t",
            schema={"type": "string"},
        ),
    },
    default_args={"retries": 0, "weight_rule": "downstream"},
    doc_md="see README.md\n",
):
    print_ = stub_task(
        stub,
        task_id="print",
        task_display_name="druckt \"1\"",
        queue="default",
        doc_md="Says `1`.\n\n```\n# not a comment\n```",
    )()

    class_ = stub_task(stub, task_id="class", queue="default")()
    a_b_c = stub_task(stub, task_id="a.b-c", queue="default")()
    gr__e = stub_task(stub, task_id="größe", queue="default")()
    gr__e_2 = stub_task(stub, task_id="gr__e", queue="default")()

    print_ >> class_
    class_ >> a_b_c
    a_b_c >> Label("it's \"here\"\n;") >> gr__e
    a_b_c >> Label("it's \"here\"\n;") >> gr__e_2
