import { Code, Paper, ScrollArea, Stack, Table, Text, ThemeIcon, Title } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import type { Receipt } from '#contracts/api/attempts.ts'
import { ErrorPage } from '../../ui/pages/error-page.tsx'
import { ExactInstant, RelativeInstant } from '../../ui/instant.tsx'
import { LoadingPage } from '../../ui/pages/loading-page.tsx'
import { Page } from '../../ui/pages/page.tsx'
import { useReceipt } from './use-receipt.ts'

/** What a candidate keeps: what was handed in, when, and what happens next. */
export function ReceiptPage() {
  const { attemptId = '' } = useParams()
  const receipt = useReceipt(attemptId)
  if (receipt.data === undefined) {
    return receipt.isError ? (
      <ErrorPage error={receipt.error} onRetry={() => void receipt.refetch()} />
    ) : (
      <LoadingPage />
    )
  }
  const byCandidate = receipt.data.by === 'candidate'
  return (
    <Page title="Receipt" widthPx={720}>
      <Stack gap="lg" mt={{ base: 0, sm: 'lg' }}>
        <ThemeIcon size={52} radius="xl" variant="light" aria-hidden="true">
          <IconCheck size={28} stroke={1.8} />
        </ThemeIcon>
        <div>
          <Title order={1} size="h2">
            {byCandidate ? 'Handed in. Thank you.' : 'Time was over, and your work is handed in.'}
          </Title>
          <Text c="dimmed" mt={4}>
            {byCandidate
              ? 'You submitted it yourself.'
              : 'The newest saved state was taken at the deadline; nothing was needed from you.'}
          </Text>
        </div>
        <WhatHappensNext answerDueAt={receipt.data.answerDueAt} />
        <Facts receipt={receipt.data} />
      </Stack>
    </Page>
  )
}

function WhatHappensNext(props: { answerDueAt: string }) {
  return (
    <Paper p="lg">
      <Text fw={600} mb={4}>
        What happens next
      </Text>
      <Text size="sm" lh={1.6}>
        Your code is run against behaviour checks, then two people read it without knowing whose it is. You
        hear from us{' '}
        <b>
          <RelativeInstant at={props.answerDueAt} />
        </b>{' '}
        at the latest:
      </Text>
      <Text size="sm" mt={6} fw={550} component="div">
        <ExactInstant at={props.answerDueAt} />
      </Text>
    </Paper>
  )
}

function Facts(props: { receipt: Receipt }) {
  const { submittedAt, revision, treeSha256, files } = props.receipt
  return (
    <Paper p="lg">
      <Stack gap="md">
        <Fact label="Handed in at">
          <ExactInstant at={submittedAt} />
        </Fact>
        <Fact
          label={`SHA-256 of the ${files.length === 1 ? 'one file' : `${files.length} files`}, saved state ${revision}`}
        >
          <Code className="hash">{treeSha256}</Code>
        </Fact>
        <ScrollArea>
          <Table verticalSpacing={6} fz="sm" miw={420}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>File</Table.Th>
                <Table.Th ta="right">Bytes</Table.Th>
                <Table.Th>SHA-256</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {files.map((file) => (
                <Table.Tr key={file.path}>
                  <Table.Td className="tabular">{file.path}</Table.Td>
                  <Table.Td className="tabular" ta="right">
                    {file.bytes.toLocaleString('en')}
                  </Table.Td>
                  <Table.Td className="tabular" c="dimmed" title={file.sha256}>
                    {file.sha256.slice(0, 12)}…
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      </Stack>
    </Paper>
  )
}

function Fact(props: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed" mb={2}>
        {props.label}
      </Text>
      <Text component="div" size="sm" fw={550}>
        {props.children}
      </Text>
    </div>
  )
}
