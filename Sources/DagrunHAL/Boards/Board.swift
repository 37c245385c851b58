// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A board: hardware, real or virtual, by the names of its pins.
///
/// ```swift
/// let board = Board(backend, description: .raspberryPi4, wiring: ["button.green": "GPIO17", "led.green": "BOARD12"])
/// let led = try await board.lease("led.green", .output(true), holder: "lamp")
/// ```
public final class Board: Sendable {
    /// What reaches the hardware.
    public let backend: any HardwareBackend
    /// What is known of the board.
    public let description: BoardDescription
    /// Further names of pins, given by the program; they go before those of the description.
    public let wiring: [String: PinID]
    /// Rules that outputs must never break.
    public let interlocks: [Interlock]
    /// Owns the lines.
    public let broker: LineBroker

    /// The clock that edges are stamped with and that devices wait by.
    public var clock: any HALClock { backend.clock }

    /// Where a task runs that is to have edges with the least delay; nil where there is no such place, as on a virtual board.
    ///
    /// Edges of real pins are waited for by one thread, which then has another one run the task that waits. A task that prefers this
    /// executor runs on that thread itself, and answers an edge about a quarter sooner:
    ///
    /// ```swift
    /// try await withTaskExecutorPreference(board.edgeExecutor) {
    ///     for try await edge in button.events() where edge.edge == .rising { try valve.set(false) }
    /// }
    /// ```
    ///
    /// What runs there must be short and never wait but with `await`: meanwhile the thread hands on no other edge. None is lost by it as
    /// long as the kernel's queues have room, and each has the time stamp of the kernel.
    public var edgeExecutor: (any TaskExecutor)? { backend.edgeExecutor }

    /// What those who use the board in turns leave there for the next one.
    package let notes = BoardNotes()

    let resolver: PinResolver
    let pulses = PulseList()

    /// Makes a board.
    ///
    /// - Parameters:
    ///   - backend: What reaches the hardware.
    ///   - description: What is known of the board.
    ///   - wiring: Further names of pins.
    ///   - interlocks: Rules that outputs must never break.
    ///   - consumer: Who claims lines, as others see it; the kernel keeps 31 bytes of it.
    ///   - journalID: The number that cursors of this board's journal carry; nil: a random one. Cursors of another process are
    ///     told by it.
    ///   - journalCapacity: How many edges of each line are kept.
    public init(
        _ backend: any HardwareBackend, description: BoardDescription, wiring: [String: PinID] = [:],
        interlocks: [Interlock] = [], consumer: String = "dagrun", journalID: UInt64? = nil, journalCapacity: Int = 1024
    ) {
        self.backend = backend
        self.description = description
        self.wiring = wiring
        self.interlocks = interlocks
        let journal = EdgeJournal(id: journalID ?? .random(in: .min ... .max), capacity: journalCapacity)
        broker = LineBroker(backend, consumer: consumer, journal: journal)
        resolver = PinResolver(backend: backend, description: description, wiring: wiring)
    }

    /// Finds the line that a name means.
    ///
    /// - Parameter pin: The name, in any form.
    /// - Returns: Where the line is.
    /// - Throws: ``HALError`` with the code `notFound` when there is no such pin, with names that may have been meant; `unsupported`
    ///   when it is ground, a supply or another signal; `gone` when its chip isn't there.
    public func address(of pin: PinID) throws(HALError) -> LineAddress { try resolver.place(of: pin).address }

    /// The names of pins that begin so, those that the program's wiring and the board's description give.
    ///
    /// - Parameter prefix: The beginning, such as `led.`.
    /// - Returns: The names, each once and in order.
    package func pinNames(under prefix: String) -> [String] {
        Set(wiring.keys).union(description.aliases.keys).filter { $0.hasPrefix(prefix) }.sorted()
    }

    /// The lines by all names that a person may write for them, aliases, printed pins and places of headers included.
    package var linesByName: [String: LineAddress] {
        var names = pinNames(under: "")
        for line in description.lines {
            names += [line.name] + line.aliases
            if let gpio = line.gpio { names.append("GPIO\(gpio)") }
        }
        for (place, header) in description.headers.enumerated() {
            for number in header.pins.indices.map({ $0 + 1 }) {
                names.append("\(header.name):\(number)")
                if place == 0 { names.append("BOARD\(number)") }
            }
        }
        var lines: [String: LineAddress] = [:]
        // Supplies and names of nothing are no lines.
        for name in names where lines[name] == nil { lines[name] = try? address(of: PinID(name)) }
        return lines
    }

    /// Finds what is known of a pin's line.
    ///
    /// - Parameter pin: The name, in any form.
    /// - Returns: The line; nil when the description doesn't know it.
    /// - Throws: ``HALError``, as ``address(of:)``.
    public func line(of pin: PinID) throws(HALError) -> BoardDescription.Line? { try resolver.place(of: pin).line }

