// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Finds the line that a name means on a board.
struct PinResolver: Sendable {
    /// A line that was found.
    struct Place: Sendable {
        let address: LineAddress
        /// What the board's description says of it; nil for a line that only the backend knows.
        let line: BoardDescription.Line?
    }

    let backend: any HardwareBackend
    let description: BoardDescription
    let wiring: [String: PinID]

    /// Finds a line.
    ///
    /// - Parameter pin: Its name, in any form.
    /// - Returns: Where it is.
    /// - Throws: ``HALError`` that says what the name may have meant.
    func place(of pin: PinID) throws(HALError) -> Place {
        let meant = try unaliased(pin)
        if let line = try line(meant) { return Place(address: try address(of: line, as: pin), line: line) }
        switch meant {
        case .chip(let chip, let offset): return try place(chip, offset, as: pin)
        case .line(let name), .name(let name):
            if let address = try address(named: name, as: pin) { return described(address) }
        case .gpio:
            // A machine without a description: Raspberry Pis and many others name lines so.
            if let address = try address(named: "\(meant)", as: pin) { return described(address) }
        case .header: break
        }
        throw unknown(pin)
    }

    /// Follows the names that the program and the description give pins.
    ///
    /// - Parameter pin: A name in any form.
    /// - Returns: The name behind the last alias.
    /// - Throws: ``HALError`` with the code `invalid` when aliases go round in a circle.
    func unaliased(_ pin: PinID) throws(HALError) -> PinID {
        var seen: [PinID] = []
        var pin = pin
        while case .name(let name) = pin, let next = wiring[name] ?? description.aliases[name], next != pin {
            seen.append(pin)
            guard !seen.contains(next) else {
                let circle = (seen + [next]).map(\.description).joined(separator: " → ")
                throw HALError(.invalid, "\(seen[0])", reason: "its names go round in a circle: \(circle)")
            }
            pin = next
        }
        return pin
    }

    /// Finds what the description says of a pin.
    ///
    /// - Parameter pin: A name in any form, no alias.
    /// - Returns: The line; nil when the description doesn't know it.
    /// - Throws: ``HALError`` when the pin is known and no line.
    func line(_ pin: PinID) throws(HALError) -> BoardDescription.Line? {
        switch pin {
        case .gpio(let number):
            return description.lines.first { $0.gpio == number } ?? description.line(named: "\(pin)")
        case .name(let name): return description.line(named: name)
        case .header(let name, let number): return try headerLine(name, number, as: pin)
        case .chip, .line: return nil
        }
    }

    /// Finds the signal, no line, that a pin is.
    ///
    /// - Parameter pin: A name in any form, no alias.
    /// - Returns: The signal's name; nil when the pin is anything else.
    func signal(_ pin: PinID) -> String? {
        switch pin {
        case .name(let name): return name
        case .header(let name, let number):
            guard let header = header(name), number >= 1, header.pins.indices.contains(number - 1),
                case .signal(let signal) = header.pins[number - 1]
            else { return nil }
            return signal
        default: return nil
        }
    }

    private func header(_ name: String?) -> BoardDescription.Header? {
        name.map { name in description.headers.first { $0.name == name } } ?? description.headers.first
    }

    private func headerLine(_ name: String?, _ number: Int, as pin: PinID) throws(HALError) -> BoardDescription.Line? {
        guard let header = header(name) else {
            throw HALError(
                .notFound, "\(pin)", reason: "the \(description.name) has no header \(name ?? "in its description")",
                alternatives: description.headers.map { "\($0.name):\(number)" })
        }
        guard number >= 1, number <= header.pins.count else {
            throw HALError(
                .notFound, "\(pin)",
                reason: "header \(header.name) of the \(description.name) has pins 1 to \(header.pins.count)")
        }
        func refusal(_ what: String) -> HALError {
            HALError(
                .unsupported, "\(pin)", reason: "it is \(what), not a line",
                alternatives: neighbours(of: number, in: header))
        }
        switch header.pins[number - 1] {
        case .line(let name): return description.line(named: name)
        case .ground: throw refusal("ground")
        case .supply(let volts): throw refusal("a supply of \(HeaderPin.supply(volts))")
        case .unconnected: throw refusal("not connected")
        case .signal(let name): throw refusal("the signal ‘\(name)’")
        }
    }

