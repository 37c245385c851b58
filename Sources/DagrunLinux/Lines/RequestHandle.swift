// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunGPIO
import DagrunHAL

#if canImport(Glibc)
internal import Glibc
#endif

/// Lines that the kernel gave us; it lets go of them with its end.
@safe
struct RequestHandle: ~Copyable {
    private let pointer: OpaquePointer
    // Outlives the request.
    private let library: GPIOLibrary

    init(_ library: GPIOLibrary, path: String, consumer: String, _ lines: [dagrun_gpio_line_config]) throws(HALError) {
        var opened: OpaquePointer?
        let error = unsafe dagrun_gpio_request_open(library.pointer, path, consumer, lines, lines.count, &opened)
        guard error == 0, let opened = unsafe opened else {
            switch error {
            case EACCES, ENOENT: throw HALError.opening(path, error)
            default: throw HALError.system(path, error)
            }
        }
        unsafe pointer = opened
        self.library = library
    }

    deinit { unsafe dagrun_gpio_request_close(pointer) }

    /// Reads lines; an error number otherwise.
    func get(_ mask: UInt64) throws(SystemError) -> UInt64 {
        var bits: UInt64 = 0
        let error = unsafe dagrun_gpio_request_get(pointer, mask, &bits)
        if error != 0 { throw SystemError(number: error) }
        return bits
    }

    /// Sets outputs.
    func set(_ values: LineValues) throws(SystemError) {
        let error = unsafe dagrun_gpio_request_set(pointer, values.mask, values.bits)
        if error != 0 { throw SystemError(number: error) }
    }

    /// Changes the use of all lines.
    func reconfigure(_ lines: [dagrun_gpio_line_config]) throws(SystemError) {
        let error = unsafe dagrun_gpio_request_reconfigure(pointer, lines)
        if error != 0 { throw SystemError(number: error) }
    }

    /// What becomes readable when there are events.
    var descriptors: [Int32] {
        var descriptors = [Int32](repeating: -1, count: Int(DAGRUN_GPIO_MAX_LINES))
        let count = unsafe dagrun_gpio_request_descriptors(pointer, &descriptors)
        return Array(descriptors[..<count])
    }

    /// Reads events of a descriptor without waiting.
    ///
    /// - Parameters:
    ///   - place: The place of the descriptor.
    ///   - events: Room for events.
    /// - Returns: How many were read.
    /// - Throws: The system's number for what went wrong.
    func read(_ place: Int, into events: inout [dagrun_gpio_event]) throws(SystemError) -> Int {
        var count = events.count
        let error = unsafe dagrun_gpio_request_read(pointer, place, &events, &count)
        if error != 0 { throw SystemError(number: error) }
        return count
    }
}

/// An error number of the system.
struct SystemError: Error {
    let number: Int32
}
