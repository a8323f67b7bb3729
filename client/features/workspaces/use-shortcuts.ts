import { useEffect, useRef } from 'react'

interface Shortcuts {
  save: () => void
  run: () => void
  help: () => void
  search: () => void
  openFile: () => void
  problems: () => void
  toggleTab: () => void
}

/** The workspace's own keys. They are taken before the editor sees them, which has other ideas about Ctrl+Enter. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const newest = useRef(shortcuts)
  useEffect(() => {
    newest.current = shortcuts
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const name = shortcutOf(event)
      if (name === null) return
      event.preventDefault()
      event.stopPropagation()
      newest.current[name]()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [])
}

const alone: Record<string, keyof Shortcuts> = { enter: 'run', s: 'save', p: 'openFile', m: 'toggleTab' }
const withShift: Record<string, keyof Shortcuts> = {
  enter: 'run',
  s: 'save',
  f: 'search',
  m: 'problems',
}

function shortcutOf(event: KeyboardEvent): keyof Shortcuts | null {
  const key = event.key.toLowerCase()
  if (!event.ctrlKey && !event.metaKey) return key === '?' && !isTyping(event.target) ? 'help' : null
  if (event.altKey) return null
  return (event.shiftKey ? withShift[key] : alone[key]) ?? null
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('input, textarea, [contenteditable], .monaco-editor') !== null
  )
}
