# Generated from the DAG "feature_words" by Dagrun: do not edit.
# DAG version 49e21db157617b309bc3603361c51312a9a486124300b34940e9cc04d568aef0
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import DAG, Label, Param, task


def stub(): ...


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
    print_ = task.stub(
        stub,
        task_id="print",
        task_display_name="druckt \"1\"",
        queue="swift",
        doc_md="Says `1`.\n\n```\n# not a comment\n```",
    )()

    class_ = task.stub(stub, task_id="class", queue="swift")()
    a_b_c = task.stub(stub, task_id="a.b-c", queue="swift")()
    gr__e = task.stub(stub, task_id="größe", queue="swift")()
    gr__e_2 = task.stub(stub, task_id="gr__e", queue="swift")()

    print_ >> class_
    class_ >> a_b_c
    a_b_c >> Label("it's \"here\"\n;") >> gr__e
    a_b_c >> Label("it's \"here\"\n;") >> gr__e_2
