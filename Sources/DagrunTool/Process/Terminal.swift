// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc

/// What stderr is attached to.
struct Terminal: Sendable {
    /// Its columns; `nil` when stderr is not a terminal that can redraw a line.
    var columns: Int?

    /// Our stderr.
    static func standardError() -> Terminal {
        guard isatty(STDERR_FILENO) == 1, environmentValue("TERM") != "dumb" else { return Terminal(columns: nil) }
        var size = winsize()
        guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return Terminal(columns: 80)
        }
        return Terminal(columns: Int(size.ws_col))
    }
}

/// Writes text to stderr as it is.
func writeToStandardError(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
        let count = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
        // A closed stderr is no reason to fail.
        guard count > 0 else { return }
        bytes = bytes.dropFirst(count)
    }
}

/// Says one line on stderr, in the tool's name.
func say(_ line: String) {
    writeToStandardError("dagrun: \(line)\n")
}
