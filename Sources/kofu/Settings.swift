import Foundation
import Portal

/// One setting: its name in the environment or the configuration file, what it means, and what it is by default.
struct Setting: Sendable {
    let name: String
    let meaning: String
    /// The value where none is given; nil for one that has to be given where it is needed.
    let standard: String?
    /// Whether it is never printed.
    let isSecret: Bool

    private init(_ name: String, _ meaning: String, standard: String? = nil, isSecret: Bool = false) {
        self.name = name
        self.meaning = meaning
        self.standard = standard
        self.isSecret = isSecret
    }

    static let environment = Setting(
        "KOFU_ENVIRONMENT",
        "production; trial: while setting up, when plain http and missing mail are allowed; or bench: nobody signs in",
        standard: "production")
    static let data = Setting("KOFU_DATA", "folder of the database and the files", standard: "/var/lib/kofu")
    static let database = Setting(
        "KOFU_DATABASE",
        "postgres://user@host/name where a PostgreSQL server has the database, which any number of "
            + "processes share; in the folder when empty", standard: "", isSecret: true)
    static let replicas = Setting(
        "KOFU_REPLICAS",
        "postgres://… of hot standbys of that server, one address for each, separated by spaces or commas: public pages, "
            + "figures and exports are read there", standard: "", isSecret: true)
    static let files = Setting(
        "KOFU_FILES",
        "s3://bucket/prefix?endpoint=https://…&region=… where an S3-compatible store has the files, which all "
            + "processes share; in the folder when empty", standard: "")
    static let bucketKey = Setting("KOFU_S3_KEY", "the access key there", standard: "")
    static let bucketSecret = Setting("KOFU_S3_SECRET", "its secret", standard: "", isSecret: true)
    static let bucketLock = Setting(
        "KOFU_S3_LOCK",
        "how files of submissions are kept from being removed, in a bucket made with Object Lock: "
            + "governance or compliance, and days, such as compliance 2557", standard: "")
    static let bucketDownloads = Setting(
        "KOFU_S3_DOWNLOADS",
        "streamed through the portal; or presigned: people are sent to the store, which they must reach",
        standard: "streamed")
    static let bucketAuthorities = Setting(
        "KOFU_S3_AUTHORITIES", "PEM file of authorities to trust instead of the system's", standard: "")
    static let address = Setting("KOFU_ADDRESS", "how people reach the portal: https://kofu.example.jp")
    static let listen = Setting(
        "KOFU_LISTEN", "where the portal listens, for the proxy before it", standard: "127.0.0.1:8080")
    static let metricsListen = Setting(
        "KOFU_METRICS_LISTEN", "where /metrics is; only this machine's own addresses, or off",
        standard: "127.0.0.1:9464")
    static let connections = Setting("KOFU_CONNECTIONS", "most connections at once", standard: "4000")
    static let workers = Setting(
        "KOFU_WORKERS", "requests that are worked on at once; 64 for each processor when empty", standard: "")
    static let longWorkers = Setting(
        "KOFU_LONG_WORKERS",
        "of them, papers, exports and imports at once; one for each processor when empty", standard: "")
    static let sessionRate = Setting(
        "KOFU_SESSION_RATE", "requests a second of one session, ten times as many at once; 0: no limit",
        standard: String(AdmissionLimits.usualSessionRate))
    static let clientRate = Setting(
        "KOFU_CLIENT_RATE", "the same of one network address, as the proxy names it in X-Forwarded-For",
        standard: String(AdmissionLimits.usualClientRate))
    static let drain = Setting(
        "KOFU_DRAIN_SECONDS",
        "how long after SIGTERM /readyz says 503 before nothing more is accepted, so that a proxy hears of it",
        standard: "0")
    static let diskFree = Setting(
        "KOFU_DISK_FREE", "megabytes below which /readyz says that the disk gets full", standard: "2048")
    static let clamd = Setting(
        "KOFU_CLAMD",
        "where ClamAV's daemon listens, to look for viruses in what applicants attach: /run/clamav/clamd.ctl or "
            + "127.0.0.1:3310; files are not scanned when empty", standard: "")
    static let auditMinutes = Setting(
        "KOFU_AUDIT_MINUTES", "minutes between two looks at what changed in the record; 0: never", standard: "5")
    static let auditDays = Setting(
        "KOFU_AUDIT_DAYS", "days within which every case and file is looked at again", standard: "30")
    static let logLevel = Setting("KOFU_LOG_LEVEL", "debug, info, notice, warning or error", standard: "info")
    static let traces = Setting(
        "KOFU_TRACES",
        "where a collector takes traces by OTLP over HTTP: http://127.0.0.1:4318/v1/traces; none when empty",
        standard: "")
    static let tracesOneIn = Setting(
        "KOFU_TRACES_ONE_IN",
        "of how many requests one is traced, besides all that fail or take more than a second; 0: none besides",
        standard: "100")
    static let issuer = Setting(
        "KOFU_OIDC_ISSUER", "the identity provider, final slash included: https://gbiz-id.go.jp/oauth/")
    static let clientID = Setting("KOFU_OIDC_CLIENT_ID", "how the portal is registered there")
    static let clientSecret = Setting("KOFU_OIDC_CLIENT_SECRET", "its secret there", isSecret: true)
    static let origins = Setting(
        "KOFU_OIDC_ORIGINS", "other origins the provider's endpoints may have, separated by commas", standard: "")
    static let accounts = Setting(
        "KOFU_OIDC_ACCOUNTS", "kinds of account that may sign in: prime, member, entry", standard: "prime,member")
    static let smtpHost = Setting("KOFU_SMTP_HOST", "the mail server; without one no mail is sent (trial only)")
    static let smtpPort = Setting("KOFU_SMTP_PORT", "its port", standard: "587")
    static let smtpSecurity = Setting("KOFU_SMTP_SECURITY", "starttls, tls or none", standard: "starttls")
    static let smtpUser = Setting("KOFU_SMTP_USER", "who signs in there; none when empty", standard: "")
    static let smtpPassword = Setting("KOFU_SMTP_PASSWORD", "the password there", standard: "", isSecret: true)
    static let smtpAuthorities = Setting(
        "KOFU_SMTP_AUTHORITIES", "PEM file of authorities to trust instead of the system's", standard: "")
    static let mailFrom = Setting("KOFU_MAIL_FROM", "the sender of mails: kofu@example.jp")

