// SQLite works on Node's thread pool: one writer, three readers and file reading must not wait for each other. Imported first by
// every entry, because the pool takes its size when it is first used.
process.env.UV_THREADPOOL_SIZE ??= '8';
