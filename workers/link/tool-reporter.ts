import { languageSchema, type Language } from '#contracts/languages.ts'
import type { SandboxImages } from '../../sandbox-images/build.ts'
import { askTools } from '../ask-tools.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import type { ServerClient } from './server-client.ts'

interface ToolReporterDeps {
  engineSandbox: Sandbox
  server: Pick<ServerClient, 'reportTools'>
}

/** Tells the server which versions the images bring, until it has taken them all: a worker may be there before its server. */
export class ToolReporter {
  readonly #deps: ToolReporterDeps
  readonly #stopping = new AbortController()
  #unreported: readonly Language[] = languageSchema.options
  #asking: Promise<unknown> = Promise.resolve()

  constructor(deps: ToolReporterDeps) {
    this.#deps = deps
  }

  async report(images: SandboxImages | null): Promise<void> {
    if (images === null) return
    const { engineSandbox: sandbox, server } = this.#deps
    const left: Language[] = []
    for (const language of this.#unreported) {
      if (this.isStopped()) return
      const asking = askTools({ sandbox, images, signal: this.#stopping.signal }, language)
      this.#asking = asking
      if (!(await server.reportTools(language, await asking))) left.push(language)
    }
    this.#unreported = left
  }

  isStopped(): boolean {
    return this.#stopping.signal.aborted
  }

  stop(): void {
    this.#stopping.abort()
  }

  /** Settles when the box that was asked last is gone. */
  settled(): Promise<unknown> {
    return this.#asking
  }
}
