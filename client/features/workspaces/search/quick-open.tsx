import { Modal, Text, TextInput } from '@mantine/core'
import { useState, type KeyboardEvent } from 'react'
import { rankPaths, type RankedPath } from './rank-paths.ts'

/** Opens a file by a few letters of its path. */
export function QuickOpen(props: {
  opened: boolean
  paths: readonly string[]
  onOpen: (path: string) => void
  onClose: () => void
}) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title="Open a file"
      yOffset="12vh"
      returnFocus={false}
      transitionProps={{ duration: 80 }}
    >
      <Chooser paths={props.paths} onOpen={props.onOpen} onClose={props.onClose} />
    </Modal>
  )
}

function Chooser(props: { paths: readonly string[]; onOpen: (path: string) => void; onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const ranked = rankPaths(props.paths, typed)
  const open = (path: string | undefined) => {
    if (path === undefined) return
    props.onClose()
    props.onOpen(path)
  }
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined && event.key !== 'Enter') return
    if (event.key === 'Enter') {
      event.preventDefault()
      open(ranked[chosen]?.path)
    } else if (step !== undefined && ranked.length > 0) {
      event.preventDefault()
      setChosen((chosen + step + ranked.length) % ranked.length)
    }
  }
  const type = (text: string) => {
    setTyped(text)
    setChosen(0)
  }
  return (
    <>
      <PathInput typed={typed} active={ranked.length === 0 ? null : chosen} onType={type} onKey={onKey} />
      <FoundPaths ranked={ranked} chosen={chosen} onOpen={open} />
      {ranked.length === 0 && (
        <Text size="sm" c="dimmed" role="status" mt="sm">
          No file has these letters in this order.
        </Text>
      )}
    </>
  )
}

function PathInput(props: {
  typed: string
  /** Which of the found ones is chosen. */
  active: number | null
  onType: (text: string) => void
  onKey: (event: KeyboardEvent) => void
}) {
  return (
    <TextInput
      data-autofocus
      role="combobox"
      aria-expanded
      aria-controls="quick-open-files"
      aria-activedescendant={props.active === null ? undefined : `quick-open-${props.active}`}
      aria-label="A part of the file's path"
      placeholder="A part of the file's path"
      spellCheck={false}
      value={props.typed}
      onChange={(event) => props.onType(event.currentTarget.value)}
      onKeyDown={props.onKey}
    />
  )
}

function FoundPaths(props: {
  ranked: readonly RankedPath[]
  chosen: number
  onOpen: (path: string) => void
}) {
  return (
    <div role="listbox" id="quick-open-files" aria-label="Files" className="quick-open">
      {props.ranked.map((one, index) => (
        <div
          key={one.path}
          role="option"
          id={`quick-open-${index}`}
          aria-selected={index === props.chosen}
          ref={(element) => {
            if (index === props.chosen) element?.scrollIntoView({ block: 'nearest' })
          }}
          onClick={() => props.onOpen(one.path)}
        >
          <Letters ranked={one} />
        </div>
      ))}
    </div>
  )
}

function Letters({ ranked }: { ranked: RankedPath }) {
  const letters = [...ranked.path]
  return letters.map((letter, index) => {
    const at = letters.slice(0, index).join('').length
    return ranked.at.has(at) ? <b key={index}>{letter}</b> : <span key={index}>{letter}</span>
  })
}
