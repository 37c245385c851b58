// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The way to a value that is decoded.
final class JSONPath {
    private let key: any CodingKey
    private let front: JSONPath?

    init(key: any CodingKey, front: JSONPath?) { (self.key, self.front) = (key, front) }

    /// The keys from the whole to the value.
    var keys: [any CodingKey] {
        var keys = [key]
        var rest = front
        while let path = rest {
            keys.append(path.key)
            rest = path.front
        }
        return keys.reversed()
    }
}
