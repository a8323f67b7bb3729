import { Button, Group, NativeSelect, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState, type DragEvent, type FormEvent } from 'react'
import type { Position } from '#contracts/api/positions.ts'
import { splitByField } from '../../lib/api/field-errors.ts'
import { base64OfFile } from '../../lib/base64.ts'
import { exerciseAsked, exerciseChoices, firstExercise } from '../../lib/positions/exercise-choice.ts'
import { useExercises } from '../../lib/use-exercises.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useReadList, type NewImport } from './api.ts'
import { countAddresses } from './count-addresses.ts'

const fields = ['exerciseId', 'scheduleByDate', 'takeByDate']

interface Terms {
  exerciseId: string | null
  takeBy: string
  scheduleBy: string
}

type Source = { kind: 'text'; text: string } | { kind: 'file'; base64: string }

export function ImportForm(props: { position: Position; onRead: (importId: string) => void }) {
  const read = useReadList()
  const [text, setText] = useState('')
  const [terms, setTerms] = useState<Terms>({
    exerciseId: firstExercise(props.position),
    takeBy: '',
    scheduleBy: '',
  })
  const refused = splitByField(read.error, (path) => (fields.includes(path) ? path : null))
  const send = (source: Source) =>
    read.mutate(newImport(props.position.id, terms, source), { onSuccess: ({ id }) => props.onRead(id) })
  const sendFile = (file: File) => void base64OfFile(file).then((base64) => send({ kind: 'file', base64 }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send({ kind: 'text', text })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={760}>
        <ExerciseField
          position={props.position}
          value={terms.exerciseId}
          onChange={(exerciseId) => setTerms({ ...terms, exerciseId })}
        />
        <DateFields terms={terms} errors={refused.fields} onChange={setTerms} />
        <ListField text={text} busy={read.isPending} onText={setText} onFile={sendFile} />
        {refused.rest !== null && <ErrorPanel error={refused.rest} />}
        <Group>
          <Button type="submit" loading={read.isPending} disabled={text.trim() === ''}>
            Look at the list
          </Button>
          <Text size="sm" c="dimmed">
            Nobody is invited by this.
          </Text>
        </Group>
      </Stack>
    </form>
  )
}

const newImport = (positionId: string, terms: Terms, source: Source): NewImport => ({
  positionId,
  exerciseId: exerciseAsked(terms.exerciseId),
  source,
  takeByDate: terms.takeBy === '' ? null : terms.takeBy,
  scheduleByDate: terms.scheduleBy === '' ? null : terms.scheduleBy,
})

function DateFields(props: {
  terms: Terms
  errors: Record<string, string>
  onChange: (terms: Terms) => void
}) {
  const { terms, errors, onChange } = props
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <TextInput
        type="date"
        label="Pick a time by"
        description="Optional. The last day on which candidates can choose their moment."
        value={terms.scheduleBy}
        error={errors['scheduleByDate']}
        onChange={(event) => onChange({ ...terms, scheduleBy: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label="Take it by"
        description="The last day to start. Left empty, in two weeks."
        value={terms.takeBy}
        error={errors['takeByDate']}
        onChange={(event) => onChange({ ...terms, takeBy: event.currentTarget.value })}
      />
    </SimpleGrid>
  )
}

function ExerciseField(props: {
  position: Position
  value: string | null
  onChange: (exerciseId: string) => void
}) {
  const exercises = useExercises()
  return (
    <NativeSelect
      label="Exercise"
      description="Of everybody whose row names no other."
      data={exerciseChoices(props.position, exercises.data?.exercises ?? [])}
      value={props.value ?? ''}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}

interface ListFieldProps {
  text: string
  busy: boolean
  onText: (text: string) => void
  onFile: (file: File) => void
}

function ListField(props: ListFieldProps) {
  const [isOver, setIsOver] = useState(false)
  const count = countAddresses(props.text)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    const file = event.dataTransfer.files[0]
    if (file !== undefined && !props.busy) props.onFile(file)
  }
  return (
    <div
      className="import-drop"
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <Textarea
        label="People"
        description="Jane Doe <jane@example.org>, one a line or with commas between; or the cells of a spreadsheet with a column of addresses. Columns for exercise, start, time zone and extra time are read too."
        autosize
        minRows={8}
        maxRows={18}
        value={props.text}
        onChange={(event) => props.onText(event.currentTarget.value)}
      />
      <Group justify="space-between" mt="xs">
        <Text size="sm" role="status" className="figures">
          {count === 0
            ? 'No address yet'
            : `${count.toLocaleString('en')} ${count === 1 ? 'address' : 'addresses'}`}
        </Text>
        <FileButton busy={props.busy} onFile={props.onFile} />
      </Group>
    </div>
  )
}

function FileButton(props: { busy: boolean; onFile: (file: File) => void }) {
  return (
    <TextInput
      type="file"
      size="xs"
      label="or a CSV file (drop it anywhere here)"
      accept=".csv,.tsv,.txt,text/csv,text/plain"
      disabled={props.busy}
      onChange={(event) => {
        const file = event.currentTarget.files?.[0]
        if (file !== undefined) props.onFile(file)
        // The same file may be chosen again once it is corrected.
        event.currentTarget.value = ''
      }}
    />
  )
}
