import { Button, Checkbox, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { viewLimits, type BoardView } from '#contracts/api/board/views.ts'
import { splitByField } from '../../../lib/api/field-errors.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import type { BoardPlace } from '../filter/use-board-filter.ts'
import { queryOf, useChangeView, useCreateView, useDeleteView, useSetDefaultView } from './use-views.ts'

/** Keeps what the board shows under a name, and changes what was kept. */
export function ViewsDialog(props: { place: BoardPlace; views: readonly BoardView[]; onClose: () => void }) {
  const { place, views, onClose } = props
  return (
    <Modal opened onClose={onClose} title="Saved views" centered size="lg">
      <Stack gap="lg">
        <NewView place={place} />
        {views.length > 0 && (
          <Stack gap="sm" component="ul" className="bare-list">
            {views.map((view) => (
              <li key={view.id}>
                <ViewLine view={view} />
              </li>
            ))}
          </Stack>
        )}
      </Stack>
    </Modal>
  )
}

function NewView({ place }: { place: BoardPlace }) {
  const create = useCreateView()
  const [name, setName] = useState('')
  const [isShared, setShared] = useState(false)
  const refused = splitByField(create.error, (path) => (path.endsWith('name') ? 'name' : null))
  const send = (event: SyntheticEvent) => {
    event.preventDefault()
    create.mutate({ name, isShared, query: queryOf(place) }, { onSuccess: () => setName('') })
  }
  return (
    <form onSubmit={send}>
      <Stack gap="sm">
        <TextInput
          data-autofocus
          label="Keep what the board shows now as"
          description="The stage, the position, the search and the order; not the rows."
          maxLength={viewLimits.nameLength}
          value={name}
          error={refused.fields['name']}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="space-between">
          <Checkbox
            label="For everybody who sees the board"
            checked={isShared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          <Button type="submit" loading={create.isPending} disabled={name.trim() === ''}>
            Save
          </Button>
        </Group>
        {refused.rest !== null && <ErrorPanel error={refused.rest} />}
      </Stack>
    </form>
  )
}

function ViewLine({ view }: { view: BoardView }) {
  const setDefault = useSetDefaultView()
  const [renaming, setRenaming] = useState(false)
  return (
    <Stack gap={4}>
      <Title order={3} size="h5" className="plain-text">
        {view.name}
      </Title>
      <Text size="xs" c="dimmed">
        {view.isShared ? 'For everybody' : 'For you alone'}
        {view.owner !== null && `, by ${view.owner}`}
        {view.isDefault && '. Your board opens with it'}.
      </Text>
      {renaming ? (
        <Rename view={view} onClose={() => setRenaming(false)} />
      ) : (
        <Group gap="xs">
          <Button
            size="compact-xs"
            variant="default"
            loading={setDefault.isPending}
            onClick={() => setDefault.mutate(view.isDefault ? null : view.id)}
          >
            {view.isDefault ? 'Open with everything' : 'Open my board with it'}
          </Button>
          {view.canChange && <Changes view={view} onRename={() => setRenaming(true)} />}
        </Group>
      )}
      {setDefault.error !== null && <ErrorPanel error={setDefault.error} />}
    </Stack>
  )
}

function Changes({ view, onRename }: { view: BoardView; onRename: () => void }) {
  const change = useChangeView(view.id)
  const remove = useDeleteView(view.id)
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={onRename}>
        Rename
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        loading={change.isPending}
        onClick={() => change.mutate({ isShared: !view.isShared })}
      >
        {view.isShared ? 'Keep it for me' : 'Share with everybody'}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        loading={remove.isPending}
        onClick={() => remove.mutate(undefined)}
      >
        Delete
      </Button>
      {change.error !== null && <ErrorPanel error={change.error} />}
      {remove.error !== null && <ErrorPanel error={remove.error} />}
    </>
  )
}

function Rename({ view, onClose }: { view: BoardView; onClose: () => void }) {
  const change = useChangeView(view.id)
  const [name, setName] = useState(view.name)
  const refused = splitByField(change.error, (path) => (path.endsWith('name') ? 'name' : null))
  const send = (event: SyntheticEvent) => {
    event.preventDefault()
    change.mutate({ name }, { onSuccess: onClose })
  }
  return (
    <form onSubmit={send}>
      <Group gap="xs" align="flex-start">
        <TextInput
          size="xs"
          aria-label={`New name of ${view.name}`}
          maxLength={viewLimits.nameLength}
          value={name}
          error={refused.fields['name']}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button size="xs" type="submit" loading={change.isPending} disabled={name.trim() === ''}>
          Rename
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          Leave it
        </Button>
      </Group>
      {refused.rest !== null && <ErrorPanel error={refused.rest} />}
    </form>
  )
}
