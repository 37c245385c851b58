// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem
import Glibc
import Synchronization
import Testing

/// A service manager's end of its socket.
final class NotificationListener: Sendable {
    private struct State {
        var received: [String] = []
        var waiter: CheckedContinuation<[String], Never>?
        var hasEnded = false
    }

    private let number: Int32
    private let path: String
    private let state = Mutex(State())

    init(at path: String) throws {
        self.path = path
        number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(path.utf8)
        let isAbstract = path.hasPrefix("@")
        if isAbstract { bytes[0] = 0 }
        unsafe withUnsafeMutableBytes(of: &name.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count + (isAbstract ? 0 : 1))
        let status = unsafe withUnsafePointer(to: name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(number, $0, length) }
        }
        try #require(status == 0)
        // The system keeps ten messages; whoever sends more waits.
        try #require(DetachedThread.start { self.readAll() } == 0)
    }

    private func readAll() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe recv(number, &buffer, buffer.count, 0)
            let text = String(decoding: buffer[..<max(0, count)], as: UTF8.self)
            guard count > 0, text != "END" else { break }
            state.withLock { $0.received.append(text) }
        }
        close(number)
        let (waiter, received) = state.withLock { state in
            state.hasEnded = true
            return (state.waiter, state.received)
        }
        waiter?.resume(returning: received)
    }

    /// All that was told; nothing more is read.
    func end() async -> [String] {
        ServiceManager(environment: ["NOTIFY_SOCKET": path])?.tell(["END"])
        return await withCheckedContinuation { continuation in
            let received: [String]? = state.withLock { state in
                if state.hasEnded { return state.received }
                state.waiter = continuation
                return nil
            }
            if let received { continuation.resume(returning: received) }
        }
    }
}
