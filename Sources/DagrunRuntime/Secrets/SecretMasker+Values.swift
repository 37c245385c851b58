// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

extension SecretMasker {
    /// Masks a variable's value from now on, when its key says that it is a secret.
    ///
    /// In a value that is a JSON text, what has a sensitive name inside is masked too.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - name: The variable's key.
    public func add(_ value: String, named name: String) {
        if isSensitive(name) { add(value) }
        addMembers(ofText: value)
    }

    /// Masks the texts in a value from now on.
    ///
    /// - Parameters:
    ///   - value: The value. Members of objects count when their name, or that of an object around them, is sensitive.
    ///   - name: The value's name; with `nil`, texts and lists of texts are secrets without more ado.
    public func add(_ value: JSONValue, named name: String? = nil) {
        add(value, isSecret: name.map(isSensitive) ?? true, inSecret: name.map(isSensitive) ?? false)
    }

    /// Masks a connection's password and the secrets in its extra from now on.
    ///
    /// The extra as a whole is masked as well, as is the header that HTTP's basic authentication makes of login and
    /// password.
    ///
    /// - Parameter connection: The connection.
    public func add(_ connection: Connection) {
        if let password = connection.password, !password.isEmpty {
            add(password)
            add(SecretForms.basicCredentials(login: connection.login ?? "", password: password))
        }
        if let extra = connection.extra {
            add(extra)
            add(.object(connection.extraJSON))
        }
    }

    /// Replaces the secrets in a value: by name, and wherever a known secret occurs in a text.
    ///
    /// Under a sensitive name every text is replaced, however deep; numbers, booleans and `null` stay, as in Airflow.
    ///
    /// - Parameters:
    ///   - value: The value, such as a rendered template field.
    ///   - name: The value's name, when it has one.
    /// - Returns: The value with `***` in place of its secrets.
    public func mask(_ value: JSONValue, named name: String? = nil) -> JSONValue {
        mask(value, isSecret: name.map(isSensitive) ?? false)
    }

    private func mask(_ value: JSONValue, isSecret: Bool) -> JSONValue {
        switch value {
        case .null, .bool, .int, .double: return value
        case .string(let text): return .string(isSecret ? Self.mask : mask(text))
        case .array(let elements): return .array(elements.map { mask($0, isSecret: isSecret) })
        case .object(let members):
            var masked: [String: JSONValue] = [:]
            for (key, member) in members {
                masked[mask(key)] = mask(member, isSecret: isSecret || isSensitive(key))
            }
            return .object(masked)
        }
    }

    private func add(_ value: JSONValue, isSecret: Bool, inSecret: Bool) {
        switch value {
        case .null, .bool, .int, .double: break
        case .string(let text):
            if isSecret { add(text) }
            addMembers(ofText: text)
        case .array(let elements):
            for element in elements { add(element, isSecret: isSecret, inSecret: inSecret) }
        case .object(let members):
            for (key, member) in members {
                let isSecret = inSecret || isSensitive(key)
                add(member, isSecret: isSecret, inSecret: isSecret)
            }
        }
    }

    /// A key file is often a JSON text inside a JSON text.
    private func addMembers(ofText text: String) {
        guard let first = text.utf8.first(where: { $0 > 0x20 }) else { return }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return }
        switch SecretsJSON.value(of: text) {
        case .object(let members)?: add(.object(members), isSecret: false, inSecret: false)
        case .array(let elements)?: add(.array(elements), isSecret: false, inSecret: false)
        default: break
        }
    }
}
