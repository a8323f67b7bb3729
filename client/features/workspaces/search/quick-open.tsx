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
    if (step !== undefined && ranked.length > 0) {
      event.preventDefault()
      setChosen((chosen + step + ranked.length) % ranked.length)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      open(ranked[chosen]?.path)
    }
  }
  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls="quick-open-files"
        aria-activedescendant={ranked.length === 0 ? undefined : `quick-open-${chosen}`}
        aria-label="A part of the file's path"
        placeholder="A part of the file's path"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setChosen(0)
        }}
        onKeyDown={onKey}
      />
      <div role="listbox" id="quick-open-files" aria-label="Files" className="quick-open">
        {ranked.map((one, index) => (
          <div
            key={one.path}
            role="option"
            id={`quick-open-${index}`}
            aria-selected={index === chosen}
            ref={(element) => {
              if (index === chosen) element?.scrollIntoView({ block: 'nearest' })
            }}
            onClick={() => open(one.path)}
          >
            <Letters ranked={one} />
          </div>
        ))}
      </div>
      {ranked.length === 0 && (
        <Text size="sm" c="dimmed" role="status" mt="sm">
          No file has these letters in this order.
        </Text>
      )}
    </>
  )
}

function Letters({ ranked }: { ranked: RankedPath }) {
  const letters = [...ranked.path]
  return letters.map((letter, index) => {
    const at = letters.slice(0, index).join('').length
    return ranked.at.has(at) ? <b key={index}>{letter}</b> : <span key={index}>{letter}</span>
  })
}
