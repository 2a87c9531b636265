/// A number of threads that share work: the one that hands it out, and others that are started when there is enough of
/// it, and end with the pool.
///
/// One thread hands out tasks and waits for them, in whatever order it likes; while it waits it runs tasks itself. The
/// others only run them. So a pool of one thread starts none, and work too small to share costs nothing.
public final class WorkerPool: Sendable {
    /// How many threads run tasks at the most, the one that hands them out among them.
    public let threadCount: Int

    /// What each thread counts with.
    let encoders: ThreadEncoders
    /// The number of the thread that hands out tasks and waits.
    let ownNumber: Int
    private let queue = TaskQueue()

    /// - Parameter threads: at least 1.
    public init(threads: Int = WorkerPool.defaultThreadCount) {
        threadCount = max(1, threads)
        encoders = ThreadEncoders(threads: threadCount)
        ownNumber = 0
    }

    /// A pool of one thread, the one of that number in `pool`.
    package init(thread number: Int, of pool: WorkerPool) {
        threadCount = 1
        encoders = pool.encoders
        ownNumber = number
    }

    deinit { queue.end() }

    /// The number of processors that are online, but not more than 12: beyond that, reading the text is what takes
    /// the time, and each thread has some five megabytes of its own.
    public static var defaultThreadCount: Int { min(12, Processors.available) }

    /// How many tasks to have handed out at a time, so that no thread runs dry while the first one is busy, and memory
    /// stays bounded.
    package var window: Int { threadCount == 1 ? 1 : 4 * threadCount + 4 }

    /// Hands out a task. It is run by a thread that has been started, or by ``wait(for:)``.
    ///
    /// - Parameter body: is told the number of the thread that runs it, below ``threadCount``; 0 is the one that waits
    ///   (in a pool that is one thread of another, its number there).
    package func submit(_ body: @escaping @Sendable (Int) -> Void) -> WorkerTask {
        let task = WorkerTask(body)
        queue.add(task)
        return task
    }

    /// Starts as many threads as the tasks that wait can use. To be called where the work is worth it: a start costs
    /// as much as counting some ten kilobytes.
    package func employ() {
        queue.employ(threadCount - 1)
    }

    /// Returns when the task has been run, and runs tasks until then.
    package func wait(for task: WorkerTask) {
        queue.wait(for: task, as: ownNumber)
    }

    /// Whether the task has been run.
    package func isDone(_ task: WorkerTask) -> Bool { queue.isDone(task) }
}

/// Something to run once, on any thread.
package final class WorkerTask: @unchecked Sendable {
    private let body: @Sendable (Int) -> Void
    // Guarded by the queue's lock.
    fileprivate var isDone = false

    init(_ body: @escaping @Sendable (Int) -> Void) { self.body = body }

    func run(_ thread: Int) { body(thread) }
}

/// The tasks that wait, first come first served, and the threads that take them.
private final class TaskQueue: @unchecked Sendable {
    // Everything below is guarded by the lock.
    private let monitor = Monitor()
    private var tasks: [WorkerTask] = []
    /// How many of `tasks` have been taken.
    private var taken = 0
    private var threads: [Thread] = []
    private var hasEnded = false

    func add(_ task: WorkerTask) {
        monitor.withLock {
            tasks.append(task)
            if !threads.isEmpty { monitor.wakeOne(.work) }
        }
    }

    func isDone(_ task: WorkerTask) -> Bool { monitor.withLock { task.isDone } }

    func employ(_ limit: Int) {
        monitor.withLock {
            while threads.count < min(limit, tasks.count - taken) {
                let number = threads.count + 1
                // Without a thread the one that waits does the work.
                guard let thread = Thread({ self.work(number) }) else { return }
                threads.append(thread)
            }
        }
    }

    func wait(for task: WorkerTask, as number: Int) {
        while let next = nextTask(unless: { task.isDone }, waitFor: .done) { run(next, number) }
    }

    func end() {
        let threads = monitor.withLock {
            hasEnded = true
            monitor.wakeAll(.work)
            return self.threads
        }
        for thread in threads { thread.join() }
    }

    private func work(_ number: Int) {
        while let next = nextTask(unless: { self.hasEnded }, waitFor: .work) { run(next, number) }
    }

    private func run(_ task: WorkerTask, _ thread: Int) {
        task.run(thread)
        monitor.withLock {
            task.isDone = true
            // Only the thread that hands out tasks waits for this.
            monitor.wakeOne(.done)
        }
    }

    /// Takes the next task, or returns nil when `isOver` holds. Waits where there is nothing to do.
    private func nextTask(unless isOver: () -> Bool, waitFor condition: Monitor.Condition) -> WorkerTask? {
        monitor.withLock {
            while !isOver() {
                if taken < tasks.count { return takeFirst() }
                monitor.wait(condition)
            }
            return nil
        }
    }

    private func takeFirst() -> WorkerTask {
        let task = tasks[taken]
        taken += 1
        // What has been taken is removed now and then, so that each removal is cheap.
        if taken == tasks.count || taken >= 256 {
            tasks.removeFirst(taken)
            taken = 0
        }
        return task
    }
}
