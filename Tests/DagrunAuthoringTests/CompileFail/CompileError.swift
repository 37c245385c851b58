// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An error of the compiler.
struct CompileError: Sendable, Hashable {
    var line: Int
    var message: String
}
