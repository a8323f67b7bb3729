package corpus

import (
	"testing"
)

func TestHostile(t *testing.T) {
	_ = n12 == 0
}

const n0 = 1 << 400
const n1 = n0 * n0
const n2 = n1 * n1
const n3 = n2 * n2
const n4 = n3 * n3
const n5 = n4 * n4
const n6 = n5 * n5
const n7 = n6 * n6
const n8 = n7 * n7
const n9 = n8 * n8
const n10 = n9 * n9
const n11 = n10 * n10
const n12 = n11 * n11
