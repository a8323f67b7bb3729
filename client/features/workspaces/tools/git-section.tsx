import { Accordion, Button, Code, List, Stack, Text, Title } from '@mantine/core'
import { IconBrandGit } from '@tabler/icons-react'
import { CopyField } from '../../../ui/inputs/copy-field.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useGitCredential } from '../api.ts'

/** Work with git and an editor of one's own: a push is a save. */
export function GitSection(props: { attemptId: string; ended: boolean }) {
  const credential = useGitCredential(props.attemptId)
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        Your own editor, with git
      </Title>
      <Text size="sm">
        Clone, commit, push. Each push to <Code>main</Code> is a save, and what you type here comes with your
        next pull. Your commits and messages are kept.
      </Text>
      {credential.data === undefined ? (
        <Button
          variant="default"
          leftSection={<IconBrandGit size={16} />}
          loading={credential.isPending}
          onClick={() => credential.mutate()}
        >
          Show my clone command
        </Button>
      ) : (
        <>
          <CopyField label="Clone command" value={credential.data.command} />
          <Text size="xs" c="dimmed">
            It holds a key to this exercise alone: do not pass it on. You can make it again at any time; the
            five newest work.
          </Text>
        </>
      )}
      {credential.isError && <ErrorPanel error={credential.error} />}
      <Editors />
      {props.ended && (
        <Text size="sm">Time is over: you can still clone, and nothing can be pushed any more.</Text>
      )}
    </Stack>
  )
}

const editors: readonly { id: string; name: string; steps: readonly string[] }[] = [
  {
    id: 'vscode',
    name: 'Visual Studio Code',
    steps: [
      'Run the clone command in a terminal, then: code fairtime-exercise',
      'Work as always. In the Source Control view: a message, Commit, then Sync Changes.',
      'Sync pulls first, so what you typed in the browser is merged before it pushes.',
    ],
  },
  {
    id: 'jetbrains',
    name: 'GoLand, WebStorm, IntelliJ IDEA',
    steps: [
      'File, New, Project from Version Control; paste the address out of the clone command.',
      'Commit with Ctrl+K, push with Ctrl+Shift+K.',
      'If the push is turned away: Git, Update Project (Ctrl+T), then push again.',
    ],
  },
  {
    id: 'terminal',
    name: 'Vim, or any editor, and a terminal',
    steps: [
      'Run the clone command, then: cd fairtime-exercise',
      'git add --all && git commit -m "What I did" && git push',
      'If the push is turned away: git pull, solve what both sides changed, and push again.',
    ],
  },
]

function Editors() {
  return (
    <Accordion variant="separated" chevronPosition="left">
      {editors.map(({ id, name, steps }) => (
        <Accordion.Item key={id} value={id}>
          <Accordion.Control>{name}</Accordion.Control>
          <Accordion.Panel>
            <Steps steps={steps} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  )
}

function Steps(props: { steps: readonly string[] }) {
  return (
    <List type="ordered" size="sm" spacing={6}>
      {props.steps.map((step) => (
        <List.Item key={step}>{step}</List.Item>
      ))}
    </List>
  )
}
