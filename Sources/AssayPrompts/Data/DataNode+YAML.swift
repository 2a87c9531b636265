extension DataNode {
    /// The first document of a YAML file, with the place of every value; null for an empty file.
    ///
    /// - Throws: ``ReadError`` with the offset of what is no YAML.
    public static func yaml(_ source: [UInt8]) throws(ReadError) -> DataNode {
        try YAMLParser.parse(source)
    }
}
