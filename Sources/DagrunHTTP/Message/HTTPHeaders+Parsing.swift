// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension HTTPHeaders {
    /// Reads a header section whose first line is a status line (RFC 9112, sections 4 and 5).
    ///
    /// Lenient, as a client should be: a line may end in LF alone, white space around the value and before the colon
    /// is dropped, a folded line joins the one before with a single space (section 5.2), and a line without a colon or
    /// a name is passed over.
    ///
    /// - Parameter section: The bytes, with line ends, with or without the blank line at the end.
    init(parsing section: some Collection<UInt8>) {
        self.init()
        // Folding continues a field; after a line that was passed over there is nothing to continue.
        var continues = false
        for line in section.split(separator: UInt8(ascii: "\n")).dropFirst() {
            let trimmed = Self.trim(line)
            if let first = line.first, first.isBlank {
                if continues { fold(Self.text(trimmed)) }
                continue
            }
            guard let colon = trimmed.firstIndex(of: UInt8(ascii: ":")) else {
                continues = false
                continue
            }
            let name = Self.trim(trimmed[..<colon])
            continues = !name.isEmpty && name.allSatisfy(\.isTokenCharacter)
            if continues {
                add(Self.text(name), Self.text(Self.trim(trimmed[trimmed.index(after: colon)...])))
            }
        }
    }

    private static func trim<Bytes: Collection<UInt8>>(_ bytes: Bytes) -> [UInt8] {
        let blank: (UInt8) -> Bool = { $0.isBlank || $0 == 0x0D }
        let front = Array(bytes.drop(while: blank))
        return Array(front.prefix((front.lastIndex { !blank($0) } ?? -1) + 1))
    }

    /// Values are bytes on the wire: UTF-8 where they are, Latin-1 as they once were defined (RFC 9110, section 5.5).
    private static func text(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}
