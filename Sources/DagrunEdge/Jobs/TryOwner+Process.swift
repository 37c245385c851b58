// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow

#if canImport(Glibc)
internal import Glibc
#endif

extension TryOwner {
    /// This process.
    ///
    /// - Parameter worker: The worker's name, which stands for the host.
    /// - Returns: The owner.
    static func ofProcess(named worker: String) -> TryOwner {
        var user = "\(getuid())"
        if let entry = unsafe getpwuid(getuid()) { user = unsafe String(cString: entry.pointee.pw_name) }
        return TryOwner(hostname: worker, user: user, process: Int(getpid()))
    }
}
