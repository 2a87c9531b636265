import CAssayUnicode

/// Puts the combining marks of a text into canonical order, in linear time.
///
/// ICU inserts each mark where it belongs among those before it, which takes quadratic time where there are many in
/// the wrong order. Texts that differ in the order of marks of different classes only have the same normalization
/// (Unicode Standard Annex #15), so ICU may as well be handed long runs of marks in order.
enum CombiningOrder {
    /// Characters that are no marks by their own class but decompose into marks, the last two only by compatibility.
    private static func decomposition(_ scalar: UInt32, _ form: assay_form) -> [UInt32] {
        switch scalar {
        case 0x0F73: [0x0F71, 0x0F72]
        case 0x0F75: [0x0F71, 0x0F74]
        case 0x0F81: [0x0F71, 0x0F80]
        case 0xFF9E where form == assay_form_nfkc: [0x3099]
        case 0xFF9F where form == assay_form_nfkc: [0x309A]
        default: [scalar]
        }
    }

    /// Valid UTF-8 that normalizes to what `text` normalizes to, its marks in order.
    static func sorted(_ text: UnsafeBufferPointer<UInt8>, _ form: assay_form) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count + text.count / 2)
        var marks: [(class: UInt8, scalar: UInt32)] = []
        func flush() {
            append(marks, to: &result)
            marks.removeAll(keepingCapacity: true)
        }
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            for part in decomposition(scalar.value, form) {
                let combiningClass = assay_combining_class(part)
                if combiningClass == 0 { flush() }
                marks.append((combiningClass, part))
            }
        }
        flush()
        return result
    }

    /// Appends a starter, if there is one in front, and marks: those of one class in the order in which they stand.
    private static func append(_ marks: [(class: UInt8, scalar: UInt32)], to result: inout [UInt8]) {
        var starts = [Int](repeating: 0, count: 257)
        for mark in marks { starts[Int(mark.class) + 1] += 1 }
        for value in 1...256 { starts[value] += starts[value - 1] }
        var ordered = [UInt32](repeating: 0, count: marks.count)
        for mark in marks {
            ordered[starts[Int(mark.class)]] = mark.scalar
            starts[Int(mark.class)] += 1
        }
        for value in ordered {
            if let scalar = Unicode.Scalar(value) { result += UTF8.encode(scalar)! }
        }
    }
}
