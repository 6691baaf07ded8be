package cognito

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Flow is a way to begin a sign-in: an AuthFlow, or Automatic.
type Flow string

// The flows. Automatic takes the first of SRP, password, USER_AUTH and custom
// that the app client is known to allow; where that isn't known it tries the
// password and, if the client refuses that flow, SRP at once.
const (
	Automatic         Flow = ""
	PasswordFlow      Flow = Flow(types.AuthFlowTypeUserPasswordAuth)
	SRPFlow           Flow = Flow(types.AuthFlowTypeUserSrpAuth)
	ChoiceFlow        Flow = Flow(types.AuthFlowTypeUserAuth)
	CustomFlow        Flow = Flow(types.AuthFlowTypeCustomAuth)
	AdminPasswordFlow Flow = Flow(types.AuthFlowTypeAdminUserPasswordAuth)
)

// flowSettings are the values of ExplicitAuthFlows that allow a flow: today's
// name first, then the legacy one. Source: API reference, UserPoolClientType.
var flowSettings = map[Flow][]types.ExplicitAuthFlowsType{
	PasswordFlow:      {types.ExplicitAuthFlowsTypeAllowUserPasswordAuth, types.ExplicitAuthFlowsTypeUserPasswordAuth},
	SRPFlow:           {types.ExplicitAuthFlowsTypeAllowUserSrpAuth},
	ChoiceFlow:        {types.ExplicitAuthFlowsTypeAllowUserAuth},
	CustomFlow:        {types.ExplicitAuthFlowsTypeAllowCustomAuth, types.ExplicitAuthFlowsTypeCustomAuthFlowOnly},
	AdminPasswordFlow: {types.ExplicitAuthFlowsTypeAllowAdminUserPasswordAuth, types.ExplicitAuthFlowsTypeAdminNoSrpAuth},
}

// AllowedBy tells whether an app client with these ExplicitAuthFlows allows the
// flow. An empty list allows SRP, custom and refresh (API reference,
// UserPoolClientType). Automatic is always allowed.
func (f Flow) AllowedBy(flows []string) bool {
	if f == Automatic {
		return true
	}
	if len(flows) == 0 {
		return f == SRPFlow || f == CustomFlow
	}
	return slices.ContainsFunc(flowSettings[f], func(s types.ExplicitAuthFlowsType) bool {
		return slices.Contains(flows, string(s))
	})
}

// Setting is the value of ExplicitAuthFlows that turns the flow on; empty for
// Automatic.
func (f Flow) Setting() string {
	if settings := flowSettings[f]; len(settings) > 0 {
		return string(settings[0])
	}
	return ""
}

// Resolved is the flow that the request begins with: its own or, for Automatic,
// the first that Allowed names; PasswordFlow where nothing is known.
func (r SignInRequest) Resolved() Flow {
	if r.Flow != Automatic || r.Allowed == nil {
		if r.Flow == Automatic {
			return PasswordFlow
		}
		return r.Flow
	}
	for _, f := range []Flow{SRPFlow, PasswordFlow, ChoiceFlow, CustomFlow} {
		if f.AllowedBy(r.Allowed) {
			return f
		}
	}
	return PasswordFlow
}
