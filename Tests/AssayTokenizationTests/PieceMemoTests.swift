import Testing

@testable import AssayTokenization

/// Remembered pieces are the right ones, however many there are and however often the ring has gone round.
@Suite struct PieceMemoTests {
    /// A piece that no other number gives, and its made-up ids.
    private static func piece(_ number: Int) -> (bytes: [UInt8], ids: [TokenID]) {
        let bytes = Array("piece \(number) of a text ".utf8) + [UInt8](repeating: 0x2D, count: number % 400)
        return (bytes, (0..<number % 60 + 1).map { TokenID(number * 64 + $0) })
    }

    private static func insert(_ number: Int, _ memo: inout PieceMemo) {
        let (bytes, ids) = piece(number)
        bytes.withUnsafeBufferPointer { bytes in
            let start = bytes.baseAddress!
            ids.withUnsafeBufferPointer {
                memo.insert(start, bytes.count, PieceHash.long(start, bytes.count), $0.baseAddress, $0.count)
            }
        }
    }

    private static func find(_ bytes: [UInt8], _ memo: borrowing PieceMemo) -> [TokenID]? {
        bytes.withUnsafeBufferPointer { bytes in
            let start = bytes.baseAddress!
            return memo.find(start, bytes.count, PieceHash.long(start, bytes.count)).map(Array.init)
        }
    }

    @Test func findsWhatWasPutInAndNothingElse() {
        var memo = PieceMemo(keepsIDs: true)
        for number in 0..<40 { Self.insert(number, &memo) }
        for number in 0..<40 {
            let (bytes, ids) = Self.piece(number)
            #expect(Self.find(bytes, memo) == ids)
            #expect(Self.find(bytes + [0x21], memo) == nil)
        }
        #expect(Self.find(Self.piece(40).bytes, memo) == nil)
    }

    /// The ring and its table grow on the way: nothing is forgotten before it goes round.
    @Test func keepsWhatItHoldsWhenItGrows() {
        var memo = PieceMemo(keepsIDs: true)
        let count = 20_000
        for number in 0..<count {
            Self.insert(number, &memo)
            // The first come again while the ring is small.
            if number < 3000, number % 60 == 0 {
                for earlier in stride(from: 0, through: number, by: 7) {
                    #expect(Self.find(Self.piece(earlier).bytes, memo) == Self.piece(earlier).ids, "\(earlier) after \(number)")
                }
            }
        }
        for number in stride(from: 0, to: count, by: 13) {
            #expect(Self.find(Self.piece(number).bytes, memo) == Self.piece(number).ids)
        }
        let isCrowded = memo.isCrowded
        #expect(!isCrowded)
    }

    /// Without ids twice as many pieces find room.
    @Test func keepsNumbersOnlyWhereNoIDsAreWanted() {
        var memo = PieceMemo(keepsIDs: false)
        let count = 60_000
        for number in 0..<count {
            let (bytes, ids) = Self.piece(number)
            bytes.withUnsafeBufferPointer {
                memo.insert($0.baseAddress!, $0.count, PieceHash.long($0.baseAddress!, $0.count), nil, ids.count)
            }
        }
        var missing = 0
        for number in stride(from: 0, to: count, by: 13) {
            let (bytes, ids) = Self.piece(number)
            let found = bytes.withUnsafeBufferPointer {
                memo.find($0.baseAddress!, $0.count, PieceHash.long($0.baseAddress!, $0.count))?.count
            }
            #expect(found == nil || found == ids.count)
            missing += found == nil ? 1 : 0
        }
        // More than eight share a line now and then.
        #expect(missing < 10)
        let isCrowded = memo.isCrowded
        #expect(!isCrowded)
    }

    /// More than the ring holds, several times over: what is found is right, and the newest are there.
    @Test func forgetsTheOldestAndNeverMixesPieces() {
        var memo = PieceMemo(keepsIDs: true)
        let count = 120_000
        var found = 0
        for number in 0..<count {
            Self.insert(number, &memo)
            guard number % 500 == 0 else { continue }
            for earlier in stride(from: max(0, number - 100_000), through: number, by: 997) {
                guard let ids = Self.find(Self.piece(earlier).bytes, memo) else { continue }
                found += 1
                #expect(ids == Self.piece(earlier).ids)
            }
            #expect(Self.find(Self.piece(number).bytes, memo) == Self.piece(number).ids)
        }
        #expect(found > count / 500)
    }

    /// After 32 GB all is forgotten, since places would not fit 32 bits: what was put in before is not found in its old place,
    /// where something else stands by and by, and what is put in from then on is found, whenever the ring goes round.
    @Test func startsAnewWhenPlacesRunOut() throws {
        var memo = PieceMemo(keepsIDs: true, written: PieceMemo.mostWritten - 1 << 20)
        var number = 0
        while memo.isCrowded, number < 10_000 {
            Self.insert(number, &memo)
            number += 1
        }
        // The last one was put in behind the rest was forgotten.
        let last = number - 1
        try #require(last > 1000 && last < 9999)
        var remembered = 0
        for earlier in 0..<last where Self.find(Self.piece(earlier).bytes, memo) != nil { remembered += 1 }
        #expect(remembered == 0)
        #expect(Self.find(Self.piece(last).bytes, memo) == Self.piece(last).ids)
        var found = 0
        while number < 120_000 {
            Self.insert(number, &memo)
            number += 1
            guard number % 500 == 0 else { continue }
            #expect(Self.find(Self.piece(number - 1).bytes, memo) == Self.piece(number - 1).ids)
            for earlier in stride(from: 0, to: number, by: 997) {
                guard let ids = Self.find(Self.piece(earlier).bytes, memo) else { continue }
                found += 1
                if earlier < last { remembered += 1 }
                #expect(ids == Self.piece(earlier).ids, "\(earlier) after \(number)")
            }
        }
        #expect(remembered == 0 && found > 1000)
        let isCrowded = memo.isCrowded
        #expect(isCrowded)
    }

    @Test func knowsWhatItHasSeen() {
        var memo = PieceMemo(keepsIDs: true)
        let first = memo.wasSeen(0x1234_5678_9ABC_DEF0)
        let second = memo.wasSeen(0x1234_5678_9ABC_DEF0)
        #expect(!first && second)
    }
}
