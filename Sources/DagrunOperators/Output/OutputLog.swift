// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunRuntime
internal import DagrunSystem

/// Writes what a child process prints to the log of its task, line by line, while it prints.
struct OutputLog: Sendable {
    /// How many bytes of one line the log shows.
    static let lineLimit = 16 << 10
    /// How many of the last lines are remembered for an error.
    private static let tailLength = 5
    private static let tailLineLimit = 500

    private let context: TaskContext
    private let prefix: String
    private let encoding: OutputEncoding
    // More than is shown: a secret that lies across the cut is masked before the cut is made.
    private var splitter = LineSplitter(limit: 4 * lineLimit)
    private var lastLines: [LineSplitter.Line] = []
    /// The number of lines.
    private(set) var count = 0
    /// Whether lines are shown, not only remembered.
    private let isShown: Bool

    init(_ context: TaskContext, prefix: String = "", encoding: OutputEncoding, isShown: Bool = true) {
        self.context = context
        self.prefix = prefix
        self.encoding = encoding
        self.isShown = isShown
    }

    /// Takes the next piece.
    mutating func add(_ piece: [UInt8]) {
        for line in splitter.add(piece) { write(line) }
    }

    /// Ends the text.
    mutating func finish() {
        if let line = splitter.finish() { write(line) }
    }

    /// The last lines that are not blank.
    ///
    /// Masked before they are cut: of a secret that lies across the cut, a part would be left.
    var tail: [String] { lastLines.map { Self.cut(context.masker.mask(text($0)), Self.tailLineLimit) } }

    private mutating func write(_ line: LineSplitter.Line) {
        count += 1
        if line.bytes.contains(where: { $0 > 0x20 }) {
            if lastLines.count == Self.tailLength { lastLines.removeFirst() }
            lastLines.append(line)
        }
        guard isShown else { return }
        var text = text(line)
        if line.length > Self.lineLimit {
            text = Self.cut(context.masker.mask(text), Self.lineLimit) + " … [cut: the line has \(line.length) bytes]"
        }
        context.logOutput(prefix + text)
    }

    private func text(_ line: LineSplitter.Line) -> String {
        var text = encoding.text(line.bytes)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    private static func cut(_ text: String, _ limit: Int) -> String {
        text.utf8.count <= limit ? text : String(decoding: text.utf8.prefix(limit), as: UTF8.self)
    }
}
