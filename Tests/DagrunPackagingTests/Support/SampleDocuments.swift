// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel

/// Documents as no Swift declaration makes them.
enum SampleDocuments {
    /// Tasks of two groups by turns, mapped over what comes later in the text, and a group without tasks.
    static let interleaved: DAGDocument = {
        var tasks = [
            TaskDefinition(taskID: "a.one", group: "a"), TaskDefinition(taskID: "b.one", group: "b"),
            TaskDefinition(taskID: "a.mapped", group: "a"), TaskDefinition(taskID: "m.inner", group: "m"),
            TaskDefinition(taskID: "list"),
        ]
        tasks[2].expand = ExpandDefinition(over: [ExpandDefinition.Source(name: "params", task: "list")])
        tasks[4].outputType = "[Int]"
        return DAGDocument(
            dag: DAGDefinition(dagID: "interleaved"),
            groups: [
                TaskGroupDefinition(groupID: "a"), TaskGroupDefinition(groupID: "b"),
                TaskGroupDefinition(groupID: "a.none", parent: "a"),
                TaskGroupDefinition(
                    groupID: "m", expand: ExpandDefinition(over: [ExpandDefinition.Source(name: "x y", task: "list")])),
            ],
            tasks: tasks,
            edges: [
                EdgeDefinition(from: "a", to: "b"), EdgeDefinition(from: "a.one", to: "a.mapped"),
                EdgeDefinition(from: "b", to: "m"),
            ])
    }()

    /// A group whose tasks don't bear its name, within one whose do.
    static let unprefixed = DAGDocument(
        dag: DAGDefinition(dagID: "unprefixed"),
        groups: [TaskGroupDefinition(groupID: "out"), TaskGroupDefinition(groupID: "out.in", parent: "out")],
        tasks: [TaskDefinition(taskID: "bare", group: "out.in"), TaskDefinition(taskID: "out.task", group: "out")],
        edges: [EdgeDefinition(from: "out.task", to: "out.in")])
}
