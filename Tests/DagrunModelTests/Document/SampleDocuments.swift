// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

@testable import DagrunModel

/// Documents that several tests use.
enum SampleDocuments {
    /// A document in which every member differs from its default somewhere.
    static var full: DAGDocument {
        var dag = DAGDefinition(dagID: "sales")
        dag.displayName = "Sales"
        dag.description = "Sums up sales."
        dag.docMarkdown = "# Sales\nEvery \"city\"."
        dag.schedule = .cron(["15 6 * * 1-5"], timeZone: "Europe/Berlin")
        dag.startDate = "2026-01-01T00:00:00+01:00"
        dag.endDate = "2027-01-01T00:00:00Z"
        dag.catchup = true
        dag.tags = ["example", "größe"]
        dag.owner = "maria"
        dag.maxActiveRuns = 1
        dag.maxActiveTasks = 4
        dag.runTimeout = 3600
        dag.params = [
            "count": ParamDefinition(
                defaultValue: 3, description: "How many", schema: ["type": "integer", "minimum": 1]),
            "note": ParamDefinition(defaultValue: .null, schema: ["type": ["string", "null"]]),
        ]
        var deadline = DeadlineDefinition(reference: .averageRuntime, interval: 90.5, callback: "lab.alarm")
        deadline.maximumRuns = 5
        deadline.minimumRuns = 2
        deadline.arguments = ["text": "too late"]
        deadline.name = "slow"
        var instant = DeadlineDefinition(reference: .fixedDatetime, interval: 0, callback: "alarm")
        instant.datetime = "2026-01-31T06:15:00+00:00"
        dag.deadlines = [deadline, instant]
        dag.callbacks = ["failure"]

        var setup = TaskDefinition(taskID: "open")
        setup.isSetup = true
        setup.outputType = "[String]"
        var load = TaskDefinition(taskID: "load.one", operatorName: "BashOperator", group: "load")
        load.displayName = "Load one"
        load.docMarkdown = "Loads."
        load.owner = "ben"
        load.retries = 2
        load.retryDelay = 90
        load.retryExponentialBackoff = 2
        load.maxRetryDelay = 600
        load.executionTimeout = 0.5
        load.pool = "disk"
        load.poolSlots = 2
        load.priorityWeight = 5
        load.weightRule = .absolute
        load.queue = "gpio"
        load.executor = "lab.executors.LabExecutor"
        load.maxActivePerDAG = 3
        load.maxActivePerRun = 2
        load.dependsOnPast = true
        load.waitForDownstream = true
        load.inlets = [AssetDefinition(name: "in", uri: "file:///in", group: "files", extra: ["size": 1])]
        load.outlets = [AssetDefinition(name: "out")]
        load.doXComPush = false
        load.multipleOutputs = true
        load.hasMapLabel = true
        load.callbacks = ["retry"]
        load.expand = ExpandDefinition(
            mode: .zip, over: [.init(name: "a", literal: [1, 2.5]), .init(name: "b", task: "open")], limit: 10)
        var branch = TaskDefinition(taskID: "choose")
        branch.kind = .branch
        branch.branchPaths = ["big": ["load"], "small": ["stop"]]
        branch.inputs = [.init(name: "names", task: "open", type: "[String]")]
        var stop = TaskDefinition(taskID: "stop")
        stop.kind = .shortCircuit
        stop.ignoreDownstreamTriggerRules = false
        stop.triggerRule = .noneFailed
        var close = TaskDefinition(taskID: "close")
        close.triggerRule = .allDoneSetupSuccess
        close.teardown = .init(setups: ["open"], onFailureFailDAGRun: true)

        return DAGDocument(
            dag: dag,
            groups: [
                TaskGroupDefinition(groupID: "load", tooltip: "Loading", displayName: "Load"),
                TaskGroupDefinition(groupID: "load.inner", parent: "load"),
            ],
            tasks: [setup, branch, load, stop, close],
            edges: [
                EdgeDefinition(from: "open", to: "choose"), EdgeDefinition(from: "choose", to: "load", label: "big"),
                EdgeDefinition(from: "choose", to: "stop"), EdgeDefinition(from: "load", to: "close"),
            ])
    }

