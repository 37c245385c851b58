// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

@testable import DagrunHTTP

/// What the libcurl of this machine can do.
enum LibraryFeatures {
    static let http2 = (try? CurlLibrary.open(CurlClient.Configuration().libraryNames).speaksHTTP2) ?? false
}
