// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// A chip that tests plug and unplug.
struct ScriptedChip {
    /// A line, its voltage as a logical level of an active-high reader.
    struct Line {
        var name: String?
        var consumer: String?
        var config = LineConfig()
        var level = false
        var request: ScriptedRequest?
        var index = 0
    }

    /// The chips of a Raspberry Pi 4, the second one with eight lines.
    static let raspberryPi4 = [
        ScriptedChip("gpiochip0", "pinctrl-bcm2711", 58, names: [42: "STATUS_LED", 50: "TWICE", 51: "TWICE"]),
        ScriptedChip("gpiochip1", "expander", 8),
    ]

    let name: String
    let label: String
    var lines: [Line]
    var isPlugged = true

    init(_ name: String, _ label: String, _ count: Int, names: [Int: String] = [:]) {
        self.name = name
        self.label = label
        lines = (0..<count).map { Line(name: names[$0]) }
    }
}

/// What a scripted backend and its requests share.
struct ScriptedWorld {
    var chips: [ScriptedChip]
    /// All that was done to lines, for tests to look at.
    var log: [String] = []
    /// Errors for the next claims, the last one first.
    var requestErrors: [HALError] = []
    /// PWM controllers by number.
    var pwmDevices: [Int: String] = [:]
    /// The error of every change of use; nil: it succeeds.
    var reconfigureError: HALError?

    subscript(line: LineAddress) -> ScriptedChip.Line {
        get {
            guard let place = place(line) else { return ScriptedChip.Line() }
            return chips[place].lines[line.offset]
        }
        set { if let place = place(line) { chips[place].lines[line.offset] = newValue } }
    }

    private func place(_ line: LineAddress) -> Int? {
        chips.firstIndex { $0.name == line.chip && $0.isPlugged && $0.lines.indices.contains(line.offset) }
    }

    func line(_ line: LineAddress) throws(HALError) -> ScriptedChip.Line {
        guard place(line) != nil else { throw HALError(.notFound, "\(line)", reason: "there is no such line") }
        return self[line]
    }

    mutating func claim(
        _ lines: [LineAddress], _ configs: [LineConfig], for request: ScriptedRequest
    ) throws(HALError) {
        for (index, (line, config)) in zip(lines, configs).enumerated() {
            if let fault = config.fault { throw HALError(.invalid, "\(line)", reason: fault) }
            self[line].consumer = request.consumer
            self[line].request = request
            self[line].index = index
            set(line, config)
        }
        log.append("claim \(lines.map { "\($0.offset)" }.joined(separator: ","))")
    }

    mutating func set(_ line: LineAddress, _ config: LineConfig) {
        self[line].config = config
        if config.direction == .output { drive(line, config.initialValue) }
    }

    mutating func drive(_ line: LineAddress, _ value: Bool) {
        let level = value != self[line].config.activeLow
        if self[line].level != level { log.append("\(line.offset)=\(level ? 1 : 0)") }
        self[line].level = level
    }

    mutating func release(_ line: LineAddress, _ request: ScriptedRequest) {
        guard self[line].request === request else { return }
        if case .safe(let value) = self[line].config.onRelease { drive(line, value) }
        log.append("release \(line.offset)")
        self[line].consumer = nil
        self[line].request = nil
        self[line].config = LineConfig()
    }
}
