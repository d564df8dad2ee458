/// Japan Post's `utf_ken_all.csv` (住所の郵便番号, 1レコード1行, UTF-8): fifteen columns, of which these are read:
///
///     0 全国地方公共団体コード  2 郵便番号  5 町域名カナ  7 市区町村名  8 町域名
///
/// The column of the town also says things that are no town's name; they are taken out here.
enum JapanPostFile {
    static func areas(in content: ArraySlice<UInt8>) throws(RegisterFile.Unreadable) -> [PostalArea] {
        guard String(validating: content, as: UTF8.self) != nil else { throw .notUTF8 }
        var lines = RegisterLines(content)
        var areas: [PostalArea] = []
        // Several lines differ only in what is taken out.
        var known: Set<PostalArea> = []
        while let line = lines.next() {
            let fields = fields(of: line)
            guard fields.count >= 9 else { throw .unknown(line: lines.number) }
            for town in towns(named: fields[8], kana: fields[5], city: fields[7]) {
                guard
                    let area = PostalArea(
                        postal: fields[2], municipality: fields[0], city: fields[7], town: town.name, kana: town.kana)
                else { throw .unknown(line: lines.number) }
                if known.insert(area).inserted { areas.append(area) }
            }
        }
        return areas
    }

    /// The columns of a line. Japan Post's have quotes around texts, and none in them.
    private static func fields(of line: ArraySlice<UInt8>) -> [String] {
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        for byte in line {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted:
                fields.append(String(decoding: field, as: UTF8.self))
                field.removeAll(keepingCapacity: true)
            default: field.append(byte)
            }
        }
        fields.append(String(decoding: field, as: UTF8.self))
        return fields
    }

    /// The towns a line names, with their readings.
    static func towns(named text: String, kana reading: String, city: String) -> [(name: String, kana: String)] {
        // 小菅村の次に１～６６３番地がくる場合: the municipality itself.
        if text == "以下に掲載がない場合" || (text.hasSuffix("場合") && text.contains("の次に")) { return [("", "")] }
        // 大通西（１～１９丁目）.
        var name = cut(text, from: "（")
        var kana = cut(reading, from: "（")
        // 種市第１地割～種市第３地割: blocks of land. Few names have them, and looking for a pattern takes long.
        if name.unicodeScalars.contains("割"), let block = name.firstRange(of: /第?[０-９]+地割/) {
            name = String(name[..<block.lowerBound])
            if let block = kana.firstRange(of: /(ダイ)?[０-９]+チワリ/) { kana = String(kana[..<block.lowerBound]) }
        }
        // 利島村一円: all of it. In 多賀町 there is a town of that name.
        if name.hasSuffix("一円"), name != "一円" {
            name.removeLast(2)
            if kana.hasSuffix("イチエン") { kana.removeLast(4) }
            if city.hasSuffix(name) { return [("", "")] }
        }
        if kana.unicodeScalars.contains("－") {
            kana = String(String.UnicodeScalarView(kana.unicodeScalars.map { $0 == "－" ? "ー" : $0 }))
        }
        // 井道、奥井道、内井道: three towns.
        guard name.unicodeScalars.contains("、") else { return [(name, kana)] }
        let names = name.split(separator: "、").map(String.init)
        let readings = kana.split(separator: "、").map(String.init)
        guard names.count == readings.count else { return [(name, kana)] }
        return zip(names, readings).map { (name: $0, kana: $1) }
    }

    private static func cut(_ text: String, from mark: Unicode.Scalar) -> String {
        text.unicodeScalars.firstIndex(of: mark).map { String(text[..<$0]) } ?? text
    }
}
