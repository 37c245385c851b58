// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// The exponential function, of the C library: the standard library has none.
func exponential(_ exponent: Double) -> Double { exp(exponent) }
