import Foundation
import Testing

@testable import Outbound

@Suite("Mail")
struct MailTests {
    static let sample = Mail(
        from: "notice@example.jp", fromName: "カラフル補助金 事務局", to: "taro@example.com", subject: "申請を受け付けました",
        text: "山田太郎様\n\n受付番号 R8-000001\n.\n..\n", messageID: "018f.1@example.jp", date: 1_798_185_600_000)

    /// What Python's mail parser reads.
    private func read(_ mail: Mail) throws -> [String: String] {
        let script = """
            import email, email.header, email.policy, email.utils, json, sys
            raw = sys.stdin.buffer.read()
            message = email.message_from_bytes(raw, policy=email.policy.default)
            found = {name.lower(): str(value) for name, value in message.items()}
            found["names"] = ",".join(message.keys())
            # The newer parser of Python 3.11 leaves the space between two encoded words of a name; this one does not.
            name, _ = email.utils.parseaddr(email.message_from_bytes(raw)["from"])
            found["display"] = str(email.header.make_header(email.header.decode_header(name)))
            found["address"] = message["from"].addresses[0].addr_spec
            found["when"] = message["date"].datetime.isoformat()
            found["text"] = message.get_content()
            found["defects"] = str([str(d) for h in message.values() for d in h.defects] + message.defects)
            print(json.dumps(found))
            """
        let printed = try LocalServer.python(script, input: mail.message())
        return try JSONDecoder().decode([String: String].self, from: Data(printed.utf8))
    }

    @Test("another mail program reads every part as written")
    func roundTrip() throws {
        let found = try read(Self.sample)
        #expect(found["display"] == "カラフル補助金 事務局" && found["address"] == "notice@example.jp")
        #expect(found["to"] == "taro@example.com" && found["subject"] == "申請を受け付けました")
        #expect(found["message-id"] == "<018f.1@example.jp>" && found["when"] == "2026-12-25T17:00:00+09:00")
        #expect(found["date"] == "Fri, 25 Dec 2026 17:00:00 +0900" && found["defects"] == "[]")
        #expect(found["text"]?.replacing("\r\n", with: "\n") == Self.sample.text)
    }

