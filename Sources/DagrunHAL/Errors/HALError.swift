// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Why hardware could not be used.
public struct HALError: Error, Sendable, Hashable {
    /// The kind of failure, for code to decide by.
    public let code: Code
    /// What was to be used, such as a pin, a chip or a file.
    public let subject: String
    /// What happened, in words.
    public let reason: String
    /// Who holds what was to be used, where that is known.
    public let holder: String?
    /// What may have been meant, or could be used instead.
    public let alternatives: [String]
    /// What to do, in words; nil where there is nothing more to say.
    public let advice: String?
    /// The fault on an I2C bus; nil where it was none.
    public let i2cFault: I2CFault?
    /// The system's number for the failure (`errno`); nil where it had none.
    public let errno: Int32?

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - code: The kind of failure.
    ///   - subject: What was to be used.
    ///   - reason: What happened, in words.
    ///   - holder: Who holds what was to be used.
    ///   - alternatives: What may have been meant, or could be used instead.
    ///   - advice: What to do, in words.
    ///   - i2cFault: The fault on an I2C bus.
    ///   - errno: The system's number for the failure.
    public init(
        _ code: Code, _ subject: String, reason: String, holder: String? = nil, alternatives: [String] = [],
        advice: String? = nil, i2cFault: I2CFault? = nil, errno: Int32? = nil
    ) {
        self.code = code
        self.subject = subject
        self.reason = reason
        self.holder = holder
        self.alternatives = alternatives
        self.advice = advice
        self.i2cFault = i2cFault
        self.errno = errno
    }

    /// Whether the same call may succeed later without anyone changing the program or the wiring.
    ///
    /// True when a line is busy, when an interlock forbids something, and for faults of a bus and of what comes over it, which come
    /// and go. False for a chip that is gone: its lines must be claimed anew first.
    public var isRetryable: Bool {
        switch code {
        case .busy, .interlocked, .timedOut, .i2c, .spi, .corrupt: true
        default: false
        }
    }
}

extension HALError: CustomStringConvertible {
    /// What happened, to what, and what to do about it.
    public var description: String {
        var text = "\(subject): \(reason)"
        if let holder { text += "; it is held by ‘\(holder)’" }
        if !alternatives.isEmpty {
            let list = alternatives.map { "‘\($0)’" }.joined(separator: ", ")
            text += code == .notFound ? "; did you mean \(list)?" : "; instead there is \(list)"
        }
        if let advice { text += ". \(advice)" }
        return text
    }
}
