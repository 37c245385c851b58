// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A text is not the YAML that is read here.
struct YAMLSyntaxError: Error, Hashable {
    var position: YAMLPosition
    var reason: String
}
