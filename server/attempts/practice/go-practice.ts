import type { WorkspaceFile } from '#contracts/workspace.ts'

const hello = `package hello

// Greet says hello to somebody; to nobody in particular where the name is empty.
func Greet(name string) string {
	return "Hello, " + name + "!"
}
`

const helloTest = `package hello

import "testing"

func TestGreetsByName(t *testing.T) {
	if got := Greet("Ada"); got != "Hello, Ada!" {
		t.Errorf("Greet(\\"Ada\\") = %q", got)
	}
}

// This one fails at first, so that you see what a failure looks like. Mend hello.go and run again.
func TestGreetsNobodyInParticular(t *testing.T) {
	if got := Greet(""); got != "Hello, world!" {
		t.Errorf("Greet(\\"\\") = %q, want %q", got, "Hello, world!")
	}
}
`

const ignored = `# What systems and editors leave beside the work
.DS_Store
Thumbs.db
desktop.ini
.idea/
.vscode/
*.swp
*~

# What building and testing leave
*.exe
*.test
*.out
*.prof
/coverage/
`

export const goPractice: { entryFile: string; starter: WorkspaceFile[] } = {
  entryFile: 'hello.go',
  starter: [
    { path: '.gitignore', content: ignored },
    { path: 'go.mod', content: 'module hello\n\ngo 1.24\n' },
    { path: 'hello.go', content: hello },
    { path: 'hello_test.go', content: helloTest },
  ],
}
