import init, { format } from '@wasm-fmt/gofmt/vite'

// gofmt is WebAssembly, which the pages' own policy does not let them run: it has this worker, and the worker a policy of its own.
const ready = init()

self.addEventListener('message', (event: MessageEvent<{ id: number; source: string }>) => {
  const { id, source } = event.data
  void answer(source).then((outcome) => self.postMessage({ id, ...outcome }))
})

async function answer(source: string): Promise<{ formatted: string } | { problem: string }> {
  try {
    await ready
    return { formatted: format(source) }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}
