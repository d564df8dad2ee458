import Testing

@testable import FEEL

@Suite("Temporal literals")
struct TemporalTests {
    private func value(_ text: String) throws -> TemporalValue { try #require(Temporal.parse(text)) }

    @Test("a literal's form tells its type")
    func kinds() throws {
        guard case .date = try value("2019-03-31"), case .time = try value("10:30:11@Australia/Melbourne"),
            case .dateAndTime = try value("2018-12-08T10:30:11+11:00"), case .daysAndTime = try value("-PT1M"),
            case .yearsAndMonths = try value("P1M"), case .date = try value("2012-03-07Z")
        else {
            Issue.record("a literal of another type")
            return
        }
    }

    @Test("values of different types do not compare, and are not the same")
    func mixed() throws {
        let values = try ["2019-03-31", "00:00:00", "2019-03-31T00:00:00Z", "PT0S", "P0M"].map(value)
        for (place, one) in values.enumerated() {
            for (other, two) in values.enumerated() {
                #expect(one.compare(two) == (place == other ? 0 : nil))
                #expect(one.equals(two) == (place == other ? true : nil))
                #expect(one.isSame(as: two) == (place == other))
            }
        }
    }

    @Test("equal values need not be the same")
    func equality() throws {
        let (one, two) = (try value("2002-04-02T12:00:00-01:00"), try value("2002-04-02T17:00:00+04:00"))
        #expect(one.equals(two) == true && !one.isSame(as: two))
        #expect(try value("P1D").isSame(as: value("PT24H")) && value("P1Y").isSame(as: value("P12M")))
    }

    @Test(
        "what has a sum has it either way round",
        arguments: [
            ("2021-01-01", "PT36H", "2021-01-02"), ("2021-01-01", "P1M", "2021-02-01"),
            ("10:15:00", "PT1H", "11:15:00"), ("2021-01-01T10:10:10", "P1D", "2021-01-02T10:10:10"),
            ("2021-01-31T10:10:10Z", "P1M", "2021-02-28T10:10:10Z"), ("P1D", "-PT2H", "PT22H"), ("P1Y", "-P2M", "P10M"),
        ])
    func sums(one: String, two: String, sum: String) throws {
        #expect(try value(one).plus(value(two)) == value(sum))
        #expect(try value(two).plus(value(one)) == value(sum))
        let opposite = try #require(try value(two).negated)
        #expect(try value(one).minus(opposite) == value(sum))
    }

    @Test(
        "what has no sum and no difference has none",
        arguments: [
            ("2021-01-01", "10:10:10"), ("2021-01-01T00:00:00", "10:10:10"), ("10:10:10", "P1Y"), ("P1D", "P1Y"),
            ("P1D", "2021-01-01"), ("P1M", "10:10:10"),
        ])
    func noDifference(one: String, two: String) throws {
        #expect(try value(one).minus(value(two)) == nil)
        if try value(two).negated == nil, try value(one).negated == nil {
            #expect(try value(one).plus(value(two)) == nil)
        }
    }

    @Test("points in time have differences and no sums; a date is midnight UTC")
    func differences() throws {
        let points = try ["2021-01-02", "2021-01-01T10:10:10+11:00", "2021-01-02T00:00:00Z"].map(value)
        #expect(try points[0].minus(points[1]) == value("P1DT49M50S"))
        #expect(try points[1].minus(points[0]) == value("-P1DT49M50S"))
        #expect(try points[0].minus(points[2]) == value("PT0S") && points[0].minus(points[0]) == value("PT0S"))
        #expect(try points[0].minus(value("2021-01-01T10:10:10")) == nil)
        #expect(try value("10:10:10").minus(value("09:10:10")) == value("PT1H"))
        for point in points { #expect(point.plus(points[0]) == nil && point.negated == nil && point.absolute == nil) }
    }

    @Test("only durations are multiplied and divided")
    func products() throws {
        #expect(try value("P1D").times(10) == value("P10D") && value("P1Y").times(10) == value("P10Y"))
        #expect(try value("P1D").divided(by: Number(2)) == value("PT12H"))
        #expect(try value("P1Y").divided(by: Number(2)) == value("P6M"))
        #expect(try value("P1D").divided(by: value("PT12H")) == 2 && value("P1Y").divided(by: value("P6M")) == 2)
        #expect(try value("P1D").divided(by: value("P1Y")) == nil && value("P1D").divided(by: Number.zero) == nil)
        #expect(try value("-P1D").absolute == value("P1D") && value("-P1Y").absolute == value("P1Y"))
        let date = try value("2021-01-01")
        #expect(date.times(2) == nil && date.divided(by: Number(2)) == nil && date.divided(by: date) == nil)
    }

    @Test(
        "what is no literal is none",
        arguments: ["", " ", "foo", "2012T-12-2511:00:00Z", "10:30", "P", "🗓", "2021-01-01\u{0}", "\u{1F1E6}\u{301}"])
    func wrong(text: String) {
        #expect(Temporal.parse(text) == nil)
    }

    @Test("a text of more than a hundred bytes is none, however it begins")
    func long() {
        #expect(Temporal.parse("11:22:33." + String(repeating: "0", count: 91)) != nil)
        #expect(Temporal.parse("11:22:33." + String(repeating: "0", count: 92)) == nil)
        #expect(Temporal.parse("P" + String(repeating: "0", count: 97) + "1D")?.description == "P1D")
        #expect(Temporal.parse("P" + String(repeating: "0", count: 1_000_000) + "1D") == nil)
    }

    @Test("any text is read without harm, and what is read prints as what reads the same", arguments: 0..<20)
    func anyText(seed: Int) throws {
        var chance = Chance(UInt64(seed))
        let seeds = [
            "2021-01-31", "10:30:11.5@Asia/Tokyo", "-2018-12-08T10:30:11.25+11:00", "P10DT1H2M3.5S", "-P1Y2M",
            "24:00:00Z", "2018-12-08T24:00:00-02:45:55",
        ].map { Array($0.utf8) }
        let bytes = Array("0123456789-+:.TPZ@DHMSY/ é".utf8)
        for _ in 0..<500 {
            var text = seeds[chance.integer(0...seeds.count - 1)]
            for _ in 0..<chance.integer(0...3) {
                let place = chance.integer(0...text.count)
                let byte = bytes[chance.integer(0...bytes.count - 1)]
                switch chance.integer(0...2) {
                case 0: text.insert(byte, at: place)
                case 1 where place < text.count: text.remove(at: place)
                default: if place < text.count { text[place] = byte }
                }
            }
            let string = String(decoding: text, as: UTF8.self)
            if let value = Temporal.parse(string) {
                #expect(Temporal.parse(value.description) == value, "\(string)")
                #expect(value.equals(value) == true)
            }
        }
    }
}
