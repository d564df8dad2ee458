import Foundation

/// One plain-text mail to one person.
public struct Mail: Sendable, Equatable {
    /// The sender's address, `notice@example.jp`.
    public var from: String
    /// The sender's name as people read it; may be empty.
    public var fromName: String
    public var to: String
    public var subject: String
    public var text: String
    /// Unique for ever and the same when the mail is tried again: `018f…@example.jp`, without angle brackets.
    public var messageID: String
    /// When it was written, in milliseconds since 1970.
    public var date: Int64

    public init(
        from: String, fromName: String, to: String, subject: String, text: String, messageID: String, date: Int64
    ) {
        self.from = from
        self.fromName = fromName
        self.to = to
        self.subject = subject
        self.text = text
        self.messageID = messageID
        self.date = date
    }

    /// Whether a text is an address mail can be sent to: ASCII, one `@`, nothing that could end a line or a path.
    /// Addresses with Japanese letters (RFC 6531) are not supported.
    public static func isAddress(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: 0x40, omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2, (1...64).contains(parts[0].count), !parts[1].isEmpty else {
            return false
        }
        let isLocal = parts[0].allSatisfy { isLetterOrDigit($0) || "!#$%&'*+-/=?^_`{|}~.".utf8.contains($0) }
        let labels = parts[1].split(separator: 0x2e, omittingEmptySubsequences: false)
        let isDomain = labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != 0x2d && label.last != 0x2d
                && label.allSatisfy { isLetterOrDigit($0) || $0 == 0x2d }
        }
        return isLocal && isDomain
    }

    /// The message as it travels (RFC 5322): ASCII, lines ended by CR LF. Line breaks and control characters in the
    /// subject and the name become spaces, so no text can add a header; a false address or message ID is refused.
    public func message() throws(MailFailure) -> [UInt8] {
        for (field, address) in [("from", from), ("to", to)] where !Self.isAddress(address) {
            throw .permanent(code: 0, "the \(field) address is not one mail can be sent to")
        }
        guard Self.isAddress(messageID) else { throw .permanent(code: 0, "the message ID must look like id@domain") }
        let name = HeaderText.clean(fromName)
        let lines = [
            "From: " + (name.isEmpty ? from : HeaderText.phrase(name, after: "From: ") + " <\(from)>"),
            "To: \(to)",
            "Subject: " + HeaderText.unstructured(HeaderText.clean(subject), after: "Subject: "),
            "Date: \(MailDate.text(date))",
            "Message-ID: <\(messageID)>",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            // Keeps absence notices from answering (RFC 3834).
            "Auto-Submitted: auto-generated",
            "",
        ]
        let body = Data(Self.wired(text).utf8).base64EncodedString(options: [.lineLength76Characters])
        return Array((lines.joined(separator: "\r\n") + "\r\n" + body + "\r\n").utf8)
    }

    /// Every line break as CR LF, and no other control character but the tab.
    private static func wired(_ text: String) -> String {
        var wired = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r": break
            case "\n", "\r", "\u{2028}", "\u{2029}", "\u{85}": wired.append(contentsOf: "\r\n".unicodeScalars)
            case "\t": wired.append(scalar)
            default:
                if scalar.properties.generalCategory != .control { wired.append(scalar) }
            }
            previous = scalar
        }
        return String(wired)
    }
}

/// Why a mail did not go.
public enum MailFailure: Error, Equatable, Sendable {
    /// Try again later: no connection, a busy server, or settings an administrator has to repair.
    case temporary(code: Int, String)
    /// Trying again is useless: this mail or its address is refused. `code` is the server's, or 0 when it was not asked.
    case permanent(code: Int, String)
}

/// Words in a header (RFC 2047).
enum HeaderText {
    /// Line breaks, separators and control characters as spaces, without spaces at the ends.
    static func clean(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: " "
            default: scalar
            }
        }
        return String(String.UnicodeScalarView(scalars)).trimmingCharacters(in: .whitespaces)
    }

    /// Text of its own, such as a subject.
    static func unstructured(_ text: String, after label: String) -> String {
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f } && !text.contains("=?")
        return isPlain && label.utf8.count + text.utf8.count <= 76 ? text : encoded(text, after: label)
    }

    /// A person's name before an address.
    static func phrase(_ text: String, after label: String) -> String {
        let isAtoms = text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 0x20 }
        return isAtoms && label.utf8.count + text.utf8.count <= 76 ? text : encoded(text, after: label)
    }

    /// Encoded words of at most 75 characters on lines of at most 76, cut between characters as people see them; a
    /// single one too long for a word (a long family of emoji) between its scalars.
    private static func encoded(_ text: String, after label: String) -> String {
        var words: [String] = []
        var current: [UInt8] = []
        // `=?UTF-8?B?` and `?=` are 12; the rest is groups of four characters for three bytes.
        func room() -> Int { (words.isEmpty ? 76 - label.utf8.count - 12 : 75 - 12) / 4 * 3 }
        func close() {
            words.append("=?UTF-8?B?\(Base64.encode(current))?=")
            current = []
        }
        func add(_ piece: [UInt8]) {
            if !current.isEmpty, current.count + piece.count > room() { close() }
            current += piece
        }
        for character in text {
            let bytes = Array(String(character).utf8)
            if bytes.count <= 45 {
                add(bytes)
            } else {
                for scalar in character.unicodeScalars { add(Array(String(scalar).utf8)) }
            }
        }
        if !current.isEmpty { close() }
        return words.joined(separator: "\r\n ")
    }
}

/// Dates in headers (RFC 5322 §3.3), always as clocks in Japan show them.
enum MailDate {
    /// `Fri, 25 Dec 2026 17:00:00 +0900`. A moment outside the years 1970 to 9999 becomes the nearer end.
    static func text(_ milliseconds: Int64) -> String {
        let seconds = min(max(milliseconds, 0), 253_402_200_000_000) / 1000 + 9 * 3600
        let (days, rest) = (seconds / 86_400, seconds % 86_400)
        let (year, month, day) = civil(days)
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int(days % 7)]
        let time = [rest / 3600, rest / 60 % 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(weekday), \(day) \(months[month - 1]) \(year) \(time.joined(separator: ":")) +0900"
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Year, month and day of a day since 1970-01-01, counted in years that start in March so that the leap day is last.
    private static func civil(_ days: Int64) -> (Int, Int, Int) {
        let shifted = Int(days) + 719_468
        let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
    }
}
