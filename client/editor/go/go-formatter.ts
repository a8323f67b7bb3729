import { z } from 'zod'
import { monaco } from '../monaco.ts'
import GofmtWorker from './gofmt.worker.ts?worker'

const answerSchema = z.object({
  id: z.int(),
  formatted: z.string().optional(),
  problem: z.string().optional(),
})
type Answer = z.infer<typeof answerSchema>

/** gofmt for the editor's own command. Nothing of it is fetched before it is asked for the first time. */
export function registerGoFormatter(onProblem: (words: string) => void): () => void {
  const gofmt = new Gofmt()
  const registration = monaco.languages.registerDocumentFormattingEditProvider('go', {
    displayName: 'gofmt',
    async provideDocumentFormattingEdits(model) {
      const answer = await gofmt.format(model.getValue())
      if (answer.formatted !== undefined)
        return [{ range: model.getFullModelRange(), text: answer.formatted }]
      onProblem(explain(answer.problem ?? ''))
      return []
    },
  })
  return () => {
    registration.dispose()
    gofmt.end()
  }
}

/** gofmt names the first place that it cannot read: `3:5: expected ')'`. */
function explain(problem: string): string {
  const [, line, reason] = /(\d+):\d+: ([^\n]+)/.exec(problem) ?? []
  return line === undefined
    ? 'gofmt could not be started here. The code is as it was; run the tests as usual.'
    : `gofmt cannot read line ${line}: ${reason}. Mend that, then format again.`
}

class Gofmt {
  readonly #waiting = new Map<number, (answer: Answer) => void>()
  #worker: Worker | null = null
  #lastId = 0

  format(source: string): Promise<Answer> {
    const worker = (this.#worker ??= this.#start())
    const id = (this.#lastId += 1)
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve)
      worker.postMessage({ id, source })
    })
  }

  end(): void {
    this.#worker?.terminate()
    this.#giveUp()
  }

  #start(): Worker {
    const worker = new GofmtWorker()
    worker.addEventListener('message', (event) => {
      const answer = answerSchema.parse(event.data)
      this.#waiting.get(answer.id)?.(answer)
      this.#waiting.delete(answer.id)
    })
    worker.addEventListener('error', () => this.#giveUp())
    return worker
  }

  #giveUp(): void {
    this.#worker = null
    for (const [id, resolve] of this.#waiting) resolve({ id, problem: 'it ended' })
    this.#waiting.clear()
  }
}
