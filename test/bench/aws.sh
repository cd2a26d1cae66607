#!/bin/sh
# What people do today: look with the aws command, one read after the other. The same reads as one `companion check`.
set -eu
a() { aws "$@" --output json >/dev/null; }
value() { aws "$@" --output text; }

a sts get-caller-identity
a organizations describe-organization
set -- $(value sso-admin list-instances --query 'Instances[0].[InstanceArn,IdentityStoreId]')
instance=$1 store=$2
application=$(value sso-admin list-applications --instance-arn "$instance" --query 'Applications[0].ApplicationArn')
a sso-admin list-application-assignments --application-arn "$application"
a sso-admin get-application-assignment-configuration --application-arn "$application"
a identitystore list-users --identity-store-id "$store"
group=$(value identitystore list-groups --identity-store-id "$store" --query 'Groups[0].GroupId')
a identitystore list-group-memberships --identity-store-id "$store" --group-id "$group"
provider=$(value iam list-saml-providers --query 'SAMLProviderList[0].Arn')
a iam get-saml-provider --saml-provider-arn "$provider"
policy=$(value iam list-policies --scope Local --query 'Policies[0].Arn')
a iam get-policy-version --policy-arn "$policy" --version-id v1
a iam get-role --role-name Connect-SSO
a iam list-attached-role-policies --role-name Connect-SSO
a iam list-role-policies --role-name Connect-SSO
a iam simulate-principal-policy --policy-source-arn arn:aws:iam::111122223333:role/Connect-SSO --action-names connect:GetFederationToken
desk=$(value connect list-instances --query 'InstanceSummaryList[0].Id')
a connect search-users --instance-id "$desk"
a connect list-security-profiles --instance-id "$desk"
a connect list-routing-profiles --instance-id "$desk"
a cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=AssumeRoleWithSAML
a cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=GetFederationToken