    private func neighbours(of number: Int, in header: BoardDescription.Header) -> [String] {
        header.pins.enumerated().compactMap { place, pin -> (distance: Int, text: String)? in
            guard case .line(let name) = pin else { return nil }
            return (abs(place + 1 - number), "\(header.name):\(place + 1) (\(name))")
        }
        .sorted { $0.distance < $1.distance }.prefix(2).map(\.text)
    }

    private func address(of line: BoardDescription.Line, as pin: PinID) throws(HALError) -> LineAddress {
        let labels = description.chips[line.chip] ?? []
        let chips = try backend.chips()
        // Labels stand in order of preference; two chips of one label are told apart by their size.
        for label in labels {
            if let chip = chips.first(where: { $0.label == label && line.offset < $0.lineCount }) {
                return LineAddress(chip: chip.name, offset: line.offset)
            }
        }
        throw HALError(
            .gone, "\(pin)", reason: "there is no chip labelled \(labels.map { "‘\($0)’" }.joined(separator: " or "))",
            advice: chips.isEmpty
                ? "\(backend.name) shows no chips at all."
                : "There are: \(chips.map { "\($0.name) (\($0.label))" }.joined(separator: ", ")). "
                    + "Is this a \(description.name)?")
    }

    private func place(_ name: String, _ offset: Int, as pin: PinID) throws(HALError) -> Place {
        let chips = try backend.chips()
        let found =
            chips.first { $0.name == name } ?? chips.first { $0.label == name }
            ?? chips.first { description.chips[name]?.contains($0.label) == true }
        guard let found else {
            throw HALError(
                .notFound, "\(pin)", reason: "there is no chip with the name or label ‘\(name)’",
                alternatives: chips.map { "\($0.name):\(offset)" })
        }
        guard (0..<found.lineCount).contains(offset) else {
            throw HALError(
                .notFound, "\(pin)",
                reason: "\(found.name) (\(found.label)) has lines 0 to \(found.lineCount - 1)")
        }
        return described(LineAddress(chip: found.name, offset: offset), label: found.label)
    }

    // Looks for a line by the kernel's name. Names needn't be unique, so a second one is a fault and not a choice.
    private func address(named name: String, as pin: PinID) throws(HALError) -> LineAddress? {
        var found: [LineAddress] = []
        for chip in try backend.chips() {
            for offset in 0..<chip.lineCount {
                let address = LineAddress(chip: chip.name, offset: offset)
                if try backend.lineInfo(address).name == name { found.append(address) }
            }
        }
        guard found.count < 2 else {
            throw HALError(
                .invalid, "\(pin)", reason: "\(found.count) lines have that name",
                alternatives: found.map(\.description))
        }
        return found.first
    }

    private func described(_ address: LineAddress, label: String? = nil) -> Place {
        let label = label ?? (try? backend.chips())?.first { $0.name == address.chip }?.label
        let line = description.lines.first {
            $0.offset == address.offset && description.chips[$0.chip]?.contains(label ?? "") == true
        }
        return Place(address: address, line: line)
    }

    private func unknown(_ pin: PinID) -> HALError {
        var names = Array(wiring.keys) + Array(description.aliases.keys)
        names += description.lines.flatMap { [$0.name] + $0.aliases }
        for chip in (try? backend.chips()) ?? [] {
            names += (0..<chip.lineCount).compactMap { offset in
                (try? backend.lineInfo(LineAddress(chip: chip.name, offset: offset)))?.name
            }
        }
        let text = "\(pin)"
        let bare = text.hasPrefix("line:") ? String(text.dropFirst(5)) : text
        return HALError(
            .notFound, text, reason: "the \(description.name) has no such pin",
            alternatives: Suggestions.nearest(to: bare, among: names.filter { $0 != bare }))
    }
}
