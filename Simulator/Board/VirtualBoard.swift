// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
import Synchronization

/// A board of virtual parts, with a computer among them whose lines and buses programs use as they use real ones.
///
/// ```swift
/// let board = try VirtualBoard("lamp") {
///     RaspberryPiPart("pi")
///     PushbuttonPart("btn").wired("1.l", to: "pi:GPIO17").wired("2.l", to: "pi:GND.1")
///     ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
///     LEDPart("led1", color: "red").wired("A", to: "r1:2").wired("C", to: "pi:GND.2")
/// }
/// try board.set("btn.pressed", true)
/// board.advance(by: .milliseconds(100))
/// ```
///
/// A board has a time of its own that only goes on by ``advance(by:)`` and ``advance(to:)``. Or it is given a ``VirtualTime`` as its
/// clock: then its events and the tasks of that time take turns, and an edge is seen at the instant at which it happens. All calls
/// may come from any task.
public final class VirtualBoard: HardwareBackend {
    /// How a board is made.
    public struct Configuration: Sendable {
        /// What chance begins with: equal seeds give equal runs.
        public var seed: UInt64 = 1
        /// The voltage of a high level where a part has no supply of its own, in volts.
        public var logicVolts = 3.3
        /// What the queue of a request does when it is full.
        public var queueRule = QueueRule.dropsOldest
        /// How many events the queue of a request holds for each of its lines.
        public var queueDepth = 16
        /// The reading of the realtime clock at the board's begin, in seconds since 1970.
        public var epoch = 1_767_225_600

        /// Makes a configuration with the defaults: seed 1, 3.3 V, the queue of uAPI v2, and 2026 as the beginning.
        public init() {}
    }

    /// The board's name.
    public let boardName: String
    /// What chance began with.
    public let seed: UInt64
    /// The nets, by number.
    public let nets: [Net]
    /// The controls of all parts, by number.
    public let controls: [BoardControl]
    /// The outputs of all parts, by number.
    public let outputs: [BoardOutput]
    /// The lines of all chips, by number.
    public let lines: [BoardLine]
    /// The quantities of the environment, by number.
    public let quantities: [Quantity]
    /// The buses, by number.
    public let buses: [BoardBus]
    let catalog: Catalog

    let outerClock: (any HALClock)?
    private let isClocked: Bool
    private let driver: BoardDriver
    private let lock = Mutex(())
    // Touched within `locked(_:)` only, one caller at a time; nothing that isn't Sendable leaves it.
    private nonisolated(unsafe) let kernel: Kernel

    /// Makes a board of a design and switches it on.
    ///
    /// - Parameters:
    ///   - name: The board's name.
    ///   - design: What it is made of. It belongs to the board from now on.
    ///   - configuration: How it is made.
    ///   - clock: The clock by which its time goes, often a ``VirtualTime``; nil: it has its own. With any other clock, whoever drives
    ///     that clock calls ``advance(to:)``.
    /// - Throws: ``BoardError`` with all that is wrong with the design.
    public init(
        _ name: String, design: sending BoardDesign, configuration: Configuration = Configuration(),
        clock: (any HALClock)? = nil
    ) throws(BoardError) {
        let kernel = Kernel(seed: configuration.seed, logicVolts: configuration.logicVolts)
        kernel.lineController.queueRule = configuration.queueRule
        kernel.lineController.queueDepth = max(1, configuration.queueDepth)
        kernel.lineController.epoch = Int64(configuration.epoch) * 1_000_000_000
        let faults = kernel.load(design)
        guard faults.isEmpty else { throw BoardError(faults) }
        if let clock { kernel.now = clock.now.nanoseconds }
        kernel.begin = kernel.now
        kernel.powerOn()
        boardName = name
        seed = configuration.seed
        catalog = kernel.catalog
        nets = kernel.catalog.nets
        controls = kernel.catalog.controls
        outputs = kernel.catalog.outputs
        lines = kernel.catalog.lines
        quantities = kernel.catalog.quantities
        buses = kernel.catalog.buses
        outerClock = clock
        isClocked = clock != nil
        unsafe self.kernel = kernel
        driver = BoardDriver()
        if let time = clock as? VirtualTime {
            driver.board.withLock { $0.board = self }
            time.add(driver)
        }
    }

