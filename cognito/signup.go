package cognito

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Attribute is one attribute of a user. Names are at most 32 characters, values
// at most 2048; a value read from the service is a stranger's text.
type Attribute struct{ Name, Value string }

// Delivery says where the service sent a code. The zero value means that it sent
// none.
type Delivery struct {
	Medium      string // "EMAIL" or "SMS"
	Destination string // masked by the service; don't parse it
	Attribute   string // "email" or "phone_number"
}

// Sent tells whether a code was sent.
func (d Delivery) Sent() bool { return d != Delivery{} }

func deliveryOf(d *types.CodeDeliveryDetailsType) Delivery {
	if d == nil {
		return Delivery{}
	}
	return Delivery{
		Medium:      string(d.DeliveryMedium),
		Destination: aws.ToString(d.Destination),
		Attribute:   aws.ToString(d.AttributeName),
	}
}

// SignUpRequest names the user to make. Which attributes must be there, and
// whether Username must or must not be an address, is the pool's setting.
type SignUpRequest struct {
	Username   string // at most 128 characters, no spaces
	Password   string // at most 256 characters, no spaces; the pool's policy applies
	Attributes []Attribute
}

// SignUpResult is what a sign-up gave.
type SignUpResult struct {
	Confirmed bool   // a trigger confirmed the user: no code is needed
	Sub       string // the user's permanent id
	Delivery  Delivery
	Session   string // for ConfirmSignUp, to sign in with what that gives; may be empty
}

// SignUp makes a user, unconfirmed unless a trigger of the pool confirms it. It
// is sent once. On MailQuota and CodeNotDelivered the user exists all the same.
func (c *Client) SignUp(ctx context.Context, r SignUpRequest) (SignUpResult, error) {
	out, err := invoke(ctx, c.core, "SignUp", &cip.SignUpInput{
		ClientId:       &c.config.ClientID,
		SecretHash:     c.secretHash(r.Username),
		Username:       &r.Username,
		Password:       &r.Password,
		UserAttributes: attributeTypes(r.Attributes),
	}, c.api.SignUp)
	if err != nil {
		return SignUpResult{}, err
	}
	return SignUpResult{
		Confirmed: out.UserConfirmed,
		Sub:       aws.ToString(out.UserSub),
		Delivery:  deliveryOf(out.CodeDeliveryDetails),
		Session:   aws.ToString(out.Session),
	}, nil
}

// ConfirmSignUpRequest carries the code that SignUp or ResendConfirmationCode
// sent.
type ConfirmSignUpRequest struct {
	Username string
	Code     string // any length; not always digits
	// ForceAliasCreation takes the email or phone away from the user who has it
	// as a verified alias. Ask before setting it.
	ForceAliasCreation bool
	Session            string // what SignUp gave; may be empty
}

// ConfirmSignUp confirms a user and verifies the address the code went to. It is
// sent once. AliasTaken can be answered by ForceAliasCreation. The session, where
// there is one, signs in with ChoiceFlow.
func (c *Client) ConfirmSignUp(ctx context.Context, r ConfirmSignUpRequest) (session string, err error) {
	in := &cip.ConfirmSignUpInput{
		ClientId:           &c.config.ClientID,
		SecretHash:         c.secretHash(r.Username),
		Username:           &r.Username,
		ConfirmationCode:   &r.Code,
		ForceAliasCreation: r.ForceAliasCreation,
	}
	if r.Session != "" {
		in.Session = &r.Session
	}
	out, err := invoke(ctx, c.core, "ConfirmSignUp", in, c.api.ConfirmSignUp)
	if err != nil {
		return "", err
	}
	return aws.ToString(out.Session), nil
}

// ResendConfirmationCode sends a new sign-up code, which replaces the old one.
// It is sent once; a user gets at most 5 an hour (AWS developer guide, quotas).
func (c *Client) ResendConfirmationCode(ctx context.Context, username string) (Delivery, error) {
	out, err := invoke(ctx, c.core, "ResendConfirmationCode", &cip.ResendConfirmationCodeInput{
		ClientId:   &c.config.ClientID,
		SecretHash: c.secretHash(username),
		Username:   &username,
	}, c.api.ResendConfirmationCode)
	if err != nil {
		return Delivery{}, err
	}
	return deliveryOf(out.CodeDeliveryDetails), nil
}

func attributeTypes(attributes []Attribute) []types.AttributeType {
	return each(attributes, func(a Attribute) types.AttributeType {
		return types.AttributeType{Name: aws.String(a.Name), Value: aws.String(a.Value)}
	})
}

func attributesOf(list []types.AttributeType) []Attribute {
	return each(list, func(a types.AttributeType) Attribute {
		return Attribute{Name: aws.ToString(a.Name), Value: aws.ToString(a.Value)}
	})
}
