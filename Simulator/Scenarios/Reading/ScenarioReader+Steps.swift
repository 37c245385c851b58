// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

extension ScenarioReader {
    /// Reads what a step does.
    ///
    /// - Parameters:
    ///   - key: The step's key.
    ///   - node: What stands behind it.
    /// - Returns: What it does; nil with a fault.
    mutating func action(_ key: ScenarioStepKey, _ node: YAMLNode) -> ScenarioAction? {
        switch key {
        case .delay: duration(node).map { .delay($0) }
        case .advance: duration(node).map { .advance($0) }
        case .waitSerial: text(node, "the text that is waited for").map { .waitSerial($0) }
        case .writeSerial: bytes(node).map { .writeSerial($0) }
        case .snapshot: text(node, "a name").map { .snapshot($0) }
        case .expect: condition(node).map { .expect($0) }
        case .inject: inject(node)
        case .remove: text(node, "the name of a fault").map { .remove($0) }
        case .setControl: setControl(node)
        case .expectPin, .waitPin: pin(node, waits: key == .waitPin)
        case .expectOutput, .waitOutput: output(node, waits: key == .waitOutput)
        case .waitUntil: waitUntil(node)
        case .never: never(node)
        case .expectWithin: expectWithin(node)
        case .expectWave: expectWave(node)
        case .takeScreenshot: screenshot(node)
        case .expectChipOutput, .touch, .touchPress, .touchMove, .touchRelease: .unserved(key.rawValue)
        }
    }

    // MARK: Wokwi's

    private mutating func setControl(_ node: YAMLNode) -> ScenarioAction? {
        var fields = ScenarioFields(node, what: "set-control", known: ["part-id", "control", "name", "value"])
        let part = fields.text("part-id", &self)
        let control = fields.text("control", or: "name", &self)
        let value = fields.required("value", &self).flatMap { self.value($0) }
        guard fields.refuseOthers(&self), let part, let control, let value else { return nil }
        return .setControl(part: part, control: control, value)
    }

    private mutating func pin(_ node: YAMLNode, waits: Bool) -> ScenarioAction? {
        let what = waits ? "dagrun:wait-pin" : "expect-pin"
        var fields = ScenarioFields(
            node, what: what, known: ["part-id", "pin", "name", "value"] + (waits ? ["timeout"] : []))
        // A line needs no part.
        let part = fields.has("part-id") ? fields.text("part-id", &self) : ""
        let pin = fields.text("pin", or: "name", &self)
        let level = fields.required("value", &self).flatMap { self.level($0) }
        let timeout = fields.duration("timeout", &self)
        guard fields.refuseOthers(&self), let part, let pin, let level else { return nil }
        return waits
            ? .waitPin(part: part, pin: pin, level, timeout: timeout) : .expectPin(part: part, pin: pin, level)
    }

    private mutating func screenshot(_ node: YAMLNode) -> ScenarioAction? {
        var fields = ScenarioFields(node, what: "take-screenshot", known: ["part-id", "save-to", "compare-with"])
        let part = fields.text("part-id", &self)
        let saveTo = fields.optionalText("save-to", &self)
        let compareWith = fields.optionalText("compare-with", &self)
        if saveTo == nil, compareWith == nil { fault(node.position, "take-screenshot needs save-to or compare-with") }
        for path in [saveTo, compareWith].compactMap({ $0 }) where path.lowercased().hasSuffix(".png") {
            fault(node.position, "“\(path)”: pictures are kept as PBM, PGM or PPM here; let the name end in .pgm")
        }
        guard fields.refuseOthers(&self), let part, saveTo ?? compareWith != nil else { return nil }
        return .screenshot(ScenarioAction.Screenshot(part: part, saveTo: saveTo, compareWith: compareWith))
    }

    // MARK: Ours

