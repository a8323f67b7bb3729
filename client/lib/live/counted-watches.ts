interface Watch {
  handlers: Set<() => void>
  /** Whether the server announces on the line that is up now. */
  isUp: () => boolean
  stop: () => void
}

/** Begins to watch, now and at each connection; `onWatched` is called with what tells whether that connection still stands. */
type Begin = (onWatched: (isUp: () => boolean) => void) => () => void

/** Several parts of a page that follow the same thing ask the server for it once at each connection. */
export class CountedWatches {
  readonly #watches = new Map<string, Watch>()

  /** Answers what ends it. The last one that ends it ends the watch. */
  add(key: string, begin: Begin, onWatched: () => void = () => {}): () => void {
    const handler = () => onWatched()
    const watch = this.#watches.get(key) ?? this.#begin(key, begin)
    watch.handlers.add(handler)
    // What was announced before this one listened was missed by it, too.
    if (watch.isUp())
      queueMicrotask(() => {
        if (watch.handlers.has(handler)) handler()
      })
    return () => {
      watch.handlers.delete(handler)
      if (watch.handlers.size > 0 || this.#watches.get(key) !== watch) return
      this.#watches.delete(key)
      watch.stop()
    }
  }

  #begin(key: string, begin: Begin): Watch {
    const watch: Watch = { handlers: new Set(), isUp: () => false, stop: () => {} }
    this.#watches.set(key, watch)
    watch.stop = begin((isUp) => {
      watch.isUp = isUp
      for (const handler of watch.handlers) handler()
    })
    return watch
  }
}
