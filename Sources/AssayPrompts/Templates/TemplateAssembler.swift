/// Turns the pieces of a template into messages, segments and blocks of a unit.
struct TemplateAssembler {
    /// Where roles stand on lines of their own.
    enum RoleMarkers {
        /// Nowhere: `user:` is text.
        case none
        /// Wherever a line holds only a role and a colon.
        case always
        /// As `always`, if the first line with text is such a line.
        case ifFirst
    }

    private let text: DecodedText
    private var markers: [RoleMarker.Found]
    private let unread: Set<String>
    private var sectionGroups: [String: Int] = [:]
    private var unreadDepths: [Int] = []

    /// Appends a template to a unit. `adapt` gives a format's own meaning to tags of a general syntax.
    ///
    /// - Parameter isPart: whether the template may begin or go on elsewhere, as a program's text may.
    static func append(
        _ text: DecodedText, range: Range<Int>? = nil, syntax: TemplateSyntax, roles: RoleMarkers = .none,
        isPart: Bool = false, to builder: inout UnitBuilder, adapting adapt: (TemplatePiece) -> TemplatePiece = { $0 }
    ) {
        let range = range ?? 0..<text.bytes.count
        let scanned = syntax.pieces(text.bytes, in: range)
        for problem in scanned.problems + (isPart ? [] : scanned.unmatched) {
            var problem = problem
            problem.offset = text.map.source(of: problem.offset)
            problem.tag = problem.tag.map(text.map.source(of:))
            builder.report(problem)
        }
        var assembler = TemplateAssembler(text, scanned, roles)
        if syntax == .jinja {
            let isDivided = !assembler.markers.isEmpty || roles == .always
            builder.unit.templates.append(
                UnitTemplate(
                    text: range == 0..<text.bytes.count ? text : text.sliced(range),
                    role: isDivided ? nil : builder.unit.messages.last?.role ?? .unspecified))
        }
        for piece in scanned.pieces { assembler.append(adapt(piece), to: &builder) }
    }

    private init(_ text: DecodedText, _ scanned: TemplatePieces, _ roles: RoleMarkers) {
        self.text = text
        unread = scanned.unread
        switch roles {
        case .none: markers = []
        case .always: markers = RoleMarker.find(text.bytes, scanned.pieces)
        case .ifFirst:
            let found = RoleMarker.find(text.bytes, scanned.pieces)
            let isFirst = found.first.map { RoleMarker.isFirstText($0, text.bytes, scanned.pieces) } ?? false
            markers = isFirst ? found : []
        }
        markers.reverse()
    }

    private mutating func append(_ piece: TemplatePiece, to builder: inout UnitBuilder) {
        let span = text.map.source(of: piece.range)
        switch piece.kind {
        case .text: appendText(piece, to: &builder)
        case .variable:
            if let marker = markers.last, marker.line.contains(piece.range.lowerBound), marker.isDynamic {
                // `{{item.role}}:` is a marker; its line ends inside the text behind it.
                builder.beginMessage(marker.role, at: span.lowerBound)
                add(.directive, span, piece, to: &builder)
            } else {
                add(.variable, span, piece, to: &builder)
            }
        case .comment: add(.comment, span, piece, to: &builder)
        case .image: add(.image, span, piece, to: &builder)
        case .directive:
            if let include = piece.include {
                builder.unit.facts.includes.append(PromptReference(path: include, span: span))
            }
            add(.directive, span, piece, to: &builder)
        case .role(let role):
            if role == .unspecified {
                add(.directive, span, piece, to: &builder)
                builder.endMessage()
            } else {
                builder.beginMessage(role, at: span.lowerBound)
                add(.directive, span, piece, to: &builder)
            }
        default: appendBlock(piece, span, to: &builder)
        }
    }

    private func add(_ kind: Segment.Kind, _ span: Range<Int>, _ piece: TemplatePiece, to builder: inout UnitBuilder) {
        var segment = Segment(kind: kind, span: span, expression: piece.expression, references: piece.references)
        segment.bound = piece.bound
        if !unreadDepths.isEmpty { segment.isSent = false }
        builder.add(segment)
    }

    // MARK: Blocks

    private mutating func appendBlock(_ piece: TemplatePiece, _ span: Range<Int>, to builder: inout UnitBuilder) {
        switch piece.kind {
        case .loop(let targets):
            builder.openBlock(.loop, header: span, piece, targets: targets)
            remember(piece, builder)
            add(.loop, span, piece, to: &builder)
        case .branch(let alternative):
            let group = alternative.flatMap { sectionGroups[$0] }
            builder.openBlock(.branch, header: span, piece, group: group)
            if alternative == nil { remember(piece, builder) }
            add(.branch, span, piece, to: &builder)
        case .arm:
            let group = builder.innermost?.group
            let kind = builder.innermost?.kind ?? .branch
            builder.closeBlock(at: span.lowerBound)
            // The `else` of a loop runs when there was nothing to loop over: another arm all the same.
            builder.openBlock(kind == .loop ? .branch : kind, header: span, piece, group: group)
            add(.branch, span, piece, to: &builder)
        case .block(let kind):
            builder.openBlock(kind, header: span, piece)
            add(.directive, span, piece, to: &builder)
            if unread.contains(piece.expression) { unreadDepths.append(builder.openDepth) }
        case .close:
            let kind = builder.innermost?.kind
            if unreadDepths.last == builder.openDepth { unreadDepths.removeLast() }
            add(kind == .loop ? .loop : kind == .branch ? .branch : .directive, span, piece, to: &builder)
            builder.closeBlock(at: span.upperBound)
        default: break
        }
    }

    /// Remembers a section, so that its inverse becomes another arm of it.
    private mutating func remember(_ piece: TemplatePiece, _ builder: UnitBuilder) {
        if let group = builder.innermost?.group { sectionGroups[piece.expression] = group }
    }

    // MARK: Text

    /// Adds text, split where a line holds a role.
    private mutating func appendText(_ piece: TemplatePiece, to builder: inout UnitBuilder) {
        var start = piece.range.lowerBound
        while let marker = markers.last, marker.line.lowerBound < piece.range.upperBound {
            if marker.line.upperBound <= start {
                markers.removeLast()
                continue
            }
            let markerStart = max(start, marker.line.lowerBound)
            add(start..<markerStart, piece.dropped, to: &builder)
            let markerEnd = min(marker.line.upperBound, piece.range.upperBound)
            if !marker.isDynamic {
                builder.beginMessage(marker.role, at: text.map.source(of: markerStart))
            }
            let span = text.map.source(of: markerStart..<markerEnd)
            builder.add(Segment(kind: .directive, span: span, expression: marker.role.name))
            start = markerEnd
            // A dynamic marker reaches over a variable into the next text.
            guard marker.line.upperBound <= piece.range.upperBound else { break }
            markers.removeLast()
        }
        add(start..<piece.range.upperBound, piece.dropped, to: &builder)
    }

    private func add(_ range: Range<Int>, _ dropped: [Int], to builder: inout UnitBuilder) {
        guard !range.isEmpty else { return }
        let inside = dropped.filter { range.contains($0) }
        let isVerbatim = inside.isEmpty && text.map.isVerbatim(range)
        var segment = Segment(
            kind: .text, span: text.map.source(of: range),
            content: isVerbatim ? .verbatim : .decoded(text.sliced(range, dropping: inside)))
        if !unreadDepths.isEmpty { segment.isSent = false }
        builder.add(segment)
    }
}
