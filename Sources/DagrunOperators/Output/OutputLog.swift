// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunRuntime

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
    /// The last lines.
    private(set) var tail: [String] = []
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

    private mutating func write(_ line: LineSplitter.Line) {
        count += 1
        var text = encoding.text(line.bytes)
        while text.last?.isWhitespace == true { text.removeLast() }
        if line.length > Self.lineLimit {
            text = Self.cut(context.masker.mask(text), Self.lineLimit) + " … [cut: the line has \(line.length) bytes]"
        }
        if !text.isEmpty {
            tail.append(Self.cut(text, Self.tailLineLimit))
            if tail.count > Self.tailLength { tail.removeFirst() }
        }
        if isShown { context.logOutput(prefix + text) }
    }

    private static func cut(_ text: String, _ limit: Int) -> String {
        text.utf8.count <= limit ? text : String(decoding: text.utf8.prefix(limit), as: UTF8.self)
    }
}
