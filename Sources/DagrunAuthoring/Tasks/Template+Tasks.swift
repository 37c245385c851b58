// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension Template {
    /// A task, which is no text.
    ///
    /// - Parameter task: The task.
    @available(*, unavailable, message: "a task has no text: write \\(task.output) for what it returns")
    public mutating func appendInterpolation<Output>(_ task: TaskHandle<Output>) {}

    /// A mapped task, which is no text.
    ///
    /// - Parameter task: The task.
    @available(*, unavailable, message: "a task has no text: write \\(json: task.output) for what its instances return")
    public mutating func appendInterpolation<Output>(_ task: MappedTaskHandle<Output>) {}
}