    /// Leases lines; all of them or none.
    ///
    /// - Parameters:
    ///   - lines: The pins and how each is to be used. An output begins with its initial value at the instant it is claimed.
    ///   - holder: Who asks, as others are told when they find the lines busy, such as a task's id.
    ///   - waiting: How long to wait for lines that are in use, in the order of coming; nil: not at all.
    ///   - keepingValues: Whether an output that this board drives already keeps its value instead of the initial one.
    /// - Returns: The lease.
    /// - Throws: ``HALError``: as ``address(of:)``; `busy` with the holder; `invalid` and `unsupported` for settings that don't fit;
    ///   `interlocked`; `gone` when the board is closed. `CancellationError` when the task is cancelled meanwhile.
    public func lease(
        _ lines: [(pin: PinID, config: LineConfig)], holder: String, waiting: Duration? = nil,
        keepingValues: Bool = false
    ) async throws -> LineLease {
        try await broker.lease(
            try wants(lines), holder: holder, waiting: waiting, keepingValues: keepingValues)
    }

    /// Leases a line.
    ///
    /// - Parameters:
    ///   - pin: The pin.
    ///   - config: How it is to be used.
    ///   - holder: Who asks.
    ///   - waiting: How long to wait for a line that is in use; nil: not at all.
    ///   - keepingValues: Whether an output that this board drives already keeps its value instead of the initial one.
    /// - Returns: The lease.
    /// - Throws: As for several lines.
    public func lease(
        _ pin: PinID, _ config: LineConfig, holder: String, waiting: Duration? = nil, keepingValues: Bool = false
    ) async throws -> LineLease {
        try await lease([(pin, config)], holder: holder, waiting: waiting, keepingValues: keepingValues)
    }

    /// Drives outputs with a safe value to it, lets go of all lines, ends all leases and stops all pulses.
    ///
    /// It happens once. Nothing in it waits for holders, so it may be called while tasks still run or hang, as on SIGTERM; they find
    /// their leases gone. It is no function for a signal handler itself: call it from the code that the signal wakes.
    public func close() async { closeNow() }

    /// Does the same without the word for waiting: where a process ends in the next instant.
    package func closeNow() {
        broker.close()
        pulses.stop()
    }

    private func wants(_ lines: [(pin: PinID, config: LineConfig)]) throws(HALError) -> [LineBroker.Want] {
        guard !lines.isEmpty, lines.count <= 64 else {
            throw HALError(.invalid, "lease", reason: "a lease is of 1 to 64 lines, not of \(lines.count)")
        }
        var wants: [LineBroker.Want] = []
        for (pin, config) in lines {
            if let fault = config.fault { throw HALError(.invalid, "\(pin)", reason: fault) }
            let place = try resolver.place(of: pin)
            if place.line?.isInputOnly == true, config.direction == .output {
                throw HALError(
                    .unsupported, "\(pin)", reason: "it can only be an input",
                    alternatives: description.lines.filter { !$0.isInputOnly && $0.reserved == nil }.prefix(3)
                        .map(\.name))
            }
            if let same = wants.first(where: { $0.address == place.address }) {
                throw HALError(
                    .invalid, "\(pin)", reason: "it is the same line as ‘\(same.pin)’ in the same lease")
            }
            wants.append(
                LineBroker.Want(
                    pin: pin, address: place.address, config: config, hint: hint(for: place.line),
                    guardian: try guardian(of: pin, at: place.address)))
        }
        return wants
    }

    func guardian(of pin: PinID, at address: LineAddress) throws(HALError) -> OutputGuard? {
        guard !interlocks.isEmpty else { return nil }
        return try broker.guardian(of: pin, at: address) { () throws(HALError) in
            var rules: [OutputGuard.Rule] = []
            for interlock in interlocks {
                do throws(HALError) {
                    guard try self.address(of: interlock.output) == address else { continue }
                    var input: LineAddress?
                    if case .line(let pin, _) = interlock.rule { input = try self.address(of: pin) }
                    rules.append(OutputGuard.Rule(interlock: interlock, input: input))
                } catch {
                    // An output whose chip isn't there can't be leased either. A name that means nothing would leave an output
                    // without its interlock, so nothing is leased before that is mended.
                    if error.code == .gone, (try? self.address(of: interlock.output)) == nil { continue }
                    throw HALError(
                        .invalid, "interlock ‘\(interlock.name)’ of \(interlock.output)", reason: "\(error)")
                }
            }
            if let first = rules.first?.interlock.safeValue, rules.contains(where: { $0.interlock.safeValue != first })
            {
                throw HALError(.invalid, "\(pin)", reason: "its interlocks don't agree which value is safe")
            }
            return rules
        }
    }

    private func hint(for line: BoardDescription.Line?) -> String? {
        guard let line else { return nil }
        if let reserved = line.reserved { return "The board uses it for: \(reserved)." }
        let units = line.functions.filter { $0.unit != "pwm" && $0.unit != "adc" }
        guard !units.isEmpty else { return nil }
        return "It is also \(units.map(\.description).joined(separator: ", ")); a driver of that may hold it."
    }
}
