// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunProcess

/// The memory that this process allocates.
package enum ProcessHeap {
    /// Has threads that begin from now on share the heap of the first one.
    ///
    /// Each heap keeps what was freed in it. One that waits for a server most of its time has memory to save, and no time.
    package static func share() { dagrun_share_heap() }
}
