package cognito

import "context"

// Who says on whose behalf changes are made: the last four characters of the access
// key id, or the embedded pool. It never fails; without credentials it says so.
func (a *Admin) Who(ctx context.Context) string {
	if a.config.Embedded {
		return "embedded pool"
	}
	given, err := a.finder.Retrieve(ctx)
	if id := given.AccessKeyID; err == nil && len(id) >= 4 {
		return "access key …" + id[len(id)-4:]
	}
	return "not known"
}
