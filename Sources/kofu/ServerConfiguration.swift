import Foundation
import Logging
import Outbound

/// What `kofu serve` runs with, checked as a whole.
struct ServerConfiguration: Sendable {
    let data: String
    /// Nil where the database is in the data folder.
    let database: String?
    /// Hot standbys of its server.
    let replicas: [String]
    /// Nil where the files are in the data folder.
    let bucket: BucketPlace?
    let address: String
    let listen: Endpoint
    /// Nil where figures are off.
    let metricsListen: Endpoint?
    let connections: Int
    let operating: OperatingSettings
    /// Nil where files are not scanned.
    let clamd: Clamd.Place?
    let logLevel: Logger.Level
    /// Nil only for kofu bench.
    let provider: OpenIDSettings?
    /// Nil only in a trial, and for kofu bench.
    let smtp: SMTPSettings?
    let mailFrom: String

    /// A host and a port.
    struct Endpoint: Sendable, Equatable {
        let host: String
        let port: Int

        /// Reads `127.0.0.1:8080`; nil for anything else.
        init?(_ text: String) {
            guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
                (1...65_535).contains(port), colon > text.startIndex
            else { return nil }
            host = String(text[..<colon])
            self.port = port
        }

        /// Whether only this machine reaches it.
        var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
    }

    /// Why the portal does not start: everything that is wrong, each with what to do.
    struct Wrong: Error, CustomStringConvertible {
        let problems: [String]
        var description: String { problems.map { "  - \($0)" }.joined(separator: "\n") }
    }

    init(_ given: GivenSettings) throws(Wrong) {
        var problems = given.problems
        func wrong(_ setting: Setting, _ what: String) { problems.append("\(setting.name): \(what)") }

        let environment = given[.environment]
        let isBench = environment == "bench"
        let isTrial = environment == "trial" || isBench
        if !isTrial, environment != "production" { wrong(.environment, "is not one of production, trial, bench") }

        let address = given[.address]
        if !ServerConfiguration.isAddress(address) {
            wrong(.address, "is not an address such as https://kofu.example.jp, without a path or final slash")
        } else if !isTrial {
            if !address.hasPrefix("https://") { wrong(.address, "must begin with https:// in production") }
            if ServerConfiguration.isLocal(address) { wrong(.address, "is this machine: others cannot reach it") }
        }

        let data = given[.data]
        if FileManager.default.fileExists(atPath: "\(data)/\(House.demoMark)") {
            wrong(.data, "is the folder of a demonstration, whose passwords everyone knows: choose another")
        }
        let database = given[.database]
        if !database.isEmpty, !Place.isServer(database) {
            wrong(.database, "is not an address such as postgres://kofu@db.example.jp/kofu")
        }
        let replicas = given[.replicas].split { $0 == "," || $0.isWhitespace }.map(String.init)
        if !replicas.allSatisfy(Place.isServer) {
            wrong(.replicas, "are not addresses such as postgres://kofu@standby.example.jp/kofu, one host in each")
        } else if !replicas.isEmpty, database.isEmpty {
            wrong(.replicas, "are standbys of a server: \(Setting.database.name) must name it")
        } else if replicas.contains(database) || Set(replicas).count < replicas.count {
            wrong(.replicas, "must be other servers than \(Setting.database.name)'s, and each another")
        }
        let bucket =
            given[.files].isEmpty ? nil : BucketPlace(given[.files], given, isProduction: !isTrial, &problems)
        let listen = Endpoint(given[.listen])
        if listen == nil { wrong(.listen, "is not HOST:PORT") }
        var metricsListen: Endpoint?
        if given[.metricsListen] != "off", !isBench {
            metricsListen = Endpoint(given[.metricsListen])
            if metricsListen?.isLoopback != true {
                wrong(.metricsListen, "is not HOST:PORT of this machine alone, such as 127.0.0.1:9464; or off")
            }
        }
        let connections = Int(given[.connections]) ?? 0
        if !(10...100_000).contains(connections) { wrong(.connections, "is not a number from 10 to 100000") }
        let operating = OperatingSettings(given, isBench: isBench, &problems)
        let clamd = Clamd.Place(given[.clamd])
        if clamd == nil, !given[.clamd].isEmpty {
            wrong(.clamd, "is neither a socket such as /run/clamav/clamd.ctl nor HOST:PORT such as 127.0.0.1:3310")
        }
        let logLevel = Logger.Level(rawValue: given[.logLevel])
        if logLevel == nil { wrong(.logLevel, "is not one of debug, info, notice, warning, error") }

        let provider =
            isBench ? nil : ServerConfiguration.provider(given, address: address, isTrial: isTrial, &problems)
        let smtp = ServerConfiguration.smtp(given, isTrial: isTrial, &problems)
        if !isBench, !Mail.isAddress(given[.mailFrom]) { wrong(.mailFrom, "is not a mail address") }

        guard problems.isEmpty, let listen, let logLevel else { throw Wrong(problems: problems) }
        self.data = data
        self.database = database.isEmpty ? nil : database
        self.replicas = replicas
        self.bucket = bucket
        self.address = address
        self.listen = listen
        self.metricsListen = metricsListen
        self.connections = connections
        self.operating = operating
        self.clamd = clamd
        self.logLevel = logLevel
        self.provider = provider
        self.smtp = smtp
        mailFrom = given[.mailFrom]
    }

