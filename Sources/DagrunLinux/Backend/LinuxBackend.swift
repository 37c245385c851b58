// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunGPIO
public import DagrunHAL
internal import DagrunSystem
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#endif

/// The hardware of this machine, as its Linux kernel shows it: lines by libgpiod, buses by their device files.
///
/// ```swift
/// let backend = try LinuxBackend()
/// let board = Board(backend, description: try backend.detectBoard() ?? .unknown)
/// let led = try await board.lease("GPIO18", .output(true), holder: "lamp")
/// ```
///
/// All of a process's edges are waited for by one thread, and each open bus has one for its transactions, so nothing here
/// blocks a thread of Swift's pool.
public final class LinuxBackend: HardwareBackend {
    /// libgpiod, or why it is not there: buses need none.
    let library: Result<GPIOLibrary, HALError>
    let files: MachineFiles

    /// The library and its version, such as `libgpiod 2.2.1`.
    public var name: String {
        switch library {
        case .success(let library): "libgpiod \(library.version)"
        case .failure: "Linux without libgpiod"
        }
    }

    // The processes that held lines when somebody wanted them, and when that was.
    private let holders = Mutex<[LineAddress: (process: String?, time: Timestamp)]>([:])

    /// The machine's `CLOCK_MONOTONIC`, which the kernel stamps edges with.
    public let clock: any HALClock

    /// The thread that waits for the edges of all lines.
    public var edgeExecutor: (any TaskExecutor)? { EventLoop.shared }

    /// Uses the machine's hardware.
    ///
    /// - Parameter library: libgpiod; nil: whichever is there. Without any, buses can be used and lines can't.
    public convenience init(library: GPIOLibrary? = nil) {
        self.init(library.map { .success($0) } ?? GPIOLibrary.present, MachineFiles())
    }

    /// Uses the hardware of a machine whose `/dev`, `/sys` and `/proc` are in some folder, for tests.
    package convenience init(library: GPIOLibrary? = nil, root: String) {
        self.init(library.map { .success($0) } ?? GPIOLibrary.present, MachineFiles(root: root))
    }

    init(_ library: Result<GPIOLibrary, HALError>, _ files: MachineFiles) {
        self.library = library
        self.files = files
        clock = KernelClock()
    }

    /// Lists the chips, by their numbers.
    ///
    /// - Returns: The chips that can be opened; those behind links to another are told once.
    /// - Throws: ``HALError`` with the code `unsupported` without libgpiod; with `permissionDenied` when there are chips and none may
    ///   be opened.
    public func chips() throws(HALError) -> [ChipInfo] {
        let names = files.chipNames
        // Where there are no pins, nobody need install anything to be told so.
        guard !names.isEmpty else { return [] }
        let library = try self.library.get()
        var infos: [ChipInfo] = []
        var refusal: HALError?
        for name in names {
            do throws(HALError) {
                let info = try ChipHandle(library, files.device(name), name).info()
                if info.name == name { infos.append(info) }
            } catch {
                refusal = refusal ?? error
            }
        }
        if infos.isEmpty, let refusal, refusal.code == .permissionDenied { throw refusal }
        return infos
    }

    /// Looks at a line without claiming it.
    public func lineInfo(_ line: LineAddress) throws(HALError) -> LineInfo {
        let chip = try chip(line.chip)
        let info = try chip.info()
        guard (0..<info.lineCount).contains(line.offset) else { throw Self.noLine(line, info) }
        return try chip.line(line)
    }

    /// Claims lines.
    public func request(_ lines: [LineAddress], _ configs: [LineConfig], consumer: String) throws(HALError)
        -> any LineRequest
    {
        guard let first = lines.first, lines.count <= Int(DAGRUN_GPIO_MAX_LINES), lines.count == configs.count else {
            throw HALError(
                .invalid, consumer, reason: "a request has 1 to 64 lines and a configuration for each", errno: EINVAL)
        }
        for (line, config) in zip(lines, configs) {
            guard line.chip == first.chip else {
                throw HALError(
                    .invalid, "\(line)", reason: "a request has lines of one chip, and this one began with \(first)",
                    errno: EINVAL)
            }
            if let fault = config.fault { throw HALError(.invalid, "\(line)", reason: fault, errno: EINVAL) }
        }
        let library = try self.library.get()
        let settings = KernelSettings(api: library.api)
        let chip = try chip(first.chip)
        let info = try chip.info()
        for (line, config) in zip(lines, configs) {
            guard (0..<info.lineCount).contains(line.offset) else { throw Self.noLine(line, info) }
            try settings.check(config, of: line)
        }
        do throws(HALError) {
            return KernelLineRequest(
                try KernelLines(
                    lines, configs, consumer: consumer, library: library, path: files.device(first.chip), clock: clock))
        } catch {
            guard error.code == .busy else { throw error }
            throw busy(error, lines, chip, consumer)
        }
    }

    private func chip(_ name: String) throws(HALError) -> ChipHandle {
        let library = try self.library.get()
        guard files.chipNames.contains(name) else {
            throw HALError(
                .notFound, name, reason: "the machine has no such chip", alternatives: files.chipNames,
                advice: files.chipNames.isEmpty ? "There is no /dev/gpiochip* at all." : nil, errno: ENOENT)
        }
        return try ChipHandle(library, files.device(name), name)
    }

    private func busy(_ error: HALError, _ lines: [LineAddress], _ chip: borrowing ChipHandle, _ consumer: String)
        -> HALError
    {
        for (place, line) in lines.enumerated() where lines[..<place].contains(line) {
            return HALError(
                .busy, "\(line)", reason: "the request names the line twice", holder: consumer, errno: EBUSY)
        }
        for line in lines {
            guard let info = try? chip.line(line), info.isUsed else { continue }
            let consumer = info.consumer.flatMap { $0.isEmpty ? nil : $0 } ?? "the kernel"
            let process = process(of: line)
            return HALError(
                .busy, info.name.map { "\($0) (\(line))" } ?? "\(line)", reason: "somebody else uses the line",
                holder: process.map { "\(consumer) (\($0))" } ?? consumer, errno: EBUSY)
        }
        return error
    }

    // Who waits for a line asks again and again; looking through all processes takes milliseconds.
    private func process(of line: LineAddress) -> String? {
        let now = clock.now
        if let known = holders.withLock({ $0[line] }), now - known.time < .seconds(1) { return known.process }
        let process = LineHolders(files).process(of: line)
        holders.withLock { $0[line] = (process, now) }
        return process
    }

    private static func noLine(_ line: LineAddress, _ info: ChipInfo) -> HALError {
        HALError(
            .notFound, "\(line)",
            reason: "\(info.name) (\(info.label)) has the lines 0 to \(info.lineCount - 1)", errno: EINVAL)
    }
}
