// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials
import Glibc
import Testing

/// A folder that goes when the test ends.
final class TemporaryFolder {
    /// Its absolute path.
    let path: String

    init() throws {
        var template = Array("/tmp/dagrun-testing-XXXXXX".utf8CString)
        path = try #require(unsafe mkdtemp(&template).map { unsafe String(cString: $0) })
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
