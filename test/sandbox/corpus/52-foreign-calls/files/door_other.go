//go:build !amd64

package corpus

func int80() int { return -1 }
