package why

import (
	"fmt"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
)

// Causes that lie with a user pool id that isn't the app client's pool's. The service
// takes no pool id at an app user's call: only SRP and an administrator's reads use it.

// srp tells that the password was proved, which is done over the pool's name.
func (c *checker) srp() bool { return c.err.Challenge == "PASSWORD_VERIFIER" }

// dropForeign makes facts unknown that were read of another pool than the one that
// answered: the app client answered, so it isn't the pool id's if that has none of
// its id.
func (c *checker) dropForeign() {
	switch c.err.Kind {
	case cognito.NoSuchClient, cognito.NoSuchPool, cognito.NotFound, cognito.NameNotFound:
		return
	}
	c.foreign = NeedsOf(c.err).Client && (c.Client.Gone() || c.Pool.Gone())
	if !c.foreign {
		return
	}
	const why = "the user pool id that is set isn't that of the app client's pool"
	if !c.Client.Known && !c.Pool.Gone() {
		c.Client = facts.Missing[cognito.AppClient](why)
	}
	if c.Pool.Known {
		c.otherPool = c.Pool.Val.Name
		c.Pool = facts.Missing[cognito.Pool](why)
	} else if c.Pool.Gone() {
		c.noPool = true
		c.Pool, c.Client = facts.Missing[cognito.Pool](why), facts.Missing[cognito.AppClient](why)
	}
	c.Users, c.Holders = facts.Missing[[]cognito.FoundUser](why), facts.Missing[[]cognito.FoundUser](why)
}

const (
	foreignID    = "wrong pool id"
	foreignTitle = "The user pool id that is set isn't that of the app client's pool."
	noPoolTitle  = "There is no user pool of the id that is set, in this Region and AWS account."
)

// poolIDOfSRP: SRP hashes the pool's name with the password (the part of its id after
// the underscore), so that another pool's id makes the right password fail.
func poolIDOfSRP(c *checker) Cause {
	const srp = "SRP proves the password over the pool's name: with another pool's id the right password fails."
	fixes := c.poolIDFixes()
	switch {
	case !c.srp():
		return Cause{}
	case c.foreign && c.noPool && !c.ownServer():
		return judged(foreignID, noPoolTitle, Unsure, srp+" DescribeUserPool finds no "+c.Conn.PoolID+
			": the id is wrong, or the credentials are another AWS account's.", append(fixes, Fix{Place: "Whose they are:", Command: "aws sts get-caller-identity"})...)
	case c.foreign && c.noPool:
		return judged(foreignID, noPoolTitle, Confirmed, "DescribeUserPool finds no "+c.Conn.PoolID+". "+srp, fixes...)
	case c.foreign:
		return judged(foreignID, foreignTitle, Confirmed, c.foreignSeen()+" "+srp, fixes...)
	case c.Client.Known:
		return judged(foreignID, foreignTitle, RuledOut, "DescribeUserPoolClient: the app client is this pool's.")
	}
	return judged(foreignID, foreignTitle, Unsure, srp+" "+c.clientUnread(), fixes...)
}

// foreignPool says why nothing can be told of the user, where the pool id has no part
// in the refusal.
func foreignPool(c *checker) Cause {
	title, seen := foreignTitle, c.foreignSeen()
	if c.noPool {
		title, seen = noPoolTitle, "DescribeUserPool finds no "+c.Conn.PoolID+"."
	}
	return judged(foreignID, title, Unsure, seen+" This call sends no pool id, so it wasn't refused for that; but nothing can be read of its user before the id is right.",
		c.poolIDFixes()...)
}

// foreignSeen says how the pool was found to be another one.
func (c *checker) foreignSeen() string {
	if c.otherPool != "" {
		return fmt.Sprintf("DescribeUserPoolClient: the pool %q, %s, has no such app client, and yet it answered.", c.otherPool, c.Conn.PoolID)
	}
	return fmt.Sprintf("DescribeUserPoolClient: %s has no such app client, and yet it answered.", orNone(c.Conn.PoolID, "the pool"))
}

// ownServer tells that the service isn't AWS's own, so that there are no accounts.
func (c *checker) ownServer() bool { return c.Conn.Local || c.Conn.Endpoint != "" }

func (c *checker) poolIDFixes() []Fix {
	return []Fix{{Do: DoConnection}, {Place: "Which pools there are:", Command: c.poolsCommand()}}
}
