// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How the bytes that a command prints are read as text.
public enum OutputEncoding: Sendable, Hashable {
    /// UTF-8; bytes that are not become replacement characters.
    case utf8
    /// ISO 8859-1: each byte is the character of that number.
    case latin1

    /// Reads bytes as text.
    func text(_ bytes: some Collection<UInt8>) -> String {
        switch self {
        case .utf8: return String(decoding: bytes, as: UTF8.self)
        case .latin1:
            var text = String.UnicodeScalarView()
            for byte in bytes { text.append(Unicode.Scalar(byte)) }
            return String(text)
        }
    }
}
