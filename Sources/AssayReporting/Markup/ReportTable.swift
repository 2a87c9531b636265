/// Cells of text in rows, for whoever lays them out.
public struct ReportTable: Sendable {
    public struct Column: Sendable {
        public var title: String
        public var isNumber: Bool

        static func name(_ title: String) -> Column { Column(title: title, isNumber: false) }
        static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
    }

    /// What the table shows; nil for the main one.
    public var title: String?
    public var columns: [Column]
    public var rows: [[String]]
}
