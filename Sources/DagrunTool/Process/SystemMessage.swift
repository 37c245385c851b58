// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc

/// The system's text for an error number.
func systemMessage(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
}
