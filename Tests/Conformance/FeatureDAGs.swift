// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// DAGs that between them use all that a DAG can say to Airflow, each short enough to run in a test.
enum FeatureDAGs {
    /// Those that run as they are; what is far in the future is only looked at.
    static let all =
        runnable + [executors, once, producer, anyConsumer, allConsumer, hardware, deadline] + schedules

    /// Those whose runs end by themselves, anywhere.
    static let runnable = [
        tasks, groups, mapping, setups, branches, words, language, roads, outcomes, failFast, rules, operators,
    ]

    static let numbers = Asset(name: "numbers", uri: "gpio://pi/numbers", group: "pins", extra: ["unit": "V"])
    static let letters = Asset(name: "letters")

    // MARK: Tasks

    static let tasks = DAG(
        "feature_tasks", displayName: "Tasks with all settings", description: "Every setting of a task",
        tags: ["feature", "äöü"], owner: "lab", maxActiveRuns: 3, maxActiveTasks: 5,
        runTimeout: .seconds(3600),
        params: [
            "text": Param("a", description: "one of two", choices: ["a", "b"]), "count": Param(3, in: 1...9),
            "ratio": Param(0.5, in: 0...1), "flag": Param(true),
            "list": Param(default: [1, nil, "x"], schema: ["type": "array"]),
        ],
        defaults: TaskSettings(retries: 1, retryDelay: .milliseconds(500)),
        deadlines: [
            Deadline(.seconds(864_000), after: .queued, calls: "edge_callbacks.on_deadline", with: ["text": "late"]),
            Deadline(.seconds(90), after: .logicalDate, calls: "alarm", name: "the \"second\""),
            Deadline(.zero, after: .instant("2090-01-01"), calls: "lab.alarm"),
            Deadline(.minutes(1), after: .averageRuntime(of: 20, atLeast: 3), calls: "lab.alarm"),
        ]
    ) {
        let first = task("first") { 1 }
            .retries(4, delay: .seconds(1), backoff: .exponential, maximumDelay: .seconds(90))
            .timeout(.seconds(60)).docs("# First\n\nSays *one*.\n").displayName("The first").owner("somebody")
        let second = task("second", first.output) { $0 + 1 }
            .pool("printer", slots: 2).priority(7, rule: .absolute).retries(0)
        let third = task("third", second.output) { ["a": $0, "b": 2] }.multipleOutputs()
            .maximumActive(perDAG: 4, perRun: 2).inlets(letters)
        let fourth = task("fourth", third.output) { members in members.count }.dependsOnPast(waitForDownstream: true)
            .withoutXComPush()
        let fifth = task("fifth") { context in
            [
                try context.params.value("text", as: String.self),
                "\(try context.params.value("count", as: Int.self))",
            ]
        }
        .queue("features").priority(-2, rule: .upstream).dependsOnPast()
        fourth >>> Label("then") >>> fifth
    }

    // MARK: Graphs

    static let groups = DAG("feature_groups", tags: ["feature"]) {
        let start = task("start") { "s" }
        let outer = TaskGroup("outer", displayName: "The outer one", tooltip: "holds \"two\"") {
            let a = task("a") { "a" }
            let inner = TaskGroup("inner", tooltip: "the inner one") {
                let b = task("b", a.output) { $0 + "b" }
                let c = task("c") { "c" }
                b >>> Label("within") >>> c
            }
            let last = TaskGroup("last") { task("b") { "again b" } }
            inner >>> Label("between groups") >>> last
        }
        let side = TaskGroup("side") {
            task("x") { "x" }
            task("y") { "y" }
        }
        let end = task("end") { "e" }
        start >>> outer >>> side >>> Label("out of a group") >>> end
        start >>> Label("far") >>> end
    }

    static let mapping = DAG("feature_mapping", tags: ["feature"]) {
        let list = task("list") { [3, 1, 2] }
        let words = task("words") { ["x", "y", "z"] }
        let members = task("members") { ["k": 1, "j": 2] }
        let empty = task("empty") { [Int]() }
        let doubled = task("doubled").expand(over: list.output) { $0 * 2 }
        task("literal").expand(over: .value(["a", "b\n'\""])) { $0 }
        task("pairs").expand(over: members.output) { key, value in "\(key)\(value)" }
        let product = task("product", list.output).expand(product: doubled.output, ["p", "q"], .value([true])) {
            all, number, word, flag in "\(all.count)\(number)\(word)\(flag)"
        }
        task("zipped").expand(zip: list.output, words.output) { "\($0)\($1)" }.mapLabel(
            .computed { context in "at \(context.mapIndex)" })
        task("mixed").expand(zip: words.output, [7, 8, 9]) { "\($0)\($1)" }
        task("constant").expand(zip: [1, 2], ["one", "two"]) { "\($0)\($1)" }
        task("nothing").expand(over: empty.output) { $0 }
        let cups = MappedTaskGroup("cup", over: words.output) { word in
            let fill = task("fill", word) { word in word + word }
            return TaskGroup.yielding("check") {
                task("look", fill.output) { text in text.uppercased() }
            }.value
        }
        let collected = task("collected", cups.output) { $0 }
        task("again").expand(over: collected.output) { $0 + "!" }
        task("all", product.output, cups.output) { $0.count * 100 + $1.count }
    }

