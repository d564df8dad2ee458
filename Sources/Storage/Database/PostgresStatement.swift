/// A statement with its parameters, as it is sent.
struct PostgresStatement {
    let text: Text
    let values: [SQL.Value]
    /// Whether it will come again, and so is prepared.
    var isKept = true

    init(_ text: Text, values: [SQL.Value] = []) {
        self.text = text
        self.values = values
    }

    /// One that does not come again.
    init(once text: String, values: [SQL.Value] = []) {
        self.init(Text(text), values: values)
        isKept = false
    }

    /// What a statement says. Statements are told apart by these objects, of which a session has one for each text: a text of
    /// a thousand letters is not compared letter by letter with every statement.
    final class Text: Hashable, Sendable {
        let text: String
        /// Whether it only reads, as far as can be told from its beginning.
        let isSelect: Bool
        /// Whether it draws a number, which is drawn whatever else is written.
        let isDraw: Bool

        init(_ text: String) {
            self.text = text
            isSelect = text.hasPrefix("select")
            isDraw = text.hasPrefix("select nextval(")
        }

        static func == (left: Text, right: Text) -> Bool { left === right }
        func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
    }

    /// By what it is prepared: PostgreSQL wants to know the types of parameters too.
    struct Shape: Hashable {
        let text: Text
        let types: [UInt32]
    }

    /// How it is called on the server, and where in its rows each column stands, once somebody has asked.
    final class Prepared {
        let name: String
        var places: [String: Int]?
        init(_ name: String) { self.name = name }
    }

    /// What it asks.
    var question: Question { Question(text: text, values: values) }

    struct Question: Hashable {
        let text: Text
        let values: [SQL.Value]
    }
}

extension PostgresStatement {
    static let commit = PostgresStatement(Text("commit"))
    static let rollback = PostgresStatement(Text("rollback"))
}
