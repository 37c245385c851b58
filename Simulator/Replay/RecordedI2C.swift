// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// An I2C bus whose transactions are recorded.
struct RecordedI2C: I2CBus {
    let bus: any I2CBus
    let clock: any HALClock
    let log: RecordingLog

    var name: String { bus.name }

    func transaction(_ address: I2CAddress, _ operations: [I2COperation]) async throws -> [[UInt8]] {
        let start = clock.now
        do {
            let read = try await bus.transaction(address, operations)
            var answers = read.makeIterator()
            let words = operations.map { operation in
                switch operation {
                case .write(let bytes): "w " + RecordedBytes.text(bytes)
                case .read: "r " + RecordedBytes.text(answers.next() ?? [])
                }
            }
            log.note(name, .text, .text("\(address): \(words.joined(separator: "; "))"), at: start)
            return read
        } catch {
            log.note(name, .text, .text("\(address): \(error)"), at: start)
            throw error
        }
    }
}
