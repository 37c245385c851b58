// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Where the values of a JSON text stand.
///
/// A ``JSONValue`` keeps no places, as nearly nobody asks for them; whoever has something to say about a value that was read
/// makes these of the same text.
package struct JSONPlaces: Sendable {
    /// A place in a text.
    package struct Place: Sendable, Hashable {
        /// The line, from 1.
        package var line: Int
        /// The column, from 1, counted in Unicode scalars.
        package var column: Int
    }

    private struct Frame {
        var path: String?
        var container: JSONContainer
        var index = 0
    }

    // Without a bound, one long name before many elements would take their product in memory.
    private static let longestPath = 200

    private var places: [String: Place] = [:]

    /// Finds the places of all values in a text; of one that is not JSON, those before the fault.
    ///
    /// - Parameter bytes: The text in UTF-8.
    package init(of bytes: [UInt8]) { try? find(in: bytes.span) }

    /// The place where a value begins; nil when there is no such value.
    ///
    /// - Parameter path: The way to the value, such as `parts[3].attrs.color`; empty for the value that is the whole text. Of
    ///   ways longer than some 200 bytes no place is known.
    package subscript(path: String) -> Place? { places[path] }

    private mutating func find(in bytes: Span<UInt8>) throws(JSONSyntaxError) {
        var scanner = JSONScanner()
        var frames: [Frame] = []
        var path: String? = ""
        var (line, column, counted) = (1, 1, 0)
        next: while true {
            scanner.skipSpace(bytes)
            while counted < min(scanner.index, bytes.count) {
                if bytes[counted] == 0x0A {
                    (line, column) = (line + 1, 1)
                } else if bytes[counted] & 0xC0 != 0x80 {
                    column += 1
                }
                counted += 1
            }
            if let path { places[path] = Place(line: line, column: column) }
            if let container = scanner.open(bytes) {
                scanner.skipSpace(bytes)
                if !scanner.skip(container.closing, in: bytes) {
                    guard frames.count < JSONParser.defaultMaximumDepth else { return }
                    frames.append(Frame(path: path, container: container))
                    path = try Self.step(frames[frames.count - 1], &scanner, bytes)
                    continue
                }
            } else {
                let _: JSONValue = try scanner.scalar(bytes)
            }
            while let last = frames.indices.last {
                scanner.skipSpace(bytes)
                if scanner.skip(UInt8(ascii: ","), in: bytes) {
                    scanner.skipSpace(bytes)
                    frames[last].index += 1
                    path = try Self.step(frames[last], &scanner, bytes)
                    continue next
                }
                guard scanner.skip(frames[last].container.closing, in: bytes) else { return }
                frames.removeLast()
            }
            return
        }
    }

    private static func step(
        _ frame: Frame, _ scanner: inout JSONScanner, _ bytes: Span<UInt8>
    ) throws(JSONSyntaxError) -> String? {
        let key = frame.container == .object ? try scanner.key(bytes) : nil
        guard let path = frame.path, path.utf8.count + (key?.utf8.count ?? 0) <= longestPath else { return nil }
        guard let key else { return "\(path)[\(frame.index)]" }
        return path.isEmpty ? key : "\(path).\(key)"
    }
}
