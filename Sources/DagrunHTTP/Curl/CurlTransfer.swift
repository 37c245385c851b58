// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A job that libcurl is working on.
///
/// A class, because a dictionary can't hold a type that can't be copied.
final class CurlTransfer {
    /// The job.
    let job: CurlJob
    /// libcurl's handle of it.
    let easy: CurlEasy

    private init(job: CurlJob, easy: consuming CurlEasy) {
        self.job = job
        self.easy = easy
    }

    /// Sets up libcurl for a job.
    ///
    /// - Throws: The error to end the job with.
    static func make(
        _ job: CurlJob, library: CurlLibrary, configuration: CurlClient.Configuration
    ) throws(HTTPError) -> CurlTransfer {
        let request = job.request
        let easy = CurlEasy(
            library, maximumBodySize: request.maximumBodySize, maximumHeaderSize: configuration.maximumHeaderSize)
        guard let easy else {
            throw HTTPError(.other, method: request.method, url: request.url, reason: "no memory for a transfer")
        }
        try easy.configure(request, configuration)
        return CurlTransfer(job: job, easy: easy)
    }
}
