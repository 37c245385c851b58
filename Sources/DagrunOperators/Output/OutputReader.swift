// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunRuntime

/// Reads what a command printed as a value.
enum OutputReader {
    /// Reads JSON: the whole output, or its last line where the whole is no JSON.
    ///
    /// - Throws: ``OperatorError`` with what is wrong and the beginning of the output.
    static func json<Value: Decodable>(
        _ output: [UInt8], as type: Value.Type, masking masker: SecretMasker
    ) throws -> Value {
        do {
            return try XComValue(json: output).decode(as: type)
        } catch {
            let last = lastLine(output)
            if last.count < output.count, !isJSON(output), let value = try? XComValue(json: last).decode(as: type) {
                return value
            }
            let shown = isJSON(last) && !isJSON(output) ? last : output
            throw OperatorError(
                .badOutput,
                "the output is not a \(type) as JSON: \(reason(shown, error)); it begins with:"
                    + " \(beginning(of: shown, masking: masker))")
        }
    }

    /// The first 200 bytes, for an error.
    ///
    /// Masked before it is cut: of a secret that lies across the cut, a part would be left.
    static func beginning(of output: [UInt8], masking masker: SecretMasker) -> String {
        if output.isEmpty { return "nothing, it is empty" }
        let output = masker.mask(output)
        let text = String(decoding: output.prefix(200), as: UTF8.self)
        return output.count > 200 ? "\(text)… (\(output.count) bytes)" : text
    }

    /// The last line that is not blank.
    static func lastLine(_ output: [UInt8]) -> [UInt8] {
        output.split(separator: UInt8(ascii: "\n")).last { line in line.contains { $0 > 0x20 } }.map(Array.init) ?? []
    }

    private static func isJSON(_ output: [UInt8]) -> Bool {
        (try? XComValue(json: output).decode(as: JSONValue.self)) != nil
    }

    private static func reason(_ output: [UInt8], _ error: any Error) -> String {
        isJSON(output) ? reason(error) : "it is no JSON"
    }

    /// What is wrong with a JSON value, as a person reads it.
    static func reason(_ error: any Error) -> String { (error as? DecodingError)?.reason ?? "\(error)" }
}
