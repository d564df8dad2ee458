/// What points mean, as an office types it: a line for each, 「5：全国でも例がない」.
public enum AnchorList {
    public static func text(of anchors: [Anchor]) -> String {
        anchors.map { "\($0.points)：\($0.label.ja)" }.joined(separator: "\n")
    }

    /// Reads lines; nil where one does not begin with a number and a colon. The English of a line that stays is kept.
    public static func anchors(from text: String, keeping old: [Anchor]) -> [Anchor]? {
        var anchors: [Anchor] = []
        for line in text.split(whereSeparator: \.isNewline).map({ Plain.line(String($0)) }) where !line.isEmpty {
            guard let colon = line.firstIndex(where: { ":：　".contains($0) }),
                let points = Int64(Plain.code(String(line[..<colon])))
            else { return nil }
            let label = Plain.line(String(line[line.index(after: colon)...]))
            guard !label.isEmpty else { return nil }
            let known = old.first { $0.points == points && $0.label.ja == label }
            anchors.append(known ?? Anchor(points, Text(label)))
        }
        return anchors.sorted { $0.points < $1.points }
    }
}
