// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem
import Glibc

/// The program of the conformance bundle, beside the test runner.
enum ConformanceProgram {
    static let path: String = {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = unsafe max(0, readlink("/proc/self/exe", &buffer, buffer.count))
        return Folders.parent(of: String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self))
            + "/conformance"
    }()
}
