// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension HALError {
    /// Says in words where a board file is wrong.
    ///
    /// - Parameters:
    ///   - error: What a decoder threw.
    ///   - subject: The file, as its user knows it.
    public init(_ error: DecodingError, in subject: String) {
        let context: DecodingError.Context
        let reason: String
        switch error {
        case .keyNotFound(let key, let place):
            context = place
            reason = "‘\(key.stringValue)’ is missing"
        case .valueNotFound(_, let place):
            context = place
            reason = "there is null where a value must be"
        case .typeMismatch(let type, let place):
            context = place
            reason = "there is something else than \(Self.words(type))"
        case .dataCorrupted(let place):
            context = place
            reason = place.debugDescription
        @unknown default:
            context = DecodingError.Context(codingPath: [], debugDescription: "")
            reason = "\(error)"
        }
        let path = context.codingPath.reduce(into: "") { path, key in
            if let index = key.intValue, key.stringValue.hasPrefix("Index ") {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
        self.init(.invalid, path.isEmpty ? subject : "\(subject), \(path)", reason: reason)
    }

    private static func words(_ type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Int.Type, is Double.Type: "a number"
        case is Bool.Type: "true or false"
        case is [Any].Type: "a list"
        case is [String: Any].Type: "an object"
        default: "what belongs here"
        }
    }
}
