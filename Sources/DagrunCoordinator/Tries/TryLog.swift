// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunRuntime

/// The log of a try, in which its runner has a say, too.
package protocol TryLog: TaskLogSink {
    /// Hides secrets in what is written.
    var masker: SecretMasker { get }

    /// Writes what happened to the try.
    func info(_ text: String)

    /// Writes what went wrong with the try.
    func error(_ text: String)
}
