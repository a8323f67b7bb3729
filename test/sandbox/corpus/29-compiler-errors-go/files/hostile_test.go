package corpus

import "testing"

type pair[A, B any] struct{}

func double[A any](A) pair[A, A] { return pair[A, A]{} }

func TestHostile(t *testing.T) {
	x0 := 1
	x1 := double(x0)
	x2 := double(x1)
	x3 := double(x2)
	x4 := double(x3)
	x5 := double(x4)
	x6 := double(x5)
	x7 := double(x6)
	x8 := double(x7)
	x9 := double(x8)
	x10 := double(x9)
	x11 := double(x10)
	x12 := double(x11)
	x13 := double(x12)
	x14 := double(x13)
	x15 := double(x14)
	x16 := double(x15)
	x17 := double(x16)
	x18 := double(x17)
	x19 := double(x18)
	x20 := double(x19)
	var _ string = x20
	var _ string = x20
	var _ string = x20
	var _ string = x20
	var _ string = x20
	var _ string = x20
	var _ string = x20
	var _ string = x20
	var _ string = x20
	var _ string = x20
}