    /// In the order they are printed.
    static let all: [Setting] = [
        environment, data, database, replicas, files, bucketKey, bucketSecret, bucketLock, bucketDownloads,
        bucketAuthorities, address, listen, metricsListen, connections, workers, longWorkers, sessionRate,
        clientRate, drain, diskFree, clamd, auditMinutes, auditDays, logLevel, traces, tracesOneIn, issuer, clientID,
        clientSecret, origins, accounts, smtpHost, smtpPort, smtpSecurity, smtpUser, smtpPassword, smtpAuthorities,
        mailFrom,
    ]

    /// The list for `--help`.
    static var help: String {
        all.map { setting in
            let standard = setting.standard.map { $0.isEmpty ? "" : " (\($0))" } ?? ""
            return "  \(setting.name)\n      \(setting.meaning)\(standard)"
        }.joined(separator: "\n")
    }

    /// A configuration file that changes nothing yet.
    static var template: String {
        """
        # Settings of Kofu: lines KEY=VALUE. Each line below is the standard value; remove the # before those that change.
        # `kofu serve --check --configuration FILE` says what is missing or wrong. Whoever reads this file knows its secrets.


        """
            + all.map { "# \($0.meaning)\n#\($0.name)=\($0.standard ?? "")\n" }.joined(separator: "\n")
    }
}

/// What was given: lines of a file, and over them the environment.
struct GivenSettings: Sendable {
    private var values: [String: String] = [:]
    /// What is wrong with how they were given.
    private(set) var problems: [String] = []

    /// - Parameter file: a file of lines `KEY=VALUE`; empty lines and those beginning with `#` mean nothing.
    init(file: String?, environment: [String: String]) {
        let known = Set(Setting.all.map(\.name))
        if let file {
            if let text = try? String(contentsOfFile: file, encoding: .utf8) {
                read(text, path: file, known: known)
            } else {
                problems.append("\(file): cannot be read as a UTF-8 text")
            }
        }
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix("KOFU_") {
            if known.contains(name) {
                values[name] = value
            } else {
                problems.append("\(name): there is no such setting; see kofu serve --help")
            }
        }
    }

    private mutating func read(_ text: String, path: String, known: Set<String>) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let plain = line.trimmingCharacters(in: .whitespaces)
            if plain.isEmpty || plain.hasPrefix("#") { continue }
            guard let equals = plain.firstIndex(of: "=") else {
                problems.append("\(path):\(index + 1): not KEY=VALUE")
                continue
            }
            let name = plain[..<equals].trimmingCharacters(in: .whitespaces)
            guard known.contains(name) else {
                problems.append("\(path):\(index + 1): there is no setting \(name); see kofu serve --help")
                continue
            }
            values[name] = plain[plain.index(after: equals)...].trimmingCharacters(in: .whitespaces)
        }
    }

    /// The value given, or the standard one; empty when there is neither.
    subscript(setting: Setting) -> String { values[setting.name] ?? setting.standard ?? "" }

    /// Every setting with its value, secrets hidden.
    var printed: String {
        Setting.all.map { setting in
            let value = self[setting]
            let isStandard = values[setting.name] == nil
            let shown = setting.isSecret && !value.isEmpty ? "(set)" : value.isEmpty ? "(none)" : value
            return "\(setting.name)=\(shown)\(isStandard && !value.isEmpty ? "  # standard" : "")"
        }.joined(separator: "\n")
    }
}
