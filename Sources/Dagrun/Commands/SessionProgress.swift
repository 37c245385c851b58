// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal
internal import DagrunSystem
internal import FoundationEssentials
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#endif

/// Chooses and feeds the progress display of a run.
final class SessionProgress: Sendable {
    private let choice: DisplayOptions.Progress
    private let sink = Mutex<(any ProgressSink)?>(nil)
    private let plain = HeldOutput()

    init(_ display: DisplayOptions) {
        choice = display.progress == .auto ? (Self.isLive(display) ? .live : .plain) : display.progress
    }

    /// Whether a view is drawn that is redrawn in place.
    static func isLive(_ display: DisplayOptions) -> Bool {
        let isTTY = Terminal.isTTY(STDERR_FILENO)
        let canDraw = Terminal.canDrawLive(environment: ProcessEnvironment.variables, isTTY: isTTY)
        return display.progress == .live || display.progress == .auto && canDraw
    }

    /// The colours and marks of standard error.
    static var theme: ProgressTheme { theme(of: STDERR_FILENO) }

    /// The colours and marks of an output.
    static func theme(of descriptor: Int32) -> ProgressTheme {
        ProgressTheme(environment: ProcessEnvironment.variables, isTTY: Terminal.isTTY(descriptor))
    }

    func begin(
        _ run: LocalRun, now: @escaping @Sendable () -> Date, history: @autoclosure () -> [String: Double],
        live: LiveBoard?
    ) {
        let (document, folder) = (run.document, run.folder)
        let environment = ProcessEnvironment.variables
        var (beneath, remains): ((@Sendable (Terminal.Size) -> [String])?, (@Sendable (Terminal.Size) -> [String])?)
        if let live { (beneath, remains) = ({ live.lines($0) }, { live.lastLines($0) }) }
        let chosen: (any ProgressSink)? =
            switch choice {
            case .none: nil
            case .live:
                LiveProgress(
                    document: document, record: run.known, history: history(), theme: Self.theme,
                    size: { Terminal.size(STDERR_FILENO, environment: environment) }, now: now,
                    write: { Output.write($0, to: STDERR_FILENO) },
                    beneath: beneath, remains: remains)
            case .plain, .auto:
                PlainProgress(
                    document: document, theme: Self.theme, logPath: { LogTail(folder: folder).path($0, $1) },
                    write: { [plain] in plain.write($0) })
            }
        sink.withLock { $0 = chosen }
    }

    func handle(_ events: [RunEvent]) { current?.handle(events) }

    func log(_ instance: TaskInstanceID, _ line: String) { current?.print(above: ["\(instance) | \(line)"]) }

    /// Takes lines that tasks print, where they would be written over what is drawn; nil where nothing is drawn.
    var printed: (@Sendable (String) -> Void)? {
        guard let live = current as? LiveProgress else { return nil }
        return { line in live.print(above: [line]) }
    }

    /// Shows a notice; also where no progress is shown.
    func print(_ line: String) {
        if let current { current.print(above: [line]) } else { plain.write(line + "\n") }
    }

    /// Makes room for something that needs the terminal for itself; what is to be shown waits.
    func stepAside() {
        plain.hold()
        (current as? LiveProgress)?.stepAside()
    }

    /// Shows what waited, and goes on.
    func comeBack() {
        plain.release()
        (current as? LiveProgress)?.comeBack()
    }

    /// Draws until the run ended; returns at once where nothing is drawn.
    func draw() async { await (current as? LiveProgress)?.run(clock: ContinuousClock()) }

    func finish(_ record: RunRecord) async { await current?.finish(record) }

    /// Draws at once, if anything is drawn.
    func drawNow() { (current as? LiveProgress)?.draw() }

    /// Draws all anew with the next frame.
    func redraw() { (current as? LiveProgress)?.redraw() }

    /// Gives the terminal back at once.
    func close() { (current as? LiveProgress)?.close() }

    private var current: (any ProgressSink)? { sink.withLock { $0 } }
}
