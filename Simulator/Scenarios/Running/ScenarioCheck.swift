// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// Looks whether the steps of a scenario fit a board, before the first one is done.
struct ScenarioCheck {
    private let board: VirtualBoard
    private let trace: Trace
    private let configuration: ScenarioRunner.Configuration

    init(board: VirtualBoard, trace: Trace, _ configuration: ScenarioRunner.Configuration) {
        self.board = board
        self.trace = trace
        self.configuration = configuration
    }

    /// All that doesn't fit.
    func faults(of scenario: Scenario) -> [ScenarioFault] {
        var names: Set<String> = []
        return scenario.steps.enumerated().compactMap { index, step in
            fault(step.action, &names).map { reason in
                ScenarioFault(
                    line: step.position?.line, column: step.position?.column, step: index + 1, reason: reason)
            }
        }
    }

    private func fault(_ action: ScenarioAction, _ names: inout Set<String>) -> String? {
        if case .inject(_, let name?) = action { names.insert(name) }
        if case .remove(let name) = action, names.remove(name) == nil {
            return "no step in front of this one puts in a fault “\(name)”"
        }
        return fault(action)
    }

    private func fault(_ action: ScenarioAction) -> String? {
        switch action {
        case .remove, .delay, .advance, .snapshot: nil
        case .setControl(let part, let control, let value): fault(control: "\(part).\(control)", value)
        case .expectPin(let part, let pin, _), .waitPin(let part, let pin, _, _):
            fault(pin: ScenarioAction.pinName(part, pin))
        case .expect(let condition), .waitUntil(let condition, _): fault(.never { condition })
        case .expectOutput(let part, let output, let value, let tolerance),
            .waitOutput(let part, let output, let value, let tolerance, _):
            fault(output: "\(part).\(output)") ?? fault(.never { Condition("\(part).\(output)", value, tolerance) })
        case .rule(let rule), .wave(let rule, _): fault(rule)
        case .screenshot(let screenshot): fault(display: screenshot.part)
        case .waitSerial: fault(serial: "wait-serial")
        case .writeSerial: configuration.skipsSerial ? nil : "write-serial: nothing on the board reads a serial line"
        case .inject(let fault, _): self.fault(of: fault)
        case .unserved(let key): "\(key): no part of the board serves it"
        }
    }

    private func fault(control name: String, _ value: PartValue) -> String? {
        guard let control = board.controls.first(where: { $0.name == name }) else {
            return missing("control", name, board.controls.map(\.name))
        }
        do throws(PartError) {
            _ = try control.control.fitted(value)
            return nil
        } catch {
            return "\(control.partID): \(error)"
        }
    }

    private func fault(pin name: String) -> String? {
        if (try? board.net(of: name)) != nil { return nil }
        return missing("pin", name, board.nets.flatMap(\.pins) + board.lineNames.keys)
    }

    private func fault(output name: String) -> String? {
        board.outputs.contains { $0.name == name } ? nil : missing("output", name, board.outputs.map(\.name))
    }

    private func fault(display part: String) -> String? {
        let displays = board.outputs.filter { $0.output.initial.picture != nil }.map(\.partID)
        return displays.contains(part) ? nil : missing("display", part, displays)
    }

    private func fault(_ rule: SignalRule) -> String? {
        do throws(SignalRuleError) {
            _ = try rule.monitor(in: trace)
            return nil
        } catch {
            return error.description
        }
    }

    private func fault(of fault: Fault) -> String? {
        do throws(BoardError) {
            try board.check(fault)
            return nil
        } catch {
            return error.description
        }
    }

    private func fault(serial key: String) -> String? {
        if configuration.console != nil || configuration.skipsSerial { return nil }
        return
            "\(key): a board that runs Linux has no serial output; run the scenario beside a DAG, with dagrun local --board --scenario: "
            + "what its tasks log is taken for it"
    }

    private func missing(_ what: String, _ name: String, _ names: [String]) -> String {
        let hint = Suggestion.hint(for: name, in: names)
        if !hint.isEmpty { return "the board has no \(what) “\(name)”\(hint)" }
        let part = name.prefix { $0 != ":" && $0 != "." }
        let near = names.filter { $0.hasPrefix(part) }
        let list = (near.isEmpty ? names : near).sorted().prefix(12).joined(separator: ", ")
        return "the board has no \(what) “\(name)”" + (list.isEmpty ? ", nor any other one" : "; there is \(list)")
    }
}
