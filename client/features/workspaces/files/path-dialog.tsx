import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'

/** Asks for a path. `onSubmit` answers a problem in words, which is shown, or null. */
export function PathDialog(props: {
  title: string
  before: string
  onSubmit: (path: string) => string | null
  onClose: () => void
}) {
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
          <TextInput
            data-autofocus
            label="Path"
            description="Folders by slashes, as in store/cache.go"
            value={path}
            error={problem === null ? null : asSentence(problem)}
            spellCheck={false}
            classNames={{ input: 'tabular' }}
            onChange={(event) => {
              setPath(event.currentTarget.value)
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

const asSentence = (words: string) =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${words.endsWith('.') ? '' : '.'}`
