// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization

/// An SPI device that answers as the test says.
final class ScriptedSPI: SPIDevice {
    let name = "spidev0.0"
    private let answer: @Sendable ([UInt8]) -> [UInt8]
    private let log = Mutex<[[UInt8]]>([])

    init(_ answer: @escaping @Sendable ([UInt8]) -> [UInt8]) { self.answer = answer }

    var sent: [[UInt8]] { log.withLock { $0 } }

    func transaction(_ operations: [SPIOperation]) async throws -> [[UInt8]] {
        operations.compactMap { operation in
            guard case .transfer(let bytes) = operation else { return nil }
            log.withLock { $0.append(bytes) }
            return answer(bytes)
        }
    }
}
