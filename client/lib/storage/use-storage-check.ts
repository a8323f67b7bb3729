import { useEffect, useState } from 'react'
import { keepsStorage } from './check-storage.ts'

/** Null until it is known whether the browser keeps what a page gives it. */
export function useStorageCheck(): boolean | null {
  const [keeps, setKeeps] = useState<boolean | null>(null)
  useEffect(() => {
    let live = true
    void keepsStorage().then((answer) => {
      if (live) setKeeps(answer)
    })
    return () => {
      live = false
    }
  }, [])
  return keeps
}
