// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
internal import DagrunSystem

#if canImport(Glibc)
internal import Glibc
#endif

// What the system's error numbers mean for hardware.
extension HALError {
    /// Why a device file could not be opened.
    static func opening(_ path: String, _ number: Int32) -> HALError {
        switch number {
        case EACCES, EPERM:
            let group = DeviceGroup(of: path)
            return HALError(
                .permissionDenied, path, reason: "this user may not use it", advice: group.advice, errno: number)
        case ENOENT, ENXIO: return HALError(.notFound, path, reason: "there is no such device", errno: number)
        case ENOTTY, EINVAL: return HALError(.notFound, path, reason: "it is no device of that kind", errno: number)
        default: return system(path, number)
        }
    }

    /// The system's words for a number.
    static func words(_ number: Int32) -> String { SystemMessage.text(number) }

    /// Why a call to the kernel failed.
    static func system(_ subject: String, _ number: Int32) -> HALError {
        switch number {
        case ENODEV:
            return HALError(
                .gone, subject, reason: "the chip was unplugged", advice: "Claim its lines anew once it is back.",
                errno: number)
        case EBUSY: return HALError(.busy, subject, reason: "somebody else uses it", errno: number)
        case EACCES: return HALError(.permissionDenied, subject, reason: "this user may not do that", errno: number)
        case ENOTSUP:
            return HALError(.unsupported, subject, reason: "the chip or its driver can't do that", errno: number)
        case E2BIG:
            return HALError(
                .unsupported, subject, reason: "the kernel takes ten different settings in one request at most",
                errno: number)
        case EINVAL:
            return HALError(
                .invalid, subject, reason: "the kernel refuses these settings", errno: number)
        default: return HALError(.system, subject, reason: words(number), errno: number)
        }
    }
}
