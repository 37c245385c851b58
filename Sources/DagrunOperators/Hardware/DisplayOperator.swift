// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
public import DagrunRuntime
internal import Logging

/// Shows a text on a display (``DagrunHAL/SSD1306``).
///
/// ```swift
/// task("show", DisplayOperator("\(count.output) cups\ntoday"))
/// task("hint", DisplayOperator("ready", scale: 2, isRequired: false))     // no display is no failure
/// ```
///
/// The text stays when the task has ended.
public struct DisplayOperator: Operator {
    private let text: Input<String>
    private let scale: Int
    private let bus: Int?
    private let address: I2CAddress
    private let height: Int
    private let isRequired: Bool

    /// Makes the operator.
    ///
    /// - Parameters:
    ///   - text: The text; its lines are broken between words, and what has no room is left out.
    ///   - scale: How large the letters are: 1 for 21 letters in a line, 2 for 10, and so on.
    ///   - bus: The I2C bus's number; nil: the board's main one.
    ///   - address: The display's address.
    ///   - height: How many pixels it is high: 64 or 32.
    ///   - isRequired: Whether the try fails without a display; else it is only logged.
    public init(
        _ text: Input<String>, scale: Int = 1, bus: Int? = nil, address: I2CAddress = SSD1306.defaultAddress,
        height: Int = 64, isRequired: Bool = true
    ) {
        self.text = text
        self.scale = scale
        self.bus = bus
        self.address = address
        self.height = height
        self.isRequired = isRequired
    }

    /// Shows the text.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: Nothing.
    /// - Throws: ``DagrunRuntime/TaskSignal`` `.fail` when there is no board or no such bus; ``DagrunHAL/HALError``
    ///   when no display answers and one is required.
    public func execute(_ context: TaskContext) async throws -> NoOutput {
        let text: String = try await context.resolve(text)
        do {
            try await context.onBoard { board in
                let image = Bitmap(text: text, width: SSD1306.width, height: height, scale: scale)
                _ = try await SSD1306(on: board, bus: bus, address: address, height: height, image: image)
            }
        } catch let error as HALError where !isRequired {
            context.logger.warning("not shown: \(error)")
        }
        return NoOutput()
    }
}
