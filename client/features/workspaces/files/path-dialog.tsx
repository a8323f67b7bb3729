import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'

interface PathDialogProps {
  title: string
  before: string
  onSubmit: (path: string) => string | null
  onClose: () => void
}

/** Asks for a path. `onSubmit` answers a problem in words, which is shown, or null. */
export function PathDialog(props: PathDialogProps) {
  const [path, setPath] = useState(props.before)
  const [problem, setProblem] = useState<string | null>(null)
  const submit = () => {
    const answer = props.onSubmit(path.trim().normalize('NFC'))
    if (answer === null) props.onClose()
    else setProblem(answer)
  }
  return (
    <Modal opened onClose={props.onClose} title={props.title} centered transitionProps={{ duration: 120 }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack>
          <PathInput
            path={path}
            problem={problem}
            onChange={(typed) => {
              setPath(typed)
              setProblem(null)
            }}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={path.trim() === '' || path === props.before}>
              {props.title}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function PathInput(props: { path: string; problem: string | null; onChange: (path: string) => void }) {
  return (
    <TextInput
      data-autofocus
      label="Path"
      description="Folders by slashes, as in store/cache.go"
      value={props.path}
      error={props.problem === null ? null : asSentence(props.problem)}
      spellCheck={false}
      classNames={{ input: 'tabular' }}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}

const asSentence = (words: string) =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${words.endsWith('.') ? '' : '.'}`
