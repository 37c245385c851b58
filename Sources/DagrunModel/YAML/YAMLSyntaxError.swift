// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A text is not the YAML that is read here.
package struct YAMLSyntaxError: Error, Hashable, Sendable {
    package var position: YAMLPosition
    package var reason: String
}