    /// The canonical text of ``full``.
    static let fullText =
        #"{"dag":{"callbacks":["failure"],"catchup":true,"dag_display_name":"Sales","dag_id":"sales","#
        + #""dagrun_timeout":3600.0,"deadlines":[{"callback":"lab.alarm","interval":90.5,"kwargs":{"text":"too late"},"#
        + #""max_runs":5,"min_runs":2,"name":"slow","reference":"average_runtime"},"#
        + #"{"callback":"alarm","datetime":"2026-01-31T06:15:00+00:00","interval":0.0,"reference":"fixed_datetime"}],"#
        + ##""description":"Sums up sales.","doc_md":"# Sales\nEvery \"city\".","##
        + #""end_date":"2027-01-01T00:00:00Z","max_active_runs":1,"max_active_tasks":4,"owner":"maria","#
        + #""params":{"count":{"default":3,"description":"How many","schema":{"minimum":1,"type":"integer"}},"#
        + #""note":{"default":null,"schema":{"type":["string","null"]}}},"#
        + #""schedule":{"cron":["15 6 * * 1-5"],"timezone":"Europe/Berlin","type":"cron"},"#
        + #""start_date":"2026-01-01T00:00:00+01:00","tags":["example","größe"]},"#
        + #""edges":[{"from":"open","to":"choose"},{"from":"choose","label":"big","to":"load"},"#
        + #"{"from":"choose","to":"stop"},{"from":"load","to":"close"}],"format":"dagrun-airflow/dag@1","#
        + #""groups":[{"group_display_name":"Load","group_id":"load","tooltip":"Loading"},"#
        + #"{"group_id":"load.inner","parent":"load"}],"#
        + #""tasks":[{"is_setup":true,"output_type":"[String]","task_id":"open"},"#
        + #"{"branch_paths":{"big":["load"],"small":["stop"]},"#
        + #""inputs":[{"name":"names","task":"open","type":"[String]"}],"kind":"branch","task_id":"choose"},"#
        + #"{"callbacks":["retry"],"depends_on_past":true,"do_xcom_push":false,"doc_md":"Loads.","#
        + #""execution_timeout":0.5,"executor":"lab.executors.LabExecutor","#
        + #""expand":{"limit":10,"mode":"zip","over":[{"literal":[1,2.5],"name":"a"},"#
        + #"{"name":"b","task":"open"}]},"group":"load","has_map_label":true,"#
        + #""inlets":[{"extra":{"size":1},"group":"files","name":"in","uri":"file:///in"}],"#
        + #""max_active_tis_per_dag":3,"max_active_tis_per_dagrun":2,"max_retry_delay":600.0,"#
        + #""multiple_outputs":true,"operator":"BashOperator","outlets":[{"name":"out"}],"owner":"ben","pool":"disk","#
        + #""pool_slots":2,"priority_weight":5,"queue":"gpio","retries":2,"retry_delay":90.0,"#
        + #""retry_exponential_backoff":2.0,"task_display_name":"Load one","task_id":"load.one","#
        + #""wait_for_downstream":true,"weight_rule":"absolute"},"#
        + #"{"ignore_downstream_trigger_rules":false,"kind":"short_circuit","task_id":"stop","trigger_rule":"none_failed"},"#
        + #"{"task_id":"close","teardown":{"on_failure_fail_dagrun":true,"setups":["open"]},"#
        + #""trigger_rule":"all_done_setup_success"}]}"#

    /// A document of the older format with two DAGs.
    static let handWritten = """
        {"format": "swift-airflow/dag@1", "dags": [
          {"dag": {"dag_id": "first", "schedule": {"cron": "15 6 * * 1-5", "timezone": "Europe/Berlin"},
                   "default_args": {"retries": 1, "retry_delay": 10}, "is_paused_upon_creation": true,
                   "params": {"n": {"default": 1, "schema": {"type": "integer"}}}},
           "groups": [{"group_id": "g", "parent": null}],
           "tasks": [
             {"task_id": "a", "queue": "swift"},
             {"task_id": "g.b", "group": "g", "queue": "swift", "retries": 3, "retry_exponential_backoff": true,
              "args": {"y": {"xcom": "a"}, "x": 5}},
             {"task_id": "c", "queue": "swift", "expand": {"v": {"xcom": "a"}, "u": [1, 2]}, "map_index_template": "{{ u }}"}],
           "edges": [{"from": "a", "to": "g.b", "label": "go"}]},
          {"dag": {"dag_id": "second", "schedule": {"assets": [{"name": "x"}]}}, "tasks": []}]}
        """
}
