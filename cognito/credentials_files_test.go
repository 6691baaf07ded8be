//go:build unix

package cognito

import (
	"path/filepath"
	"syscall"
	"testing"
)

// An AWS file that would be waited for is named as the cause, and stands in nobody's
// way who has keys elsewhere.
func TestAWSFileThatIsAPipe(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "credentials")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, profile := range []string{"", "work"} {
		a := adminOf(t, profile, legacySSO)
		t.Setenv("AWS_SHARED_CREDENTIALS_FILE", pipe)
		if cause := causeOf[*ProfileBroken](t, a); cause.File != pipe {
			t.Errorf("got %+v", *cause)
		}
	}
	a := adminOf(t, "", legacySSO)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", pipe)
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIDTEST")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "x")
	if _, err := a.DescribeUserPool(t.Context()); err != nil {
		t.Error(err)
	}
}
