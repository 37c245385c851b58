// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Who runs a try: a process of a host.
///
/// Two that say the same are one to the server.
public struct TryOwner: Sendable, Hashable {
    /// The name of the host, or of the worker.
    public var hostname: String
    /// The name of the user.
    public var user: String
    /// The number of the process.
    public var process: Int

    /// Names an owner.
    ///
    /// - Parameters:
    ///   - hostname: The name of the host, or of the worker.
    ///   - user: The name of the user.
    ///   - process: The number of the process.
    public init(hostname: String, user: String, process: Int) {
        self.hostname = hostname
        self.user = user
        self.process = process
    }
}
