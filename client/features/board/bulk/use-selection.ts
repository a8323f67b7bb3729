import { useCallback, useState } from 'react'

const storageKey = 'board-chosen'

/** Which invitations are chosen, in the order of choosing. It outlives a look at a candidate, and ends with the tab. */
export interface Selection {
  ids: ReadonlySet<string>
  choose: (ids: readonly string[], chosen: boolean) => void
  clear: () => void
}

export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set(readChosen()))
  const choose = useCallback(
    (some: readonly string[], chosen: boolean) =>
      setIds((so) => {
        const next = new Set(so)
        for (const id of some) {
          if (chosen) next.add(id)
          else next.delete(id)
        }
        keepChosen([...next])
        return next
      }),
    [],
  )
  const clear = useCallback(() => {
    keepChosen([])
    setIds(new Set())
  }, [])
  return { ids, choose, clear }
}

function readChosen(): string[] {
  try {
    const read: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(read) ? read.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

/** A browser that stores nothing keeps the choice as long as the page is open. */
export function keepChosen(ids: readonly string[]): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(ids))
  } catch {
    // It is kept by the page alone.
  }
}
