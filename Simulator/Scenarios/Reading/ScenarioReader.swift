// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// Makes a scenario of what a file says, and gathers all that is wrong in it.
struct ScenarioReader {
    private(set) var faults: [ScenarioFault] = []
    /// The step that is being read, from 1; nil outside of the steps.
    private var step: Int?

    /// Reads a whole file.
    ///
    /// - Parameter node: The file's value.
    /// - Returns: The scenario, good for nothing when there are ``faults``.
    mutating func scenario(_ node: YAMLNode) -> Scenario {
        guard case .mapping = node.value else {
            fault(node.position, "a scenario is a mapping with name, version and steps, not \(node.kind)")
            return Scenario("", [])
        }
        var fields = ScenarioFields(node, what: "a scenario", known: ["name", "version", "author", "steps"])
        let name = fields.text("name", &self) ?? ""
        let author = fields.optionalText("author", &self)
        if let version = fields.required("version", &self), fields.integer(version) != 1 {
            fault(version.position, "only version 1 is known, not \(version.kind)")
        }
        var steps: [ScenarioStep] = []
        if let list = fields.required("steps", &self) {
            if case .sequence(let nodes) = list.value, !nodes.isEmpty {
                for (index, node) in nodes.enumerated() {
                    step = index + 1
                    if let step = read(node) { steps.append(step) }
                }
                step = nil
            } else {
                fault(list.position, "steps is a list of at least one step, not \(list.kind)")
            }
        }
        fields.refuseOthers(&self)
        return Scenario(name, author: author, steps)
    }

    private mutating func read(_ node: YAMLNode) -> ScenarioStep? {
        guard case .mapping(let members) = node.value else {
            fault(node.position, "a step is a mapping with one key, as in “delay: 100ms”, not \(node.kind)")
            return nil
        }
        var name: String?
        var found: (key: ScenarioStepKey, member: YAMLNode.Member)?
        for member in members {
            if member.key == "name" {
                if case .scalar(let text, _) = member.value.value {
                    name = text
                } else {
                    fault(member.value.position, "a step's name is a text, not \(member.value.kind)")
                }
            } else if let key = ScenarioStepKey(rawValue: member.key) {
                if let found {
                    fault(
                        member.keyPosition,
                        "a step does one thing, and this one has “\(found.member.key)” and “\(member.key)”; write a step for each"
                    )
                } else {
                    found = (key, member)
                }
            } else {
                fault(member.keyPosition, "there is no step “\(member.key)”\(Self.hint(member.key))")
            }
        }
        guard let found else {
            if members.allSatisfy({ $0.key == "name" }) { fault(node.position, "this step does nothing") }
            return nil
        }
        guard let action = action(found.key, found.member.value) else { return nil }
        return ScenarioStep(action, name: name, at: found.member.keyPosition)
    }

    private static func hint(_ key: String) -> String {
        let keys = ScenarioStepKey.allCases.map(\.rawValue)
        if keys.contains("dagrun:\(key)") { return "; did you mean \"dagrun:\(key)\"?" }
        let hint = Suggestion.hint(for: key, in: keys)
        return hint.isEmpty ? "; there are \(keys.joined(separator: ", "))" : hint
    }

    // MARK: Faults

    mutating func fault(_ position: YAMLPosition, _ reason: String) {
        faults.append(ScenarioFault(line: position.line, column: position.column, step: step, reason: reason))
    }
}
