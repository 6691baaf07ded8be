package cognito

// Check says what is wrong with a filter before it is sent: an attribute that the
// service doesn't filter by, or a text that is too long. It is nil for one that
// can be sent.
func (f Filter) Check() error {
	_, err := f.text()
	return err
}
