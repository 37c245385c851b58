// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension HALError {
    /// A kind of failure.
    ///
    /// More may be added, so a `switch` over codes needs a `default`.
    public struct Code: Sendable, Hashable {
        private enum Kind: Sendable {
            case busy, notFound, permissionDenied, unsupported, gone, invalid, interlocked, i2c, spi, corrupt, timedOut,
                system
        }

        /// Somebody else holds the line, bus or channel (`EBUSY`).
        public static let busy = Code(.busy)
        /// There is no such pin, chip, bus or channel (`ENOENT`).
        public static let notFound = Code(.notFound)
        /// The user may not use it (`EACCES`, `EPERM`).
        public static let permissionDenied = Code(.permissionDenied)
        /// The hardware or the backend can't do it (`ENOTSUP`).
        public static let unsupported = Code(.unsupported)
        /// The chip was unplugged, or what was used has been released (`ENODEV`).
        public static let gone = Code(.gone)
        /// The settings don't fit each other or the hardware (`EINVAL`).
        public static let invalid = Code(.invalid)
        /// An ``Interlock`` forbids it.
        public static let interlocked = Code(.interlocked)
        /// An I2C transaction failed; see ``HALError/i2cFault``.
        public static let i2c = Code(.i2c)
        /// An SPI transaction failed.
        public static let spi = Code(.spi)
        /// What a device answered makes no sense.
        public static let corrupt = Code(.corrupt)
        /// What was waited for did not come in time.
        public static let timedOut = Code(.timedOut)
        /// Anything else that the system says; see ``HALError/errno``.
        public static let system = Code(.system)

        private let kind: Kind

        private init(_ kind: Kind) { self.kind = kind }
    }
}
