using System.Globalization;
using System.Text;

namespace Spott.Bench.Server;

/// <summary>Text that compresses and parses like people's text: words, some of them not ASCII, line breaks, quotes.</summary>
internal static class Words
{
    public static readonly string[] Stages = ["Lead", "Qualified", "Proposal", "Negotiation", "Verbal agreement", "Won", "Lost"];

    public static readonly string[] Jobs = ["Senior Software Engineer", "Head of Finance", "Geschäftsführer", "Data Analyst",
        "Directeur général", "Warehouse Manager", "HR Business Partner", "Ingeniero de producción"];

    public static readonly string[] Cities = ["Zürich", "Berlin", "São Paulo", "Antwerp", "Kraków", "Málaga", "Dublin", "Göteborg"];

    public static readonly string[] Departments = ["Engineering", "Finance", "People & Culture", "Operations", "Sales"];

    public static readonly string[] FirstNames = ["Jane", "José", "Łukasz", "Anna", "Mehmet", "Chloë", "Peter", "Yuki", "Fatima", "Sven",
        "Olga", "Ravi"];

    public static readonly string[] LastNames = ["Doe", "García", "Nowak", "Müller", "Yılmaz", "Peeters", "O'Brien", "Tanaka", "Haddad",
        "Lindström", "Ivanova", "Patel"];

    private static readonly string[] Vocabulary =
    [
        "the", "client", "is", "looking", "for", "a", "team", "lead", "with", "five", "years", "of", "experience", "in", "logistics", "and",
        "a", "good", "network",
        "budget", "approved", "by", "board", "interviews", "start", "next", "month", "remote", "possible", "two", "days", "per", "week",
        "salary", "range", "to", "be",
        "confirmed", "Führungskraft", "déjà", "señor", "contract", "renewal", "expected", "before", "summer", "\"urgent\"", "call", "back",
        "after", "holidays",
    ];

    public static string Pick(Random random, string[] words) => words[random.Next(words.Length)];

    public static string Date(Random random) =>
        new DateTime(2023, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(random.Next(86_400 * 900)).ToString(
            "yyyy-MM-dd'T'HH:mm:ss.000'Z'", CultureInfo.InvariantCulture);

    /// <summary>About as many bytes of JSON as asked for.</summary>
    public static string Text(Random random, int bytes)
    {
        StringBuilder text = new();
        for (int left = bytes; left > 0;)
        {
            string word = Pick(random, Vocabulary);
            string end = random.Next(12) == 0 ? ".\n" : " ";
            left -= Encoding.UTF8.GetByteCount(word) + (word[0] == '"' ? 2 : 0) + (end.Length == 2 ? 3 : 1);
            text.Append(word).Append(end);
        }

        return text.ToString().TrimEnd();
    }
}
