import Grants
import Hummingbird
import Storage

/// デモ用メールボックス: the mails that would have been sent, newest first.
enum DemoMailboxPage {
    static let routes: [Route] = [
        .open(.get, Site.demoMailbox) { visit in
            let mails = try await visit.installation.database.read { try Mails($0).newest(mostShown) }
            return .page(list(mails, visit).html)
        },
        .open(.get, Site.demoMail) { visit in
            let id = try visit.place("mail")
            guard let mail = try await visit.installation.database.read({ try Mails($0).find(id) }) else {
                throw Refusal.absent
            }
            return .page(view(mail, visit).html)
        },
    ]

    private static let mostShown = 200

    private static func list(_ mails: [MailRow], _ visit: Visit) -> Page {
        let ui = visit.ui
        var page = visit.page(visit.say(Words.demoMailbox), .demo)
        page.width = .wide
        page.breadcrumbs = [.init(visit.say(Words.demoAccounts), Site.demo())]
        page.lead = "<p>\(visit.say(Words.Demo.mailboxLead))</p>"
        guard !mails.isEmpty else {
            page.body = ui.empty(visit.say(Words.Demo.noMails))
            return page
        }
        page.body = ui.table(
            visit.say(Words.demoMailbox),
            columns: [
                .init(visit.say(Words.Demo.subject)), .init(visit.say(Words.Demo.recipient)),
                .init(visit.say(Words.Demo.queuedAt), isTight: true),
            ],
            rows: mails.map { mail in
                [ui.link(mail.subject, Site.demoMail(mail.id)), "\(mail.recipient)", time(mail, visit)]
            }, isCaptionHidden: true)
        return page
    }

    private static func view(_ mail: MailRow, _ visit: Visit) -> Page {
        let ui = visit.ui
        var page = visit.page(mail.subject, .demo)
        page.breadcrumbs = [
            .init(visit.say(Words.demoAccounts), Site.demo()), .init(visit.say(Words.demoMailbox), Site.demoMailbox()),
        ]
        page.body = """
            \(ui.list([
                .init(visit.say(Words.Demo.recipient), text: mail.recipient),
                .init(visit.say(Words.Demo.queuedAt), time(mail, visit)),
            ]))
            <h2>\(visit.say(Words.Demo.text))</h2>
            <div class="prose"><p>\(lines(of: mail.body, visit))</p></div>
            """
        return page
    }

    private static func time(_ mail: MailRow, _ visit: Visit) -> HTML {
        visit.ui.time(Formats.time(mail.queuedAt, visit.language), machine: Formats.machine(mail.queuedAt))
    }

    /// The text line by line; a line that is an address of this site can be followed.
    private static func lines(of text: String, _ visit: Visit) -> HTML {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line -> HTML in
            let plain = line.trimmingPrefix(while: \.isWhitespace)
            let address = visit.installation.settings.address
            guard plain.hasPrefix("\(address)/"), !plain.contains(where: \.isWhitespace) else {
                return "\(String(line))"
            }
            return visit.ui.link(String(plain), String(plain.dropFirst(address.count)))
        }
        return "\(lines.joined(separator: "<br>"))"
    }
}
