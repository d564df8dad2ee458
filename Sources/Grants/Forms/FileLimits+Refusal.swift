extension FileLimits {
    /// Why a file of that name and size cannot be taken, or nil. Its first bytes are judged by `FileKind.agrees`.
    public func refusal(name: String, size: Int64) -> Text? {
        guard let kind = FileKind(name: name), kinds.contains(kind) else { return wrongKind(name: name) }
        if size == 0 { return Text("「\(name)」は空のファイルです。内容を確認して選び直してください", en: "“\(name)” is empty") }
        if size > maximumSize { return tooLarge(name: name) }
        return nil
    }

    public func wrongKind(name: String) -> Text {
        Text(
            "「\(name)」は添付できない種類のファイルです。\(kinds.map(\.title.ja).joined(separator: "、"))を選んでください",
            en:
                "“\(name)” is not of a kind taken here: \(kinds.map { $0.title.in(english: true) }.joined(separator: ", "))"
        )
    }

    /// The name says one kind, the content another.
    public func disagreement(name: String) -> Text {
        Text("「\(name)」の中身が拡張子と合っていません。元のソフトで保存し直してください", en: "The content of “\(name)” is not what its name says")
    }

    public func tooLarge(name: String) -> Text {
        Text(
            "「\(name)」は大きすぎます。1件\(maximumSize.megabytes)までです",
            en: "“\(name)” is too large: at most \(maximumSize.megabytes)")
    }
}

extension Int64 {
    /// 16MB, 1.5MB, 320KB or 12バイト: a size people can compare, cut off, never rounded up.
    public var megabytes: String {
        let (mega, kilo) = (self / 1_048_576, self / 1024)
        if mega > 0 {
            let tenth = self % 1_048_576 * 10 / 1_048_576
            return tenth == 0 ? "\(mega)MB" : "\(mega).\(tenth)MB"
        }
        return kilo > 0 ? "\(kilo)KB" : "\(self)バイト"
    }
}
