// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunSimulator

/// What is written down of a simulated board.
struct TraceOptions: ParsableArguments {
    /// How texts are written; the names are those of `VCDTexts`.
    enum Texts: String, ExpressibleByArgument, CaseIterable { case string, none }

    @Option(help: "Write what all signals of a simulated board do to a VCD file, for a waveform viewer.")
    var vcd: String?

    @Option(
        help: """
            How texts, such as what a display shows, stand in the VCD file: string, which GTKWave shows, or none: not at all, for strict \
            readers such as sigrok and PulseView.
            """)
    var vcdTexts = Texts.string

    /// How a recorder does it.
    var recording: BoardRecorder.Configuration {
        var configuration = BoardRecorder.Configuration()
        configuration.vcd = vcd
        configuration.texts = vcdTexts == .none ? .none : .string
        return configuration
    }
}
