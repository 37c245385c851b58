// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Eight switches in one case.
public final class DIPSwitchPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-dip-switch-8"

    /// The part's name on its board.
    public let id: String
    /// `1a` to `8a`, then `1b` to `8b`.
    public let pins = (1...8).map { PartPin("\($0)a") } + (1...8).map { PartPin("\($0)b") }
    /// The contacts, all open at the begin.
    public let links = (0..<8).map { PartLink($0, $0 + 8, ohms: nil) }
    /// `1` to `8`: whether that switch is on.
    public let controls = (1...8).map { PartControl.flag("\($0)") }
    /// `switches`: from switch 1 on, `1` for on and `0` for off.
    public let outputs = [PartOutput("switches", initial: "00000000")]
    /// What there is to know besides.
    public let traits = PartTraits("DIP switch", kind: "switch", attributes: ["xray"])

    /// Makes a switch.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: None.
    /// - Throws: Nothing; other types of parts do.
    public init(id: String, attributes: PartAttributes) throws(PartError) { self.id = id }

    /// Takes the positions of the controls.
    public func start(_ context: borrowing PartContext) {
        for place in 0..<8 {
            context.setLink(place, ohms: context.control(place).flag == true ? PartLink.contact : nil)
        }
        show(context)
    }

    /// Turns a switch on or off.
    public func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {
        context.setLink(control, ohms: value.flag == true ? PartLink.contact : nil)
        show(context)
    }

    private func show(_ context: borrowing PartContext) {
        var text = ""
        for place in 0..<8 { text += context.control(place).flag == true ? "1" : "0" }
        context.show(0, .text(text))
    }
}
