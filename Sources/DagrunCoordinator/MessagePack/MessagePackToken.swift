// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What stands next in MessagePack, as JSON knows it: a whole value, or the beginning of a list or map.
enum MessagePackToken {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    /// Where a text is, which was not looked at.
    case text(Range<Int>)
    /// Where bytes are.
    case data(Range<Int>)
    /// A value of a type that applications agree on, and where it is.
    case extended(type: Int8, Range<Int>)
    /// So many elements follow.
    case list(Int)
    /// So many names follow, each with its value.
    case map(Int)
}
