// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An end of a wire: a pin of a part.
public struct DiagramPin: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The part's id, such as `led1`; `$serialMonitor` for the serial monitor, which is no part.
    public let part: String
    /// The pin's name as the diagram writes it, such as `A`, `GND.1` or `12t.a`.
    public let name: String

    /// Makes an end.
    ///
    /// - Parameters:
    ///   - part: The part's id.
    ///   - name: The pin's name.
    public init(part: String, name: String) {
        self.part = part
        self.name = name
    }

    /// Reads an end as a diagram writes it.
    ///
    /// - Parameter text: The part's id, a colon and the pin's name, as in `led1:A`. The first colon counts, so a pin may have
    ///   one in its name, as `rpi:J8:11`. Nil comes back where an id or a name is missing.
    public init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        part = String(text[..<colon])
        name = String(text[text.index(after: colon)...])
        guard !part.isEmpty, !name.isEmpty else { return nil }
    }

    /// The end as a diagram writes it.
    public var description: String { "\(part):\(name)" }

    /// Whether it is an end of the serial monitor.
    public var isSerialMonitor: Bool { part == "$serialMonitor" }

    /// Whether one end stands before another: by part, then by name.
    ///
    /// - Parameters:
    ///   - left: One end.
    ///   - right: Another one.
    /// - Returns: True when the first stands before the second.
    public static func < (left: DiagramPin, right: DiagramPin) -> Bool {
        (left.part, left.name) < (right.part, right.name)
    }
}
