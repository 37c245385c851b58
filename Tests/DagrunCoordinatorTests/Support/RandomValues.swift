// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunCoordinator
import DagrunTestSupport

extension MessagePackValue {
    /// Any value, nested so deep at most.
    static func random(using generator: inout SeededGenerator, depth: Int = 4) -> MessagePackValue {
        switch Int.random(in: 0..<(depth > 0 ? 12 : 10), using: &generator) {
        case 0: return .null
        case 1: return .bool(.random(using: &generator))
        case 2, 3: return .int(Int64(bitPattern: generator.next()) >> Int64.random(in: 0..<64, using: &generator))
        case 4: return .unsigned(generator.next() | 1 << 63)
        case 5: return .double(Double(Int64(bitPattern: generator.next())) / 3)
        case 6:
            let length = [0, 5, 31, 32, 255, 256, 65535, 65536].randomElement(using: &generator) ?? 0
            return .string(String(repeating: "x", count: length) + (length < 256 ? "ä→🙂" : ""))
        case 7:
            let length = [0, 1, 255, 256, 70_000].randomElement(using: &generator) ?? 0
            return .binary([UInt8](repeating: 7, count: length))
        case 8:
            let seconds = Int64(bitPattern: generator.next()) >> Int64.random(in: 0..<64, using: &generator)
            return .timestamp(
                MessagePackTimestamp(
                    seconds: seconds, nanoseconds: [0, 1, 999_999_999].randomElement(using: &generator) ?? 0))
        case 9:
            let length = [0, 1, 2, 3, 4, 8, 16, 17, 300].randomElement(using: &generator) ?? 0
            return .extended(type: 5, [UInt8](repeating: 9, count: length))
        case 10:
            let count = [0, 3, 15, 16].randomElement(using: &generator) ?? 0
            return .array((0..<count).map { _ in random(using: &generator, depth: depth - 1) })
        default:
            let count = [0, 3, 15, 16].randomElement(using: &generator) ?? 0
            return .map((0..<count).map { Member("m\($0)", random(using: &generator, depth: depth - 1)) })
        }
    }
}
