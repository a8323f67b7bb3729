package hello

import "testing"

func TestGreetsByName(t *testing.T) {
	if got := Greet("Ada"); got != "Hello, Ada!" {
		t.Errorf("Greet(\"Ada\") = %q", got)
	}
}

// This one fails at first, so that you see what a failure looks like. Mend hello.go and run again.
func TestGreetsNobodyInParticular(t *testing.T) {
	if got := Greet(""); got != "Hello, world!" {
		t.Errorf("Greet(\"\") = %q, want %q", got, "Hello, world!")
	}
}
