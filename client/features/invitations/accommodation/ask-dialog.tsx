import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { wishSchema, type Wish } from '#contracts/api/appointments.ts'
import { wishWords } from '../../../lib/describe-accommodation.ts'
import { ChoiceRow } from '../../../ui/choice-row.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useAskForAccommodation } from './use-accommodations.ts'

const wishes = wishSchema.options.map((value) => ({ value, label: wishWords[value] }))

export function AskDialog(props: { invitationId: string; onClose: () => void }) {
  const ask = useAskForAccommodation(props.invitationId)
  const [wish, setWish] = useState<Wish | null>(null)
  const [words, setWords] = useState('')
  const [isInsisting, setInsisting] = useState(false)
  const needsWords = wish === 'other'
  const isComplete = wish !== null && (!needsWords || words.trim() !== '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setInsisting(!isComplete)
    if (isComplete) ask.mutate({ wish, words }, { onSuccess: props.onClose })
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
          <div>
            <ChoiceRow
              legend="What would help?"
              options={wishes}
              value={wish}
              readOnly={false}
              onChange={setWish}
            />
            {isInsisting && wish === null && (
              <Text size="xs" c="var(--bad)" mt={4} role="alert">
                Choose one.
              </Text>
            )}
          </div>
          <Textarea
            label={needsWords ? 'What do you need?' : 'Anything we should know?'}
            description={needsWords ? undefined : 'Optional.'}
            placeholder="another day, a pause, a screen reader, a quieter hour …"
            required={needsWords}
            rows={4}
            maxLength={2_000}
            value={words}
            error={
              isInsisting && needsWords && words.trim() === '' ? 'Say in a few words what you need' : null
            }
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          {ask.isError && <ErrorPanel error={ask.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={props.onClose}>
              Not now
            </Button>
            <Button type="submit" loading={ask.isPending}>
              Send to the recruiter
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
