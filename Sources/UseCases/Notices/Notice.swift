import Grants
import Storage

/// A mail's words: Japanese, and English for who asked for it. No answers and no secrets go by mail.
struct Notice {
    let subject: Text
    let body: Text

    /// The name of the job that sends a queued mail.
    static let job = "mail"
}

extension Installation {
    /// Queues a mail in the same transaction as what it tells of: it goes out exactly when that became durable.
    func queue(
        _ notice: Notice, id: String, to recipient: String, english: Bool, at now: Instant, on connection: Connection
    ) throws {
        guard EmailAddress.isValid(recipient) else { return }
        try Mails(connection).queue(
            MailRow(
                id: id, recipient: recipient, subject: notice.subject.in(english: english),
                body: notice.body.in(english: english), queuedAt: now))
        try JobQueue.enqueue(
            NewJob(id: "mail-\(id)", kind: Notice.job, payload: id, runAt: now.milliseconds), on: connection)
    }

    /// Queues the same mail to everyone who signed in for an organisation.
    func queue(
        _ notice: Notice, ids: MailIDs, to organisation: ID<Organisation>, at now: Instant, on connection: Connection
    ) throws {
        for (index, applicant) in try Applicants(connection).all(of: organisation).enumerated() {
            try queue(
                notice, id: ids.id(index), to: applicant.email, english: applicant.language == "en", at: now,
                on: connection)
        }
    }
}

/// Identifiers for the mails of one act, made before its transaction so that a retry queues the same mails.
struct MailIDs: Sendable {
    private let first: String
    init(_ world: World) { first = world.id(MailRow.self).text }
    func id(_ index: Int) -> String { "\(first)-\(index)" }
}

