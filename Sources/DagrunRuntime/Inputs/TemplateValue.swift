// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A value that may stand in a template as it is.
///
/// Other `Codable` values are written with `\(json: …)`.
public protocol TemplateValue: Codable, Sendable {
    /// The text that stands in the template.
    var templateText: String { get }
}

extension TemplateValue where Self: CustomStringConvertible {
    /// The value's description.
    public var templateText: String { description }
}

extension TemplateValue where Self: RawRepresentable, RawValue: TemplateValue {
    /// The raw value's text.
    public var templateText: String { rawValue.templateText }
}

extension String: TemplateValue {}
extension Int: TemplateValue {}
extension Int64: TemplateValue {}
extension Double: TemplateValue {}
extension Bool: TemplateValue {}
