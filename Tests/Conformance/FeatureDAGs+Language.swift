// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

extension FeatureDAGs {
    /// Ways to write edges, inputs and mapped tasks that no other DAG here has.
    static let language = DAG(
        "feature_language", tags: ["feature"], params: ["unit": Param("cm")],
        defaults: TaskSettings(retries: 1, retryDelay: .milliseconds(100), owner: "lab")
    ) {
        let sizes = task("sizes") { ["b": 2, "a": 1] }.multipleOutputs()
        let names = task("names") { ["x", "y"] }
        task("b_alone", sizes.output("b", as: Int.self)) { $0 + 1 }
        task("changed", sizes.output.map { members in members.count }) { $0 * 10 }
        task("computed", Input.computed { context in try context.params.value("unit", as: String.self) }) { $0 + "!" }
        task("template", EchoOperator("\(\.params.unit) \(json: sizes.output) \(\.dagID) \(\.taskID) \(\.tryNumber)"))
        task("pushes") { context in
            try await context.push("first", [1, 2])
            try await context.push("second", ["k": "v"])
        }
            >>> task("pulls") { context in
                "\(try await context.pull("pushes", as: [Int].self, key: "first")) \(try await context.pullAll("names", as: [String].self))"
            }
        task("variables") { context in
            try await context.setVariable("feature", to: "kept")
            let kept = try await context.variable("feature")
            try await context.setVariable("feature", to: nil)
            let isGone = (try? await context.variable("feature")) == nil
            return [kept.count == 4, isGone]
        }

        // Mapping: an operator, the context, four lists, a higher limit.
        let echoes = task("echoes").expand(over: names.output) { name in EchoOperator("<\(name)>") }
        task("indexed").expand(over: names.output) { name, context in "\(name)\(context.mapIndex)" }.limit(2000)
        task("members").expand(over: sizes.output) { key, value, context in "\(key)\(value)\(context.mapIndex)" }
        task("grid", names.output).expand(product: names.output, [1, 2]) { all, name, number, context in
            context.setMapLabel("\(name) \(number)")
            return "\(all.count)\(name)\(number)\(context.mapIndex)"
        }
        task("pairs").expand(zip: names.output, [true, false], ["p", "q"]) { name, flag, letter, context in
            "\(name)\(flag)\(letter)\(context.mapIndex)"
        }
        task("four").expand(product: names.output, [1], [0.5], [true]) { a, b, c, d, context in
            "\(a)\(b)\(c)\(d)\(context.mapIndex)"
        }
        task("silent").expand(zip: names.output, [1, 2]) { _, number, context in
            try await context.push("n", number)
        }

        // Edges.
        let gate = task("gate", echoes.output) { $0.count }
        let left = TaskGroup("left", defaults: TaskSettings(retries: 0)) { task("l") { "l" } }
        let right = task("right") { "r" }
        let last = task("last") { "last" }
        chain(gate, [left, right], [task("down_l") { "dl" }, task("down_r") { "dr" }], last)
        cross([last], [task("one") { 1 }, task("two") { 2 }])
    }

    /// Ways to choose from.
    enum Road: String, BranchChoice { case high, low, none }

    /// A branch of one's own.
    struct RoadSign: BranchOperator {
        let name: Input<String>

        func execute(_ context: TaskContext) async throws -> [Road] {
            try await context.resolve(name) == "high" ? [.high, .low] : []
        }
    }

    /// Branches that choose several ways, or none.
    static let roads = DAG("feature_roads", tags: ["feature"]) {
        let word = task("word") { "high" }
        let sign = branch("sign", RoadSign(name: word.output))
        sign.path(.high) >>> Label("up") >>> task("over") { "over" }
        sign.path(.low) >>> task("under") { "under" }
        sign.path(.none) >>> task("nowhere") { "nowhere" }
        let many = branchMany("many", word.output) { word -> [Road] in word.isEmpty ? [] : [.low] }
        many.path(.low) >>> task("down") { "down" }
        many.path(.high) >>> task("up") { "up" }
        many.ends(.none)
        let nothing = branch("nothing", word.output) { _, context -> Road in context.mapIndex < 0 ? .none : .low }
        nothing.path(.low) >>> task("never") { "never" }
        nothing.ends(.high)
        nothing.ends(.none)
        task("sees", sign.output) { roads in roads.map(\.rawValue) }
    }

    /// Returns a text.
    struct EchoOperator: Operator {
        let text: Input<String>

        init(_ text: Input<String>) { self.text = text }

        func execute(_ context: TaskContext) async throws -> String { try await context.resolve(text) }
    }
}
