import { useEffect, useState } from 'react'
import { FileModels, type TextModel } from '../../../editor/file-models.ts'

/** Two states of one file as models. What they hold does not change: give what uses this a key of its own for each pair. */
export function useComparedModels(pair: {
  path: string
  before: string
  after: string
}): { before: TextModel; after: TextModel } | null {
  const [models, setModels] = useState<{ before: TextModel; after: TextModel } | null>(null)
  useEffect(() => {
    let live = true
    const root = `/compared-${crypto.randomUUID()}`
    const { path } = pair
    const before = new FileModels([{ path, content: pair.before }], { root: `${root}/before` })
    const after = new FileModels([{ path, content: pair.after }], { root: `${root}/after` })
    const made = { before: before.get(path), after: after.get(path) }
    void Promise.resolve().then(() => {
      if (live && made.before !== undefined && made.after !== undefined)
        setModels({ before: made.before, after: made.after })
    })
    return () => {
      live = false
      // The viewer lets go of its models when it ends, which is after this.
      setTimeout(() => {
        before.dispose()
        after.dispose()
      })
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- One pair for the whole life, see above.
  }, [])
  return models
}
