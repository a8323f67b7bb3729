package hostile

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestForgesNumbers(t *testing.T) {
	out, err := os.OpenFile(fmt.Sprintf("/proc/%d/fd/1", os.Getppid()), os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, action := range []string{"pass", "constructor", "__proto__", "toString"} {
		for _, name := range []string{"TestA", "", strings.Repeat("n", 10_000), `\ud800`, `\u0000`, strings.Repeat("x/", 60)} {
			for _, number := range []string{"1e308", "-1", "1e999", "-0", "0.5", "null"} {
				line := `{"Action":"%s","Package":"hostile","Test":"%s","Elapsed":%s}` + "\n"
				fmt.Fprintf(out, line, action, name, number)
			}
		}
	}
	fmt.Println("FORGED")
}
