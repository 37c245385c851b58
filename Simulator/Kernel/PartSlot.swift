// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Where a part's things are in the kernel's lists.
struct PartSlot {
    var pin: Int
    var link: Int
    var control: Int
    var output: Int
}
