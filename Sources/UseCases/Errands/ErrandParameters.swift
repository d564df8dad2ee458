import Foundation

/// What is wanted of an errand or one of its lines, kept as JSON.
public protocol ErrandParameters: Codable {}

extension ErrandParameters {
    /// Reads what `encoded` wrote; anything else is nil.
    public init?(encoded: String) {
        guard let value = try? JSONDecoder().decode(Self.self, from: Data(encoded.utf8)) else { return nil }
        self = value
    }

    public var encoded: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
