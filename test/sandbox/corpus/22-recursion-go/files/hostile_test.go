package corpus

import (
	"testing"
)

func TestHostile(t *testing.T) {
	deeper(t, [64]int{})
}

func deeper(t *testing.T, numbers [64]int) int {
	numbers[0]++
	return deeper(t, numbers) + numbers[1]
}
