// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// The messages that operations make: those of one direction that follow each other are one, for between messages stands a repeated
/// start.
struct I2CMessages {
    /// A message.
    struct Part: Equatable {
        let isRead: Bool
        var count: Int
    }

    /// The messages, in order.
    private(set) var parts: [Part] = []
    /// Their bytes, one behind the other; zeros where bytes are to be read.
    private(set) var bytes: [UInt8] = []
    // Where what was read lies, one for each read.
    private var reads: [Range<Int>] = []

    init(_ operations: [I2COperation]) {
        for operation in operations {
            let start = bytes.count
            let isRead: Bool
            switch operation {
            case .write(let sent):
                bytes += sent
                isRead = false
            case .read(let count):
                bytes += repeatElement(0, count: count)
                reads.append(start..<bytes.count)
                isRead = true
            }
            if let last = parts.last, last.isRead == isRead {
                parts[parts.count - 1].count += bytes.count - start
            } else {
                parts.append(Part(isRead: isRead, count: bytes.count - start))
            }
        }
    }

    /// What was read, one array for each read.
    func read(_ bytes: [UInt8]) -> [[UInt8]] { reads.map { Array(bytes[$0]) } }
}
