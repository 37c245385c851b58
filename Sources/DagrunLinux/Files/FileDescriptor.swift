// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// An open file of the system, which is closed with its end.
struct FileDescriptor: ~Copyable {
    /// Its number; -1 when it could not be opened.
    let number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { if number >= 0 { close(number) } }
}
