import { Accordion, Button, Code, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { SignedReceipt } from '#contracts/api/submissions.ts'
import { offerFile } from '../../lib/offer-file.ts'
import { ExactInstant } from '../../ui/instant.tsx'

/** What a candidate keeps: what was submitted and when, signed, so that nobody has to take our word for it. */
export function ReceiptSection(props: { receipt: SignedReceipt }) {
  const { receipt } = props
  const { submittedAt, revision, treeSha256, files, signed } = receipt
  return (
    <Paper p="lg" component="section" aria-labelledby="receipt-title">
      <Stack gap="md">
        <Heading receipt={receipt} />
        <Fact label="Handed in at">
          <ExactInstant at={submittedAt} />
        </Fact>
        <Fact
          label={`SHA-256 of the ${files.length === 1 ? 'one file' : `${files.length} files`}, saved state ${revision}`}
        >
          <Code className="hash">{treeSha256}</Code>
        </Fact>
        <Accordion variant="separated" chevronPosition="left">
          <Accordion.Item value="files">
            <Accordion.Control>Every file and its hash</Accordion.Control>
            <Accordion.Panel>
              <FileTable files={files} />
            </Accordion.Panel>
          </Accordion.Item>
          <Accordion.Item value="signature">
            <Accordion.Control>The signature, and how to check it</Accordion.Control>
            <Accordion.Panel>
              <Signature signed={signed} />
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      </Stack>
    </Paper>
  )
}

function Heading({ receipt }: { receipt: SignedReceipt }) {
  return (
    <Group justify="space-between" gap="xs">
      <Title order={2} size="h4" id="receipt-title">
        Your receipt
      </Title>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconDownload size={14} />}
        onClick={() => offerFile('fairtime-receipt.txt', receiptFile(receipt), 'text/plain')}
      >
        Download
      </Button>
    </Group>
  )
}

function Signature({ signed }: Pick<SignedReceipt, 'signed'>) {
  return (
    <Stack gap="sm">
      <Text size="sm">
        The text of the receipt is signed with this installation’s Ed25519 key. The download holds the text,
        the signature, the public key and the commands that check them.
      </Text>
      <Fact label="Signature">
        <Code className="hash">{signed.signatureBase64}</Code>
      </Fact>
      <Fact label="Public key">
        <Code block>{signed.publicKeyPem.trim()}</Code>
      </Fact>
    </Stack>
  )
}

function FileTable(props: { files: SignedReceipt['files'] }) {
  return (
    <div className="file-table" tabIndex={0} role="region" aria-label="Files and hashes">
      <table>
        <thead>
          <tr>
            <th>File</th>
            <th className="number">Bytes</th>
            <th>SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {props.files.map((file) => (
            <tr key={file.path}>
              <td className="tabular">{file.path}</td>
              <td className="number tabular">{file.bytes.toLocaleString('en')}</td>
              <td className="hash-start tabular" title={file.sha256}>
                {file.sha256.slice(0, 12)}…
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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

/** Text first, then how to check it: the signature covers exactly what stands above the line. */
function receiptFile({ signed }: SignedReceipt): string {
  return `${signed.text}-----
signature ${signed.signatureBase64}
${signed.publicKeyPem}
To check it, with this file as fairtime-receipt.txt:
  sed '/^-----$/,$d' fairtime-receipt.txt > text
  sed -n 's/^signature //p' fairtime-receipt.txt | base64 -d > signature
  sed -n '/BEGIN PUBLIC KEY/,/END PUBLIC KEY/p' fairtime-receipt.txt > key.pem
  openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in text -sigfile signature
`
}
