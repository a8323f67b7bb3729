import { useLocalStorage } from '@mantine/hooks'

export interface OpenFiles {
  open: readonly string[]
  active: string | null
  show: (path: string) => void
  close: (path: string) => void
  renamed: (path: string, to: string) => void
}

interface Remembered {
  open: string[]
  active: string | null
}

/** Which files have a tab, remembered on this computer. */
export function useOpenFiles(attemptId: string, existing: readonly string[], entryFile: string): OpenFiles {
  const [remembered, remember] = useLocalStorage<Remembered>({
    key: `fairtime-open-files-${attemptId}`,
    defaultValue: { open: [entryFile], active: entryFile },
    getInitialValueInEffect: false,
  })
  const open = remembered.open.filter((path) => existing.includes(path))
  const active =
    remembered.active !== null && open.includes(remembered.active) ? remembered.active : (open[0] ?? null)
  return {
    open,
    active,
    show: (path) => remember({ open: open.includes(path) ? open : [...open, path], active: path }),
    close: (path) => {
      const rest = open.filter((other) => other !== path)
      const neighbour = rest[Math.min(open.indexOf(path), rest.length - 1)] ?? null
      remember({ open: rest, active: path === active ? neighbour : active })
    },
    renamed: (path, to) =>
      remember({
        open: open.map((other) => (other === path ? to : other)),
        active: active === path ? to : active,
      }),
  }
}
