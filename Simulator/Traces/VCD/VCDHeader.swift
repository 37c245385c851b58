// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What the header of a VCD declares.
struct VCDHeader {
    /// The names of variables with one identifier code.
    private struct Variable {
        var kind: TraceSignal.Kind
        var width: Int
        var paths: [[String]]
    }

    /// The signals of a trace, and which of them an identifier code stands for.
    struct Layout {
        var signals: [TraceSignal] = []
        var targets: [String: VCDTarget] = [:]
    }

    /// How many nanoseconds a unit of time has.
    var nanoseconds = 1.0
    /// The scopes that are open.
    var scopes: [String] = []
    /// Units of numbers by identifier code, as ``VCDWriter`` notes them.
    var units: [String: String] = [:]

    private var codes: [String] = []
    private var variables: [String: Variable] = [:]

    mutating func add(type: String, width: Int, code: String, name: String) {
        let path = scopes + [name]
        if variables[code] != nil {
            variables[code]?.paths.append(path)
            return
        }
        let kind: TraceSignal.Kind =
            switch type {
            case "real", "realtime": .real(unit: nil)
            case "string": .text
            default: .logic
            }
        codes.append(code)
        variables[code] = Variable(kind: kind, width: kind == .logic ? max(width, 1) : 1, paths: [path])
    }

    /// The signals, in the order in which they were declared.
    func layout() -> Layout {
        let shared = sharedScopes
        var layout = Layout()
        for code in codes {
            guard let variable = variables[code] else { continue }
            let names = variable.paths.map { $0.dropFirst(shared).joined(separator: ".") }
            var kind = variable.kind
            if kind != .logic, kind != .text { kind = .real(unit: units[code]) }
            layout.targets[code] = VCDTarget(place: layout.signals.count, width: variable.width, kind: kind)
            if variable.width == 1 {
                layout.signals.append(TraceSignal(names[0], kind, aliases: Array(names.dropFirst())))
            } else {
                let bits = names.map { VCDRange($0, width: variable.width) }
                for bit in 0..<variable.width {
                    let names = bits.map { $0.name(of: bit) }
                    layout.signals.append(TraceSignal(names[0], kind, aliases: Array(names.dropFirst())))
                }
            }
        }
        return layout
    }

    /// How many scopes all variables have in common.
    private var sharedScopes: Int {
        var shared: ArraySlice<String>?
        for path in variables.values.flatMap(\.paths) {
            let scopes = path.dropLast()
            guard let common = shared else {
                shared = scopes
                continue
            }
            let count = zip(common, scopes).prefix { $0 == $1 }.count
            shared = common.prefix(count)
        }
        return shared?.count ?? 0
    }
}
