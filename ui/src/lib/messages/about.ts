export const about = {
  title: "About Stillroom",
  version: (number: string) => `Version ${number}`,
  lead:
    "An encrypted journal for psychotherapists. It is free software under the GNU GPL, version 3 or later, " +
    "and comes without any warranty.",
  connections: "Connections",
  noConnections:
    "Stillroom opens no network connection: no account, no cloud, no report of use or of errors, no " +
    "search for updates. The window may load nothing but its own files. To check it, watch the program " +
    "with your system’s firewall or network monitor.",
  whatIsNew: "What is new",
  licences: "Licences",
  words: "about version help warranty",
  newWords: "whats new changes changelog news release",
  connectionWords: "network internet connection telemetry",
};
