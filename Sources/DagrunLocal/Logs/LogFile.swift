// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import DagrunSystem

/// The log of one try, on disk.
public struct LogFile: Sendable, Hashable {
    /// The task instance.
    public var instance: TaskInstanceID
    /// The try's number, from 1.
    public var tryNumber: Int
    /// The file.
    public var path: String

    /// The whole log.
    ///
    /// - Returns: Its bytes.
    /// - Throws: ``FileError`` when it can't be read.
    public func bytes() throws(FileError) -> [UInt8] { try Folders.read(path) }
}
