// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension Picture {
    /// The picture as a file: PGM for grey, PPM for colours, both in binary.
    var netpbm: [UInt8] { Array("\(format == .grey ? "P5" : "P6")\n\(width) \(height)\n255\n".utf8) + bytes }

    /// Reads a PBM, PGM or PPM file in binary; nil when it is none, or has more than eight bits.
    init?(netpbm file: [UInt8]) {
        var words = NetpbmWords(file)
        let kind = words.next()
        guard kind == "P4" || kind == "P5" || kind == "P6", let width = words.number(), let height = words.number(),
            (1...10_000).contains(width), (1...10_000).contains(height)
        else { return nil }
        if kind != "P4" {
            guard words.number() == 255 else { return nil }
        }
        let pixels = file[words.body...]
        switch kind {
        case "P4":
            // A bit a pixel, eight to a byte, each row from a byte's begin; 1 is black, which is lit here as on paper it is not.
            let row = (width + 7) / 8
            guard pixels.count == row * height else { return nil }
            var bytes: [UInt8] = []
            for y in 0..<height {
                for x in 0..<width {
                    let byte = pixels[pixels.startIndex + y * row + x / 8]
                    bytes.append(byte & (0x80 >> UInt8(x % 8)) == 0 ? 255 : 0)
                }
            }
            self.init(width: width, height: height, bytes: bytes)
        case "P5":
            guard pixels.count == width * height else { return nil }
            self.init(width: width, height: height, bytes: Array(pixels))
        default:
            guard pixels.count == width * height * 3 else { return nil }
            self.init(width: width, height: height, format: .rgb, bytes: Array(pixels))
        }
    }

    /// What differs in another picture; nil when nothing does.
    func difference(from other: Picture) -> String? {
        guard width == other.width, height == other.height, format == other.format else {
            return "it has \(other.width) x \(other.height) pixels, and should have \(width) x \(height)"
        }
        let depth = format == .rgb ? 3 : 1
        let places = bytes.indices.filter { bytes[$0] != other.bytes[$0] }.map { $0 / depth }
        guard let first = places.first else { return nil }
        return "\(Set(places).count) pixels differ, the first one at \(first % width), \(first / width)"
    }
}
