// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

extension ScenarioStep {
    /// Reads a step as somebody types it: one line, in which what a file needs for its structure may be left out.
    ///
    /// | Typed | As in a file |
    /// | --- | --- |
    /// | `inject stuck-at GPIO18 value=0 until=2s` | `dagrun:inject: { fault: stuck-at, target: GPIO18, value: 0, until: 2s }` |
    /// | `inject fault: open-wire, target: led1:A` | `dagrun:inject: { fault: open-wire, target: led1:A }` |
    /// | `set btn1.pressed 1` | `set-control: { part-id: btn1, control: pressed, value: 1 }` |
    /// | `delay 100ms` | `delay: 100ms` |
    /// | `expect led1:A is high` | `dagrun:expect: led1:A is high` |
    ///
    /// - Parameter line: The line.
    /// - Throws: ``ScenarioError`` when it is none.
    package init(line: String) throws(ScenarioError) {
        let line = line.split { $0.isNewline }.joined(separator: " ")
        var words = line.drop { $0 == " " }
        if words.hasPrefix("dagrun:") { words = words.dropFirst(7) }
        let verb = String(words.prefix { $0 != " " && $0 != ":" })
        var rest = words.dropFirst(verb.count).drop { $0 == " " }
        if rest.hasPrefix(":") { rest = rest.dropFirst().drop { $0 == " " } }
        let text: String
        switch verb {
        case "set":
            self = try Self.set(rest)
            return
        case "inject" where !rest.hasPrefix("{") && !rest.contains(": "): text = try Self.fault(rest)
        default:
            let isWhole = rest.first.map { "{[\"'".contains($0) } ?? true
            text = !isWhole && rest.contains(": ") ? "{ \(rest) }" : String(rest)
        }
        let key = ScenarioStepKey(rawValue: "dagrun:\(verb)")?.rawValue ?? verb
        guard ScenarioStepKey(rawValue: key) != nil else {
            let verbs = ["set"] + ScenarioStepKey.allCases.map { $0.rawValue.replacing("dagrun:", with: "") }
            let hint = Suggestion.hint(for: verb, in: verbs)
            throw Self.error(
                "there is no step “\(verb)”\(hint.isEmpty ? "; there are \(verbs.joined(separator: ", "))" : hint)")
        }
        let file = "name: typed\nversion: 1\nsteps:\n  - \(key): \(text)\n"
        let scenario: Scenario
        do throws(ScenarioError) {
            scenario = try Scenario(yaml: Array(file.utf8))
        } catch {
            throw Self.error(error.faults.map(\.reason).joined(separator: "; "))
        }
        guard scenario.steps.count == 1 else { throw Self.error("one step at a time") }
        self = ScenarioStep(scenario.steps[0].action)
    }

    private static func set(_ rest: Substring) throws(ScenarioError) -> ScenarioStep {
        let words = rest.split(separator: " ", maxSplits: 1)
        guard words.count == 2, let dot = words[0].firstIndex(of: ".") else {
            throw error("write what is set to what, as in “set btn1.pressed 1”")
        }
        var value = words[1].drop { $0 == " " }
        if value.hasPrefix("to ") { value = value.dropFirst(3).drop { $0 == " " } }
        let control = String(words[0][words[0].index(after: dot)...])
        return .setControl(
            String(words[0][..<dot]), control, Double(value).map { .number($0) } ?? .text(String(value)))
    }

    /// The members of a fault that is written as its own description writes it.
    private static func fault(_ rest: Substring) throws(ScenarioError) -> String {
        var members: [String] = []
        for (index, word) in rest.split(separator: " ").enumerated() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 {
                members.append("\(parts[0]): \(quoted(parts[1]))")
            } else if index == 0 {
                members.append("fault: \(quoted(word))")
            } else if index == 1 {
                members.append("target: \(quoted(word))")
            } else {
                throw error(
                    "“\(word)” says nothing about the fault; write name=value, as in “inject stuck-at GPIO18 value=0”")
            }
        }
        return "{ \(members.joined(separator: ", ")) }"
    }

    private static func quoted(_ text: Substring) -> String {
        "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }

    private static func error(_ reason: String) -> ScenarioError {
        ScenarioError(file: "typed", faults: [ScenarioFault(reason: reason)])
    }
}
