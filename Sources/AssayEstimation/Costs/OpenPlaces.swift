import AssayPrompts

/// The places of a unit at which a value is sent that nothing fills: each counts, the same variable as often as it stands
/// there.
struct OpenPlaces: Equatable {
    /// With each loop run once.
    var once = 0
    /// With each loop run as often as ``OpenTextAssumptions/rounds`` allows.
    var most = 0

    /// Loops inside each other that count as such; deeper ones run as often as these.
    static let mostLevels = 12

    init(_ unit: PromptUnit) {
        let rounds = OpenTextAssumptions().rounds.upperBound
        for segment in unit.segments where segment.isOpenValue {
            let kinds = unit.enclosingBlocks(of: segment).map { unit.blocks[$0].kind }
            once = once.saturatingAdd(1)
            var times = 1
            for _ in kinds.lazy.filter({ $0 == .loop }).prefix(Self.mostLevels) { times *= rounds }
            most = most.saturatingAdd(times)
        }
    }
}
