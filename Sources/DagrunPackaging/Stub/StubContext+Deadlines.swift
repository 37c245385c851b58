// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

extension StubContext {
    /// A `DeadlineAlert`.
    mutating func deadline(_ deadline: DeadlineDefinition) -> PythonExpression {
        imports.formUnion(["DeadlineReference"])
        var call: [PythonExpression.Argument] = [.init(nil, .string(deadline.callback))]
        if !deadline.arguments.isEmpty { call.append(.init("kwargs", .json(.object(deadline.arguments)))) }
        var arguments: [PythonExpression.Argument] = [
            .init("reference", reference(deadline)), .init("interval", duration(deadline.interval)),
            .init("callback", sdk("SyncCallback", call)),
        ]
        if let name = deadline.name { arguments.append(.init("name", .string(name))) }
        return sdk("DeadlineAlert", arguments)
    }

    private mutating func reference(_ deadline: DeadlineDefinition) -> PythonExpression {
        switch deadline.reference {
        case .queuedAt: return .code("DeadlineReference.DAGRUN_QUEUED_AT")
        case .logicalDate: return .code("DeadlineReference.DAGRUN_LOGICAL_DATE")
        case .fixedDatetime:
            return .call(
                "DeadlineReference.FIXED_DATETIME", [.init(nil, instant(deadline.datetime ?? "1970-01-01T00:00:00Z"))])
        case .averageRuntime:
            var runs: [PythonExpression.Argument] = []
            if let most = deadline.maximumRuns { runs.append(.init("max_runs", .int(most))) }
            if let least = deadline.minimumRuns { runs.append(.init("min_runs", .int(least))) }
            return .call("DeadlineReference.AVERAGE_RUNTIME", runs)
        }
    }
}
