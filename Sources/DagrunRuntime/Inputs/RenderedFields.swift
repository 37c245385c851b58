// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel

/// What a task's templates were rendered to, as Airflow's page shows it.
package enum RenderedFields {
    /// The longest text that is shown whole: `[core] max_templated_field_length`.
    static let maximumLength = 4096
    private static let begin = "Truncated. You can change this behaviour in [core]max_templated_field_length. "

    /// Makes a function that renders the templates among a task's inputs; nil where there are none.
    package static func renderer(
        _ inputs: [(name: String, input: any AnyInput)]
    ) -> (@Sendable (TaskContext) async -> [String: JSONValue])? {
        let templates = inputs.filter { $0.input.render != nil }
        guard !templates.isEmpty else { return nil }
        return { context in
            var fields: [String: JSONValue] = [:]
            for (place, template) in templates.enumerated() {
                guard let text = try? await template.input.render?(context) else { continue }
                fields[template.name.isEmpty ? "input\(place + 1)" : template.name] = .string(text)
            }
            return fields
        }
    }

    /// Hides secrets, and cuts what is too long as Airflow does.
    static func shown(_ fields: [String: JSONValue], _ masker: SecretMasker) -> [String: JSONValue] {
        var shown: [String: JSONValue] = [:]
        for (name, value) in fields {
            // Masked before it is cut: half a secret is not found any more.
            let masked = masker.mask(value, named: name)
            guard case .string(let text) = masked, text.unicodeScalars.count > maximumLength else {
                shown[name] = masked
                continue
            }
            let left = text.unicodeScalars.prefix(maximumLength - begin.unicodeScalars.count - 3)
            shown[name] = .string("\(begin)\(String(String.UnicodeScalarView(left)))...")
        }
        return shown
    }
}
