import { Button, Group, NumberInput, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { factorOfKind, type Accommodation } from '#contracts/api/invitations/appointments.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useAnswerRequest } from '../api.ts'

export function AnswerForm(props: { invitationId: string; request: Accommodation }) {
  const answer = useAnswerRequest(props.invitationId, props.request.id)
  const [factor, setFactor] = useState<number | string>(factorOfKind[props.request.kind] ?? '')
  const [words, setWords] = useState('')
  const [isInsisting, setInsisting] = useState(false)
  const agree = () => answer.mutate({ granted: true, factor: factor === '' ? null : Number(factor), words })
  const decline = () => {
    setInsisting(words.trim() === '')
    if (words.trim() !== '') answer.mutate({ granted: false, words })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        agree()
      }}
      noValidate
    >
      <Stack gap="sm">
        <FactorField value={factor} onChange={setFactor} />
        <WordsField value={words} isInsisting={isInsisting} onChange={setWords} />
        {answer.isError && <ErrorPanel error={answer.error} />}
        <Group gap="sm">
          <Button type="submit" loading={answer.isPending && answer.variables.granted}>
            Agree
          </Button>
          <Button variant="default" disabled={answer.isPending} onClick={decline}>
            Decline
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          Nobody has to give a reason, so please ask for none.
        </Text>
      </Stack>
    </form>
  )
}

function FactorField(props: { value: number | string; onChange: (factor: number | string) => void }) {
  return (
    <NumberInput
      label="Times the usual time, if you agree"
      description="Empty leaves the time as it is."
      min={1}
      max={4}
      step={0.25}
      decimalScale={2}
      value={props.value}
      onChange={props.onChange}
    />
  )
}

function WordsField(props: { value: string; isInsisting: boolean; onChange: (words: string) => void }) {
  return (
    <Textarea
      label="Words to the candidate"
      description="Optional where you agree. They go out by mail and stand on the candidate's page."
      rows={3}
      maxLength={2_000}
      value={props.value}
      error={
        props.isInsisting && props.value.trim() === '' ? 'Say why not, or what is possible instead' : null
      }
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}
