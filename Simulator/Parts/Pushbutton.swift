// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A push button: while it is pressed its two contacts are joined.
///
/// A real contact bounces: for a millisecond or so it opens and closes several times. So does this one, unless it is told not to.
public final class Pushbutton: Part {
    /// Wokwi's name.
    public static let type = "wokwi-pushbutton"
    /// The small one.
    public static let aliases = ["wokwi-pushbutton-6mm"]

    /// How a contact bounces.
    public struct Bounce: Sendable, Hashable {
        /// For how long at most.
        public var duration: Duration
        /// How many times at most it changes besides the change that was meant.
        public var count: Int

        /// Makes a way to bounce.
        ///
        /// - Parameters:
        ///   - duration: For how long at most.
        ///   - count: How many times at most it opens again.
        public init(duration: Duration, count: Int) {
            self.duration = duration
            self.count = count
        }

        /// Up to five times within a millisecond.
        public static let usual = Bounce(duration: .milliseconds(1), count: 5)
        /// Not at all.
        public static let none = Bounce(duration: .zero, count: 0)
    }

    /// The part's name on its board.
    public let id: String
    /// The colour, such as `green`.
    public let color: String
    /// The key that presses it in a live view; empty for none.
    public let key: String
    /// How the contact bounces.
    public let bounce: Bounce
    /// One contact with the pins `1.l` and `1.r`, the other one with `2.l` and `2.r`.
    public let pins = [
        PartPin("1.l", aliases: ["1"]), PartPin("1.r", joined: 0), PartPin("2.l", aliases: ["2"]),
        PartPin("2.r", joined: 2),
    ]
    /// Conducts while it is pressed.
    public let links = [PartLink(0, 2, ohms: nil)]
    /// `pressed`.
    public let controls = [PartControl.flag("pressed")]

    private var isClosed = false
    private var changesLeft = 0

    /// Makes a button.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - color: The colour, such as `green`.
    ///   - key: The key that presses it in a live view; empty for none.
    ///   - bounce: How the contact bounces.
    public init(_ id: String, color: String = "red", key: String = "", bounce: Bounce = .usual) {
        self.id = id
        self.color = color
        self.key = key
        self.bounce = bounce
    }

    /// Makes a button from a diagram, with the attributes `color`, `key` and `bounce`; a bounce of `0` turns that off.
    public convenience init(id: String, attributes: PartAttributes) throws(PartError) {
        self.init(
            id, color: try attributes.text("color", default: "red"), key: try attributes.text("key"),
            bounce: try attributes.flag("bounce", default: true) ? .usual : .none)
    }

    /// The contact is as the control says.
    public func start(_ context: borrowing PartContext) {
        changesLeft = 0
        set(context.control(0) == true, context)
    }

    /// It was pressed or let go.
    public func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {
        set(value == true, context)
        // An even number of changes, so that the contact ends as it was meant.
        changesLeft = bounce.count > 0 && bounce.duration > .zero ? 2 * context.random(in: 1...bounce.count) : 0
        bounceOn(context)
    }

    /// It bounces.
    public func timerFired(_ timer: Int, _ context: borrowing PartContext) {
        changesLeft -= 1
        set(!isClosed, context)
        bounceOn(context)
    }

    private func bounceOn(_ context: borrowing PartContext) {
        guard changesLeft > 0 else { return context.cancel(0) }
        let most = max(1, Int(bounce.duration / .nanoseconds(1)) / (2 * bounce.count))
        context.set(0, after: .nanoseconds(context.random(in: 1...most)))
    }

    private func set(_ isClosed: Bool, _ context: borrowing PartContext) {
        self.isClosed = isClosed
        context.setLink(0, ohms: isClosed ? PartLink.contact : nil)
    }
}