    static let setups = DAG("feature_setups", tags: ["feature"]) {
        let lonely = task("lonely") { "set up" }.setup()
        let group = TaskGroup("bench") {
            let on = task("on") { "on" }
            let clear = task("clear") { "clear" }
            let measure = task("measure", on.output) { $0 + "!" }
            clear >>> measure
            let off = task("off") { "off" }.teardown(of: on, clear, failsRun: true)
            measure >>> off
        }
        let report = task("report") { "done" }
        lonely >>> group >>> report
    }

    enum Way: String, CaseIterable, BranchChoice { case left, right }

    static let branches = DAG("feature_branches", tags: ["feature"]) {
        let choice = branch("choice") { Way.left }
        let left = task("left") { "l" }
        let right = TaskGroup("right") {
            let one = task("one") { "r1" }
            one >>> task("two") { "r2" }
        }
        choice.path(.left) >>> left
        choice.path(.right) >>> right
        let join = task("join", left.output.optional) { $0 ?? "none" }.triggerRule(.noneFailedMinOneSuccess)
        right >>> join
        let stop = shortCircuit("stop", join.output) { $0.isEmpty }
        stop >>> task("never") { "n" } >>> task("neither") { "n" }.triggerRule(.allDone)
        let soft = shortCircuit("soft", ignoreDownstreamTriggerRules: false) { false }
        soft >>> task("skipped") { "n" } >>> task("still") { "s" }.triggerRule(.noneFailed)
        latestOnly("latest") >>> task("now") { "now" }
    }

    /// Texts that no Python may take for anything else.
    static let words = DAG(
        "feature_words", displayName: "“Words” #1: \\n", description: "''' \"\"\" \\\u{2028}) >> {{ params }}",
        docs: "see README.md", tags: ["feature", "a \"tag\""],
        params: ["in.valid name": Param("\")\nimport os\n", description: "€\u{202e}\t")]
    ) {
        let print = task("print") { 1 }.docs("Says `1`.\n\n```\n# not a comment\n```").displayName("druckt \"1\"")
        let largest = task("class", print.output) { $0 }
        let dots = task("a.b-c", largest.output) { $0 }
        let umlaut = task("größe") { 2 }
        let other = task("gr__e") { 3 }
        dots >>> Label("it's \"here\"\n;") >>> [umlaut, other]
    }

    // MARK: Executors

    /// Of two executors: the first of the server, and one that it must have under the alias `elsewhere`.
    static let executors = DAG("feature_executors", tags: ["feature"]) {
        let here = task("here") { ["a", "b"] }
        let each = task("each").expand(over: here.output) { $0 + $0 }.executor("elsewhere")
        let again = task("again", each.output) { texts, context in
            guard context.tryNumber > 1 else { throw Refusal() }
            context.logger.info("as \(texts.count) came")
            return texts.joined()
        }
        .executor("elsewhere").retries(1, delay: .seconds(1))
        task("back", again.output) { $0.count }
    }

    private struct Refusal: Error {}

    // MARK: Schedules

    static let once = DAG("feature_once", schedule: .once, tags: ["feature"]) {
        task("when") { context in context.run.runType.rawValue }
    }

    static let producer = DAG("feature_producer", tags: ["feature"]) {
        task("number") { context in try context.setExtra(["level": 3], of: numbers) }.outlets(numbers)
        task("letter") { "l" }.outlets(letters)
    }

    static let anyConsumer = DAG("feature_any", schedule: .anyOf(numbers, Asset(name: "never"))) {
        task("react") { context in context.run.assetEvents.count }
    }

    static let allConsumer = DAG("feature_all", schedule: .allOf(numbers, letters)) {
        task("react") { context in context.run.assetEvents.count }
    }

    private static let begin = "2090-03-25T10:17:00+01:00"

    /// They begin when nobody will run the tests any more.
    static let schedules: [DAG] = [
        ("zone", .cron("15 6 * * 1-5", timeZone: "Europe/Berlin")),
        ("several", .crons(["0 6 * * *", "30 18 1,15 * *", "@weekly"], timeZone: "America/New_York")),
        ("odd", .cron("*/7 2-4 29 2 *", timeZone: "Asia/Kolkata")), ("hourly", .hourly), ("quarterly", .quarterly),
        ("every", .every(.seconds(5400))), ("fraction", .every(.milliseconds(90_500))), ("continuous", .continuous),
    ].map { name, schedule in
        DAG(
            "feature_\(name)", schedule: schedule, startDate: begin, endDate: "2096-01-01", catchup: name == "zone",
            tags: ["feature", "schedule"]
        ) { task("tick") { context in context.run.runID } }
    }
}
