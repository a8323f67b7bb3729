/** The languages that are measured: those of the shipped exercises. */
export const benchExercises = { go: 'go-harbour-board', typescript: 'typescript-seed-lab' } as const

/** One small project as a candidate might have it after half an hour: a handler, its tests, the standard library. */
export interface Workload {
  name: string
  language: keyof typeof benchExercises
  hasRaceDetector: boolean
  files: Record<string, string>
  limits: { memoryMiB: number; pids: number }
}

const goFiles = {
  'go.mod': 'module example.com/berths\n\ngo 1.24\n',
  'main.go': `package main

import (
	"encoding/json"
	"net/http"
	"sync"
)

type Berths struct {
	mu    sync.Mutex
	taken map[string]string
}

func (b *Berths) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if ship := r.URL.Query().Get("ship"); ship != "" {
		b.taken[r.URL.Path] = ship
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(b.taken)
}

func main() {
	_ = http.ListenAndServe(":8080", &Berths{taken: map[string]string{}})
}
`,
  'main_test.go': `package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

func ask(t *testing.T, h http.Handler, target string) string {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, nil))
	return w.Body.String()
}

func TestEmpty(t *testing.T) {
	if got := strings.TrimSpace(ask(t, &Berths{taken: map[string]string{}}, "/1")); got != "{}" {
		t.Fatalf("got %s", got)
	}
}

func TestTaken(t *testing.T) {
	b := &Berths{taken: map[string]string{}}
	if got := ask(t, b, "/1?ship=Anna"); !strings.Contains(got, "Anna") {
		t.Fatalf("got %s", got)
	}
}

func TestMany(t *testing.T) {
	b := &Berths{taken: map[string]string{}}
	var group sync.WaitGroup
	for range 8 {
		group.Add(1)
		go func() {
			defer group.Done()
			ask(t, b, "/2?ship=Berta")
		}()
	}
	group.Wait()
}
`,
}

const typescriptFiles = {
  'package.json': '{ "type": "module", "private": true }\n',
  'tsconfig.json': `{
  "compilerOptions": {
    "target": "esnext", "module": "nodenext", "strict": true, "noEmit": true, "types": ["node"],
    "erasableSyntaxOnly": true, "allowImportingTsExtensions": true, "skipLibCheck": true
  },
  "include": ["src", "test"]
}
`,
  'src/berths.ts': `export class Berths {
  readonly #taken = new Map<string, string>()

  take(berth: string, ship: string): boolean {
    if (this.#taken.has(berth)) return false
    this.#taken.set(berth, ship)
    return true
  }

  shipAt(berth: string): string | undefined {
    return this.#taken.get(berth)
  }
}
`,
  'test/berths.test.ts': `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Berths } from '../src/berths.ts'

test('an empty berth is free', () => assert.equal(new Berths().shipAt('1'), undefined))
test('a taken berth is known', () => {
  const berths = new Berths()
  assert.equal(berths.take('1', 'Anna'), true)
  assert.equal(berths.shipAt('1'), 'Anna')
})
test('nobody takes a taken berth', () => {
  const berths = new Berths()
  berths.take('1', 'Anna')
  assert.equal(berths.take('1', 'Berta'), false)
})
`,
}

/** The limits of the shipped exercises, so that whole path, bare and naive run under the same ones. */
export const workloads: readonly Workload[] = [
  {
    name: 'Go',
    language: 'go',
    hasRaceDetector: false,
    files: goFiles,
    limits: { memoryMiB: 1_024, pids: 256 },
  },
  {
    name: 'Go -race',
    language: 'go',
    hasRaceDetector: true,
    files: goFiles,
    limits: { memoryMiB: 1_024, pids: 256 },
  },
  {
    name: 'TypeScript',
    language: 'typescript',
    hasRaceDetector: false,
    files: typescriptFiles,
    limits: { memoryMiB: 768, pids: 256 },
  },
]
