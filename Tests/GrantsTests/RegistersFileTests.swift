import Testing

@testable import Grants

@Suite("Files of registers")
struct RegisterFileTests {
    private func areas(_ text: String) throws -> [PostalArea] {
        guard case .postal(let areas, _) = try RegisterFile(reading: Array(text.utf8)) else { return [] }
        return areas
    }

    private func refusal(_ bytes: [UInt8]) -> RegisterFile.Unreadable? {
        do {
            _ = try RegisterFile(reading: bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test("Kofu's own have areas and offices, and say of when they are")
    func ownPostal() throws {
        let text = """
            #kofu\tpostal\t2026-10
            1000001\t13101\t千代田区\t千代田\tチヨダ
            1008926\t13101\t千代田区\t霞が関\t2丁目1番2号\t総務省

            """
        guard case .postal(let areas, let asOf) = try RegisterFile(reading: Array(text.utf8)) else {
            Issue.record("not read as postal codes")
            return
        }
        #expect(asOf == "2026-10")
        #expect(areas.count == 2)
        #expect(areas.first?.municipality == "131016")
        #expect(areas.first?.prefecture.name == "東京都")
        #expect(areas.first?.kana == "チヨダ")
        #expect(areas.last?.office == PostalArea.Office(name: "総務省", street: "2丁目1番2号"))
    }

    @Test("Kofu's own have banks with their branches")
    func ownBanks() throws {
        let text = "#kofu\tbanks\t2026-08-24\n0001\tみずほ\tミズホ\n001\t東京営業部\tトウキヨウ\n0005\t三菱ＵＦＪ\tミツビシユーエフジエイ\n"
        guard case .banks(let entries, let asOf) = try RegisterFile(reading: Array(text.utf8)) else {
            Issue.record("not read as banks")
            return
        }
        #expect(asOf == "2026-08-24")
        #expect(entries.map(\.bank.code) == ["0001", "0005"])
        #expect(entries.map(\.branches.count) == [1, 0])
    }

    @Test("Japan Post's has one area for lines that differ only in their notes, and none of what is no town")
    func japanPost() throws {
        let text = """
            \u{FEFF}01101,"060  ","0600000","ホッカイドウ","サッポロシチュウオウク","イカニケイサイガナイバアイ","北海道","札幌市中央区","以下に掲載がない場合",0,0,0,0,0,0\r
            01101,"060  ","0600042","ホッカイドウ","サッポロシチュウオウク","オオドオリニシ（１－１９チョウメ）","北海道","札幌市中央区","大通西（１～１９丁目）",1,0,1,0,0,0\r
            01101,"060  ","0600042","ホッカイドウ","サッポロシチュウオウク","オオドオリニシ（２０チョウメ）","北海道","札幌市中央区","大通西（２０丁目）",1,0,1,0,0,0\r

            """
        let areas = try areas(text)
        #expect(areas.map(\.town) == ["", "大通西"])
        #expect(areas.map(\.kana) == ["", "オオドオリニシ"])
        #expect(areas.map(\.municipality) == ["011011", "011011"])
    }

    @Test(
        "what Japan Post adds to a town's name is taken out",
        arguments: [
            ("千代田", "チヨダ", "千代田区", ["千代田/チヨダ"]),
            ("小菅村の次に１～６６３番地がくる場合", "コスゲムラノツギニ１－６６３バンチガクルバアイ", "北都留郡小菅村", ["/"]),
            ("大洗町の次に番地がくる場合", "オオアライマチノツギニバンチガクルバアイ", "東茨城郡大洗町", ["/"]),
            ("利島村一円", "トシマムライチエン", "利島村", ["/"]), ("一円", "イチエン", "犬上郡多賀町", ["一円/イチエン"]),
            ("種市第１地割～種市第３地割（平内）", "タネイチダイ１チワリ－タネイチダイ３チワリ（ヒラナイ）", "九戸郡洋野町", ["種市/タネイチ"]),
            ("川尻４０地割、川尻４１地割", "カワシリ４０チワリ、カワシリ４１チワリ", "和賀郡西和賀町", ["川尻/カワシリ"]),
            ("井道、奥井道、内井道", "イミチ、オクイミチ、ウチイミチ", "新城市", ["井道/イミチ", "奥井道/オクイミチ", "内井道/ウチイミチ"]),
            ("甲、乙（大木戸）", "コウ、オツ（オオキド）", "小豆郡小豆島町", ["甲/コウ", "乙/オツ"]),
            (
                "丸の内グラントウキョウサウスタワー（３２階）", "マルノウチグラントウキョウサウスタワー（３２カイ）", "千代田区",
                ["丸の内グラントウキョウサウスタワー/マルノウチグラントウキョウサウスタワー"]
            ),
            ("Ａ、Ｂ", "アビー", "千代田区", ["Ａ、Ｂ/アビー"]), ("北一条西", "キタ１ジョウニシ", "札幌市中央区", ["北一条西/キタ１ジョウニシ"]),
        ])
    func towns(name: String, kana: String, city: String, expected: [String]) {
        #expect(
            JapanPostFile.towns(named: name, kana: kana, city: city).map { "\($0.name)/\($0.kana)" } == expected)
    }

    @Test("what is not such a file is refused, with its line and what to do")
    func refused() {
        #expect(refusal([]) == .empty)
        #expect(refusal(Array("\n\n".utf8)) == .empty)
        #expect(refusal(Array("PK\u{3}\u{4}....".utf8)) == .zipped)
        // KEN_ALL.CSV is Shift_JIS: 北海道 begins 96 6B.
        #expect(refusal(Array("01101,\"060  \",\"0600000\",\"".utf8) + [0x96, 0x6B, 0x0A]) == .notUTF8)
        #expect(refusal(Array("#kofu\tbooks\t2026".utf8))?.line == 1)
        #expect(refusal(Array("#kofu\tpostal\t2026\n1000001\t13101\t千代田区".utf8))?.line == 2)
        #expect(refusal(Array("#kofu\tpostal\t2026\n100001\t13101\t千代田区\t千代田\tチヨダ".utf8))?.line == 2)
        #expect(refusal(Array("#kofu\tbanks\t2026\n001\t本店\tホンテン".utf8))?.line == 2)
        #expect(refusal(Array("name,address\n".utf8))?.line == 1)
    }

    @Test("a damaged file is refused or read, but never ends the program")
    func hostile() {
        var state: UInt64 = 20_261_124
        func random(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        let samples = [
            "#kofu\tpostal\t2026-10\n1000001\t13101\t千代田区\t千代田\tチヨダ\n",
            "#kofu\tbanks\t2026\n0001\tみずほ\tミズホ\n001\t東京営業部\tトウキヨウ\n",
            "01101,\"060  \",\"0600042\",\"ホッカイドウ\",\"サッポロシ\",\"オオドオリニシ（１）\",\"北海道\",\"札幌市中央区\",\"大通西（１）\",1,0\n",
        ].map { Array($0.utf8) }
        for round in 0..<3000 {
            var bytes = samples[round % samples.count]
            for _ in 0...random(4) {
                switch random(3) {
                case 0: bytes[random(bytes.count)] = UInt8(random(256))
                case 1: bytes.remove(at: random(bytes.count))
                default: bytes.insert(contentsOf: bytes[random(bytes.count)...], at: random(bytes.count))
                }
            }
            _ = try? RegisterFile(reading: bytes)
        }
    }

    @Test("names of banks are found however they are typed")
    func findable() {
        #expect(Bank.findable("三菱ＵＦＪ") == Bank.findable("三菱ufj"))
        #expect(Bank.findable("ﾐﾂﾋﾞｼﾕ-ｴﾌｼﾞｴｲ") == Bank.findable("みつびしゆーえふじぇい"))
        #expect(Bank.findable("クレデイ．スイス") == Bank.findable("クレディ・スイス"))
        #expect(Bank.findable(words: "みずほ銀行") == ["ミズホ銀行", "ミズホ"])
        #expect(Bank.findable(words: "だて信用金庫") == ["ダテ信用金庫", "ダテ信金"])
        #expect(Bank.findable(words: "だてしんようきんこ").last == "ダテシンキン")
        #expect(Bank.findable(words: "銀行") == ["銀行"])
    }
}
