// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

extension DAG {
    /// A DAG with something of each kind, and with many things that are kept by name.
    static func everything() -> DAG {
        let names = (0..<40).map { "p\($0)" }
        return DAG(
            "everything", schedule: .crons(["@daily", "0 6 * * 1"], timeZone: "Europe/Berlin"), startDate: "2026-01-01",
            tags: ["b", "a"],
            params: Dictionary(uniqueKeysWithValues: names.map { ($0, Param($0, choices: [$0, "x"])) }),
            onFailure: { _ in }
        ) {
            let rows = task("rows") { _ in ["a": 1, "b": 2] }.outlets(Asset(name: "rows", uri: "file:///rows"))
            let size = branch("size", rows.output) { $0.count < 2 ? Size.small : .large }
            size.path(.small) >>> task("small", Greet(name: "\(\.params.p1) \(json: rows.output)"))
            size.path(.large) >>> Label("many") >>> task("large", Nothing())
            size.ends(.huge)
            let pairs = task("pairs").expand(over: rows.output) { key, value in "\(key)\(value)" }
            let totals = MappedTaskGroup("per", over: pairs.output, defaults: TaskSettings(retries: 2)) { pair in
                let first = task("first", pair) { $0.count }
                return task("second", first.output, pair) { "\($0)\($1)" }
            }
            task("all").expand(product: totals.output, ["x", "y"], .value([["k": 1, "j": 2]])) { a, b, c in
                "\(a)\(b)\(c)"
            }
            let up = task("up", Nothing())
            up >>> totals >>> task("down", Nothing()).teardown(of: up)
        }
    }
}
