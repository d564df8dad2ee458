import CCurl
import Foundation
import Tracing

/// The mail server messages are handed to.
public struct SMTPSettings: Sendable {
    public enum Security: String, Sendable, CaseIterable {
        /// Plain text: only for a server on this machine or a closed network.
        case none
        /// Plain at first, then TLS; refused when the server does not offer it.
        case starttls
        /// TLS from the first byte.
        case tls
    }

    public enum Problem: Error, Equatable, Sendable {
        /// Empty, or not a name or address of a host.
        case host
        /// Not 1 to 65535.
        case port
        /// A password would travel in plain text.
        case passwordInPlainText
        /// A password without a user or the other way round.
        case halfCredentials
    }

    public let host: String
    public let port: Int
    public let security: Security
    public let user: String?
    public let password: String?
    /// A PEM file of the authorities to trust instead of the system's, for closed networks.
    public let authorities: String?

    public init(
        host: String, port: Int, security: Security, user: String? = nil, password: String? = nil,
        authorities: String? = nil
    ) throws(Problem) {
        guard !host.isEmpty, host.utf8.allSatisfy({ isLetterOrDigit($0) || $0 == 0x2d || $0 == 0x2e }) else {
            throw .host
        }
        guard (1...65_535).contains(port) else { throw .port }
        guard (user == nil) == (password == nil) else { throw .halfCredentials }
        guard security != .none || password == nil else { throw .passwordInPlainText }
        self.host = host
        self.port = port
        self.security = security
        self.user = user
        self.password = password
        self.authorities = authorities
    }
}

/// Hands mails to a server by SMTP (RFC 5321), one connection each.
public struct SMTP: Sendable {
    private let settings: SMTPSettings
    private let workers: Workers
    private let totalSeconds: Int

    /// - Parameter totalSeconds: time for one mail, from connecting to the server's acceptance.
    public init(
        _ settings: SMTPSettings, totalSeconds: Int = 30,
        workers: Workers = Workers(name: "smtp", threads: 2, waiting: 64)
    ) {
        self.settings = settings
        self.workers = workers
        self.totalSeconds = totalSeconds
    }

    /// Returns once the server has taken the mail. Throws `MailFailure`.
    public func send(_ mail: Mail) async throws {
        try await withSpan("SMTP", ofKind: .client) { span in
            if span.isRecording { span.attributes["server.address"] = settings.host }
            try await handOver(mail)
        }
    }

    private func handOver(_ mail: Mail) async throws {
        let message = try mail.message()
        let (settings, seconds, stop) = (settings, totalSeconds, Transfer.Stop())
        try await withTaskCancellationHandler {
            do {
                try await workers.run {
                    try Self.perform(message, of: mail, by: settings, seconds: seconds, stop: stop)
                }
            } catch is Workers.Busy {
                throw MailFailure.temporary(code: 0, "too many mails are on their way already")
            }
        } onCancel: {
            stop.set()
        }
    }

    private static func perform(
        _ message: [UInt8], of mail: Mail, by settings: SMTPSettings, seconds: Int, stop: Transfer.Stop
    ) throws(MailFailure) {
        let transfer: Transfer
        do {
            transfer = try Transfer(limit: 65_536, stop: stop)
        } catch {
            throw .temporary(code: 0, error.words)
        }
        // The path of the address is the name given to the server with EHLO.
        let domain = mail.from.split(separator: "@").last.map(String.init) ?? "localhost"
        do {
            let scheme = settings.security == .tls ? "smtps" : "smtp"
            try transfer.set(CURLOPT_URL, "\(scheme)://\(settings.host):\(settings.port)/\(domain)")
            try transfer.set(CURLOPT_PROTOCOLS_STR, scheme)
            try transfer.set(CURLOPT_PROXY, "")
            if let authorities = settings.authorities { try transfer.set(CURLOPT_CAINFO, authorities) }
            try transfer.setTimeLimits(connect: min(10, seconds), total: seconds)
            if settings.security == .starttls { try transfer.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
            if let user = settings.user, let password = settings.password {
                try transfer.set(CURLOPT_USERNAME, user)
                try transfer.set(CURLOPT_PASSWORD, password)
            }
            try transfer.set(CURLOPT_MAIL_FROM, "<\(mail.from)>")
            try transfer.set(CURLOPT_MAIL_RCPT, ["<\(mail.to)>"])
            try transfer.setUpload(message)
            _ = try transfer.perform()
        } catch {
            throw failure(error, of: transfer)
        }
    }

    /// A 5xx answer about this mail is for good; one about who we are is for an administrator to repair, and the mail
    /// waits for that.
    private static func failure(_ error: Transfer.Failure, of transfer: Transfer) -> MailFailure {
        let code = transfer.lastStatus
        let isAboutUs = [530, 534, 535, 538].contains(code)
        let isAnswer = [CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_WEIRD_SERVER_REPLY, CURLE_UPLOAD_FAILED]
            .contains(error.code)
        let answer = transfer.headerLines.last { $0.hasPrefix("\(code)") } ?? ""
        let words = answer.isEmpty ? error.words : HeaderText.clean(answer)
        if isAnswer, !isAboutUs, (500...599).contains(code) { return .permanent(code: code, words) }
        return .temporary(code: code, words)
    }
}
