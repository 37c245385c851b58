// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A device on an SPI bus whose transactions are recorded.
struct RecordedSPI: SPIDevice {
    let device: any SPIDevice
    let clock: any HALClock
    let log: RecordingLog

    var name: String { device.name }

    func transaction(_ operations: [SPIOperation]) async throws -> [[UInt8]] {
        let start = clock.now
        do {
            let read = try await device.transaction(operations)
            var answers = read.makeIterator()
            let words = operations.compactMap { operation in
                switch operation {
                case .write(let bytes): "w " + RecordedBytes.text(bytes)
                case .read: "r " + RecordedBytes.text(answers.next() ?? [])
                case .transfer(let bytes):
                    "x " + RecordedBytes.text(bytes) + " = " + RecordedBytes.text(answers.next() ?? [])
                case .delay: nil
                }
            }
            log.note(name, .text, .text(words.joined(separator: "; ")), at: start)
            return read
        } catch {
            log.note(name, .text, .text("\(error)"), at: start)
            throw error
        }
    }
}
