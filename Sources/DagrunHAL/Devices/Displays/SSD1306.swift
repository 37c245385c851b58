// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// A display of 128 x 64 or 128 x 32 pixels, on I2C.
///
/// ```swift
/// let display = try await SSD1306(on: board)
/// try await display.show(text: "ready", scale: 2)
/// ```
///
/// Only what changed is sent. After a failure all of it is set up and sent anew, so a display that was unplugged for a
/// while comes back by itself with the next image. Source: Solomon Systech SSD1306 rev. 1.1, sections 8.1.5, 9 and 10.
public final class SSD1306: Sendable {
    /// The address of most displays; others have 0x3d.
    public static let defaultAddress: I2CAddress = 0x3C

    /// How many pixels stand side by side.
    public static let width = 128
    /// How many pixels stand one below the other.
    public let height: Int

    private struct State {
        var isReady = false
        var shown: Bitmap?
    }

    private let bus: any I2CBus
    private let address: I2CAddress
    private let isRotated: Bool
    private let gate = SerialGate()
    private let state = Mutex(State())

    /// Finds the display, sets it up and shows an image.
    ///
    /// - Parameters:
    ///   - board: The board that it is connected to.
    ///   - bus: The I2C bus's number; nil: the board's main one.
    ///   - address: The display's address.
    ///   - height: How many pixels stand one below the other: 64 or 32.
    ///   - isRotated: Whether the display stands on its head.
    ///   - image: The image; nil: an empty one.
    /// - Throws: ``HALError``: `invalid` for another height, `i2c` when nothing answers.
    public convenience init(
        on board: Board, bus: Int? = nil, address: I2CAddress = SSD1306.defaultAddress, height: Int = 64,
        isRotated: Bool = false, image: Bitmap? = nil
    ) async throws {
        try await self.init(
            try board.i2c(bus), address: address, height: height, isRotated: isRotated, image: image)
    }

    /// Finds the display on a bus, sets it up and shows an image.
    ///
    /// - Parameters:
    ///   - bus: The bus that it is connected to.
    ///   - address: The display's address.
    ///   - height: How many pixels stand one below the other: 64 or 32.
    ///   - isRotated: Whether the display stands on its head.
    ///   - image: The image; nil: an empty one.
    /// - Throws: ``HALError``: `invalid` for another height, `i2c` when nothing answers.
    public init(
        _ bus: any I2CBus, address: I2CAddress = SSD1306.defaultAddress, height: Int = 64, isRotated: Bool = false,
        image: Bitmap? = nil
    ) async throws {
        guard height == 64 || height == 32 else {
            throw HALError(
                .invalid, "SSD1306 at \(address) on \(bus.name)",
                reason: "displays are 64 or 32 pixels high, not \(height)")
        }
        self.bus = bus
        self.address = address
        self.height = height
        self.isRotated = isRotated
        try await show(image ?? Bitmap(width: 0, height: 0))
    }

    /// Shows an image.
    ///
    /// - Parameter image: The image, with its upper left corner at the display's; what has no room is cut off.
    /// - Throws: ``HALError`` with the code `i2c` when the bus fails; `CancellationError` when the task is cancelled
    ///   meanwhile: the display may show a part of the image then, and the next one is shown whole.
    public func show(_ image: Bitmap) async throws {
        var next = Bitmap(width: Self.width, height: height)
        next.draw(image, x: 0, y: 0)
        try await gate.run {
            do {
                try await send(next)
            } catch {
                state.withLock { $0 = State() }
                throw error
            }
        }
    }

    /// Shows a text.
    ///
    /// - Parameters:
    ///   - text: The text; its lines are broken between words, and what has no room is left out.
    ///   - scale: How large the letters are: 1 for 21 letters in a line, 2 for 10, and so on.
    /// - Throws: As ``show(_:)``.
    public func show(text: String, scale: Int = 1) async throws {
        try await show(Bitmap(text: text, width: Self.width, height: height, scale: scale))
    }

    /// Turns all pixels off.
    ///
    /// - Throws: As ``show(_:)``.
    public func clear() async throws { try await show(Bitmap(width: Self.width, height: height)) }

    /// Sets how bright the pixels are.
    ///
    /// - Parameter contrast: The brightness, 0 to 255; 0 is dim, not dark.
    /// - Throws: As ``show(_:)``.
    public func setContrast(_ contrast: UInt8) async throws {
        try await gate.run { try await command([0x81, contrast]) }
    }

    private func send(_ image: Bitmap) async throws {
        let (isReady, shown) = state.withLock { ($0.isReady, $0.shown) }
        if !isReady { try await setUp() }
        for update in SSD1306Update.updates(to: image, from: shown) {
            let (page, column) = (UInt8(update.page), UInt8(update.column))
            try await command([0x21, column, column + UInt8(update.bytes.count - 1), 0x22, page, page])
            try await bus.write([0x40] + update.bytes, to: address)
        }
        // Switched on behind the first image: what its memory holds before is noise.
        if !isReady { try await command([0xAF]) }
        state.withLock { $0 = State(isReady: true, shown: image) }
    }

    private func setUp() async throws {
        try await command([
            0xAE,  // off
            0xD5, 0x80,  // clock as it is after a reset
            0xA8, UInt8(height - 1),  // rows in use
            0xD3, 0x00, 0x40,  // no offset; begin at row 0
            0x8D, 0x14,  // make the panel's voltage from the supply
            0x20, 0x00,  // columns first, then pages
            isRotated ? 0xA0 : 0xA1, isRotated ? 0xC0 : 0xC8,  // which way the panel is mounted
            0xDA, height == 64 ? 0x12 : 0x02,  // how its rows are wired
            0x81, 0xCF, 0xD9, 0xF1, 0xDB, 0x40,  // contrast, precharge and level for a voltage made so
            0xA4, 0xA6, 0x2E,  // show the memory, on is bright, no scrolling
        ])
    }

    private func command(_ bytes: [UInt8]) async throws { try await bus.write([0x00] + bytes, to: address) }
}
