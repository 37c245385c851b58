// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// One event as the kernel writes it, inotify(7).
struct InotifyEvent: Hashable {
    /// The watch it is about; -1 when the kernel's queue ran over.
    var watch: Int32
    /// What happened.
    var mask: UInt32
    /// The name of the file in the watched folder; empty when it is the folder itself.
    var name: String

    /// Reads the events in a buffer; a cut one at its end is left out.
    static func parse(_ bytes: [UInt8]) -> [InotifyEvent] {
        let headerSize = 16
        var events: [InotifyEvent] = []
        var rest = bytes[...]
        while rest.count >= headerSize {
            let header = Array(rest.prefix(headerSize))
            let length = Int(word(header, at: 12))
            guard rest.count - headerSize >= length else { break }
            let name = rest.dropFirst(headerSize).prefix(length).prefix { $0 != 0 }
            events.append(
                InotifyEvent(
                    watch: Int32(bitPattern: word(header, at: 0)),
                    mask: word(header, at: 4),
                    name: String(decoding: name, as: UTF8.self)))
            rest = rest.dropFirst(headerSize + length)
        }
        return events
    }

    private static func word(_ bytes: [UInt8], at offset: Int) -> UInt32 {
        let parts = bytes[offset..<offset + 4].map(UInt32.init)
        #if _endian(little)
        return parts.reversed().reduce(0) { $0 << 8 | $1 }
        #else
        return parts.reduce(0) { $0 << 8 | $1 }
        #endif
    }
}
