package why

import (
	"fmt"
	"slices"
	"strings"

	"cognito-tui/cognito"
)

// Causes that lie with the settings: secret, flows, ids and Region.

func (c *checker) secretCommand() Fix {
	return Fix{Place: "This prints the app client's secret on your terminal:", Command: c.command("describe-user-pool-client", "",
		c.clientOption(), "--query UserPoolClient.ClientSecret", "--output text")}
}

func secretMissing(c *checker) Cause {
	const id, title = "secret missing", "The app client has a secret, and none is set here."
	fixes := []Fix{{Do: DoConnection}, c.secretCommand()}
	switch {
	case c.Conn.HasSecret:
		return judged(id, title, RuledOut, "A client secret is set.", fixes...)
	case c.Client.Known && !c.Client.Val.HasSecret:
		return judged(id, title, RuledOut, "DescribeUserPoolClient: the app client has no secret.", fixes...)
	case c.Client.Known:
		return judged(id, title, Confirmed, "DescribeUserPoolClient: the app client has one.", fixes...)
	}
	return judged(id, title, Confirmed, "The service asks for a secret hash, and no client secret is set.", fixes...)
}

func secretNotWanted(c *checker) Cause {
	const id, title = "secret not wanted", "The app client has no secret, but one is set here."
	fixes := []Fix{{Do: DoConnection, Place: "Empty the client secret."}}
	switch {
	case !c.Conn.HasSecret:
		return judged(id, title, RuledOut, "No client secret is set.", fixes...)
	case c.Client.Known && c.Client.Val.HasSecret:
		return judged(id, title, RuledOut, "DescribeUserPoolClient: the app client has a secret.", fixes...)
	case c.Client.Known:
		return judged(id, title, Confirmed, "DescribeUserPoolClient: the app client has none.", fixes...)
	case c.err.Reason == cognito.HashMismatch:
		return judged(id, title, RuledOut, "The service compared it with one.", fixes...)
	}
	return judged(id, title, Unsure, c.clientUnread(), fixes...)
}

func secretWrong(c *checker) Cause {
	const id, title = "secret wrong", "The client secret that is set is another one."
	fixes := []Fix{{Do: DoConnection}, c.secretCommand()}
	switch {
	case !c.Conn.HasSecret:
		return judged(id, title, RuledOut, "No client secret is set.", fixes...)
	case c.Client.Known && !c.Client.Val.HasSecret:
		return judged(id, title, RuledOut, "DescribeUserPoolClient: the app client has no secret.", fixes...)
	case c.Client.Known:
		return judged(id, title, Confirmed, "The app client has a secret, one is set, and the service refused what was made of it.", fixes...)
	}
	return judged(id, title, Unsure, "The service refused the secret hash. "+c.clientUnread(), fixes...)
}

// otherClient: the id is another app client's than meant.
func otherClient(c *checker) Cause {
	const id, title = "other app client", "The app client id is another client's than you mean."
	list := Fix{Command: c.command("list-user-pool-clients", "", "--max-results 60")}
	switch {
	case c.Client.Known:
		return judged(id, title, Unsure, fmt.Sprintf("The id is that of the app client %q: only you can tell.", c.Client.Val.Name), Fix{Do: DoConnection}, list)
	case c.Conn.ClientID == "":
		return judged(id, title, RuledOut, "No app client id is set.", list)
	}
	return judged(id, title, Unsure, c.clientUnread(), Fix{Do: DoConnection}, list)
}

// flow is the AuthFlow that was refused, "" where it isn't known.
func (c *checker) flow() string {
	if c.err.Flow != "" {
		return c.err.Flow
	}
	if strings.HasPrefix(c.err.Op, "Admin") {
		return "ADMIN_USER_PASSWORD_AUTH"
	}
	return ""
}

// flowOff looks for the flow in ExplicitAuthFlows.
func flowOff(c *checker) Cause {
	flow := c.flow()
	out := Cause{ID: "flow off", Title: "The app client doesn't allow " + orNone(flow, "the flow that was tried") + ".", State: Confirmed}
	switch {
	case !c.Client.Known && c.err.Attempts == 0:
		out.Evidence = "Nothing was sent: the app client's description lacked it. " + c.clientUnread()
	case !c.Client.Known:
		out.Evidence = "The service says so. " + c.clientUnread()
	case c.err.Attempts == 0 && flow != "" && allows(c.Client.Val.Flows, flow):
		out.State, out.Evidence = Unsure, "Nothing was sent: ExplicitAuthFlows lacked it when the app client was described, and has it now. Connect again."
		out.Fixes = []Fix{{Do: DoConnection}}
	case c.err.Attempts == 0:
		out.Evidence = "Nothing was sent. DescribeUserPoolClient: ExplicitAuthFlows: " + orNone(strings.Join(c.Client.Val.Flows, ", "), "none") + "."
		out.Fixes = c.otherFlow(flow)
	case flow != "" && allows(c.Client.Val.Flows, flow):
		out.State, out.Evidence = Unsure, "The service said so, but now ExplicitAuthFlows has it: it was changed since. Try again."
	default:
		out.Evidence = "ExplicitAuthFlows: " + orNone(strings.Join(c.Client.Val.Flows, ", "), "none") + "."
		out.Fixes = c.otherFlow(flow)
	}
	out.Fixes = append(out.Fixes, Fix{
		Place: "Console: User pools › " + orNone(c.Conn.PoolID, "the pool") + " › App clients › Edit › Authentication flows. " +
			"(update-user-pool-client resets every setting that it isn't given.) What there is:",
		Command: c.command("describe-user-pool-client", "", c.clientOption(), "--query UserPoolClient.ExplicitAuthFlows"),
	})
	return out
}

