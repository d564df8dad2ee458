import Grants
import Hummingbird
import NIOCore
import Storage
import UseCases

/// The figures of a running installation, for a second port that only the machine itself reaches (ASVS 13.4.5): a
/// reverse proxy on the same machine forwards the portal's port and not this one.
public struct MachineRoom: Sendable {
    let portal: Portal

    /// The room of a portal.
    public init(_ portal: Portal) { self.portal = portal }

    /// `/metrics` for Prometheus; `/readyz` says here what is wrong, and what soon will be.
    public func router() -> Router<PortalContext> {
        let router = Router(context: PortalContext.self)
        router.get(RouterPath(Site.healthz.template)) { _, _ in Response.text("ok\n") }
        router.get(RouterPath(Site.readyz.template)) { _, _ in
            let faults = await portal.readiness.faults()
            let warnings = await portal.readiness.warnings().map { "warning: \($0)\n" }.joined()
            return faults.isEmpty
                ? Response.text("ready\n\(warnings)")
                : Response.text(faults.map { "\($0)\n" }.joined() + warnings, status: .serviceUnavailable)
        }
        router.get(RouterPath(Site.metrics.template)) { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: await metrics())))
        }
        return router
    }

    /// Everything, measured just now. What cannot be measured, because the database is away, is left out.
    func metrics() async -> String {
        var text = Exposition()
        portal.metrics.write(to: &text)
        admission(&text)
        work(&text)
        database(&text)
        replicas(&text)
        await health(&text)
        await record(&text)
        backups(&text)
        traces(&text)
        process(&text)
        return text.text
    }

    private var installation: Installation { portal.installation }

    // MARK: Parts

    private func admission(_ text: inout Exposition) {
        let standings = portal.admission.standings
        func each(_ value: (Admission.Standing) -> Int) -> [Exposition.Sample] {
            standings.map { .init([("class", $0.urgency.rawValue)], Double(value($0))) }
        }
        text.add("kofu_requests_working", .gauge, "Requests that have a turn.", each(\.working))
        text.add("kofu_requests_waiting", .gauge, "Requests that wait for a turn.", each(\.waiting))
        text.summary(
            "kofu_admission_wait_seconds", "How long requests waited for their turn.",
            standings.map { ([("class", $0.urgency.rawValue)], $0.admitted, $0.waited / Duration.seconds(1)) })
        text.add(
            "kofu_shed_total", .counter,
            "Requests that were turned away: the line was full, they waited too long, or asked too often.",
            standings.flatMap { standing in
                [Shed.Reason.full, .waited, .rate].map { reason in
                    .init(
                        [("class", standing.urgency.rawValue), ("reason", reason.rawValue)],
                        Double(standing.shed[reason] ?? 0))
                }
            })
    }

    private func work(_ text: inout Exposition) {
        let counts = installation.tally.counts
        text.add(
            "kofu_submissions_total", .counter, "Submissions that were acknowledged.", Double(counts.submissions))
        text.add(
            "kofu_submission_files_expected_total", .counter, "Files that acknowledged submissions list.",
            Double(counts.filesExpected))
        text.add(
            "kofu_submission_files_stored_total", .counter,
            "Of these, how many were found stored after the commit.", Double(counts.filesStored))
        text.summary(
            "kofu_oidc_login_seconds", "How long the identity provider took to confirm a sign-in.",
            [([], counts.signIns, counts.signInSeconds)])
        text.add(
            "kofu_oidc_login_failures_total", .counter, "Sign-ins at the identity provider that failed.",
            Double(counts.signInFailures))
        let now = installation.now
        var left: [String: Int64] = [:]
        for round in installation.published.current.rounds where round.round.phase(at: now) == .accepting {
            let seconds = (round.round.closes.instant.milliseconds - now.milliseconds) / 1000
            left[round.agency.code] = min(left[round.agency.code] ?? .max, seconds)
        }
        text.add(
            "kofu_next_deadline_seconds", .gauge, "Until the next round of an agency closes.",
            left.sorted { $0.key < $1.key }.map { .init([("agency", $0.key)], Double($0.value)) })
    }

    private func database(_ text: inout Exposition) {
        let figures = installation.database.figures
        text.histogram(
            "kofu_commit_seconds", "How long commits took, syncing included.", bounds: Database.Figures.bounds,
            [([], figures.commits, figures.seconds)])
        text.add(
            "kofu_committed_writes_total", .counter, "Writes that commits carried: several share one on SQLite.",
            Double(figures.writes))
        text.add(
            "kofu_database_waiting", .gauge, "Work that waits for the writer, or for a connection.",
            Double(figures.waiting))
        text.add(
            "kofu_database_connections_working", .gauge, "Connections that work for someone.", Double(figures.working))
        text.add("kofu_database_connections", .gauge, "Connections there may be.", Double(figures.size))
        text.add(
            "kofu_writes_begun_anew", .gauge, "Writes begun anew since the start, because another came between.",
            Double(installation.database.begunAnew))
    }

    /// Nothing where there are no standbys.
    private func replicas(_ text: inout Exposition) {
        guard let figures = installation.database.replicaFigures else { return }
        let standbys = figures.standbys.map { (labels: [("standby", $0.name)], figures: $0) }
        text.add(
            "kofu_reads_anywhere_total", .counter, "Reads that may be made anywhere, by where they were made.",
            [.init([("place", "primary")], Double(figures.atPrimary))]
                + standbys.map { .init([("place", $0.figures.name)], Double($0.figures.reads)) })
        text.add(
            "kofu_standby_lag_seconds", .gauge, "For how long a standby has lacked something the primary has.",
            standbys.compactMap { standby in standby.figures.lag.map { .init(standby.labels, $0) } })
        text.add(
            "kofu_standby_read_from", .gauge, "Whether a standby is read from; /readyz of this port says why not.",
            standbys.map { .init($0.labels, $0.figures.problem == nil ? 1 : 0) })
    }

    private func health(_ text: inout Exposition) async {
        let isReady = await portal.readiness.faults().isEmpty
        let warnings = await portal.readiness.warnings()
        text.add("kofu_ready", .gauge, "Whether it can do its work.", isReady ? 1 : 0)
        text.add(
            "kofu_warnings", .gauge, "What soon will be wrong; /readyz of this port says what.", Double(warnings.count))
        text.add(
            "kofu_clock_steps_total", .counter, "How often the machine's clock was set by more than a second.",
            Double(await portal.readiness.clock.steps))
        text.add(
            "kofu_database_clock_skew_seconds", .gauge, "By how much the database's server is ahead of this machine.",
            (try? await installation.clockSkew()).map { Double($0) / 1000 })
        if let disk = portal.disk, let (free, size) = ProcessFigures.disk(of: disk.folder) {
            text.add("kofu_disk_free_bytes", .gauge, "Free on the disk of the data folder.", Double(free))
            text.add("kofu_disk_size_bytes", .gauge, "Size of that disk.", Double(size))
        }
    }

    private func record(_ text: inout Exposition) async {
        let now = installation.now
        let jobs = try? await installation.database.read { connection in
            (try JobQueue.lengths(on: connection), try JobQueue.oldestDue(at: now, on: connection))
        }
        if let (lengths, oldest) = jobs {
            text.add("kofu_jobs_waiting", .gauge, "Jobs that are to be done, or done again.", Double(lengths.waiting))
            text.add(
                "kofu_jobs_put_aside", .gauge, "Jobs that failed so often that a person must look.",
                Double(lengths.aside))
            text.add(
                "kofu_jobs_oldest_seconds", .gauge, "How long the oldest job that is due has waited.",
                oldest.map { Double(max(0, now.milliseconds - $0)) / 1000 } ?? 0)
        }
        await scans(&text)
        guard let audit = try? await installation.auditStanding() else { return }
        text.add(
            "kofu_invariant_violations", .gauge, "What the auditor found in the record that is not as it must be.",
            Double(audit.violations))
        text.add(
            "kofu_audit_age_seconds", .gauge, "Since what changed was looked at last.",
            audit.until.map { Double(now.milliseconds - $0.milliseconds) / 1000 })
        text.add(
            "kofu_audit_sweep_seconds", .gauge, "Since the round through all cases began.",
            audit.sweepBegan.map { Double(now.milliseconds - $0.milliseconds) / 1000 })
    }

    /// Nothing where files are not scanned.
    private func scans(_ text: inout Exposition) async {
        guard let scanning = installation.scanning else { return }
        text.add(
            "kofu_scanner_up", .gauge, "Whether the virus scanner answers.", scanning.absence == nil ? 1 : 0)
        let counts = installation.tally.counts
        text.add(
            "kofu_scans_total", .counter, "Contents of files that were looked at for viruses.",
            [
                .init([("verdict", "clean")], Double(counts.filesClean)),
                .init([("verdict", "harmful")], Double(counts.filesHarmful)),
                .init([("verdict", "none")], Double(counts.filesUndecided)),
            ])
        let now = installation.now
        guard let figures = try? await installation.database.read({ try Scans($0).figures() }) else { return }
        text.add(
            "kofu_files_unscanned", .gauge, "Contents that wait to be looked at for viruses.", Double(figures.waiting))
        text.add(
            "kofu_files_unscanned_oldest_seconds", .gauge, "How long the oldest of them has waited.",
            figures.oldest.map { Double(max(0, now.milliseconds - $0.milliseconds)) / 1000 } ?? 0)
        text.add("kofu_files_harmful", .gauge, "Contents in which a virus was found.", Double(figures.harmful))
    }

    /// What `kofu backup` and `kofu drill` noted in the data folder; nothing where they never ran.
    private func backups(_ text: inout Exposition) {
        guard let folder = portal.disk?.folder else { return }
        let (state, now) = (BackupState(folder: folder), installation.now)
        func age(_ moment: Instant?) -> Double? { moment.map { Double(now.milliseconds - $0.milliseconds) / 1000 } }
        text.add("kofu_backup_age_seconds", .gauge, "Since the moment the newest backup is of.", age(state.backupAt))
        text.add("kofu_drill_age_seconds", .gauge, "Since a backup was tried out last.", age(state.drillAt))
        text.add(
            "kofu_restore_drill_ok", .gauge, "Whether the backup that was tried out last was sound.",
            state.drillOK.map { $0 ? 1 : 0 })
    }

    /// Nothing where nobody wants traces.
    private func traces(_ text: inout Exposition) {
        guard let figures = portal.traces?.exporter.figures else { return }
        text.add(
            "kofu_spans_total", .counter, "Pieces of work that were recorded for traces, by what became of them.",
            [.init([("outcome", "sent")], Double(figures.sent)), .init([("outcome", "lost")], Double(figures.lost))])
    }

    private func process(_ text: inout Exposition) {
        text.add("process_resident_memory_bytes", .gauge, "Memory in use.", ProcessFigures.resident)
        text.add("process_open_fds", .gauge, "Files and connections that are open.", ProcessFigures.descriptors)
        text.add(
            "kofu_build_info", .gauge, "The program: its newest migration, and the hash of its interface.",
            [.init([("schema", String(Migration.newest)), ("interface", Assets.version)], 1)])
    }
}
