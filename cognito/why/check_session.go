package why

import (
	"fmt"
	"strings"
	"time"

	"cognito-tui/cognito"
)

// Causes that lie with sessions and tokens.

func sessionUsed(c *checker) Cause {
	const id, title = "session used", "This step was answered already: a session works once."
	switch {
	case c.err.Reason == cognito.SessionUsed:
		return judged(id, title, Confirmed, "The service says so.", Fix{Do: DoSignIn})
	case c.err.Reason == cognito.SessionAged:
		return judged(id, title, RuledOut, "The service says that it is expired.", Fix{Do: DoSignIn})
	}
	return judged(id, title, Unsure, "The service doesn't say.", Fix{Do: DoSignIn})
}

func sessionTooOld(c *checker) Cause {
	const id, title = "session expired", "The sign-in waited too long for this step."
	fixes := []Fix{{Do: DoSignIn}, {Place: "The wait is AuthSessionValidity, 3 to 15 minutes. Console: App clients › Edit › Authentication flow session duration."}}
	evidence := "The service says so."
	if c.Client.Known {
		evidence = "This app client gives each step " + span(c.Client.Val.AuthSessionValidity) + "."
	}
	switch {
	case c.err.Reason == cognito.SessionAged:
		return judged(id, title, Confirmed, evidence, fixes...)
	case c.err.Reason == cognito.SessionUsed:
		return judged(id, title, RuledOut, "The service says that it was used.", fixes...)
	}
	return judged(id, title, Unsure, "The service doesn't say.", fixes...)
}

func sessionForeign(c *checker) Cause {
	const id, title = "session of another", "The session belongs to another user or app client."
	if c.err.Reason == cognito.SessionAged || c.err.Reason == cognito.SessionUsed {
		return judged(id, title, RuledOut, "The service knows it.", Fix{Do: DoSignIn})
	}
	return judged(id, title, Unsure, "The service calls it invalid and no more.", Fix{Do: DoSignIn}, Fix{Do: DoConnection})
}

func tokenTooOld(c *checker) Cause {
	const id, title = "token expired", "The access token's time is over."
	fix := Fix{Do: DoSignIn}
	switch {
	case c.TokenExpires.IsZero():
		return judged(id, title, Confirmed, "The service says so.", fix)
	case !c.TokenExpires.After(c.Now):
		return judged(id, title, Confirmed, "It expired "+span(c.Now.Sub(c.TokenExpires))+" ago, by the service's time.", fix)
	}
	return judged(id, title, Unsure, "The service says so, but by what it tells of its time the token still has "+span(c.TokenExpires.Sub(c.Now))+".", fix)
}

// skewMatters is from when on a wrong clock shows in times.
const skewMatters = time.Minute

func clockOfTokens(c *checker) Cause {
	const id, title = "clock wrong", "This machine's clock is wrong, so that the token seemed to live longer."
	fix := Fix{Place: "Set this machine's clock by the network."}
	switch {
	case !c.Skew.Known:
		return judged(id, title, Unsure, "No answer has told the service's time yet.", fix)
	case c.Skew.Val > skewMatters:
		return judged(id, title, Unsure, "Told by the Date of the last answer: "+c.skewed()+" The token expired earlier than this machine's clock says.", fix)
	}
	return judged(id, title, RuledOut, "The Date of the last answer agrees with this machine's clock, or is behind it.", fix)
}

func userGone(c *checker) Cause {
	const id, title = "user deleted", "The user was deleted."
	switch {
	case c.Users.Known && len(c.Users.Val) == 0:
		return judged(id, title, Confirmed, "ListUsers finds nobody of that name.", append([]Fix{{Do: DoSignUp}}, c.findFixes()...)...)
	case c.Users.Known:
		return judged(id, title, RuledOut, "ListUsers finds "+names(c.Users.Val)+".")
	}
	return judged(id, title, Unsure, c.usersUnread(), c.findFixes()...)
}

func userDisabled(c *checker) Cause {
	return c.byUser("user disabled", "An administrator disabled the user, which ends the sessions.",
		func(u cognito.FoundUser) bool { return !u.Enabled }, Fix{Command: c.userCommand("admin-enable-user")})
}

// tokenElsewhere: a token's issuer names its pool.
func tokenElsewhere(c *checker) Cause {
	const id, title = "token of another pool", "The token is of another user pool or app client."
	fix := Fix{Do: DoConnection}
	switch {
	case c.TokenIssuer == "" || c.Conn.PoolID == "":
		return judged(id, title, Unsure, "The token's issuer and the pool id would tell.", fix)
	case strings.HasSuffix(c.TokenIssuer, "/"+c.Conn.PoolID):
		return judged(id, title, RuledOut, "The token's issuer is this pool.", fix)
	}
	return judged(id, title, Confirmed, fmt.Sprintf("The token's issuer is %s, this pool is %s.", c.TokenIssuer, c.Conn.PoolID), fix)
}

func signedOutSomewhere(c *checker) Cause {
	state := c.leftOf(min(userGone(c).State, userDisabled(c).State, notUnsure(tokenElsewhere(c).State)))
	evidence := "The service calls the token revoked or invalid, which is what a sign-out makes of it."
	if state == RuledOut {
		evidence = "Another cause was found, which ends a session without a sign-out."
	}
	return judged("signed out", "The session was signed out: here, everywhere, or by an administrator.", state, evidence, Fix{Do: DoSignIn})
}

// notUnsure keeps a cause that can't be told, and is unlikely, from standing
// before others.
func notUnsure(s State) State {
	if s == Unsure {
		return RuledOut
	}
	return s
}

func refreshTooOld(c *checker) Cause {
	evidence := "The service says so."
	if c.Client.Known {
		evidence += " This app client gives it " + span(c.Client.Val.RefreshTokenValidity) + " from the sign-in."
	}
	return judged("refresh token expired", "The refresh token's time is over.", Confirmed, evidence, Fix{Do: DoSignIn},
		Fix{Place: "Console: App clients › Edit › Refresh token expiration."})
}

func rotatedOut(c *checker) Cause {
	const id, title = "rotated", "A newer refresh token was given, and this one's grace is over."
	evidence := "The service says so."
	if c.Client.Known && c.Client.Val.Rotation == cognito.RotationOn {
		evidence = "Rotation is on, with a grace of " + span(c.Client.Val.GracePeriod) + "."
	}
	return judged(id, title, Confirmed, evidence, Fix{Do: DoSignIn},
		Fix{Place: "Where nothing of yours renewed it, somebody else has it: sign out everywhere."})
}

func deviceMissing(c *checker) Cause {
	return judged("device missing", "The session belongs to a remembered device, and the refresh came without it.", Unsure,
		"The service doesn't tell which: a refresh token is opaque.", Fix{Do: DoSignIn})
}

func revocationOff(c *checker) Cause {
	const id, title = "revocation off", "The app client has token revocation off."
	fix := Fix{Place: "Console: App clients › Edit › Advanced: Enable token revocation. It is for tokens issued after that."}
	switch {
	case !c.Client.Known:
		return judged(id, title, Unsure, c.clientUnread(), fix)
	case c.Client.Val.Revocation:
		return judged(id, title, RuledOut, "EnableTokenRevocation is on.", fix)
	}
	return judged(id, title, Confirmed, "EnableTokenRevocation is off.", fix)
}
