/** A paragraph of the written policy: numbered, so that rules and refusals can cite it. */
export interface Paragraph {
  number: string;
  heading: string;
  body: string;
}

/**
 * A complete policy to begin with, in plain words. `{agency}` stands for the agency's name. Counsel should
 * read it before it is adopted: law differs by state.
 */
export const modelPolicy: readonly Paragraph[] = [
  p(
    "1.1",
    "Purpose",
    "{agency} uses social media to warn, inform, ask for help and listen. This policy says who may speak for the agency, what may be said, and how what was said is kept.",
  ),
  p(
    "1.2",
    "Whom it binds",
    "It binds everyone who works for {agency}, sworn or not, paid or not, whenever they speak for the agency. It does not govern what people say as private citizens, except where law or the code of conduct does.",
  ),
  p(
    "2.1",
    "Who may draft",
    "Public information officers and named contributors may draft. Each has first acknowledged the version of this policy in force and holds a current training in its rules.",
  ),
  p(
    "2.2",
    "Who may approve",
    "An approver has the role that the post's class demands. Nobody approves a post that he or she wrote or edited, even in part.",
  ),
  p(
    "2.3",
    "The administrator",
    "Administrators connect channels and manage accounts. The role gives no right to publish or approve, and no way to change the record.",
  ),
  p(
    "2.4",
    "When somebody leaves",
    "When a person changes duty or leaves, the account is ended the same day: sessions, tokens and channel roles end with it.",
  ),
  p(
    "3.1",
    "Channels",
    "The agency speaks only on channels connected in Openbeat and listed on its newsroom. No account is opened under another name, and none conceals that it belongs to the agency.",
  ),
  p(
    "3.2",
    "The agency's own page comes first",
    "Whatever the agency publishes anywhere also stands on its own newsroom, where anyone can read it without an account.",
  ),
  p(
    "3.3",
    "Devices and sign-in",
    "Publishing is done from the agency's devices or ones it has approved, with a passkey or a second factor. Nobody shares an account. A lost device is reported within the hour.",
  ),
  p(
    "3.4",
    "Not watched around the clock",
    "Every public profile says that it is not monitored around the clock and that emergencies go to 911.",
  ),
  p(
    "4.1",
    "A second person",
    "No post goes out before somebody other than its author has approved exactly what will be seen: words, pictures, descriptions and channels. Any change needs a new approval.",
  ),
  p(
    "4.2",
    "Routine posts",
    "Everyday stories, events, prevention and recruiting are approved by an approver or a supervisor.",
  ),
  p(
    "4.3",
    "Traffic",
    "Closures and collisions are approved within thirty minutes and end with an all-clear. No names, plates or injuries are given.",
  ),
  p(
    "4.4",
    "Emergency alerts",
    "An alert that protects life overtakes all other posts. It names the hazard, the place, what to do, and when the next word will come. It is updated or cancelled; it never just fades.",
  ),
  p(
    "4.5",
    "Missing persons",
    "A notice gives what helps to find the person and no medical fact beyond that need. When the person is found, every copy is replaced or removed at once and the name is no longer repeated.",
  ),
  p(
    "4.6",
    "Arrests",
    "An arrested person is presumed innocent, and the post says so. Booking photographs follow state law and are removed when it requires.",
  ),
  p(
    "4.7",
    "Juveniles",
    "No post identifies a child who is a suspect, victim or witness, by name, face, school, house or family, unless the law allows it and counsel has agreed.",
  ),
  p(
    "4.8",
    "Deaths",
    "No name is given before the family has been told and the medical examiner agrees. Command approves every word.",
  ),
  p(
    "4.9",
    "Officer-involved incidents",
    "The agency speaks with one voice, gives only verified facts, does not characterise a person's conduct or past, and says when more will be known. Counsel and command both approve.",
  ),
  p(
    "4.10",
    "Corrections",
    "A mistake is corrected openly and everywhere the wrong statement stands, as fast as it was made. The record keeps both.",
  ),
  p(
    "4.11",
    "Break-glass",
    "If life is at stake and no approver can be reached, a person so authorised may publish alone, giving the reason. Command is told at once and reviews it within twenty-four hours.",
  ),
  p(
    "5.1",
    "Accuracy and tone",
    "Posts are true, plain and professional. No jokes about suspects, victims or the vulnerable; no slang; no opinion on pending cases or candidates for office.",
  ),
  p(
    "5.2",
    "What is never posted",
    "Victims of sexual or domestic violence, medical facts, home addresses, plates, personal data of staff, tactics under way, and anything a court has sealed.",
  ),
  p(
    "5.3",
    "Pictures",
    "Every picture has a text description. Faces, plates and house numbers of bystanders are blurred. Location data are removed. The agency holds the right to use it.",
  ),
  p(
    "5.4",
    "Everyone can read it",
    "Captions for video, plain language, words in hashtags capitalised, and no text that exists only inside a picture.",
  ),
  p(
    "5.5",
    "Numbers of the record",
    "Case, report and warrant numbers are given only where people need them to help or to ask.",
  ),
  p(
    "5.6",
    "Links",
    "Every link leads where it says. Links go to the agency's own pages or to ones it trusts, written out in full.",
  ),
  p(
    "5.7",
    "Looked at before anybody approves",
    "Openbeat looks at every draft for what this chapter and chapter 4 keep back. Some findings stop it, some ask for a certain person, some must be read by the writer. Nobody is judged by it, and it replaces nobody's judgment.",
  ),
  p(
    "6.1",
    "The public's speech",
    "Criticism is welcome and stays. Comments are hidden or people blocked only under a written rule that looks at conduct and not at opinion, with a notice, a record and a way to appeal.",
  ),
  p(
    "6.2",
    "Looking at the public",
    "Staff do not follow, save or profile people for what they lawfully say, believe or attend. Investigations happen inside a case, with legal authority, and never through a false account.",
  ),
  p(
    "7.1",
    "It is a public record",
    "Posts, drafts, approvals, comments and messages are records. They are captured as they happen and kept under the retention schedule. Nobody deletes them on his own.",
  ),
  p(
    "7.2",
    "Legal holds and requests",
    "A hold or an open request stops every deletion of what it covers until it is released in writing.",
  ),
  p(
    "8.1",
    "Hold",
    "Anyone who may approve may stop all scheduled posts at once. What was held goes out only with a new approval.",
  ),
  p(
    "8.2",
    "If an account is hijacked",
    "The other channels say so at once, the platform is told, the account is cut off, and an after-action report follows within a week.",
  ),
  p(
    "9.1",
    "Training",
    "Everyone who drafts or approves is trained before the first post and once a year after: this policy, free speech, records, privacy, accessibility and account safety.",
  ),
  p(
    "9.2",
    "Review",
    "Public content is reviewed every quarter. This policy is reviewed every year, and whenever the law changes; the newest version is on the newsroom.",
  ),
];

/** The paragraph that asks for an acknowledgement before anybody drafts. */
export const acknowledgingParagraph = "2.1";

/** What paragraph 9.1 asks for, as a rule: begins with the first version in force. */
export const modelTraining = {
  code: "social-media",
  title: "Social media policy",
  paragraph: "9.1",
  validDays: 365,
  isRequiredToPost: true,
};

function p(number: string, heading: string, body: string): Paragraph {
  return { number, heading, body };
}
