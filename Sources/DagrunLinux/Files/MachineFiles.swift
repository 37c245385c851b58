// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSystem

#if canImport(Glibc)
internal import Glibc
#endif

/// Where the files of a machine's hardware are.
struct MachineFiles: Sendable {
    /// The folder that `/dev`, `/sys` and `/proc` are in; a test has another one.
    let root: String

    init(root: String = "") { self.root = root }

    /// The path of a device file.
    func device(_ name: String) -> String { "\(root)/dev/\(name)" }

    /// The names of the chips' device files, by their numbers.
    var chipNames: [String] { numbered("gpiochip", in: "/dev").map { "gpiochip\($0)" } }

    /// The numbers in names that begin so and go on with a number.
    func numbered(_ prefix: String, in folder: String) -> [Int] {
        Folders.names(in: root + folder).compactMap { name in
            name.hasPrefix(prefix) ? Int(name.dropFirst(prefix.count)) : nil
        }.sorted()
    }

    /// The names in a folder that begin so.
    func names(_ prefix: String, in folder: String) -> [String] {
        Folders.names(in: root + folder).filter { $0.hasPrefix(prefix) }
    }

    /// Whether this user may write to a file.
    func isWritable(_ path: String) -> Bool { unsafe access(root + path, W_OK) == 0 }

    /// Where a link leads; nil where there is none.
    func link(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 1024)
        let count = unsafe readlink(root + path, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Writes text to a file of the kernel in one go.
    ///
    /// - Returns: 0 or the system's number for what went wrong.
    func write(_ text: String, to path: String) -> Int32 {
        let file = FileDescriptor(unsafe open(root + path, O_WRONLY | O_CLOEXEC))
        guard file.number >= 0 else { return errno }
        let bytes = Array(text.utf8)
        return unsafe Glibc.write(file.number, bytes, bytes.count) == bytes.count ? 0 : errno
    }

    /// The text of a small file without the line's end; nil where it can't be read.
    func text(_ path: String) -> String? {
        guard let bytes = try? Folders.read(root + path) else { return nil }
        let end = bytes.lastIndex { $0 != 0x0a && $0 != 0 }.map { $0 + 1 } ?? 0
        return String(decoding: bytes[..<end], as: UTF8.self)
    }
}
