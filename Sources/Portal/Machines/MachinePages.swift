import Hummingbird

/// What other programs ask the portal: whether it runs, and whether it can do its work. Nothing more is told to the
/// public; figures are on a port of their own, see `MachineRoom`.
enum MachinePages {
    static func routes(_ readiness: Readiness) -> [Route] {
        [
            .open(.get, Site.healthz) { _ in .text("ok\n") },
            .open(.get, Site.readyz) { _ in
                await readiness.faults().isEmpty
                    ? .text("ready\n") : .text("not ready\n", status: .serviceUnavailable)
            },
        ]
    }
}
