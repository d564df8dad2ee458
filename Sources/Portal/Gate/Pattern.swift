/// The address of one kind of page, with places for what differs: `/filings/{filing}/check`. Routes match it and links
/// fill it, so that no path is spelled twice.
struct Pattern: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// As the router reads it.
    let template: String
    private let parts: [Part]

    private enum Part: Hashable, Sendable {
        case text(String)
        case place(String)
    }

    init(stringLiteral template: String) {
        self.template = template
        parts = template.split(separator: "/").map { part in
            part.hasPrefix("{") ? .place(String(part.dropFirst().dropLast())) : .text(String(part))
        }
    }

    var description: String { template }

    /// The names of its places, in order.
    var places: [String] {
        parts.compactMap { if case .place(let name) = $0 { name } else { nil } }
    }

    /// The address with its places filled in order. A value that holds slashes fills as many places as it has parts.
    func callAsFunction(_ values: String...) -> String {
        var rest = values.flatMap { $0.split(separator: "/", omittingEmptySubsequences: false) }[...]
        var address = ""
        for part in parts {
            switch part {
            case .text(let text): address += "/\(text)"
            case .place: address += "/\(PercentEncoding.encode(String(rest.popFirst() ?? "")))"
            }
        }
        return address.isEmpty ? "/" : address
    }
}

extension Pattern {
    /// An address with a query: the members whose value is not empty.
    static func address(_ path: String, _ query: [(String, String)]) -> String {
        let members = query.filter { !$0.1.isEmpty }
            .map { "\(PercentEncoding.encode($0.0))=\(PercentEncoding.encode($0.1))" }
        return members.isEmpty ? path : "\(path)?\(members.joined(separator: "&"))"
    }
}
