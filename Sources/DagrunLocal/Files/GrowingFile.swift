// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// A text file that somebody else is writing.
struct GrowingFile {
    let path: String
    private var offset = 0
    private var rest: [UInt8] = []

    init(_ path: String) { self.path = path }

    /// The lines that became whole since the last call; none while there is no such file.
    mutating func newLines() -> [[UInt8]] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var lines: [[UInt8]] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { buffer in
                unsafe pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return lines }
            offset += count
            rest += chunk[..<count]
            var start = rest.startIndex
            while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                lines.append(Array(rest[start..<end]))
                start = end + 1
            }
            rest.removeFirst(start)
        }
    }

    /// What stands behind the last whole line, once nobody writes any more.
    mutating func lastLine() -> [UInt8]? {
        guard !rest.isEmpty else { return nil }
        defer { rest = [] }
        return rest
    }
}