extension JapanTime {
    /// 2026年12月25日（金）17:00.
    public var spoken: String {
        let weekday = ["日", "月", "火", "水", "木", "金", "土"][day.weekday]
        return "\(day.year)年\(day.month)月\(day.day)日（\(weekday)）\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}

extension Notice {
    private static func signature(_ address: String) -> Text {
        Text(
            "\n\n--\nこのメールは送信専用です。返信はできません。\n補助金電子申請 交付（Kofu） \(address)/",
            en: "\n\n--\nPlease do not reply to this mail.\nKofu \(address)/")
    }

    init(_ subject: Text, _ body: Text, _ address: String) {
        let end = Notice.signature(address)
        self.subject = subject
        self.body = Text(body.ja + end.ja, en: body.in(english: true) + end.in(english: true))
    }

    static func received(_ receipt: Receipt, title: String, open: OpenDraft, files: Int, address: String) -> Notice {
        let round = open.round?.round.title ?? open.case?.opening.roundTitle ?? ""
        let link = "\(address)/filings/\(receipt.filing)/receipt"
        let at = JapanTime(receipt.at).spoken
        return Notice(
            Text("【\(receipt.number)】申請を受け付けました", en: "[\(receipt.number)] Your filing was received"),
            Text(
                """
                申請を受け付けました。

                受付番号：\(receipt.number)
                受付日時：\(at)（日本時間）
                公募：\(round.ja)
                手続き：\(open.procedure.name.ja)
                事業名：\(title)
                添付ファイル：\(files)件

                受付の内容は、次のページで確認できます（ログインが必要です）。
                \(link)
                """,
                en: """
                    We received your filing.

                    Receipt number: \(receipt.number)
                    Received: \(at) (Japan time)
                    Round: \(round.in(english: true))
                    Procedure: \(open.procedure.name.in(english: true))
                    Project: \(title)
                    Files: \(files)

                    See the receipt here (sign-in needed):
                    \(link)
                    """), address)
    }

    static func returned(_ state: Case, filing: Filing, address: String) -> Notice {
        let link = "\(address)/filings/\(filing.id)"
        return Notice(
            Text("【\(state.number)】申請が差し戻されました（修正のお願い）", en: "[\(state.number)] Please correct your filing"),
            Text(
                """
                「\(state.title)」の申請が差し戻されました。修正が必要な項目を確認し、再提出してください。

                申請番号：\(state.number)
                \(link)
                """,
                en: """
                    Your filing “\(state.title)” was returned. Please see which fields need correction, and submit it again.

                    Number: \(state.number)
                    \(link)
                    """), address)
    }

    static func decided(_ state: Case, letter: Letter, opens: [Text], address: String) -> Notice {
        let link = "\(address)/letters/\(letter.id)"
        let next = opens.isEmpty ? "" : "\n次の手続き（\(opens.map(\.ja).joined(separator: "、"))）を始められます。\n"
        let nextEnglish =
            opens.isEmpty ? "" : "\nYou can now begin: \(opens.map { $0.in(english: true) }.joined(separator: ", ")).\n"
        return Notice(
            Text("【\(state.number)】\(letter.title)が届いています", en: "[\(state.number)] A letter has been issued to you"),
            Text(
                """
                「\(state.title)」について、\(letter.title)（\(letter.number)）を発出しました。次のページで確認してください。
                \(link)
                \(next)
                申請番号：\(state.number)
                """,
                en: """
                    A letter (\(letter.title), \(letter.number)) was issued on “\(state.title)”. Read it here:
                    \(link)
                    \(nextEnglish)
                    Number: \(state.number)
                    """), address)
    }

    /// - Parameter until: the first moment at which it is too late.
    static func extended(_ state: Case, procedure: Text, until: Instant, reason: String, address: String) -> Notice {
        let link = "\(address)/cases/\(state.id)"
        let last = JapanTime(until).day.adding(days: -1)
        return Notice(
            Text(
                "【\(state.number)】\(procedure.ja)の提出期限が延長されました",
                en: "[\(state.number)] The deadline of “\(procedure.in(english: true))” was extended"),
            Text(
                """
                「\(state.title)」の\(procedure.ja)の提出期限が延長されました。

                新しい期限：\(last.wareki)
                理由：\(reason)
                \(link)
                """,
                en: """
                    The deadline of “\(procedure.in(english: true))” for “\(state.title)” was extended.

                    Last day: \(last.iso)
                    Reason: \(reason)
                    \(link)
                    """), address)
    }

    static func invited(to round: PublishedRound, address: String) -> Notice {
        let link = "\(address)/rounds/\(round.id)"
        let title = round.round.title
        return Notice(
            Text("【ご案内】\(title.ja)", en: "Invitation: \(title.in(english: true))"),
            Text(
                """
                \(round.agency.name.ja)から、「\(title.ja)」の申請のご案内です。
                次のURLを開き、いつものアカウントでログインしてください。

                受付期間：\(round.round.opens.spoken)〜\(round.round.closes.spoken)
                \(link)
                """,
                en: """
                    \(round.agency.name.in(english: true)) invites you to apply to “\(title.in(english: true))”.
                    Open this address and sign in with your usual account.

                    \(link)
                    """), address)
    }

    static func message(_ state: Case, address: String) -> Notice {
        let link = "\(address)/cases/\(state.id)#messages"
        return Notice(
            Text("【\(state.number)】事務局からメッセージが届いています", en: "[\(state.number)] A message from the office"),
            Text(
                "「\(state.title)」について、事務局からメッセージが届いています。\n\(link)",
                en: "The office wrote to you about “\(state.title)”.\n\(link)"), address)
    }

    static func due(_ digest: DueDigest, address: String) -> Notice {
        Notice(
            Text("期限の近い案件のお知らせ（\(digest.today.iso)）", en: "Cases due (\(digest.today.iso))"),
            Text("期限を過ぎた案件と、期限が近い案件をお知らせします（開くにはログインが必要です）。\n\n\(digest.body(address))"), address)
    }

    static func assigned(_ state: Case, assignment: ID<CaseEvent.Assignment>, address: String) -> Notice {
        let link = "\(address)/review/\(assignment)"
        return Notice(
            Text("【\(state.number)】審査のご依頼", en: "[\(state.number)] A case for your review"),
            Text(
                "審査をお願いする案件があります。はじめに利益相反の有無を申告してください。\n\(link)",
                en:
                    "A case has been assigned to you. Please declare first whether there is a conflict of interest.\n\(link)"
            ),
            address)
    }
}
