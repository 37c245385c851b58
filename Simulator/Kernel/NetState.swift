// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What the kernel knows of a net.
struct NetState: BitwiseCopyable {
    var logic: Logic = .floating
    var strength: Strength = .highZ
    var isDirty = false
    /// Whether pins came to it or left it, so that watchers are called even where its value is the same.
    var isStale = false
    var isContended = false
    var isOverloaded = false
    /// Whether something that doesn't change drives it: it isn't part of a group then.
    var isRail = false
    /// Whether parts get their power here.
    var feeds = false
    /// The last level that was neither unknown nor floating: what an input with hysteresis reads.
    var lastLevel = false
    /// The group that it is resolved with; -1: by itself.
    var group: Int32 = -1
    /// Its place in the group.
    var node: Int32 = 0
    /// The wave that it carries, by its place in the kernel's list; -1 for none.
    var wave: Int32 = -1
    /// How many watch its levels, so that a wave must be unrolled.
    var levelWatchers: Int32 = 0
    /// The number of the wave's last change that the watchers were told.
    var waveVersion: UInt32 = 0
    /// Whether a fault holds it at a level.
    var isForced = false
    /// The level that a fault holds it at.
    var forced: Logic = .floating
    /// What it would be without that.
    var natural: Logic = .floating
    /// Whether faults want to know its natural changes.
    var isTroubled = false
    /// The pins on it: a range of the kernel's list.
    var firstPin: Int32 = 0
    var pinCount: Int32 = 0
    /// Those of the pins that watch it.
    var firstWatcher: Int32 = 0
    var watcherCount: Int32 = 0
    /// The sinks that are told its changes, one bit each.
    var sinks: UInt64 = 0
    /// Its voltage; not a number where it floats.
    ///
    /// That of the high phase where it carries a wave.
    var volts: Double = .nan
    /// The voltage of the low phase where it carries a wave.
    var lowVolts: Double = 0
    /// The resistance of what drives it, in ohms.
    var ohms: Double = .infinity
    /// The fewest volts that are too much for a pin on it.
    var limit: Double = .infinity
}
