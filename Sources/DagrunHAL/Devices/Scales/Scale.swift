// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// A load cell that was calibrated: what it measures in grams.
public final class Scale: Sendable {
    private struct Calibration {
        var offset: Double
        var countsPerGram: Double
    }

    private let converter: HX711
    private let calibration: Mutex<Calibration>

    /// Makes a scale of a converter.
    ///
    /// - Parameters:
    ///   - converter: The converter that the load cell is connected to.
    ///   - countsPerGram: By how much the converter's number grows for each gram; negative where the cell is mounted
    ///     the other way round. See ``calibrate(grams:samples:)``.
    ///   - offset: The converter's number without a load; see ``tare(samples:)``.
    public init(_ converter: HX711, countsPerGram: Double, offset: Double = 0) {
        precondition(
            countsPerGram != 0 && countsPerGram.isFinite, "a scale's counts per gram must be a number other than 0")
        self.converter = converter
        calibration = Mutex(Calibration(offset: offset, countsPerGram: countsPerGram))
    }

    /// The converter's number without a load.
    public var offset: Double { calibration.withLock { $0.offset } }
    /// By how much the converter's number grows for each gram.
    public var countsPerGram: Double { calibration.withLock { $0.countsPerGram } }

    /// Takes what is on the scale now for nothing.
    ///
    /// - Parameter samples: How many measurements to take the mean of, at least 1.
    /// - Throws: As ``grams(samples:)``.
    public func tare(samples: Int = 10) async throws {
        let mean = try await mean(samples)
        calibration.withLock { $0.offset = mean }
    }

    /// Learns the counts per gram from a known weight; ``tare(samples:)`` comes first.
    ///
    /// - Parameters:
    ///   - grams: The weight on the scale, other than 0.
    ///   - samples: How many measurements to take the mean of, at least 1.
    /// - Throws: ``HALError`` with the code `invalid` when the weight makes no difference, and as ``grams(samples:)``.
    public func calibrate(grams: Double, samples: Int = 10) async throws {
        let difference = try await mean(samples) - offset
        guard grams != 0, grams.isFinite, difference != 0 else {
            throw HALError(
                .invalid, "scale", reason: "\(grams) g make no difference to what it measures",
                advice: "Call tare() with an empty scale first, then put a known weight on it.")
        }
        calibration.withLock { $0.countsPerGram = difference / grams }
    }

    /// Weighs.
    ///
    /// - Parameter samples: How many measurements to take the mean of, at least 1; ten to eighty of them are made in a
    ///   second.
    /// - Returns: The weight, in grams.
    /// - Throws: ``HALError``: `corrupt` when the load is beyond the range of the converter, and as
    ///   ``HX711/read(timeout:)``; `CancellationError` when the task is cancelled meanwhile.
    public func grams(samples: Int = 1) async throws -> Double {
        let mean = try await mean(samples)
        return calibration.withLock { (mean - $0.offset) / $0.countsPerGram }
    }

    private func mean(_ samples: Int) async throws -> Double {
        var sum = 0.0
        for _ in 0..<max(samples, 1) {
            let value = try await converter.read()
            guard !HX711Frame.isSaturated(value) else {
                throw HALError(
                    .corrupt, "scale", reason: "the load is beyond the range of the converter",
                    advice: "If there is no such load, a wire of the load cell is loose.")
            }
            sum += Double(value)
        }
        return sum / Double(max(samples, 1))
    }
}
