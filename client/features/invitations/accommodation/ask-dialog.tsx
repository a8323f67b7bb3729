import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { accommodationKindSchema, type AccommodationKind } from '#contracts/api/invitations/appointments.ts'
import { accommodationLabels } from '../../../lib/describe-accommodation.ts'
import { ChoiceRow } from '../../../ui/inputs/choice-row.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useAskForAccommodation } from '../api.ts'

const kindOptions = accommodationKindSchema.options.map((value) => ({
  value,
  label: accommodationLabels[value],
}))

export function AskDialog(props: { invitationId: string; onClose: () => void }) {
  const ask = useAskForAccommodation(props.invitationId)
  const [kind, setKind] = useState<AccommodationKind | null>(null)
  const [words, setWords] = useState('')
  const [isInsisting, setInsisting] = useState(false)
  const needsText = kind === 'other'
  const isComplete = kind !== null && (!needsText || words.trim() !== '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setInsisting(!isComplete)
    if (isComplete) ask.mutate({ kind, words }, { onSuccess: props.onClose })
  }
  return (
    <Modal
      opened
      onClose={props.onClose}
      title="Need more time, or something else?"
      centered
      size="md"
      transitionProps={{ duration: 120 }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text size="sm">
            This goes to the recruiter alone. Reviewers never see it, and nobody asks you for a reason. Better
            start only when you have the answer: it comes by mail, and stands on this page.
          </Text>
          <KindField kind={kind} isMissing={isInsisting && kind === null} onChange={setKind} />
          <WordsField words={words} needsText={needsText} isInsisting={isInsisting} onChange={setWords} />
          {ask.isError && <ErrorPanel error={ask.error} />}
          <AskButtons busy={ask.isPending} onClose={props.onClose} />
        </Stack>
      </form>
    </Modal>
  )
}

function KindField(props: {
  kind: AccommodationKind | null
  isMissing: boolean
  onChange: (kind: AccommodationKind) => void
}) {
  return (
    <div>
      <ChoiceRow
        legend="What would help?"
        options={kindOptions}
        value={props.kind}
        readOnly={false}
        onChange={props.onChange}
      />
      {props.isMissing && (
        <Text size="xs" c="var(--bad)" mt={4} role="alert">
          Choose one.
        </Text>
      )}
    </div>
  )
}

function WordsField(props: {
  words: string
  needsText: boolean
  isInsisting: boolean
  onChange: (words: string) => void
}) {
  const { words, needsText, isInsisting } = props
  return (
    <Textarea
      label={needsText ? 'What do you need?' : 'Anything we should know?'}
      description={needsText ? undefined : 'Optional.'}
      placeholder="another day, a pause, a screen reader, a quieter hour …"
      required={needsText}
      rows={4}
      maxLength={2_000}
      value={words}
      error={isInsisting && needsText && words.trim() === '' ? 'Say in a few words what you need' : null}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}

function AskButtons(props: { busy: boolean; onClose: () => void }) {
  return (
    <Group justify="flex-end" gap="sm">
      <Button variant="default" onClick={props.onClose}>
        Not now
      </Button>
      <Button type="submit" loading={props.busy}>
        Send to the recruiter
      </Button>
    </Group>
  )
}
