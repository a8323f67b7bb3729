import { Stack, Text, Textarea } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { fillPlaceholders, mailPlaceholders } from '#contracts/fields/mail-words.ts'
import { useOrganisation } from '../../../lib/organisation/use-organisation.ts'
import { Fold } from '../../../ui/fold.tsx'

interface TextField {
  value?: string
  onChange?: (...event: never[]) => void
  error?: ReactNode
}

/** What candidates are told before the start. */
export function PolicyFields(props: { ai: TextField; feedback: TextField }) {
  return (
    <Fold title="Policies" hint="shown before the start">
      <Stack>
        <Textarea
          label="AI policy"
          description="What candidates may do with AI assistants. Left empty, they read what the exercise says."
          autosize
          minRows={2}
          maxRows={8}
          {...props.ai}
        />
        <Textarea
          label="Feedback policy"
          description="What candidates hear after the review, and when."
          autosize
          minRows={2}
          maxRows={8}
          {...props.feedback}
        />
      </Stack>
    </Fold>
  )
}

const named = Object.keys(mailPlaceholders)
  .map((name) => `{${name}}`)
  .join(' ')

/** The position's own words in mails, with what stands there once names are filled in. */
export function MailWordsFields(props: { intro: TextField; signature: TextField; title: string }) {
  return (
    <Fold title="Words in mails" hint="plain text">
      <Stack>
        <Text size="xs" c="dimmed">
          Filled in for each candidate: {named}
        </Text>
        <WordsField
          label="First paragraph of the invitation"
          title={props.title}
          field={props.intro}
          placeholder="We enjoyed talking to you, {candidate}. This is the next step."
        />
        <WordsField
          label="Signature of every mail"
          title={props.title}
          field={props.signature}
          placeholder={'{recruiter}, {organisation}\n+49 30 1234567'}
        />
      </Stack>
    </Fold>
  )
}

function WordsField(props: { label: string; title: string; placeholder: string; field: TextField }) {
  const organisation = useOrganisation()
  const [isTouched, setIsTouched] = useState(false)
  const text = props.field.value ?? ''
  const preview = fillPlaceholders(text, {
    ...mailPlaceholders,
    position: props.title.trim() || mailPlaceholders.position,
    organisation: organisation.data?.name || mailPlaceholders.organisation,
  })
  const isShown = text !== '' && (isTouched || preview !== text)
  return (
    <div onFocus={() => setIsTouched(true)}>
      <Textarea
        label={props.label}
        autosize
        minRows={2}
        maxRows={10}
        placeholder={props.placeholder}
        {...props.field}
      />
      {isShown && (
        <div className="mail-preview" aria-label={`Preview: ${props.label}`} role="group">
          <Text size="xs" c="dimmed">
            Preview
          </Text>
          <Text size="sm">{preview}</Text>
        </div>
      )}
    </div>
  )
}
