#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A thread of the system.
///
/// Not a task of Swift's concurrency: a static program whose main is asynchronous starts 17 ms later.
struct Thread {
    #if canImport(Darwin)
        private let handle: pthread_t?
    #else
        private let handle: pthread_t
    #endif

    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts a thread.
    ///
    /// - Returns: nil where the system has none to give.
    init?(_ run: @escaping @Sendable () -> Void) {
        let body = Unmanaged.passRetained(Body(run))
        #if canImport(Darwin)
            var handle: pthread_t?
            let failure = pthread_create(
                &handle, nil,
                { context in
                    Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                    return nil
                }, body.toOpaque())
        #else
            var handle = pthread_t()
            let failure = pthread_create(
                &handle, nil,
                { context in
                    if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
                    return nil
                }, body.toOpaque())
        #endif
        guard failure == 0 else {
            body.release()
            return nil
        }
        self.handle = handle
    }

    /// Waits until the thread has ended. To be called once.
    func join() {
        #if canImport(Darwin)
            if let handle { pthread_join(handle, nil) }
        #else
            pthread_join(handle, nil)
        #endif
    }
}

/// A lock, with two conditions to wait for under it.
///
/// Swift's `Mutex` has no condition variable.
final class Monitor: @unchecked Sendable {
    // The system's objects must not move, so they live on the heap.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let conditions = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 2)

    enum Condition: Int {
        /// There is a task to run, or the end has come.
        case work
        /// A task has been run.
        case done
    }

    init() {
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        conditions.initialize(repeating: pthread_cond_t(), count: 2)
        for condition in 0..<2 { pthread_cond_init(conditions + condition, nil) }
    }

    deinit {
        for condition in 0..<2 { pthread_cond_destroy(conditions + condition) }
        pthread_mutex_destroy(mutex)
        conditions.deallocate()
        mutex.deallocate()
    }

    func withLock<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    /// Waits under the lock, which is open meanwhile. May return without a reason.
    func wait(_ condition: Condition) { pthread_cond_wait(conditions + condition.rawValue, mutex) }

    func wakeOne(_ condition: Condition) { pthread_cond_signal(conditions + condition.rawValue) }

    func wakeAll(_ condition: Condition) { pthread_cond_broadcast(conditions + condition.rawValue) }
}
