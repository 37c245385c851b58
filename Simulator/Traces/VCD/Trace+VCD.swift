// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension Trace {
    /// The trace as a value change dump.
    ///
    /// - Parameters:
    ///   - timescale: How long a unit of time is.
    ///   - texts: How texts are written.
    ///   - comment: A line for those who open the file in an editor.
    /// - Returns: The bytes of the file.
    public func vcd(timescale: VCDTimescale = .microsecond, texts: VCDTexts = .string, comment: String = "")
        -> [UInt8]
    {
        var writer = VCDWriter(
            signals, signals.indices.map(firstValue), start: start, timescale: timescale, texts: texts,
            comment: comment)
        for index in 0..<count {
            let change = self[index]
            writer.change(change.value, of: change.signal, at: change.time)
        }
        writer.finish(at: end)
        return writer.bytes
    }

    /// Reads a value change dump.
    ///
    /// Scopes that all variables share are left out of the names; others stand in front of them with a point in between. A
    /// variable of several bits becomes a signal for each, as in `data[3]`.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - capacity: How many changes are kept, the last ones.
    /// - Throws: ``VCDError`` with the line where it is none.
    public init(vcd bytes: [UInt8], capacity: Int = 10_000_000) throws(VCDError) {
        var reader = VCDReader(bytes, capacity: capacity)
        self = try reader.read()
    }
}
