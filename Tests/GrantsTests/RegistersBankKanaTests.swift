import Testing

@testable import Grants

@Suite("Account holders' names")
struct BankKanaTests {
    @Test(
        "become what banks send",
        arguments: [
            ("ヤマダ　タロウ", "ﾔﾏﾀﾞ ﾀﾛｳ"), ("やまだ たろう", "ﾔﾏﾀﾞ ﾀﾛｳ"), ("ｶ)ﾆｼﾞｲﾛ", "ｶ)ﾆｼﾞｲﾛ"), ("カ）ニジイロ", "ｶ)ﾆｼﾞｲﾛ"),
            ("キュウヨ　イチロウ", "ｷﾕｳﾖ ｲﾁﾛｳ"), ("ｷｭｳﾖ ｲﾁﾛｳ", "ｷﾕｳﾖ ｲﾁﾛｳ"), ("っゃゅょぁぃぅぇぉゎ", "ﾂﾔﾕﾖｱｲｳｴｵﾜ"), ("ー", "-"),
            ("ユー・エフ・ジェイ", "ﾕ-.ｴﾌ.ｼﾞｴｲ"), ("ｱｰﾄ", "ｱ-ﾄ"), ("Ｋｏｆｕ　２１", "KOFU 21"), ("ヴァイオリン", "ｳﾞｱｲｵﾘﾝ"),
            ("か\u{3099}は\u{309A}", "ｶﾞﾊﾟ"), ("カヲル", "ｶｵﾙ"), ("サンゲンヂャヤ", "ｻﾝｹﾞﾝﾁﾞﾔﾔ"), ("「ニジ」", "｢ﾆｼﾞ｣"),
            ("  ニジ  　イロ ", "ﾆｼﾞ ｲﾛ"), ("Ａ／Ｂ，Ｃ．Ｄ－Ｅ−Ｆ", "A/B,C.D-E-F"), ("①", "1"), ("", ""), ("　", ""),
        ])
    func normalised(typed: String, half: String) {
        #expect(BankKana.normalised(typed) == .success(half))
    }

    @Test(
        "the first character banks have no place for is named as it was typed",
        arguments: [
            ("ヤマダ太郎", "太"), ("㈱ニジ", "㈱"), ("株式会社ニジ", "株"), ("ニジ＆イロ", "＆"), ("ニジ_", "_"), ("ヰノウエ", "ヰ"),
            ("ニジ、イロ", "、"), ("👨‍👩‍👧ニジ", "👨‍👩‍👧"), ("あ゙", "あ゙"), ("カ゛", "゛"), ("e\u{301}", "é"), ("ヤマダ\tタロウ", "\t"),
            ("ニジ￥", "￥"),
        ])
    func refused(typed: String, character: String) throws {
        guard case .failure(let refusal) = BankKana.normalised(typed) else {
            Issue.record("\(typed) is allowed")
            return
        }
        #expect(String(refusal.character) == character)
        #expect(refusal.message.ja.contains(character))
    }

    @Test("only characters of the set come out, and what is shown goes back to the same")
    func wholeRange() {
        let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789()-./, ｢｣".unicodeScalars)
        for value in UInt32(0x20)...0xFFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            guard case .success(let half) = BankKana.normalised("ア\(scalar)") else { continue }
            let isAllowed = half.unicodeScalars.allSatisfy {
                allowed.contains($0) || ("\u{FF71}"..."\u{FF9F}").contains($0)
            }
            #expect(isAllowed, "U+\(String(value, radix: 16))")
            #expect(BankKana.normalised(half) == .success(half))
            #expect(BankKana.normalised(BankKana.shown(half)) == .success(half), "U+\(String(value, radix: 16))")
        }
    }

    @Test("are shown in full-width characters")
    func shown() {
        #expect(BankKana.shown("ｶ)ﾆｼﾞ-ﾊﾟ A-1") == "カ）ニジーパ　Ａ－１")
        #expect(BankKana.shown("ｳﾞ｢｣.") == "ヴ「」．")
        #expect(BankKana.shown("") == "")
    }
}
