// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSystem

extension Descriptor {
    /// Makes a pipe that children don't inherit.
    ///
    /// - Throws: ``OperatorError`` when there are no more descriptors.
    static func pipe() throws -> (read: Descriptor, write: Descriptor) {
        do {
            return try makePipe()
        } catch {
            throw OperatorError(
                .cannotStart, "there is no pipe for a child process: \(SystemMessage.text(error.code))")
        }
    }
}
