extension YAMLParser {
    // MARK: Plain

    /// Reads a plain scalar; continuation lines are folded unless it is a key.
    mutating func plain(parent: Int, inFlow: Bool, isKey: Bool) throws(ReadError) -> DataNode {
        try refuseIndicator(inFlow: inFlow)
        let start = offset
        var builder = DecodedTextBuilder()
        var last = offset
        while true {
            let lineEnd = plainEnd(inFlow: inFlow)
            builder.copy(source, offset..<lineEnd)
            offset = lineEnd
            last = max(last, lineEnd)
            guard !isKey, let breaks = plainContinuation(parent: parent, inFlow: inFlow) else { break }
            appendFold(breaks, to: &builder)
        }
        guard last > start else { throw failure("a value was expected here") }
        let text = builder.finish(end: last)
        return DataNode(YAMLSchema.value(of: text.bytes), span: start..<last, text: text)
    }

    private func refuseIndicator(inFlow: Bool) throws(ReadError) {
        switch byte(offset) {
        case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
            if isBlankOrEnd(offset + 1) || (inFlow && isFlowIndicator(offset + 1)) {
                throw failure("an indicator stands where a value was expected; quote it")
            }
        case UInt8(ascii: "&"), UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "]"),
            UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: "#"):
            throw failure("a plain scalar cannot start with this character; quote it")
        default: break
        }
    }

    /// End of the scalar on this line, white space behind it left out.
    private func plainEnd(inFlow: Bool) -> Int {
        var position = offset
        var last = offset
        while position < end, !isBreak(position) {
            let byte = source[position]
            if byte == UInt8(ascii: ":") {
                if isBlankOrEnd(position + 1) || (inFlow && isFlowIndicator(position + 1)) { break }
            } else if byte == UInt8(ascii: "#"), position > offset, isBlankOrEnd(position - 1) {
                break
            } else if inFlow, isFlowIndicator(position) {
                break
            }
            position += 1
            if byte != 0x20, byte != 0x09 { last = position }
        }
        return last
    }

    /// Moves to the next line if the scalar continues there; gives the offsets of the line breaks passed.
    private mutating func plainContinuation(parent: Int, inFlow: Bool) -> [Int]? {
        let saved = (offset, lineStart)
        var breaks: [Int] = []
        while true {
            while byte(offset) == 0x20 || byte(offset) == 0x09, offset < end { offset += 1 }
            guard isBreak(offset) else { break }
            breaks.append(offset)
            skipBreak()
        }
        let continues =
            !breaks.isEmpty && offset < end && (inFlow || column > parent) && !isMarker("-") && !isMarker(".")
            && source[offset] != UInt8(ascii: "#") && (!inFlow || !isFlowIndicator(offset))
            && !(byte(offset) == UInt8(ascii: ":") && isBlankOrEnd(offset + 1))
        if continues { return breaks }
        (offset, lineStart) = saved
        return nil
    }

    /// One line break becomes a space; of several the first is dropped.
    private func appendFold(_ breaks: [Int], to builder: inout DecodedTextBuilder) {
        guard let first = breaks.first else { return }
        if breaks.count == 1 {
            builder.replace(CollectionOfOne(0x20), at: first)
        } else {
            for offset in breaks.dropFirst() { builder.replace(CollectionOfOne(0x0A), at: offset) }
        }
    }

    // MARK: Quoted

    mutating func singleQuoted() throws(ReadError) -> DataNode {
        let start = offset
        offset += 1
        var builder = DecodedTextBuilder()
        while offset < end {
            switch source[offset] {
            case UInt8(ascii: "'"):
                guard byte(offset + 1) == UInt8(ascii: "'"), offset + 1 < end else {
                    return finishQuoted(builder, start)
                }
                builder.replace(CollectionOfOne(UInt8(ascii: "'")), at: offset)
                offset += 2
            case 0x0A, 0x0D, 0x20, 0x09:
                try foldQuoted(into: &builder)
            default:
                copyRun(into: &builder, isDouble: false)
            }
        }
        throw failure("this single-quoted text is not closed", at: start)
    }

    mutating func doubleQuoted() throws(ReadError) -> DataNode {
        let start = offset
        offset += 1
        var builder = DecodedTextBuilder()
        while offset < end {
            switch source[offset] {
            case UInt8(ascii: "\""): return finishQuoted(builder, start)
            case UInt8(ascii: "\\"): try escape(into: &builder)
            case 0x0A, 0x0D, 0x20, 0x09: try foldQuoted(into: &builder)
            default: copyRun(into: &builder, isDouble: true)
            }
        }
        throw failure("this double-quoted text is not closed", at: start)
    }

    private mutating func finishQuoted(_ builder: consuming DecodedTextBuilder, _ start: Int) -> DataNode {
        let text = builder.finish(end: offset)
        offset += 1
        return DataNode(.string, span: start..<offset, text: text)
    }

    private mutating func copyRun(into builder: inout DecodedTextBuilder, isDouble: Bool) {
        let start = offset
        let quote = isDouble ? UInt8(ascii: "\"") : UInt8(ascii: "'")
        while offset < end {
            let byte = source[offset]
            if byte == quote || byte <= 0x20 || (isDouble && byte == UInt8(ascii: "\\")) { break }
            offset += 1
        }
        // Control characters stand for themselves.
        if offset == start { offset += 1 }
        builder.copy(source, start..<offset)
    }

    /// Reads white space inside quotes: spaces stay, line breaks fold and take the spaces around them.
    private mutating func foldQuoted(into builder: inout DecodedTextBuilder) throws(ReadError) {
        let start = offset
        var breaks: [Int] = []
        while offset < end {
            if isBreak(offset) {
                breaks.append(offset)
                skipBreak()
                if isMarker("-") || isMarker(".") { throw failure("a document marker stands inside quotes") }
            } else if source[offset] == 0x20 || source[offset] == 0x09 {
                offset += 1
            } else {
                break
            }
        }
        if breaks.isEmpty {
            builder.copy(source, start..<offset)
        } else {
            appendFold(breaks, to: &builder)
        }
    }

    private mutating func escape(into builder: inout DecodedTextBuilder) throws(ReadError) {
        let start = offset
        offset += 2
        if isBreak(start + 1) {
            // An escaped line break joins the lines and takes the next line's indentation.
            offset = start + 1
            skipBreak()
            var breaks: [Int] = []
            while offset < end, isBlankOrEnd(offset) {
                if isBreak(offset) {
                    breaks.append(offset)
                    skipBreak()
                } else {
                    offset += 1
                }
            }
            for offset in breaks { builder.replace(CollectionOfOne(0x0A), at: offset) }
            return
        }
        let code = byte(start + 1)
        if let digits = YAMLSchema.hexDigits(ofEscape: code) {
            guard let value = HexDigits.value(source, offset, count: digits, end: end) else {
                throw failure("this escape needs \(digits) hexadecimal digits", at: start)
            }
            builder.replace(Unicode.Scalar(value) ?? "\u{FFFD}", at: start)
            offset += digits
        } else if let scalar = YAMLSchema.scalar(ofEscape: code) {
            builder.replace(scalar, at: start)
        } else {
            throw failure("unknown escape in double quotes; use single quotes or write two backslashes", at: start)
        }
    }
}
