// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Why a try was cancelled.
enum Interruption: Sendable, Hashable {
    /// The server does not want it any more: nothing is reported of it.
    case byServer(String)
    /// The server could not be reached for so long that it has given the try to others.
    case lost(String)
    /// The worker ends.
    case byWorker(String)

    /// The reason, for the log.
    var reason: String {
        switch self {
        case .byServer(let reason), .lost(let reason), .byWorker(let reason): reason
        }
    }
}
