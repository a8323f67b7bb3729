import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const corpus = join(import.meta.dirname, '..', '..', 'sandbox', 'corpus')

/** Begins like every canary, stands among the candidate's own files, and so is what a hunt that works must find. */
export const decoy = 'FAIRTIME-CANARY-decoy'

export type HuntedLanguage = keyof typeof around

/**
 * The hunters of the corpus as whole programs: they read every file, environment and process that can be read for something that
 * begins like a canary, and print it. Here they print what they are asked, too.
 */
export async function huntingProgram(language: HuntedLanguage): Promise<Record<string, string>> {
  const name = `58-hunts-for-the-checks-${language}`
  const file = language === 'go' ? 'handler.go' : 'src/service.ts'
  const hunter = await readFile(join(corpus, name, 'files', file), 'utf8')
  return { [file]: hunter, 'decoy.txt': `${decoy}-in-a-file\n`, ...around[language] }
}

const around = {
  go: {
    'go.mod': 'module hunter\n\ngo 1.24\n',
    'main.go': `package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
)

// In the program itself, so that reading one's own binary is seen to work.
var known = []string{"${decoy}-in-the-binary"}

func main() {
	if len(os.Args) > 9 {
		fmt.Println(known)
	}
	hunter := newHandler("")
	http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		fmt.Println("ASKED", r.URL.Path, string(body))
		hunter.ServeHTTP(w, r)
	}))
}
`,
    'hunt_test.go': `package main

import "testing"

func TestHunt(t *testing.T) { newHandler("") }
`,
  },
  typescript: {
    'package.json': '{"type":"module"}',
    'tsconfig.json':
      '{"compilerOptions":{"module":"nodenext","types":["node"],"noEmit":true,"allowImportingTsExtensions":true}}',
    'src/main.ts': `// @ts-nocheck
import { Server } from 'node:http'
import { startService } from './service.ts'

const emit = Server.prototype.emit
Server.prototype.emit = function (event, ...rest) {
  const [request] = rest
  if (event === 'request') {
    console.log('ASKED', request.url)
    request.on('data', (chunk) => console.log('ASKED', String(chunk)))
  }
  return emit.call(this, event, ...rest)
}
await startService({ port: Number(process.env.PORT), labUrl: '' })
`,
    'test/hunt.test.ts': `import { test } from 'node:test'
import '../src/service.ts'
test('hunt', () => {})
`,
  },
}
