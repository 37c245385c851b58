// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

// All that the examples beside this one get wrong, done right: nothing in this file may be an error.

enum Size: String, BranchChoice { case small, large }

struct Blink: Operator {
    var times: Input<Int>
    var color: Input<String> = "green"
    func execute(_ context: TaskContext) async throws -> Int { try await context.resolve(times) }
}

struct Pressed: Sensor {
    func poke(_ context: TaskContext) async throws -> PokeResult<Int> { .done(1) }
}

let dag = DAG("d", params: ["color": Param("red")]) {
    let count = task("count") { _ in 1 }
    let names = task("names") { _ in ["ann"] }
    let members = task("members") { _ in ["ann": 7] }
    let pressed = task("pressed", Pressed().timeout(.minutes(5)))
    task(
        "blink", Blink(times: pressed.output, color: "\(\.params.color) on \(\.ds, default: "no day") \(count.output)"))
    task("json", Blink(times: 3, color: "\(json: names.output) \(\.tryNumber)"))
    task("nothing") { _ in }
    task("noContext") { 5 }
    task("one", count.output) { count in count + 1 }
    task("context", count.output) { count, context in count + context.tryNumber }
    task("two", count.output, names.output) { count, names in names.count + count }
    task("literals", count.output, "\(\.ds)", 5, 0.5) { count, day, number, part, context in
        "\(count)\(day)\(number)\(part)"
    }
    task("five", count.output, count.output, count.output, count.output, names.output) { a, b, c, d, names in
        a + names.count
    }
    task("six", count.output, count.output, count.output, count.output, names.output) { a, b, c, d, names, context in
        print(a)
    }
    task("lines", count.output, names.output) { count, names, context in
        let number = count + names.count
        guard number > 0 else { throw TaskSignal.skip("none") }
        return number
    }
    task("each").expand(over: names.output) { name in name.count }
    task("indexed").expand(over: names.output) { name, context in context.mapIndex }
    task("pairs").expand(over: members.output) { name, age in "\(name)\(age)" }
    task("partial", count.output).expand(over: names.output) { count, name in name.count + count }
    task("partialContext", count.output).expand(over: names.output) { count, name, context in name.count + count }
    task("product", count.output).expand(product: names.output, [1, 2]) { count, name, number in name.count + number }
    task("zip").expand(zip: names.output, ["x"], [true]) { name, text, flag in flag ? name : text }
    task("literal", 250).expand(product: names.output, ["tea", "soup"]) { base, name, drink in
        name == "large" ? base * 2 - 50 : base + 10 * drink.count
    }
    .mapLabel(.computed { context in "cup \(context.mapIndex + 1)" })
    task("fourLists").expand(product: names.output, ["x"], [1], [true]) { a, b, c, d in d ? a + b : "\(c)" }
    task("contextProduct").expand(product: names.output, [1, 2]) { name, number, context in "\(context.tryNumber)" }
    task("contextZip", count.output).expand(zip: names.output, ["x"], [true]) { count, name, text, flag, context in
        let label = flag ? name : text
        return "\(label)\(count)\(context.mapIndex)"
    }
    task("contextMember").expand(over: members.output) { name, age, context in print(name, age, context.mapIndex) }
    task("empty") {}
    task("operators").expand(over: [1, 2]) { times in Blink(times: times) }
    let size = branch("size", count.output) { count in count < 2 ? Size.small : .large }
    size.path(.small) >>> task("quick") { _ in 1 }
    size.path(.large) >>> Label("many") >>> [count, names]
    let go = shortCircuit("go", names.output) { !$0.isEmpty }
    cross([go, count], [names])
    chain(count, [names, members], TaskGroup("group") { task("inner") { _ in 1 } })
}
