// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunProcess

/// The pages of this program's own file that are in its memory: code and constants.
package enum ProgramPages {
    /// Takes them out; those that are used come back at once, from the system's cache of the file.
    ///
    /// A program that has started and from now on does little has most of its code in memory for its start alone: the kernel
    /// brings sixteen pages for each that is touched. Taken out, they can go as soon as somebody else needs the room.
    package static func release() { dagrun_release_program_pages() }
}
