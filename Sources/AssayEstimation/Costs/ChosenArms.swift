import AssayPrompts
import AssayTokenization

/// Which arms of its branches a unit is taken to send where nothing decides: a request has one arm of each.
struct ChosenArms {
    /// The arms that are left out where each branch sends the one with the most tokens, loops run once.
    let besidesLongest: Set<Int>
    /// The same where loops run as often as ``OpenTextAssumptions/rounds`` allows.
    let besidesMost: Set<Int>
    /// What is left out where each branch sends the arm with the fewest tokens, or none where it has no `else`: these arms, and
    /// the loops, but for one round of a loop that is shorter than what is sent in its place where it does not run.
    let besidesShortest: Set<Int>

    /// - Parameter values: the tokens that a value may have.
    /// - Complexity: O(n) in the bytes of the unit, and sorting the blocks.
    init(_ unit: PromptUnit, in document: PromptDocument, _ tokenizer: Tokenizer, values: ClosedRange<Int>) {
        let groups = BranchGroups(unit.blocks)
        guard unit.blocks.contains(where: groups.isArm) else {
            (besidesLongest, besidesMost) = ([], [])
            besidesShortest = Set(unit.blocks.indices.filter { unit.blocks[$0].kind == .loop })
            return
        }
        var own = [Int](repeating: 0, count: unit.blocks.count)
        var places = own
        for message in unit.messages {
            for run in SentRun.runs(of: message, in: document) {
                guard let block = run.block, own.indices.contains(block) else { continue }
                if run.isValue {
                    places[block] += 1
                } else {
                    own[block] += (try? tokenizer.count(run.bytes)) ?? run.bytes.count
                }
            }
        }
        func besides(rounds: Int, _ value: Int, takesMost: Bool = true) -> Set<Int> {
            let tokens = own.indices.map { index in
                let (product, overflow) = places[index].multipliedReportingOverflow(by: value)
                return own[index].saturatingAdd(overflow ? .max : product)
            }
            return Self.besides(unit.blocks, groups, tokens, rounds: rounds, takesMost: takesMost)
        }
        besidesLongest = besides(rounds: 1, OpenRequest.middle(of: values))
        besidesMost = besides(rounds: OpenTextAssumptions().rounds.upperBound, values.upperBound)
        besidesShortest = besides(rounds: 1, values.lowerBound, takesMost: false)
    }

    /// The arms that are not taken, the innermost branches first: a block stands behind its parent and the arms before it.
    private static func besides(
        _ blocks: [PromptBlock], _ groups: BranchGroups, _ own: [Int], rounds: Int, takesMost: Bool
    ) -> Set<Int> {
        var first: [Int: Int] = [:]
        for (index, block) in blocks.enumerated() where first[block.group] == nil { first[block.group] = index }
        var tokens = own
        var arms: [Int: [Int]] = [:]
        var result: Set<Int> = []
        for index in blocks.indices.reversed() {
            let block = blocks[index]
            let isArm = groups.isArm(block)
            if block.kind == .loop, !takesMost, !isArm {
                result.insert(index)
                continue
            }
            if block.kind == .loop {
                let (product, overflow) = tokens[index].multipliedReportingOverflow(by: rounds)
                tokens[index] = overflow ? .max : product
            }
            var sent = tokens[index]
            if isArm {
                arms[block.group, default: []].append(index)
                guard first[block.group] == index, let all = arms[block.group] else { continue }
                // Of equals the first.
                let order = all.sorted { left, right in
                    let (one, other) = takesMost ? (right, left) : (left, right)
                    return (tokens[one], left) < (tokens[other], right)
                }
                let isNone = !takesMost && groups.isOptional(block.group, arms: all.count)
                result.formUnion(isNone ? order[...] : order.dropFirst())
                sent = isNone ? 0 : tokens[order[0]]
            }
            if let parent = block.parent, blocks.indices.contains(parent), parent < index {
                tokens[parent] = tokens[parent].saturatingAdd(sent)
            }
        }
        return result
    }
}
