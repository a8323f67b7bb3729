package hello

// Greet says hello to somebody; to nobody in particular where the name is empty.
func Greet(name string) string {
	return "Hello, " + name + "!"
}
