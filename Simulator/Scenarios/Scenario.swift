// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// What a person does to a board, and what should come of it.
///
/// A scenario is a file in the format of Wokwi's automation scenarios, with a few steps more, or is written in Swift:
///
/// ```swift
/// let press = Scenario("the green button lights the green lamp", [
///     .never { Probe("led1:A").isUnknown },
///     .setControl("btn1", "pressed", 1),
///     .delay(.milliseconds(100)),
///     .setControl("btn1", "pressed", 0),
///     .waitPin("led1", "A", .high, timeout: .seconds(2)),
/// ])
/// ```
public struct Scenario: Sendable, Hashable {
    /// What it is called.
    public var name: String
    /// Who wrote it; nil: nobody says.
    public var author: String?
    /// What is done, in order.
    public var steps: [ScenarioStep]

    /// The rules of its `never` steps: what must not happen, whatever else does.
    public var neverRules: [SignalRule] {
        steps.compactMap { step in
            if case .rule(let rule) = step.action, case .never = rule.kind { rule } else { nil }
        }
    }

    /// Makes a scenario.
    ///
    /// - Parameters:
    ///   - name: What it is called.
    ///   - author: Who wrote it.
    ///   - steps: What is done, in order.
    public init(_ name: String, author: String? = nil, _ steps: [ScenarioStep]) {
        self.name = name
        self.author = author
        self.steps = steps
    }

    /// Reads a scenario from the bytes of a YAML file.
    ///
    /// - Parameters:
    ///   - yaml: The file, in UTF-8.
    ///   - file: The file's name, for messages.
    /// - Throws: ``ScenarioError`` with all that is wrong in it.
    public init(yaml: [UInt8], file: String = "scenario") throws(ScenarioError) {
        let node: YAMLNode
        do throws(YAMLSyntaxError) {
            node = try YAMLParser.parse(yaml)
        } catch {
            let fault = ScenarioFault(line: error.position.line, column: error.position.column, reason: error.reason)
            throw ScenarioError(file: file, faults: [fault])
        }
        var reader = ScenarioReader()
        let scenario = reader.scenario(node)
        guard reader.faults.isEmpty else { throw ScenarioError(file: file, faults: reader.faults) }
        self = scenario
    }
}
