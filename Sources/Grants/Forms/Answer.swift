import struct FEEL.Number

/// One answer a form accepted, in its own type.
public enum Answer: Hashable, Sendable {
    case text(String)
    case integer(Int64)
    case decimal(Number)
    case money(Yen)
    case rate(Number)
    case date(Day)
    case yearMonth(YearMonth)
    case period(from: Day, to: Day)
    case dateTime(Day, hour: Int, minute: Int)
    /// The code, and what was written beside その他.
    case choice(String, other: String? = nil)
    case choices([String], other: String? = nil)
    case yesNo(Bool)
    case pledged
    case address(Address)
    case municipality(Municipality)
    case personName(PersonName)
    case bankAccount(BankAccount)
    case files([StoredFile])
    /// The rows that hold something.
    case table([TableRow])
}

/// A row of a table as it was accepted.
public struct TableRow: Hashable, Sendable {
    /// Stable while the draft is worked on: boxes, files and remarks refer to it. A fixed row's code.
    public var id: String
    public var cells: Answers

    public init(id: String, cells: Answers) {
        self.id = id
        self.cells = cells
    }
}

/// A form's accepted answers, by field name. A field left empty is absent.
public typealias Answers = [String: Answer]
