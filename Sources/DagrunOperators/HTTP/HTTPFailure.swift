// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHTTP
internal import DagrunModel
internal import DagrunRuntime
internal import FoundationEssentials

/// What a status that means failure means for the task.
enum HTTPFailure {
    // Longer than any server means; a wrong clock on either side must not park a task for years.
    private static let longestDelay = 24 * 3600

    /// The error to throw.
    ///
    /// The statuses of servers that are busy or broken for a while leave room for another try, as do all from 500 on; any
    /// other fails the task for good.
    ///
    /// - Parameters:
    ///   - response: The response.
    ///   - method: The request's method.
    ///   - now: The present instant, for a `Retry-After` that is a date.
    ///   - masker: Hides secrets in the body.
    /// - Returns: The error.
    static func error(
        _ response: HTTPResponse, _ method: HTTPMethod, now: Date, masking masker: SecretMasker
    ) -> any Error {
        var text = "\(HTTPCall.name(method, response.url)) answered \(response.status)"
        if (300..<400).contains(response.status) {
            text += ", which is a redirect that was not followed (see `redirects`)"
        }
        text += "; its body begins with: \(OutputReader.beginning(of: response.body, masking: masker))"
        switch response.status {
        case 429, 503:
            guard let value = response.headers["Retry-After"], let delay = delay(value, now: now) else { break }
            return TaskSignal.retry(after: .seconds(delay), text)
        case 408, 500...599: break
        default: return TaskSignal.fail(text)
        }
        return OperatorError(.httpStatus, text)
    }

    /// The seconds that a `Retry-After` says (RFC 9110, section 10.2.3).
    static func delay(_ value: String, now: Date) -> Int? {
        if let seconds = Int(value) { return seconds < 0 ? nil : min(seconds, longestDelay) }
        guard let date = date(value) else { return nil }
        let seconds = date.timeIntervalSince(now).rounded(.up)
        return Int(min(max(seconds, 0), Double(longestDelay)))
    }

    /// Reads `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
    private static func date(_ text: String) -> Date? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let fields = text.split(separator: " ")
        guard fields.count == 6, fields[5] == "GMT", let month = months.firstIndex(of: String(fields[2])) else {
            return nil
        }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        return try? ISO8601.parse("\(fields[3])-\(number)-\(fields[1])T\(fields[4])Z")
    }
}
