import CFuzzer

/// One way to read arbitrary bytes; it stops the program where a promise does not hold.
typealias FuzzTarget = @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32

let targets: [String: FuzzTarget] = [
    "tokenizer": { TokenizerTarget.run(Array(UnsafeBufferPointer(start: $0, count: $1))) },
    "pack": { PackTarget.run(Array(UnsafeBufferPointer(start: $0, count: $1))) },
    "importer": { ImporterTarget.run(Array(UnsafeBufferPointer(start: $0, count: $1))) },
    "json": { JSONTarget.run(Array(UnsafeBufferPointer(start: $0, count: $1))) },
    "prompts": { PromptsTarget.run(Array(UnsafeBufferPointer(start: $0, count: $1))) },
    "template": { TemplateTarget.run(Array(UnsafeBufferPointer(start: $0, count: $1))) },
]

guard CommandLine.arguments.count > 1, let target = targets[CommandLine.arguments[1]] else {
    fatalError("usage: fuzz \(targets.keys.sorted().joined(separator: "|")) [arguments of libFuzzer]")
}
// libFuzzer sees the command line without the target's name.
var count = CommandLine.argc - 1
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
_ = LLVMFuzzerRunDriver(&count, &arguments, target)
