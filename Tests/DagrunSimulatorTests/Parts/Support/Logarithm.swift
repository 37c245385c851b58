// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc

enum Logarithm {
    static func natural(_ value: Double) -> Double { log(value) }
}
