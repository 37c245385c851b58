// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials

/// The schedule's own coding is the truth about its form; a document holds one, so the way over text costs little.
extension ScheduleDefinition: DocumentValue {
    init(document value: JSONValue) throws(DocumentError) {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        do {
            self = try decoder.decode(Self.self, from: Data(CanonicalJSON.bytes(of: value)))
        } catch let error as DecodingError {
            throw DocumentError(.wrongValue, path: error.documentPath, message: error.documentMessage)
        } catch {
            throw DocumentError(.wrongValue, message: "\(error)")
        }
    }

    var documentValue: JSONValue {
        let encoder = JSONEncoder()
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        guard let data = try? encoder.encode(self), let value = try? JSONValue(parsing: [UInt8](data)) else {
            return .null
        }
        return value
    }
}

extension DecodingError {
    fileprivate var context: Context? {
        switch self {
        case .dataCorrupted(let context), .keyNotFound(_, let context), .typeMismatch(_, let context),
            .valueNotFound(_, let context):
            context
        @unknown default: nil
        }
    }

    fileprivate var documentPath: String {
        var keys = context?.codingPath ?? []
        if case .keyNotFound(let key, _) = self { keys.append(key) }
        return keys.reduce("") { path, key in
            if let place = key.intValue { return path + "[\(place)]" }
            return path.isEmpty ? key.stringValue : path + "." + key.stringValue
        }
    }

    fileprivate var documentMessage: String {
        if case .keyNotFound = self { return "is missing" }
        return context?.debugDescription ?? "can't be read"
    }
}
