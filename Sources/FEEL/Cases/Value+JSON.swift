import Foundation

extension Value: Decodable {
    /// A value out of JSON: objects are contexts, arrays lists, numbers exact to 38 digits. A string that begins with `=` is a
    /// formula, as in a spreadsheet: `"=2/3"`, `"=@\"2026-04-01\""`.
    public init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: JSONKey.self) {
            let names = object.allKeys.sorted { $0.stringValue < $1.stringValue }
            self = .context(
                Context(try names.map { (Name($0.stringValue), try object.decode(Value.self, forKey: $0)) }))
        } else if var array = try? decoder.unkeyedContainer() {
            var items: [Value] = []
            while !array.isAtEnd { items.append(try array.decode(Value.self)) }
            self = .list(List(items))
        } else {
            let single = try decoder.singleValueContainer()
            if single.decodeNil() {
                self = .null
            } else if let boolean = try? single.decode(Bool.self) {
                self = .boolean(boolean)
            } else if let text = try? single.decode(String.self) {
                self = try Value.string(text, in: single)
            } else {
                let decimal = try single.decode(Decimal.self)
                guard let number = Number(decimal.description) else {
                    throw DecodingError.dataCorruptedError(in: single, debugDescription: "no number: \(decimal)")
                }
                self = .number(number)
            }
        }
    }

    private static func string(_ text: String, in container: any SingleValueDecodingContainer) throws -> Value {
        guard text.hasPrefix("=") else { return .string(text) }
        do {
            return try Formula(String(text.dropFirst())).evaluate().value
        } catch {
            let reason = error.findings.first?.report(in: String(text.dropFirst())).en ?? ""
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text): \(reason)")
        }
    }

    private struct JSONKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
