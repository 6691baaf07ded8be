package why

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/lazy"
)

// Causes that lie with the service's quotas, triggers and AWS credentials.

func throttled(c *checker) Cause {
	evidence := fmt.Sprintf("The service says so, %d tries in a row.", max(1, c.err.Attempts))
	if quota := cognito.QuotaOf(c.err.AppOp()); quota != "" {
		evidence += " The quota of " + c.err.AppOp() + " is " + quota + " a second by default, for the whole AWS account and Region."
	}
	return judged("throttled", "Too many requests at once in this AWS account and Region.", Confirmed, evidence,
		Fix{Do: DoRetry, Place: "Wait a moment first."},
		Fix{Place: "See, and ask for more:", Command: "aws service-quotas list-service-quotas --service-code cognito-idp" + regionOption(c)})
}

// triggersOf are those that run at an operation.
var triggersOf = map[string][]string{
	"SignUp":                 {"PreSignUp", "CustomMessage"},
	"ConfirmSignUp":          {"PostConfirmation"},
	"ConfirmForgotPassword":  {"PostConfirmation"},
	"ResendConfirmationCode": {"CustomMessage"},
	"ForgotPassword":         {"CustomMessage"},
	"InitiateAuth":           {"PreAuthentication", "UserMigration", "DefineAuthChallenge", "CreateAuthChallenge", "PostAuthentication", "PreTokenGeneration"},
	"RespondToAuthChallenge": {"DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse", "PostAuthentication", "PreTokenGeneration"},
}

// trigger judges a cause in a Lambda function: named by the answer, or the one that
// the pool has for the operation.
func trigger(c *checker, id, title, evidence string, fixes func(function string) []Fix) Cause {
	var found []string
	for _, name := range triggersOf[c.err.AppOp()] {
		if c.Pool.Val.Triggers[name] != "" && (c.err.Trigger == "" || c.err.Trigger == name) {
			found = append(found, name)
		}
	}
	function := ""
	if len(found) == 1 {
		function = functionName(c.Pool.Val.Triggers[found[0]])
	}
	out := judged(id, title, Confirmed, evidence)
	switch {
	case len(found) > 0:
		out.Evidence += " The pool runs here: " + strings.Join(found, ", ") + "."
	case c.err.Trigger != "":
		out.Evidence += " It is " + c.err.Trigger + "."
	case c.Pool.Known:
		out.Evidence += " The pool names no function for " + c.err.AppOp() + " by now."
	default:
		out.Evidence += " Which one: " + c.poolUnread()
	}
	out.Fixes = append(fixes(function), Fix{Place: "Which functions the pool has:", Command: c.command("describe-user-pool", "", "--query UserPool.LambdaConfig")})
	return out
}

func functionName(arn string) string {
	parts := strings.Split(arn, ":")
	if len(parts) < 7 || !functionForm.MatchString(parts[6]) {
		return ""
	}
	return parts[6]
}

var functionForm = lazy.New(`^[A-Za-z0-9_-]{1,140}$`)

func (c *checker) logs(function string) Fix {
	group := "/aws/lambda/" + function
	if function == "" {
		return Fix{Place: "Its log:", Command: `aws logs tail "/aws/lambda/$FUNCTION" --since 15m` + regionOption(c)}
	}
	return Fix{Place: "Its log:", Command: "aws logs tail " + group + " --since 15m" + regionOption(c)}
}

func triggerRefused(c *checker) Cause {
	return trigger(c, "trigger refused", "A Lambda function of the pool refused on purpose.",
		"UserLambdaValidationException is what a function's own error becomes: its text is its owner's.",
		func(f string) []Fix { return []Fix{c.logs(f)} })
}

func triggerFailed(c *checker) Cause {
	return trigger(c, "trigger failed", "A Lambda function of the pool could not be run: permission, timeout or crash.",
		"The service says so.", func(f string) []Fix {
			return []Fix{c.logs(f), {Place: "Whether Cognito may call it:", Command: "aws lambda get-policy --function-name " + word(f, "FUNCTION") + regionOption(c)}}
		})
}

