// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Dispatch

/// The machine's own time, as a virtual time needs it.
package protocol HostTime: Sendable {
    /// The reading of a clock that only goes forward.
    var nanoseconds: Int64 { get }

    /// Calls after some time.
    func call(after nanoseconds: Int64, _ body: @escaping @Sendable () -> Void)
}

/// The machine's own time, from Dispatch.
struct DispatchHostTime: HostTime {
    var nanoseconds: Int64 { Int64(clamping: DispatchTime.now().uptimeNanoseconds) }

    func call(after nanoseconds: Int64, _ body: @escaping @Sendable () -> Void) {
        DispatchQueue.global().asyncAfter(deadline: .now() + .nanoseconds(Int(nanoseconds)), execute: body)
    }
}
