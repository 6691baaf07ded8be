package private

import "fmt"

// AWSFiles are the files of the AWS tools that the SDK may read: those of
// AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, else the usual ones. The SDK opens
// them itself, so each is looked at before: one that isn't fit to be read as settings
// is *Unfit. One that isn't there the SDK takes for empty.
func AWSFiles(lookupEnv func(string) (string, bool), usualConfig, usualCredentials []string) (config, credentials []string, err error) {
	config, credentials = usualConfig, usualCredentials
	if path, _ := lookupEnv("AWS_CONFIG_FILE"); path != "" {
		config = []string{path}
	}
	if path, _ := lookupEnv("AWS_SHARED_CREDENTIALS_FILE"); path != "" {
		credentials = []string{path}
	}
	for _, files := range [][]string{config, credentials} {
		for _, path := range files {
			if err := Fit(path); err != nil {
				return nil, nil, &Unfit{path, err}
			}
		}
	}
	return config, credentials, nil
}

// Unfit names a file that isn't read.
type Unfit struct {
	Path string
	Err  error
}

// Error is a sentence.
func (u *Unfit) Error() string { return fmt.Sprintf("%s isn't read: %v", u.Path, Cause(u.Err)) }

// Unwrap gives the cause.
func (u *Unfit) Unwrap() error { return u.Err }
