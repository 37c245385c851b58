// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

private import DagrunHAL

extension VirtualBoard {
    /// The net that a pin is on.
    ///
    /// - Parameter pin: The pin, as `part:pin`, or a name of a line.
    /// - Returns: The net.
    /// - Throws: ``BoardError`` when there is no such pin.
    public func net(of pin: String) throws(BoardError) -> Net {
        guard let number = catalog.pinNumbers[pin] ?? line(named: pin)?.pin.flatMap({ catalog.pinNumbers[$0] }) else {
            throw missing(pin, catalog.pinNumbers.keys, "pin")
        }
        return locked { $0.catalog.nets[Int($0.pins[number].net)] }
    }

    /// The line that a name stands for: its own, its place on its chip, or one that programs have for it.
    private func line(named name: String) -> BoardLine? {
        lines.first { $0.name == name || $0.address.description == name } ?? lineNames[name].map { lines[$0] }
    }

    /// The logical value of a pin's net.
    ///
    /// - Parameter pin: The pin, as `part:pin`, or a name of a line.
    /// - Returns: The value.
    /// - Throws: ``BoardError`` when there is no such pin.
    public func read(_ pin: String) throws(BoardError) -> Logic {
        let net = try net(of: pin).id
        return locked { $0.logic(of: Int32(net)) }
    }

    /// The voltage of a pin's net.
    ///
    /// - Parameter pin: The pin, as `part:pin`, or a name of a line.
    /// - Returns: The voltage; nil where the net floats.
    /// - Throws: ``BoardError`` when there is no such pin.
    public func volts(_ pin: String) throws(BoardError) -> Double? {
        let net = try net(of: pin).id
        return locked { $0.volts(of: Int32(net)) }
    }

    /// The logical value of a net.
    ///
    /// - Parameter net: The net's number.
    /// - Returns: The value.
    public func logic(ofNet net: Int) -> Logic { locked { $0.logic(of: Int32(net)) } }

    /// Sets a control of a part.
    ///
    /// - Parameters:
    ///   - control: The part and the control, as in `btn1.pressed`.
    ///   - value: The value.
    /// - Throws: ``BoardError`` when there is no such control, or the value doesn't fit.
    public func set(_ control: String, _ value: PartValue) throws(BoardError) {
        guard let number = controls.firstIndex(where: { $0.name == control }) else {
            throw missing(control, controls.map(\.name), "control")
        }
        let fitted: PartValue
        do { fitted = try controls[number].control.fitted(value) } catch {
            throw BoardError(["\(controls[number].partID): \(error)"])
        }
        locked { $0.setControl(number, fitted) }
    }

    /// The value of a control.
    ///
    /// - Parameter control: The part and the control, as in `btn1.pressed`.
    /// - Returns: The value.
    /// - Throws: ``BoardError`` when there is no such control.
    public func control(_ control: String) throws(BoardError) -> PartValue {
        guard let number = controls.firstIndex(where: { $0.name == control }) else {
            throw missing(control, controls.map(\.name), "control")
        }
        return locked { $0.controls[number] }
    }

    /// The value of an output.
    ///
    /// - Parameter output: The part and the output, as in `led1.brightness`.
    /// - Returns: The value.
    /// - Throws: ``BoardError`` when there is no such output.
    public func output(_ output: String) throws(BoardError) -> PartValue {
        guard let number = outputs.firstIndex(where: { $0.name == output }) else {
            throw missing(output, outputs.map(\.name), "output")
        }
        return locked { $0.outputs[number] }
    }

    /// The value of a quantity at the present instant.
    ///
    /// - Parameter quantity: The name.
    /// - Returns: The value.
    /// - Throws: ``BoardError`` when there is no such quantity.
    public func quantity(_ quantity: String) throws(BoardError) -> Double {
        guard let number = catalog.quantityNumbers[quantity] else {
            throw missing(quantity, catalog.quantityNumbers.keys, "quantity")
        }
        return locked { $0.environment.value(number, $0) }
    }

    /// Sets a quantity.
    ///
    /// Balances take the difference as something from outside.
    ///
    /// - Parameters:
    ///   - quantity: The name.
    ///   - value: The value; taken into the quantity's range.
    /// - Throws: ``BoardError`` when there is no such quantity.
    public func set(quantity: String, to value: Double) throws(BoardError) {
        guard let number = catalog.quantityNumbers[quantity] else {
            throw missing(quantity, catalog.quantityNumbers.keys, "quantity")
        }
        locked {
            $0.environment.set(number, value, isFromOutside: true, $0)
            $0.settle()
        }
    }

    /// What the board had to say so far, in the order in which it happened; the first ten thousand are kept.
    public var diagnostics: [Diagnostic] { locked { $0.diagnostics } }

    func missing(_ name: String, _ names: some Collection<String>, _ what: String) -> BoardError {
        let part = name.prefix { $0 != ":" && $0 != "." }
        let near = names.filter { $0.hasPrefix(part) }.sorted()
        let list = (near.isEmpty ? names.sorted() : near).prefix(24).joined(separator: ", ")
        return BoardError([
            list.isEmpty
                ? "the board ‘\(boardName)’ has no \(what) at all, so none ‘\(name)’"
                : "the board ‘\(boardName)’ has no \(what) ‘\(name)’; there is \(list)"
        ])
    }
}
