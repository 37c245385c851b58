// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// The name of a socket of this machine: a path, or behind an `@` a name of Linux's own space for them.
struct LocalAddress {
    private var name = sockaddr_un()
    private let length: socklen_t
    // Keeps the folder open that the name refers to.
    private let folder: Descriptor?

    /// Reads a name.
    ///
    /// - Parameter path: The name. A path that is too long for the system is reached through its folder.
    /// - Throws: ``FileError`` where the name itself is too long, or there is no such folder.
    init(_ path: String) throws(FileError) {
        var bytes = Array(path.utf8)
        var folder: Descriptor?
        let room = MemoryLayout.size(ofValue: name.sun_path) - 1
        if bytes.count > room, bytes.first != UInt8(ascii: "@"), let slash = path.lastIndex(of: "/") {
            let number = unsafe open(Folders.parent(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard number >= 0 else { throw FileError(operation: "open", path: path, code: errno) }
            folder = Descriptor(number)
            bytes = Array("/proc/self/fd/\(number)\(path[slash...])".utf8)
        }
        guard !bytes.isEmpty, bytes.count <= room else {
            throw FileError(operation: "open", path: path, code: ENAMETOOLONG)
        }
        self.folder = folder
        let isAbstract = bytes[0] == UInt8(ascii: "@")
        if isAbstract { bytes[0] = 0 }
        name.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &name.sun_path) { unsafe $0.copyBytes(from: bytes) }
        // A path ends with a zero, a name without a path with its last byte.
        length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count + (isAbstract ? 0 : 1))
    }

    /// Hands the name to a call of the system.
    func with<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        unsafe withUnsafePointer(to: name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, length) }
        }
    }
}
