// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem
import Glibc
import Testing

@testable import DagrunCoordinator

@Suite struct SocketOwnerTests {
    @Test func `A connection belongs to the process that has it open, and to no other`() throws {
        let (listener, port) = try LoopbackSocket.listen()
        let dialled = try LoopbackSocket(dialing: "127.0.0.1:\(port)")
        let accepted = try #require(listener.accept())
        #expect(SocketOwner.has(getpid(), connectionFrom: accepted.port, to: port))
        #expect(!SocketOwner.has(.max, connectionFrom: accepted.port, to: port))
        // Nobody's: a port that is not connected to this one.
        #expect(!SocketOwner.has(getpid(), connectionFrom: port, to: accepted.port ^ 1))
        withExtendedLifetime((dialled, accepted)) {}
    }

    @Test func `A line of the kernel's table is found by both of its ends`() {
        let table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11 1 0 100
               1: 0100007F:C350 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 22 1 0 20
            """
        #expect(SocketOwner.inode(table, 0xC350, 0x1F90) == "22")
        #expect(SocketOwner.inode(table, 0x1F90, 0xC350) == nil)
        #expect(SocketOwner.inode("", 1, 2) == nil)
    }
}
