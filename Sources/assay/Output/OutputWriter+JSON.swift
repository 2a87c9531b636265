import AssayJSON

extension OutputWriter {
    /// Writes a report as one JSON object, whose first member is the version of its form.
    func writeReport(_ members: (inout JSONWriter) throws -> Void) rethrows {
        var writer = JSONWriter(.pretty)
        try writer.object { writer in
            writer.member("schema", 1)
            try members(&writer)
        }
        write(writer.bytes)
        write("\n")
    }
}
