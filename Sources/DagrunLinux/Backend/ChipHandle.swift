// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunGPIO
import DagrunHAL

#if canImport(Glibc)
internal import Glibc
#endif

/// An open chip.
@safe
struct ChipHandle: ~Copyable {
    private let library: GPIOLibrary
    private let name: String
    private let pointer: OpaquePointer

    /// Opens a chip.
    ///
    /// - Throws: ``HALError`` as the system says.
    init(_ library: GPIOLibrary, _ path: String, _ name: String) throws(HALError) {
        var opened: OpaquePointer?
        let error = unsafe dagrun_gpio_chip_open(library.pointer, path, &opened)
        guard error == 0, let opened = unsafe opened else { throw HALError.opening(path, error) }
        self.library = library
        self.name = name
        unsafe pointer = opened
    }

    deinit { unsafe dagrun_gpio_chip_close(pointer) }

    /// What the chip says of itself.
    func info() throws(HALError) -> ChipInfo {
        var info = dagrun_gpio_chip_info()
        let error = unsafe dagrun_gpio_chip_read_info(pointer, &info)
        guard error == 0 else { throw HALError.system(name, error) }
        return ChipInfo(
            name: String(fixed: &info.name), label: String(fixed: &info.label), lineCount: Int(info.line_count))
    }

    /// What is known of a line.
    func line(_ line: LineAddress) throws(HALError) -> LineInfo {
        var info = dagrun_gpio_line_info()
        let error = unsafe dagrun_gpio_chip_read_line(pointer, UInt32(clamping: line.offset), &info)
        guard error == 0 else { throw HALError.system("\(line)", error) }
        let name = String(fixed: &info.name)
        let consumer = String(fixed: &info.consumer)
        return LineInfo(
            address: line, name: name.isEmpty ? nil : name, consumer: consumer.isEmpty ? nil : consumer,
            isUsed: info.is_used, config: KernelSettings.config(info.config))
    }
}

extension String {
    /// Text in an array of C that ends with a zero.
    fileprivate init<Array>(fixed array: inout Array) {
        self = unsafe withUnsafeBytes(of: &array) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