// otherFlow is another way to sign in that the app client allows, the likeliest to
// be set up.
func (c *checker) otherFlow(flow string) []Fix {
	for _, other := range []string{"USER_SRP_AUTH", "USER_PASSWORD_AUTH", "USER_AUTH", "CUSTOM_AUTH"} {
		if other != flow && allows(c.Client.Val.Flows, other) {
			return []Fix{{Do: DoMethod, Flow: other}}
		}
	}
	return nil
}

// allows tells whether a flow is on; lists may hold the names of before ALLOW_.
func allows(flows []string, flow string) bool {
	return slices.Contains(flows, "ALLOW_"+flow) || slices.Contains(flows, flow) ||
		flow == "CUSTOM_AUTH" && slices.Contains(flows, "CUSTOM_AUTH_FLOW_ONLY") ||
		flow == "ADMIN_USER_PASSWORD_AUTH" && slices.Contains(flows, "ADMIN_NO_SRP_AUTH")
}

func noCustomTriggers(c *checker) Cause {
	const id, title = "no custom triggers", "The pool has no Lambda functions for CUSTOM_AUTH."
	fix := Fix{Place: "Console: User pools › the pool › Extensions › Lambda triggers: define, create and verify auth challenge. What there is:",
		Command: c.command("describe-user-pool", "", "--query UserPool.LambdaConfig")}
	if !c.Pool.Known {
		return judged(id, title, Confirmed, "The service says so.", fix)
	}
	var missing []string
	for _, name := range []string{"DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"} {
		if c.Pool.Val.Triggers[name] == "" {
			missing = append(missing, name)
		}
	}
	if len(missing) == 0 {
		return judged(id, title, Unsure, "The service said so, but now all three are there. Try again.", fix)
	}
	return judged(id, title, Confirmed, "The pool lacks "+strings.Join(missing, ", ")+".", fix)
}

// regionOfPool: a pool id begins with the pool's Region.
func regionOfPool(c *checker) Cause {
	const id, title = "wrong Region", "The Region isn't the pool's."
	fix := Fix{Do: DoConnection}
	region, _, ok := strings.Cut(c.Conn.PoolID, "_")
	switch {
	case c.err.Kind == cognito.NameNotFound && c.Conn.Endpoint != "":
		return Cause{} // the address comes from the endpoint
	case !ok:
		return judged(id, title, Unsure, "No user pool id is set, whose beginning would name its Region.", fix)
	case region != c.Conn.Region:
		return judged(id, title, Confirmed, fmt.Sprintf("The pool id begins with %s, the Region set is %s.", region, orNone(c.Conn.Region, "none")), fix)
	}
	return judged(id, title, RuledOut, "The pool id begins with the Region that is set.", fix)
}

func poolGone(c *checker) Cause {
	const id, title = "no such pool", "There is no user pool of that id in this Region and AWS account."
	fixes := []Fix{{Do: DoConnection}, {Command: c.poolsCommand()}}
	switch {
	case c.Pool.Known:
		return judged(id, title, RuledOut, "DescribeUserPool answers: the pool is there.", fixes...)
	case c.err.Kind == cognito.NoSuchPool || c.Pool.Gone():
		return judged(id, title, Confirmed, "The service says so.", fixes...)
	}
	return judged(id, title, Unsure, c.poolUnread(), fixes...)
}

func clientGone(c *checker) Cause {
	const id, title = "no such app client", "There is no app client of that id in this Region."
	fixes := []Fix{{Do: DoConnection}, {Command: c.command("list-user-pool-clients", "", "--max-results 60")}}
	switch {
	case c.Client.Known:
		return judged(id, title, RuledOut, "DescribeUserPoolClient answers: it is there.", fixes...)
	case c.Pool.Known && c.Client.Gone():
		return judged(id, title, Confirmed, "The pool is there and has no such app client.", fixes...)
	case c.err.Kind == cognito.NoSuchClient && !c.Pool.Gone() && regionOfPool(c).State == RuledOut:
		return judged(id, title, Confirmed, "The service says so, and the Region is that of the pool id: the client id is mistyped, or the client was deleted.", fixes...)
	case c.err.Kind == cognito.NoSuchClient && !c.Pool.Gone():
		return judged(id, title, Confirmed, "The service says so. Whether the id or the Region is wrong, only a list of the clients would tell.", fixes...)
	}
	return judged(id, title, Unsure, c.clientUnread(), fixes...)
}

// poolElsewhere: the right user in another pool than meant.
func poolElsewhere(c *checker) Cause {
	const id, title = "other pool", "The user belongs to another user pool or Region than the one connected to."
	switch {
	case c.Users.Known && len(c.Users.Val) > 0:
		return judged(id, title, RuledOut, "The user is in this pool.", Fix{Do: DoConnection})
	case c.Pool.Known:
		return judged(id, title, Unsure, fmt.Sprintf("This is the pool %q, %s: only you can tell.", c.Pool.Val.Name, c.Conn.PoolID), Fix{Do: DoConnection})
	}
	return judged(id, title, Unsure, fmt.Sprintf("This is %s in %s: only you can tell.", orNone(c.Conn.PoolID, "an app client without a pool id"), orNone(c.Conn.Region, "no Region")), Fix{Do: DoConnection})
}
