namespace Spott.Engine.Sandbox;

/// <summary>What people typed into the invented CRM, with all that makes an export stumble.</summary>
internal static class SandboxTexts
{
    private const int FormulaIndex = 3;
    private const string FormulaName = "=HYPERLINK(\"https://example.com\",\"Open\")";

    private static readonly string[] Deals =
    [
        "Retained search", "Contingent hire", "Executive search", "Interim cover", "RPO pilot", "Team build", "Framework renewal",
        "Contract, 6 months", "Nachbesetzung", "Exclusive mandate",
    ];

    private static readonly string[] Roles =
    [
        "Head of Data", "Senior Java Developer", "Chief Financial Officer", "Warehouse Supervisors (×12)", "Registered Nurses",
        "Kfz-Mechatroniker (m/w/d)", "Chef de cuisine", "データエンジニア", "Quantity Surveyor", "Payroll Specialist",
        "Key Account Manager", "Site Reliability Engineer", "Finance Business Partner", "Inżynier jakości", "Legal Counsel",
        "Marketing Lead", "CNC Operators, night shift", "Embedded C++ Engineer", "Responsable logística", "Customer Success \"Ninja\"",
        "Plant Manager", "Dental Hygienist", "Tech Lead / Architect", "Office Manager 50%",
    ];

    private static readonly string[] Descriptions =
    [
        "Replacement hire, budget approved.\nThey want a shortlist of \"four, not forty\" by Friday; fee 22%, rebate 3 months.",
        "Met at the spring job fair.",
        "Two interviews on site, then an offer.\r\nSalary band: 68,000–75,000 EUR; car, 30 days' leave.",
        "Great call today 🎉\nNext steps:\n- send terms\n- agree on the job ad\n- first CVs in ten days",
        "Client said: \"No agencies\", then asked for our rates. Call back, gently.",
        "Hybrid, 2 days a week in the office 🏢; relocation from abroad is fine 🇵🇱.",
        "Ansprechpartnerin ist bis Monatsende im Urlaub; Rückruf vereinbart.\nStraße/Anfahrt: siehe Vertrag.",
        "Renewal of last year's framework, same terms, one more site.\tVolume: about 40 placements.",
        "  Copied from an e-mail, spaces and all.  \n\nRegards,\nJane",
        "現場見学のあと、条件を再確認。\n次回は担当者と面談。",
        "C:\\Briefs\\Role.docx has the details; see also https://example.com/brief?id=7&lang=en <internal>.",
        "Lost the last one on price (19% against our 25%); this time they ask for speed 🚀, not for discounts.",
    ];

    private static readonly string[] Tasks =
    [
        "Call back about terms", "Send CVs of the first three candidates", "Prepare the pitch, with references",
        "Chase the signed contract 📄",
        "Debrief after second interview", "Rückruf: Gehaltsrahmen klären", "Book a site visit", "Ask \"who signs?\"",
    ];

    public static int DealCount => Deals.Length;

    public static int DescriptionCount => Descriptions.Length;

    public static int TaskCount => Tasks.Length;

    /// <returns>-1 for the one whose name is a formula.</returns>
    public static int DealOf(int index) => index == FormulaIndex ? -1 : SandboxDice.Roll(index, Die.Deal, Deals.Length);

    public static int DescriptionOf(int index) => index == 0 ? 0 : SandboxDice.Roll(index, Die.Description, Descriptions.Length);

    public static int TaskOf(int index) => SandboxDice.Roll(index, Die.TaskText, Tasks.Length);

    public static string Name(int index, int deal) =>
        deal < 0 ? FormulaName : Deals[deal] + ": " + SandboxDice.Pick(index, Die.Role, Roles);

    public static string Description(int description) => Descriptions[description];

    public static string Task(int task) => Tasks[task];
}