    deinit { (outerClock as? VirtualTime)?.remove(driver) }

    /// Makes a board in Swift and switches it on.
    ///
    /// - Parameters:
    ///   - name: The board's name.
    ///   - configuration: How it is made.
    ///   - clock: The clock by which its time goes; nil: it has its own.
    ///   - content: Its parts, wires and quantities.
    /// - Throws: ``BoardError`` with all that is wrong with it.
    public convenience init(
        _ name: String, configuration: Configuration = Configuration(), clock: (any HALClock)? = nil,
        @BoardBuilder _ content: () -> sending BoardDesign
    ) throws(BoardError) {
        try self.init(name, design: content(), configuration: configuration, clock: clock)
    }

    /// Further names of lines, with their places in ``lines``, as programs on the board have them.
    var lineNames: [String: Int] { locked { $0.lineNames } }

    /// Lets lines be found by what programs call them, wherever a pin is named: by faults, scenarios, rules and looks.
    ///
    /// Boards of tests and of `--board` have those names. One that is made by hand knows what is drawn and printed only, and is told here:
    ///
    /// ```swift
    /// let hardware = Board(board, description: .raspberryPi4, wiring: ["button.green": "GPIO17"])
    /// board.name(lines: ["button.green": try hardware.address(of: "button.green")])
    /// try board.inject(Fault(.stuckAt(.low), at: "button.green"))
    /// ```
    ///
    /// Names of what is on the board itself go before these, and lines that it has not are left out. A recorder knows those that were given
    /// before it.
    ///
    /// - Parameter addresses: The lines by name.
    public func name(lines addresses: [String: LineAddress]) {
        var places: [LineAddress: Int] = [:]
        for (place, line) in lines.enumerated() { places[line.address] = place }
        let found = addresses.compactMapValues { places[$0] }
        locked { $0.lineNames = found }
    }

    /// When the kernel has something to do next, without asking the clock.
    var nextKernelTime: Timestamp? {
        let time = lock.withLock { _ in unsafe kernel.nextTime }
        return time == .max ? nil : Timestamp(nanoseconds: time)
    }

    /// Does events up to an instant while the time lets it, and stops where somebody who waited goes on.
    func advance(to limit: Timestamp, in time: VirtualTime) {
        var wakeUps: [WakeUp] = []
        lock.withLock { _ in
            let kernel = unsafe self.kernel
            while wakeUps.isEmpty, kernel.nextTime <= limit.nanoseconds,
                time.proceed(to: Timestamp(nanoseconds: kernel.nextTime))
            {
                kernel.run(until: kernel.nextTime)
                if !kernel.wakeUps.isEmpty { swap(&wakeUps, &kernel.wakeUps) }
            }
        }
        for wakeUp in wakeUps { wakeUp.resume() }
    }

    /// Runs a call on the kernel, one at a time and at the clock's present instant, and then lets go on who waited for what it did.
    func locked<Result: Sendable, Failure: Error>(
        _ body: (Kernel) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let time = isClocked ? outerClock?.now.nanoseconds ?? .min : .min
        var wakeUps: [WakeUp] = []
        defer { for wakeUp in wakeUps { wakeUp.resume() } }
        return try lock.withLock { _ throws(Failure) in
            let kernel = unsafe self.kernel
            if time > kernel.now { kernel.run(until: time) }
            defer { if !kernel.wakeUps.isEmpty { swap(&wakeUps, &kernel.wakeUps) } }
            return try body(kernel)
        }
    }
}
