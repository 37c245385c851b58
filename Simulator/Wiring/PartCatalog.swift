// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// What is known of the parts that a diagram may hold: those of a registry, and the boards.
public struct PartCatalog: Sendable {
    /// What is known of one part.
    struct Entry {
        /// Nil: nothing is known of its type.
        var description: PartDescription?
        /// The board that it is.
        var board: SimulatedBoard?
        /// What is odd about it.
        var findings: [BoardFinding] = []
    }

    /// The types of parts, without the boards.
    public let registry: PartRegistry

    /// Makes a catalog.
    ///
    /// - Parameter registry: The types of parts, without the boards.
    public init(_ registry: PartRegistry = .standard) { self.registry = registry }

    /// Looks a part up.
    func entry(for part: DiagramPart) -> Entry {
        if let board = Self.board(part) {
            return Entry(description: board.partDescription, board: board)
        }
        guard registry[part.type] != nil else {
            let names = registry.names + SimulatedBoard.all.map(\.type)
            let hint = Suggestion.hint(for: part.type, in: names)
            let isCustom = part.type.hasPrefix("chip-")
            return Entry(
                findings: [
                    BoardFinding(
                        .partUnknown, subject: part.id,
                        message: "\(part.id) is a \(part.type), which is not simulated\(hint)",
                        advice: isCustom
                            ? "It stays a box that does nothing; write it as a part in Swift and register its type."
                            : "It stays a box that does nothing; take another part, or write it as a part in Swift.")
                ])
        }
        let (made, unreadable) = make(part)
        guard let made else { return Entry(findings: unreadable) }
        let description = PartDescription(made)
        return Entry(description: description, findings: unreadable + misspelt(part, description))
    }

    private static func board(_ part: DiagramPart) -> SimulatedBoard? {
        guard part.type == RaspberryPiPart.type || RaspberryPiPart.aliases.contains(part.type) else {
            return SimulatedBoard.named(part.type)
        }
        let name: String? = if case .string(let model) = part.attributes["model"] { model } else { nil }
        return (name.flatMap(RaspberryPiPart.Model.init) ?? .pi4).board
    }

    /// Makes a part as its type makes it; attributes that it can't read are left out.
    ///
    /// - Parameter part: The part as the diagram has it.
    /// - Returns: The part; nil when its type is not known, or it can't be made at all.
    func part(for part: DiagramPart) -> (any Part)? { make(part).part }

    private func make(_ part: DiagramPart) -> (part: (any Part)?, findings: [BoardFinding]) {
        guard let type = registry[part.type] else { return (nil, []) }
        var attributes = part.attributes
        var findings: [BoardFinding] = []
        while true {
            do throws(PartError) {
                return (try type.init(id: part.id, attributes: PartAttributes(attributes)), findings)
            } catch {
                // The one without which the complaint is another one, or there is none.
                let culprit = attributes.keys.sorted().first { name in
                    var rest = attributes
                    rest[name] = nil
                    do throws(PartError) {
                        _ = try type.init(id: part.id, attributes: PartAttributes(rest))
                        return true
                    } catch let other {
                        return other != error
                    }
                }
                findings.append(
                    BoardFinding(
                        .attributeUnreadable, subject: part.id, message: "\(part.id): \(error)",
                        advice: "The default is taken now."))
                guard let culprit else { return (nil, findings) }
                attributes[culprit] = nil
            }
        }
    }

    private func misspelt(_ part: DiagramPart, _ description: PartDescription) -> [BoardFinding] {
        guard !description.attributes.isEmpty else { return [] }
        return part.attributes.keys.sorted().compactMap { name in
            guard !description.attributes.contains(name), !Self.looks.contains(name),
                let meant = Suggestion.closest(to: name, in: description.attributes)
            else { return nil }
            return BoardFinding(
                .attributeMisspelt, subject: part.id,
                message: "\(part.id) has an attribute \(name), which says nothing",
                advice: "Write \(meant), if that is meant.")
        }
    }

    // Attributes of any part that only change its looks.
    private static let looks: Set<String> = ["color", "label", "flip", "xray", "fps", "gamma", "key"]
}
