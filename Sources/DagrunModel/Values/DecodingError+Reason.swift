// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension DecodingError {
    /// What is wrong with the value, and where in it, as a person reads it.
    package var reason: String {
        switch self {
        case .keyNotFound(let key, let context): "the member “\(key.stringValue)” is missing\(Self.place(context))"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.debugDescription + Self.place(context)
        @unknown default: "\(self)"
        }
    }

    private static func place(_ context: Context) -> String {
        let path = context.codingPath.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }
        return path.isEmpty ? "" : " at \(path.joined())"
    }
}
