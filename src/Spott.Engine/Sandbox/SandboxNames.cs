namespace Spott.Engine.Sandbox;

/// <summary>
/// The invented companies, stages and people. Mail and web addresses are below example.com, which is reserved for such use.
/// </summary>
internal static class SandboxNames
{
    public static readonly SandboxStage[] Stages =
    [
        new("stg-1", "Lead", 1, true, 24),
        new("stg-2", "Qualified", 2, true, 22),
        new("stg-3", "Proposal", 3, true, 20),
        new("stg-4", "Negotiation", 4, true, 10),
        new("stg-5", "Won", 5, false, 14),
        new("stg-6", "Lost", 6, false, 10),
    ];

    /// <summary>Indexes into <see cref="Stages"/>.</summary>
    public const int Won = 4, Lost = 5;

    public static readonly SandboxCompany[] Companies =
    [
        new("co-0001", "Brightwater Engineering", "brightwater"),
        new("co-0002", "Łódź Logistics", "lodz-logistics"),
        new("co-0003", "Café Müller GmbH", "cafe-mueller"),
        new("co-0004", "株式会社さくら", "sakura"),
        new("co-0005", "Fenwick & Rowe LLP", "fenwick-rowe"),
        new("co-0006", "Kestrel Aerospace, Inc.", "kestrel-aero"),
        new("co-0007", "Northgate Care Homes", "northgate-care"),
        new("co-0008", "O'Hara Civils Ltd", "ohara-civils"),
        new("co-0009", "Ångström Instruments AB", "angstrom"),
        new("co-0010", "Puente Nuevo S.A.", "puente-nuevo"),
        new("co-0011", "Harbour Lane Foods", "harbour-lane"),
        new("co-0012", "Zephyr Robotics", "zephyr-robotics"),
        new("co-0013", "Rosa \"Rosie\" Catering", "rosie-catering"),
        new("co-0014", "Talvi Software Oy", "talvi"),
        new("co-0015", "Três Rios Agro Ltda", "tres-rios"),
        new("co-0016", "Blue Quill Publishing", "blue-quill"),
        new("co-0017", "Marlow Street Dental", "marlow-dental"),
        new("co-0018", "Αιγαίο Shipping", "aegeo-shipping"),
        new("co-0019", "Solveig Energi AS", "solveig-energi"),
        new("co-0020", "Wren & Daughters Joinery", "wren-joinery"),
        new("co-0021", "Île Verte Traiteur", "ile-verte"),
        new("co-0022", "Copperfield Mutual", "copperfield"),
        new("co-0023", "Dvořák a syn, s.r.o.", "dvorak"),
        new("co-0024", "Silverbirch Hotels", "silverbirch"),
        new("co-0025", "Meridian Payroll Services", "meridian-payroll"),
        new("co-0026", "Größmann Maschinenbau KG", "groessmann"),
        new("co-0027", "Tidewell Insurance Brokers", "tidewell"),
        new("co-0028", "한빛 바이오", "hanbit-bio"),
        new("co-0029", "Lantern Health Clinics", "lantern-health"),
        new("co-0030", "Pine Ridge Outfitters", "pine-ridge"),
        new("co-0031", "Çınar Tekstil A.Ş.", "cinar-tekstil"),
        new("co-0032", "Quayside Analytics", "quayside"),
        new("co-0033", "Van der Linde Bloemen B.V.", "vdlinde-bloemen"),
        new("co-0034", "Saltmarsh Renewables", "saltmarsh"),
        new("co-0035", "Întreprinderea Verde SRL", "intreprinderea-verde"),
        new("co-0036", "Old Foundry Brewing Co.", "old-foundry"),
    ];

    public static readonly string[] Owners =
    [
        "Maya Patel", "Tom Becker", "Zoë van Dijk", "Samuel Okafor", "Inés Romero", "Grace O'Neill", "Łukasz Nowak", "Hana Suzuki",
    ];

    /// <summary>With the spelling that a mail address uses.</summary>
    public static readonly (string Name, string Ascii)[] FirstNames =
    [
        ("Jane", "jane"), ("Jürgen", "juergen"), ("Amélie", "amelie"), ("Olu", "olu"), ("Kasia", "kasia"), ("Björn", "bjoern"),
        ("Priya", "priya"), ("José", "jose"), ("Niamh", "niamh"), ("花子", "hanako"), ("Marcus", "marcus"), ("Ayşe", "ayse"),
        ("Dmitri", "dmitri"), ("Ruth", "ruth"), ("Chloë", "chloe"), ("Wei", "wei"), ("Ελένη", "eleni"), ("Ben", "ben"),
    ];

    public static readonly (string Name, string Ascii)[] LastNames =
    [
        ("Doe", "doe"), ("Müller", "mueller"), ("Lefèvre", "lefevre"), ("Adeyemi", "adeyemi"), ("Wiśniewska", "wisniewska"),
        ("Sørensen", "soerensen"), ("Sharma", "sharma"), ("García", "garcia"), ("O'Brien", "obrien"), ("佐藤", "sato"),
        ("Whitfield", "whitfield"), ("Yılmaz", "yilmaz"), ("Petrov", "petrov"), ("Steinberg", "steinberg"), ("Núñez", "nunez"),
        ("Chen", "chen"), ("Papadopoulou", "papadopoulou"), ("Hargreaves-Lowe", "hargreaves-lowe"), ("van den Berg", "vandenberg"),
    ];

    public static readonly string[] MiddleNames = ["Marie", "T.", "Alexander", "Ngozi"];

    public static readonly string[] SecondLastNames = ["Márquez", "Ibáñez", "Soto", "del Río"];

    public static readonly (string JobTitle, string Department)[] Jobs =
    [
        ("Head of Talent", "Human Resources"), ("HR Business Partner", "Human Resources"), ("Managing Director", "Board"),
        ("Chief Financial Officer", "Finance"), ("Procurement Manager", "Purchasing"), ("Plant Manager", "Operations"),
        ("VP Engineering", "Engineering"), ("Leiterin Personal", "Personalwesen"), ("Directrice des opérations", "Opérations"),
        ("Office Manager", "Administration"),
    ];
}
