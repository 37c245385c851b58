# Generated from the DAG "feature_groups" by Dagrun: do not edit.
# DAG version 0d5d31181764a6e2a388fa38e2163c370d592801a8106f66e94d8670bd31c2d3
#
# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,
# which also knows their arguments, limits of time, labels and callbacks.

from airflow.sdk import DAG, Label, TaskGroup, task


def stub(): ...


with DAG(
    dag_id="feature_groups",
    schedule=None,
    catchup=False,
    max_active_runs=16,
    tags=["feature"],
    default_args={"retries": 0, "weight_rule": "downstream"},
):
    start = task.stub(stub, task_id="start", queue="swift")()

    with TaskGroup(
        group_id="outer",
        group_display_name="The outer one",
        tooltip="holds \"two\"",
    ) as outer:
        a = task.stub(stub, task_id="a", queue="swift")()

        with TaskGroup(group_id="inner", tooltip="the inner one") as inner:
            b = task.stub(stub, task_id="b", queue="swift")()
            c = task.stub(stub, task_id="c", queue="swift")()

            b >> Label("within") >> c

        with TaskGroup(group_id="last") as last:
            outer_last_b = task.stub(stub, task_id="b", queue="swift")()

        a >> b
        inner.set_downstream(last, edge_modifier=Label("between groups"))

    with TaskGroup(group_id="side") as side:
        x = task.stub(stub, task_id="x", queue="swift")()
        y = task.stub(stub, task_id="y", queue="swift")()

    end = task.stub(stub, task_id="end", queue="swift")()

    start >> outer
    outer >> side
    side.set_downstream(end, edge_modifier=Label("out of a group"))
    start >> Label("far") >> end
