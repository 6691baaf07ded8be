package cognito

import (
	"context"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// UpdateUserAttributes sets attributes; an empty value deletes one. It tells
// where codes went, one for each address that has to be verified. Where the pool
// has AttributesRequireVerificationBeforeUpdate the old address stays until
// VerifyUserAttribute. It is sent once.
func (c *Client) UpdateUserAttributes(ctx context.Context, access string, set []Attribute) ([]Delivery, error) {
	list := attributeTypes(set)
	if list == nil {
		list = []types.AttributeType{} // the member is required
	}
	out, err := invoke(ctx, c.core, "UpdateUserAttributes", &cip.UpdateUserAttributesInput{
		AccessToken: &access, UserAttributes: list,
	}, c.api.UpdateUserAttributes)
	if err != nil {
		return nil, err
	}
	var sent []Delivery
	for _, d := range out.CodeDeliveryDetailsList {
		sent = append(sent, deliveryOf(&d))
	}
	return sent, nil
}

// DeleteUserAttributes deletes attributes; custom ones are named with "custom:".
// It is repeated on 5xx and lost answers.
func (c *Client) DeleteUserAttributes(ctx context.Context, access string, names []string) error {
	if names == nil {
		names = []string{} // the member is required
	}
	_, err := invoke(ctx, c.core, "DeleteUserAttributes", &cip.DeleteUserAttributesInput{
		AccessToken: &access, UserAttributeNames: names,
	}, c.api.DeleteUserAttributes)
	return err
}

// GetUserAttributeVerificationCode has a code sent to "email" or "phone_number".
// It is sent once; a user gets at most 5 an hour (AWS developer guide, quotas).
func (c *Client) GetUserAttributeVerificationCode(ctx context.Context, access, attribute string) (Delivery, error) {
	out, err := invoke(ctx, c.core, "GetUserAttributeVerificationCode", &cip.GetUserAttributeVerificationCodeInput{
		AccessToken: &access, AttributeName: &attribute,
	}, c.api.GetUserAttributeVerificationCode)
	if err != nil {
		return Delivery{}, err
	}
	return deliveryOf(out.CodeDeliveryDetails), nil
}

// VerifyUserAttribute verifies an address by its code; a value that waited for
// this takes the old one's place. It is sent once. AliasTaken means that the
// address is another user's.
func (c *Client) VerifyUserAttribute(ctx context.Context, access, attribute, code string) error {
	_, err := invoke(ctx, c.core, "VerifyUserAttribute", &cip.VerifyUserAttributeInput{
		AccessToken: &access, AttributeName: &attribute, Code: &code,
	}, c.api.VerifyUserAttribute)
	return err
}
