import FEEL
import Foundation

// `swift run -c release feel-fuzz COUNT [SEED]`: reads, checks, prints and evaluates generated and mutated formulas.
//
// Nothing may trap, and nothing may use more than its budget. What is read must be printed so that it reads as the same
// formula again. The input at work is kept in var/fuzz-input: after a crash it is there.

let arguments = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
let count = Int(clamping: arguments.first ?? 100_000)
let seed = arguments.dropFirst().first ?? 1

var corpus = Builtin.all.map(\.example.text)
var fuzzer = Fuzzer()
var chance = Chance(seed)
for number in 0..<count {
    let generated = number % 2 == 0 || chance.once(in: 8)
    var text: String
    if generated {
        var grammar = Grammar(Chance(chance.next()))
        text = grammar.formula()
        if corpus.count < 4_000 { corpus.append(text) } else { corpus[chance.below(corpus.count)] = text }
        if chance.once(in: 3) { text = Mutation.mutated(text, with: chance.one(of: corpus), &chance) }
    } else {
        text = Mutation.mutated(chance.one(of: corpus), with: chance.one(of: corpus), &chance)
    }
    fuzzer.run(text)
}
fuzzer.report(count: count, seed: seed)
exit(fuzzer.faults.isEmpty ? 0 : 1)
