// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc

/// A null-terminated array of C strings, as `execv` and `posix_spawn` want it.
@safe
struct CStrings: ~Copyable {
    /// The array; valid as long as this value lives.
    let base: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ strings: [String]) {
        count = strings.count
        unsafe base = .allocate(capacity: count + 1)
        unsafe base.initialize(repeating: nil, count: count + 1)
        for (index, string) in strings.enumerated() {
            unsafe base[index] = strdup(string)
        }
    }

    deinit {
        for index in 0..<count { unsafe free(base[index]) }
        unsafe base.deallocate()
    }
}