    private static func provider(
        _ given: GivenSettings, address: String, isTrial: Bool, _ problems: inout [String]
    ) -> OpenIDSettings? {
        let issuer = given[.issuer]
        if !isTrial, !issuer.isEmpty {
            if !issuer.hasPrefix("https://") {
                problems.append("\(Setting.issuer.name): must begin with https:// in production")
            }
            if isLocal(issuer) {
                problems.append("\(Setting.issuer.name): a provider on this machine is a demonstration's")
            }
        }
        if given[.clientSecret].isEmpty { problems.append("\(Setting.clientSecret.name): is missing") }
        if !isTrial, given[.clientSecret] == DemoHouse.clientSecret {
            problems.append("\(Setting.clientSecret.name): is the demonstration's, which everyone knows")
        }
        var accounts: Set<GBizClaims.AccountType> = []
        for word in list(given[.accounts]) {
            switch word {
            case "prime": accounts.insert(.prime)
            case "member": accounts.insert(.member)
            case "entry": accounts.insert(.entry)
            default: problems.append("\(Setting.accounts.name): \(word) is not one of prime, member, entry")
            }
        }
        if accounts.isEmpty { problems.append("\(Setting.accounts.name): nobody could sign in") }
        do {
            return try OpenIDSettings(
                issuer: issuer, clientID: given[.clientID], clientSecret: given[.clientSecret],
                redirectURI: House.redirectURI(address), origins: Set(list(given[.origins])), accounts: accounts)
        } catch {
            switch error {
            case .issuer: problems.append("\(Setting.issuer.name): is not the address of an identity provider")
            case .clientID: problems.append("\(Setting.clientID.name): is missing")
            case .origins: problems.append("\(Setting.origins.name): are not origins such as https://example.jp")
            case .redirectURI, .scopes: break  // Follow from the address, which has its own line.
            }
            return nil
        }
    }

    private static func smtp(_ given: GivenSettings, isTrial: Bool, _ problems: inout [String]) -> SMTPSettings? {
        let host = given[.smtpHost]
        if host.isEmpty {
            if !isTrial { problems.append("\(Setting.smtpHost.name): is missing; applicants must get their mails") }
            return nil
        }
        guard let security = SMTPSettings.Security(rawValue: given[.smtpSecurity]) else {
            problems.append("\(Setting.smtpSecurity.name): is not one of starttls, tls, none")
            return nil
        }
        func some(_ setting: Setting) -> String? { given[setting].isEmpty ? nil : given[setting] }
        if let file = some(.smtpAuthorities), !FileManager.default.isReadableFile(atPath: file) {
            problems.append("\(Setting.smtpAuthorities.name): cannot be read")
        }
        do {
            return try SMTPSettings(
                host: host, port: Int(given[.smtpPort]) ?? 0, security: security, user: some(.smtpUser),
                password: some(.smtpPassword), authorities: some(.smtpAuthorities))
        } catch {
            let (setting, what): (Setting, String) =
                switch error {
                case .host: (.smtpHost, "is not the name of a host")
                case .port: (.smtpPort, "is not a port from 1 to 65535")
                case .passwordInPlainText: (.smtpSecurity, "a password would travel unprotected")
                case .halfCredentials: (.smtpUser, "goes with KOFU_SMTP_PASSWORD: give both or neither")
                }
            problems.append("\(setting.name): \(what)")
            return nil
        }
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    /// Scheme and host, with or without a port, and nothing after.
    private static func isAddress(_ text: String) -> Bool {
        guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme),
            let host = url.host, !host.isEmpty, url.path.isEmpty, url.query == nil, url.fragment == nil, url.user == nil
        else { return false }
        return text == text.lowercased() && !text.hasSuffix("/")
    }

    /// Whether an address names this machine.
    private static func isLocal(_ text: String) -> Bool {
        guard let host = URL(string: text)?.host?.lowercased() else { return false }
        return host == "localhost" || host.hasSuffix(".localhost") || host.hasPrefix("127.") || host == "::1"
            || host == "[::1]"
    }
}