    private mutating func output(_ node: YAMLNode, waits: Bool) -> ScenarioAction? {
        let what = waits ? "dagrun:wait-output" : "dagrun:expect-output"
        var fields = ScenarioFields(
            node, what: what,
            known: ["part-id", "output", "name", "value", "tolerance"] + (waits ? ["timeout"] : []))
        let part = fields.text("part-id", &self)
        let output = fields.text("output", or: "name", &self)
        let value = fields.required("value", &self).flatMap { self.value($0) }
        let tolerance = fields.number("tolerance", &self) ?? 0
        let timeout = fields.duration("timeout", &self)
        guard fields.refuseOthers(&self), let part, let output, let value else { return nil }
        return waits
            ? .waitOutput(part: part, output: output, value, tolerance: tolerance, timeout: timeout)
            : .expectOutput(part: part, output: output, value, tolerance: tolerance)
    }

    private mutating func waitUntil(_ node: YAMLNode) -> ScenarioAction? {
        if case .scalar = node.value { return condition(node).map { .waitUntil($0, timeout: nil) } }
        var fields = ScenarioFields(node, what: "dagrun:wait-until", known: ["condition", "timeout"])
        let condition = fields.required("condition", &self).flatMap { self.condition($0) }
        let timeout = fields.duration("timeout", &self)
        guard fields.refuseOthers(&self), let condition else { return nil }
        return .waitUntil(condition, timeout: timeout)
    }

    private mutating func never(_ node: YAMLNode) -> ScenarioAction? {
        if case .scalar = node.value { return condition(node).map { condition in .rule(.never { condition }) } }
        var fields = ScenarioFields(node, what: "dagrun:never", known: ["condition", "longer-than"])
        let condition = fields.required("condition", &self).flatMap { self.condition($0) }
        let duration = fields.duration("longer-than", &self)
        guard fields.refuseOthers(&self), let condition else { return nil }
        return .rule(.never(longerThan: duration ?? .zero) { condition })
    }

    private mutating func expectWithin(_ node: YAMLNode) -> ScenarioAction? {
        var fields = ScenarioFields(node, what: "dagrun:expect-within", known: ["time", "after", "expect"])
        let time = fields.required("time", &self).flatMap { self.duration($0) }
        let trigger = fields.required("after", &self).flatMap { self.condition($0) }
        let condition = fields.required("expect", &self).flatMap { self.condition($0) }
        guard fields.refuseOthers(&self), let time, let trigger, let condition else { return nil }
        return .rule(.within(time, after: trigger) { condition })
    }

    private mutating func inject(_ node: YAMLNode) -> ScenarioAction? {
        guard case .mapping(let members) = node.value else {
            fault(node.position, "dagrun:inject is a mapping with fault, target and more, not \(node.kind)")
            return nil
        }
        var fields: [String: JSONValue] = [:]
        var name: String?
        for member in members {
            guard case .scalar(let text, _) = member.value.value else {
                fault(member.value.position, "“\(member.key)” is a number or a text, not \(member.value.kind)")
                return nil
            }
            if member.key == "name" { name = text } else { fields[member.key] = .string(text) }
        }
        do throws(FaultError) {
            return .inject(try Fault(fields: fields), name: name)
        } catch {
            for reason in error.reasons { fault(node.position, "dagrun:inject: \(reason)") }
            return nil
        }
    }

    private mutating func expectWave(_ node: YAMLNode) -> ScenarioAction? {
        var fields = ScenarioFields(
            node, what: "dagrun:expect-wave",
            known: ["part-id", "pin", "of", "period", "duty", "tolerance", "cycles"])
        let condition: Condition?
        if fields.has("of") {
            condition = fields.required("of", &self).flatMap { self.condition($0) }
        } else {
            let part = fields.has("part-id") ? fields.text("part-id", &self) : ""
            let pin = fields.text("pin", &self)
            condition = part.flatMap { part in
                pin.map { Probe(ScenarioAction.pinName(part, $0)).isHigh }
            }
        }
        let periodNode = fields.required("period", &self)
        let period = periodNode.flatMap { self.duration($0) }
        if period == .zero, let periodNode { fault(periodNode.position, "a period is more than zero") }
        let duty = fields.share("duty", &self) ?? 0.5
        let tolerance = fields.share("tolerance", &self) ?? 0.05
        let cycles = fields.count("cycles", &self) ?? 2
        guard fields.refuseOthers(&self), let condition, let period, period > .zero else { return nil }
        return ScenarioStep.expectWave(
            of: condition, period: period, duty: duty, tolerance: tolerance, cycles: cycles
        ).action
    }
}