func triggerInvalid(c *checker) Cause {
	return trigger(c, "trigger invalid", "A Lambda function of the pool answered what Cognito can't read.",
		"The service says so. Trying again won't help.", func(f string) []Fix { return []Fix{c.logs(f)} })
}

// policyBroken names the pool's rules; the password itself is not kept.
func policyBroken(c *checker) Cause {
	const id, title = "policy", "The new password breaks the pool's password policy."
	fix := Fix{Place: "Choose one that keeps every rule. The policy:", Command: c.command("describe-user-pool", "", "--query UserPool.Policies.PasswordPolicy")}
	if c.err.Code == "InvalidParameterException" { // the form, which comes before the policy
		return judged(id, "The new password has a form that the service never takes, whatever the pool's policy.", Confirmed,
			"It holds a blank, or is longer than 256 characters.", Fix{Place: "Choose one without blanks, of at most 256 characters."})
	}
	if !c.Pool.Known {
		return judged(id, title, Confirmed, "The service says so. "+c.poolUnread(), fix)
	}
	var rules []string
	for _, r := range c.Pool.Val.Policy.Check("") {
		rules = append(rules, r.Name)
	}
	return judged(id, title, Confirmed, "The policy asks for: "+orNone(strings.Join(rules, ", "), "nothing")+".", fix)
}

func noCredentials(c *checker) Cause {
	var login *cognito.LoginNeeded
	if errors.As(c.err.Err, &login) {
		return judged("no credentials", "The AWS profile's sign-in is over or never was.", Confirmed, "The profile signs in with "+login.Command+".",
			Fix{Command: login.Command + " --profile " + login.Profile})
	}
	return judged("no credentials", "No AWS credentials were found.", Confirmed, "Environment, files and roles were looked at.",
		Fix{Do: DoConnection}, Fix{Command: "aws configure list"}, Fix{Command: "aws sso login"})
}

// signatureSkew is how far a signature's time may be off (AWS General Reference,
// Signature Version 4).
const signatureSkew = 5 * time.Minute

func clockOfSignatures(c *checker) Cause {
	const id, title = "clock wrong", "This machine's clock is wrong: signatures carry its time."
	fix := Fix{Place: "Set this machine's clock by the network."}
	switch {
	case !c.Skew.Known:
		return judged(id, title, Unsure, "No answer has told the service's time yet.", fix)
	case c.Skew.Val.Abs() > signatureSkew:
		return judged(id, title, Confirmed, "Told by the Date of the last answer: "+c.skewed(), fix)
	}
	return judged(id, title, RuledOut, "The Date of the last answer agrees with this machine's clock.", fix)
}

func notPermitted(c *checker) Cause {
	title := "The credentials lack the permission cognito-idp:" + c.err.Op + "."
	fixes := []Fix{{Command: "aws sts get-caller-identity"}, {Place: "Console: IAM › the user or role › Permissions."}}
	if strings.HasPrefix(c.err.Code, "AccessDenied") || strings.HasPrefix(c.err.Code, "NotAuthorized") {
		return judged("not permitted", title, Confirmed, "The service says "+c.err.Code+".", fixes...)
	}
	return judged("not permitted", title, RuledOut, "The service says "+c.said()+", which comes before permissions.", fixes...)
}

func credentialsOld(c *checker) Cause {
	const id, title = "credentials wrong", "The credentials are expired or wrong."
	fixes := []Fix{{Do: DoConnection}, {Command: "aws sso login"}, {Command: "aws sts get-caller-identity"}}
	if notPermitted(c).State == Confirmed {
		return judged(id, title, RuledOut, "AWS knows them.", fixes...)
	}
	state := c.leftOf(clockOfSignatures(c).State)
	if state == RuledOut {
		return judged(id, title, state, "The clock explains it: signatures made at a wrong time are refused whatever the key.", fixes...)
	}
	return judged(id, title, state, "The service says "+c.said()+".", fixes...)
}

func clockOfTLS(c *checker) Cause {
	out := clockOfSignatures(c)
	out.Title = "This machine's clock is wrong: certificates are valid for a time."
	return out
}
