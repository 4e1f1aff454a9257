/** Words that only one of the two Englishes spells so, for the test that keeps them apart. */
export const BRITISH_ONLY: readonly string[] = [
  "colour\\w*", "favour\\w*", "behaviour\\w*", "honour\\w*", "neighbour\\w*", "humour\\w*", "labour\\w*",
  "centre\\w*", "theatre", "metre", "litre", "grey", "spelt", "learnt", "dreamt", "burnt", "leant", "whilst", "amongst",
  "cancelled", "cancelling", "travell\\w+", "labell\\w+", "modell\\w+", "fulfil", "skilful", "enrol", "programme\\w*",
  "catalogue\\w*", "cheque", "practis\\w+", "licence", "defence", "offence", "strength", "ageing", "tyre", "telephone",
  "\\w+isation\\w*", "(?:organ|recogn|real|apolog|summar|character|memor|normal|final|emphas)is(?:e|ed|es|ing)",
  "analys(?:e|ed|ing)", "fortnight\\w*", "mum", "supervision", "CPD",
];
export const AMERICAN_ONLY: readonly string[] = [
  "color\\w*", "favor\\w*", "behavior\\w*", "honor\\w*", "neighbor\\w*", "humor\\w*", "labor", "center\\w*", "theater",
  "meter", "liter", "gray", "canceled", "canceling", "travel(?:ed|ing|er)", "label(?:ed|ing)", "model(?:ed|ing)",
  "fulfill", "skillful", "enroll", "catalog", "license\\w*", "defense", "offense", "judgment", "aging", "tire", "mom",
  "\\w+ization\\w*", "(?:organ|recogn|real|apolog|summar|character|memor|normal|final|emphas)iz(?:e|ed|es|ing)",
  "analyz(?:e|ed|ing)", "consultation", "CE",
];
