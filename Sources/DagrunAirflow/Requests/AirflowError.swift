// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHTTP
internal import DagrunModel

/// Why a call of one of Airflow's APIs did not do what it should.
///
/// Nothing in it is secret: neither tokens nor bodies are kept, but for the reason that the server gave.
public struct AirflowError: Error, Sendable, Hashable {
    /// The kind of failure.
    public enum Code: Sendable, Hashable {
        /// No answer came.
        case unreachable
        /// The server refused with this status.
        case refused(status: Int)
        /// The answer is not what the API promises.
        case malformed
        /// The calling task was cancelled.
        case cancelled
        /// The call is wrong, and was not made.
        case invalid
    }

    /// The kind of failure.
    public var code: Code
    /// The method and the path of the call, without its query.
    public var call: String
    /// What happened, in words.
    public var reason: String
    /// The server's word for the reason, such as `invalid_state`, where it gave one.
    public var serverReason: String?
    /// The present or former state of the task instance, where the server told it.
    public var serverState: String?
    /// The correlation id of the call, where it had one.
    public var correlationID: String?
    /// Whether the server may have done what was asked: false where the call surely did not reach it.
    public var mayHaveArrived: Bool

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - code: The kind of failure.
    ///   - call: The method and the path of the call.
    ///   - reason: What happened, in words, without secrets.
    ///   - correlationID: The correlation id of the call.
    public init(_ code: Code, call: String, reason: String, correlationID: String? = nil) {
        self.code = code
        self.call = call
        self.reason = reason
        self.correlationID = correlationID
        mayHaveArrived = code != .invalid
    }

    /// The status with which the server refused; nil for any other failure.
    public var status: Int? {
        if case .refused(let status) = code { return status }
        return nil
    }

    /// Whether the same call may succeed later: the server was not reached, or had a fault of its own.
    public var isTransient: Bool {
        switch code {
        case .unreachable: true
        case .refused(let status): status == 429 || status >= 500
        case .malformed, .cancelled, .invalid: false
        }
    }

    /// Whether it is the token that the Execution API did not take: it is no token, or has expired.
    var isTokenRefused: Bool { status == 401 || status == 403 && reason.contains("Invalid auth token") }

    /// What a server refused, read from its answer.
    ///
    /// The body may be anything: a list of faults of the request, an object with a reason, a text, or no JSON at all.
    init(refusal response: HTTPResponse, call: String, correlationID: String?) {
        self.init(.refused(status: response.status), call: call, reason: "", correlationID: correlationID)
        // What stands before a server says so without asking it.
        mayHaveArrived = ![429, 502, 503, 504].contains(response.status)
        let body = try? JSONValue(parsing: response.body)
        let detail = body?["detail"] ?? body?["message"]
        switch detail {
        case .object(let members):
            if case .string(let text)? = members["reason"] { serverReason = text }
            for key in ["previous_state", "current_state"] {
                if case .string(let text)? = members[key] { serverState = text }
            }
            if case .string(let text)? = members["message"] { reason = text }
            if reason.isEmpty { reason = CanonicalJSON.text(of: .object(members)) }
        case .array(let faults):
            // FastAPI repeats the refused input there, which may be secret.
            reason = faults.map(Self.describe).joined(separator: "; ")
        case .string(let text): reason = text
        case nil: reason = response.text.split(separator: "\n").first.map(String.init) ?? ""
        default: reason = detail.map { CanonicalJSON.text(of: $0) } ?? ""
        }
        reason = String(reason.prefix(500))
    }

    private static func describe(_ fault: JSONValue) -> String {
        var place = ""
        if case .array(let parts)? = fault["loc"] {
            place = parts.map { part in
                if case .string(let text) = part { return text }
                return CanonicalJSON.text(of: part)
            }.joined(separator: ".")
        }
        guard case .string(let message)? = fault["msg"] else { return place }
        return place.isEmpty ? message : "\(place): \(message)"
    }
}

extension AirflowError: CustomStringConvertible {
    /// The call, what happened, and which correlation id the server's log has it under.
    public var description: String {
        let what: String =
            switch code {
            case .unreachable: "no answer"
            case .refused(let status): "refused with \(status)"
            case .malformed: "unexpected answer"
            case .cancelled: "cancelled"
            case .invalid: "not sent"
            }
        let parts = [serverReason, reason.isEmpty ? nil : reason].compactMap { $0 }
        let why = parts.isEmpty ? "" : ": " + parts.joined(separator: ": ")
        let id = correlationID.map { " (correlation id \($0))" } ?? ""
        return "\(call): \(what)\(why)\(id)"
    }
}