    @Test(
        "subjects of every length and script come back whole, in lines of at most 76 characters",
        arguments: [
            "", "plain", String(repeating: "あ", count: 200), String(repeating: "ab漢", count: 60), "=?UTF-8?B?44GC?=",
            String(repeating: "👨‍👩‍👧‍👦", count: 20), "が" + String(repeating: "\u{301}", count: 120),
            String(repeating: "x", count: 300),
            "a" + String(repeating: "髙", count: 14) + "b", "quote \" and \\ , <x@y>",
        ])
    func subjects(subject: String) throws {
        var mail = Self.sample
        (mail.subject, mail.fromName) = (subject, subject)
        let found = try read(mail)
        #expect(found["subject"] == subject && found["display"] == subject && found["defects"] == "[]")
        let lines = String(decoding: try mail.message(), as: UTF8.self).components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 76 || $0.hasPrefix("From: ") || $0.hasPrefix(" =?") })
        let words = lines.flatMap { $0.split(separator: " ") }.filter { $0.hasPrefix("=?") }
        #expect(words.allSatisfy { $0.utf8.count <= 75 })
    }

    @Test(
        "no subject or name adds a header",
        arguments: ["\r\n", "\n", "\r", "\0", "\u{2028}", "\u{2029}", "\u{85}", "\u{0b}", "\r\n\r\n"])
    func injection(breaker: String) throws {
        var mail = Self.sample
        mail.subject = "a\(breaker)Bcc: evil@example.com"
        mail.fromName = "b\(breaker)X-Evil: 1"
        mail.text = "c\(breaker)d"
        let (found, plain) = (try read(mail), try read(Self.sample))
        #expect(found["names"] == plain["names"] && found["defects"] == "[]")
        #expect(
            found["subject"]?.hasPrefix("a ") == true && found["subject"]?.hasSuffix("Bcc: evil@example.com") == true)
        #expect(found["text"]?.hasPrefix("c") == true && found["text"]?.contains("\0") == false)
    }

    @Test(
        "an address that could add a recipient, a header or a command is refused",
        arguments: [
            "", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\r\nRCPT TO:<x@y>", "<a@b>", "a@b,c@d", "a@-b", "a@b..c",
            "あ@b.jp",
            "a@あ.jp", "a\0@b", "\"a b\"@c", "a@[127.0.0.1]", String(repeating: "a", count: 65) + "@b",
        ])
    func addresses(address: String) {
        var (to, from, id) = (Self.sample, Self.sample, Self.sample)
        (to.to, from.from, id.messageID) = (address, address, address)
        for mail in [to, from, id] { #expect(throws: MailFailure.self) { try mail.message() } }
    }

    @Test(
        "dates are those of Japan, and any number gives one",
        arguments: [
            (0, "Thu, 1 Jan 1970 09:00:00 +0900"), (951_782_400_000, "Tue, 29 Feb 2000 09:00:00 +0900"),
            (1_709_218_799_999, "Thu, 29 Feb 2024 23:59:59 +0900"),
            (1_767_193_200_000, "Thu, 1 Jan 2026 00:00:00 +0900"),
            (Int64.min, "Thu, 1 Jan 1970 09:00:00 +0900"), (Int64.max, "Fri, 31 Dec 9999 "),
        ])
    func dates(milliseconds: Int64, text: String) { #expect(MailDate.text(milliseconds).hasPrefix(text)) }
}

@Suite("SMTP")
struct SMTPTests {
    /// Speaks SMTP, answers as the script is told, and prints what it was given as one line of JSON for each mail.
    private func server(answers: String = "{}", offers: String = "[]") throws -> LocalServer {
        try LocalServer(
            """
            answers, offers = \(answers), \(offers)
            class Handler(socketserver.StreamRequestHandler):
                def handle(self):
                    say = lambda text: (self.wfile.write(text.encode() + b"\\r\\n"), self.wfile.flush())
                    say(answers.get("GREET", "220 here"))
                    commands = []
                    while True:
                        line = self.rfile.readline().decode()
                        if not line: break
                        line = line.rstrip("\\r\\n")
                        commands.append(line)
                        verb = line.split(" ")[0].upper()
                        if verb == "DATA" and "DATA" not in answers:
                            say("354 go on")
                            data = []
                            while (line := self.rfile.readline()) not in (b".\\r\\n", b""): data.append(line.decode())
                            say(answers.get("END", "250 taken"))
                            print(json.dumps({"commands": commands, "data": ["".join(data)]}), flush=True)
                        elif verb in answers: say(answers[verb])
                        elif verb == "EHLO":
                            for offer in offers: say("250-" + offer)
                            say("250 SIZE 1000000")
                        elif verb == "QUIT":
                            say("221 bye")
                            break
                        else: say("250 ok")
            """)
    }

    private func smtp(_ server: LocalServer, _ security: SMTPSettings.Security = .none) throws -> SMTP {
        SMTP(try SMTPSettings(host: "127.0.0.1", port: server.port, security: security), totalSeconds: 10)
    }

    @Test("the server is given the envelope and the message, dots included")
    func delivers() async throws {
        let server = try server()
        try await smtp(server).send(MailTests.sample)
        let seen = try JSONDecoder().decode([String: [String]].self, from: Data(server.line().utf8))
        let message = String(decoding: try MailTests.sample.message(), as: UTF8.self)
        #expect(seen["commands"]?.first == "EHLO example.jp")
        #expect(seen["commands"]?.contains { $0.hasPrefix("MAIL FROM:<notice@example.jp>") } == true)
        #expect(seen["commands"]?.contains("RCPT TO:<taro@example.com>") == true)
        #expect(seen["data"] == [message])
    }

    @Test(
        "a 5xx answer about the mail is for good, a 4xx answer is for later",
        arguments: [
            ("RCPT", "550 no such user", true), ("RCPT", "450 try later", false), ("MAIL", "553 not allowed", true),
            ("MAIL", "451 busy", false), ("DATA", "554 no", true), ("END", "552 too large", true),
            ("END", "452 disk full", false), ("GREET", "421 closing", false), ("MAIL", "530 sign in first", false),
        ])
    func answers(verb: String, answer: String, isPermanent: Bool) async throws {
        let server = try server(answers: "{'\(verb)': '\(answer)'}")
        let smtp = try smtp(server)
        let failure = await #expect(throws: MailFailure.self) { try await smtp.send(MailTests.sample) }
        let code = try #require(Int(answer.prefix(3)))
        switch failure {
        case .permanent(let found, let words): #expect(isPermanent && found == code && words.contains(answer.suffix(4)))
        case .temporary(let found, _): #expect(!isPermanent && found == code)
        case nil: break
        }
    }

    @Test("nothing goes in plain text when STARTTLS was asked for and not offered")
    func noPlainText() async throws {
        let server = try server()
        let smtp = try smtp(server, .starttls)
        let failure = await #expect(throws: MailFailure.self) { try await smtp.send(MailTests.sample) }
        guard case .temporary = failure else { return #expect(failure == .temporary(code: 0, "")) }
        let plain = try self.smtp(server)
        try await plain.send(MailTests.sample)
        // The first mail the server saw at all is the plain one.
        #expect(server.line().contains("\"MAIL FROM:<notice@example.jp>"))
    }

    @Test("after STARTTLS the user signs in; a server nobody vouches for gets neither password nor mail")
    func signsIn() async throws {
        let server = try LocalServer(
            """
            \(LocalServer.selfSigned)
            class Handler(socketserver.BaseRequestHandler):
                def handle(self):
                    files, commands = self.request.makefile("rwb"), []
                    def say(text): files.write(text.encode() + b"\\r\\n"); files.flush()
                    say("220 here")
                    while line := files.readline().decode().strip():
                        verb = line.split(" ")[0]
                        secure = isinstance(self.request, ssl.SSLSocket)
                        commands.append(("secure " if secure else "plain ") + line)
                        if verb == "EHLO":
                            say("250-AUTH PLAIN" if secure else "250-STARTTLS")
                            say("250 ok")
                        elif verb == "STARTTLS":
                            say("220 go on")
                            self.request = context.wrap_socket(self.request, server_side=True)
                            files = self.request.makefile("rwb")
                        elif verb == "AUTH":
                            say("334 ")
                            good = base64.b64decode(files.readline()) == b"\\0u\\0p"
                            say("235 ok" if good else "535 wrong")
                        elif verb == "DATA":
                            say("354 go on")
                            while files.readline() not in (b".\\r\\n", b""): pass
                            say("250 taken")
                            print(json.dumps(commands), flush=True)
                        else: say("250 ok")
            """)
        let authorities = server.line()
        func smtp(password: String, trusting authorities: String?) throws -> SMTP {
            SMTP(
                try SMTPSettings(
                    host: "localhost", port: server.port, security: .starttls, user: "u", password: password,
                    authorities: authorities), totalSeconds: 10)
        }
        let unknown = await #expect(throws: MailFailure.self) {
            try await smtp(password: "p", trusting: nil).send(MailTests.sample)
        }
        guard case .temporary = unknown else { return #expect(unknown == .temporary(code: 0, "")) }
        let wrong = await #expect(throws: MailFailure.self) {
            try await smtp(password: "x", trusting: authorities).send(MailTests.sample)
        }
        guard case .temporary = wrong else { return #expect(wrong == .temporary(code: 535, "")) }
        try await smtp(password: "p", trusting: authorities).send(MailTests.sample)
        let commands = try JSONDecoder().decode([String].self, from: Data(server.line().utf8))
        #expect(commands.filter { $0.hasPrefix("plain") } == ["plain EHLO example.jp", "plain STARTTLS"])
        #expect(commands.contains { $0.hasPrefix("secure AUTH PLAIN") })
    }

    @Test("no server is for later")
    func absent() async throws {
        let smtp = SMTP(try SMTPSettings(host: "127.0.0.1", port: 1, security: .tls))
        let failure = await #expect(throws: MailFailure.self) { try await smtp.send(MailTests.sample) }
        guard case .temporary = failure else { return #expect(failure == .temporary(code: 0, "")) }
    }

    @Test("settings that would leak or not work are refused at the start")
    func settings() {
        typealias S = SMTPSettings
        #expect(throws: S.Problem.host) { try S(host: "a/b", port: 25, security: .none) }
        #expect(throws: S.Problem.port) { try S(host: "a", port: 0, security: .none) }
        #expect(throws: S.Problem.halfCredentials) { try S(host: "a", port: 25, security: .tls, user: "a") }
        #expect(throws: S.Problem.passwordInPlainText) {
            try S(host: "a", port: 25, security: .none, user: "a", password: "b")
        }
    }
}
