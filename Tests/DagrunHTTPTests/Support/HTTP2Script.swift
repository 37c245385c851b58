// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Enough of an HTTP/2 server to answer requests on one connection (RFC 9113).
struct HTTP2Script {
    private enum FrameType {
        static let data: UInt8 = 0
        static let headers: UInt8 = 1
        static let reset: UInt8 = 3
        static let settings: UInt8 = 4
        static let ping: UInt8 = 6
    }

    let connection: TestConnection
    /// Told of each request's stream.
    var arrived: Signal<UInt32>?

    /// Answers requests until the client closes the connection.
    ///
    /// - Parameters:
    ///   - batches: How many requests must be open at once before they are answered, one count after the other; 1 in
    ///     the end.
    ///   - status: The index of a status in HPACK's static table (RFC 7541, appendix A): 8 is 200, 13 is 404.
    ///   - refusing: Answer with a reset of the stream instead.
    func serve(batches: [Int] = [], status: UInt8 = 8, refusing: Bool = false) {
        guard connection.read(exactly: 24) != nil else { return }
        send(FrameType.settings, flags: 0, stream: 0)
        var open: [UInt32] = []
        var batches = batches[...]
        while let header = connection.read(exactly: 9) {
            let length = header[..<3].reduce(0) { $0 << 8 | Int($1) }
            let stream = header[5...].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            guard let payload = connection.read(exactly: length) else { return }
            switch (header[3], header[4]) {
            case (FrameType.settings, 0):
                send(FrameType.settings, flags: 1, stream: 0)
            case (FrameType.ping, 0):
                send(FrameType.ping, flags: 1, stream: 0, payload)
            case (FrameType.headers, let flags) where flags & 1 != 0, (FrameType.data, let flags) where flags & 1 != 0:
                open.append(stream)
                arrived?.send(stream)
            default:
                break
            }
            guard !open.isEmpty, open.count >= batches.first ?? 1 else { continue }
            batches = batches.dropFirst()
            for stream in open { answer(stream, status: status, refusing: refusing) }
            open.removeAll()
        }
    }

    private func answer(_ stream: UInt32, status: UInt8, refusing: Bool) {
        if refusing {
            // REFUSED_STREAM would have libcurl send the request again; INTERNAL_ERROR ends it.
            send(FrameType.reset, flags: 0, stream: stream, [0, 0, 0, 2])
            return
        }
        // An indexed field, then one literal field without indexing (RFC 7541, sections 6.1 and 6.2.2).
        var block: [UInt8] = [0x80 | status, 0]
        for text in ["x-stream", "\(stream)"] { block += [UInt8(text.utf8.count)] + Array(text.utf8) }
        send(FrameType.headers, flags: 4, stream: stream, block)
        send(FrameType.data, flags: 1, stream: stream, Array("over two".utf8))
    }

    private func send(_ type: UInt8, flags: UInt8, stream: UInt32, _ payload: [UInt8] = []) {
        let length = UInt32(payload.count)
        connection.write(
            [UInt8(truncatingIfNeeded: length >> 16), UInt8(truncatingIfNeeded: length >> 8)]
                + [UInt8(truncatingIfNeeded: length), type, flags]
                + (0..<4).map { UInt8(truncatingIfNeeded: stream >> (24 - 8 * UInt32($0))) } + payload)
    }
}
