import Crypto
import Foundation

/// A draw (抽選) that anyone can repeat: the order follows from a seed and the receipt numbers, and from nothing else.
public struct Lottery: Sendable {
    /// 64 hexadecimal digits, drawn once the list of who takes part is settled.
    public let seed: String

    public init(seed: String) { self.seed = seed }

    /// A seed of 256 random bits.
    public init(random: () -> UInt64) {
        seed = (0..<4).flatMap { _ in withUnsafeBytes(of: random().bigEndian, Array.init) }.hexadecimalText
    }

    /// Who takes part: the receipt number, and the yen asked for.
    public struct Entrant: Sendable, Hashable {
        public let receipt: String
        public let asks: Int64

        public init(receipt: String, asks: Int64) {
            self.receipt = receipt
            self.asks = asks
        }
    }

    /// One lot as it was drawn.
    public struct Lot: Sendable, Hashable {
        public let receipt: String
        /// 1 for the first.
        public let rank: Int
        public let won: Bool
    }

    /// The lots in the order they were drawn: by SHA-256 of the seed, a colon and the receipt number. The first win, as
    /// many as there are places for and as the budget pays for; with the first that does not fit, the winning ends.
    public func draw(_ entrants: [Entrant], by intake: Intake, budget: Yen?) -> [Lot] {
        let ordered = entrants.map { (key: key(of: $0.receipt), entrant: $0) }
            .sorted { ($0.key, $0.entrant.receipt) < ($1.key, $1.entrant.receipt) }
        var taken = Intake.Taken()
        var isOver = false
        return ordered.enumerated().map { index, pair in
            isOver = isOver || !intake.hasRoom(for: pair.entrant.asks, beside: taken, budget: budget)
            if !isOver {
                taken.cases += 1
                taken.amount += pair.entrant.asks
            }
            return Lot(receipt: pair.entrant.receipt, rank: index + 1, won: !isOver)
        }
    }

    private func key(of receipt: String) -> String {
        SHA256.hash(data: Data("\(seed):\(receipt)".utf8)).hexadecimalText
    }
}
