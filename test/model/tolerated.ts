/** Where a conversation may leave AWS's model, and why. */
export const tolerated: readonly { readonly at: RegExp; readonly why: string }[] = [
  {
    at: /pattern "arn:aws-(us-gov|cn):/,
    why: 'The model’s pattern knows the commercial partition only; the others’ ARNs begin with their own name.',
  },
  {
    at: /Emails list-length 2 > max 1/,
    why: 'One address is what the model says today; which of two counts is judged all the same.',
  },
  {
    at: /SAMLMetadataDocument length \d+ < min 1000/,
    why: 'Worlds hold metadata that is cut short or no metadata, to see it judged.',
  },
  {
    at: /(DisplayName|InstanceAlias|UserName|Username) pattern "(<script>|=cmd|=1)/,
    why: 'Hostile names, to see them shown harmlessly.',
  },
];
